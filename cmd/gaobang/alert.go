package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

func (p program) alertCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "alert",
		Short:   "要人过目的稿件：负面报道、等答复的网民留言",
		Example: "  gaobang alert list",
		Args:    oneOfItsCommands,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.alertListCommand())
	return cmd
}

func (p program) alertListCommand() *cobra.Command {
	var all bool
	format := "table"
	cmd := &cobra.Command{
		Use:   "list",
		Short: "还开着的提醒，新的在前；同一篇的几家转载合为一条",
		Long: "负面报道：对本局说了不好的话，引出那一句；未经人认定不扣分。用 article decide --sentiment 认定后提醒结束。\n" +
			"待答复留言：12345、市长信箱、领导留言板等处写给本局的留言，页面上还没有答复；期限按设置 reply 里的工作日计算，过了期限写明超了几天。\n" +
			"页面已有答复的不提醒；还没有的每天再去看一次，看到答复就结束提醒，当时的页面存证（设置 reply 里的 watch_days）；\n" +
			"在别处答复了的，用 article decide --replied --why … 结束。",
		Example: "  gaobang alert list\n  gaobang alert list --all --format json",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if format != "table" && format != "json" {
				return usagef("--format 应为 table 或 json，不是 %q", format)
			}
			return p.listAlerts(cmd, all, format)
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "已结束的也列出")
	cmd.Flags().StringVar(&format, "format", format, "table 或 json（一行一条）")
	return cmd
}

func (p program) listAlerts(cmd *cobra.Command, all bool, format string) error {
	store, settings, err := p.openStore(cmd)
	if err != nil {
		return err
	}
	defer store.Close()
	books, err := booksOf(cmd.Context(), store)
	if err != nil {
		return err
	}
	alerts, err := store.ArticleAlerts(cmd.Context(), all)
	if err != nil {
		return err
	}
	out, today := cmd.OutOrStdout(), gaobang.DateOf(p.now())
	if format == "json" {
		encoder := json.NewEncoder(out)
		encoder.SetEscapeHTML(false)
		for _, a := range alerts {
			if err := encoder.Encode(alertViewOf(a, settings.Reply, today)); err != nil {
				return err
			}
		}
		return nil
	}
	if len(alerts) == 0 {
		fmt.Fprintln(out, "没有开着的提醒。")
		return nil
	}
	return printAlerts(out, books, alertGroups(alerts), settings.Reply, today)
}

// quoteOf is the quoted sentence; of a message that is the title again.
func quoteOf(a storage.AlertRecord) string {
	if a.Quote.Field == gaobang.FieldTitle {
		return ""
	}
	return "“" + strings.ReplaceAll(a.Quote.Text, "\t", " ") + "”" // the cells of a table
}

// stateOf is when a message has to be replied to, or how an alert ended.
func stateOf(a storage.AlertRecord, times gaobang.ReplyTimes, today gaobang.Date) string {
	switch {
	case a.Decision != 0:
		return "已认定 " + minute(a.ClosedAt)
	case !a.ClosedAt.IsZero() && a.Message != nil && a.Message.Answered:
		return answeredWords(*a.Message, times)
	case !a.ClosedAt.IsZero():
		return "已结束 " + minute(a.ClosedAt)
	case a.Message == nil:
		return "待认定"
	}
	due := times.Due(*a.Message)
	if today.After(due) {
		unseen := ""
		if today.After(due.AddDays(times.Watch)) {
			unseen = "，页面不再看（watch_days）"
		}
		return fmt.Sprintf("%s %s，%s%s", a.Message.Kind.Chinese(), due, late(times, due, today), unseen)
	}
	return fmt.Sprintf("%s %s 前答复", a.Message.Kind.Chinese(), due)
}

// late is by how many working days a day is after the last day to reply: counted as
// that was.
func late(times gaobang.ReplyTimes, due, day gaobang.Date) string {
	if n := times.Calendar.Between(due, day); n > 0 {
		return fmt.Sprintf("超期 %d 个工作日", n)
	}
	return "已过期限" // on the days off behind it
}

// answeredWords is when a message was replied to, and whether in time.
func answeredWords(m gaobang.Message, times gaobang.ReplyTimes) string {
	if m.AnsweredOn.IsZero() {
		return "已答复" + by(m.AnsweredBy)
	}
	words := "已答复 " + m.AnsweredOn.String() + by(m.AnsweredBy)
	if due := times.Due(m); m.AnsweredOn.After(due) {
		words += "，" + late(times, due, m.AnsweredOn)
	}
	return words
}

// alertView is one line of `alert list --format json`.
type alertView struct {
	Kind     gaobang.AlertKind   `json:"kind"`
	Article  gaobang.ArticleID   `json:"article"`
	Bureau   gaobang.UnitID      `json:"bureau"`
	Outlet   gaobang.OutletID    `json:"outlet"`
	Origin   gaobang.ArticleID   `json:"origin"` // the first publication of its story
	Title    string              `json:"title"`
	Quote    gaobang.Evidence    `json:"quote"`
	OpenedAt time.Time           `json:"opened_at"`
	ClosedAt time.Time           `json:"closed_at,omitzero"`
	Decision int64               `json:"decision,omitempty"`
	Message  gaobang.MessageKind `json:"message,omitempty"`
	Due      gaobang.Date        `json:"due,omitzero"`
	Overdue  bool                `json:"overdue,omitempty"`
	Answered gaobang.Date        `json:"answered_on,omitzero"`
}

func alertViewOf(a storage.AlertRecord, times gaobang.ReplyTimes, today gaobang.Date) alertView {
	v := alertView{
		Kind: a.Kind, Article: a.Article, Bureau: a.Bureau, Outlet: a.Outlet, Origin: a.Origin, Title: a.Title, Quote: a.Quote,
		OpenedAt: a.OpenedAt, ClosedAt: a.ClosedAt, Decision: a.Decision,
	}
	if a.Message != nil {
		v.Message, v.Due = a.Message.Kind, times.Due(*a.Message)
		v.Overdue = a.ClosedAt.IsZero() && today.After(v.Due)
		v.Answered = a.Message.AnsweredOn
	}
	return v
}

// told is what a page says of a message.
func told(m *gaobang.Message) string {
	text := fmt.Sprintf("%s，%s 提出，", m.Kind.Chinese(), m.Asked)
	switch {
	case !m.Answered:
		return text + "页面上还没有答复"
	case m.AnsweredOn.IsZero():
		return text + "已答复" + by(m.AnsweredBy)
	}
	return text + m.AnsweredOn.String() + " 答复" + by(m.AnsweredBy)
}

// proven is which capture shows the reply to a message, where a later visit found it.
func proven(r storage.ArticleRecord) string {
	for _, c := range r.Captures {
		if r.Message.Proof != 0 && c.ID == r.Message.Proof {
			return fmt.Sprintf("；复查时看到，存证：gaobang archive get %s --at %s", r.ID, c.At.In(gaobang.Shanghai).Format("2006-01-02T15:04:05"))
		}
	}
	return ""
}

func by(who string) string {
	if who == "" {
		return ""
	}
	return "（" + who + "）"
}
