package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/sentiment"
	"github.com/gaobang/gaobang/jobs"
)

func (p program) reviewCommand() *cobra.Command {
	var period, of, format string
	limit, below := 20, -1
	cmd := &cobra.Command{
		Use:   "review",
		Short: "等人认定的稿件，最要紧的在前",
		Long: "归属把握不足，或看来是负面的稿件，等人认定；认定所归的单位后来不在名册、或改属别的局的，也要重新认定。\n" +
			"每篇列出最可能的两个答案和各自的依据。\n" +
			"排在前面的是：刚结束、正要通报的月份，再是本月；同一个月里，关系到的得分多的在前；几部考核办法的得分不相加，分别列出。\n" +
			"把握低于设置里的 review_below 就列出；考核办法扣住不计分的也列出，rank 里写“待核”的稿件都在这里（用 --period 看同一期）。\n" +
			"同一稿件的几处发表（转载）只列一次，写明“另有同稿几篇一并等候”；rank 按篇计数，数目会多些。",
		Example: "  gaobang article review\n  gaobang article review --of danyang --period 2026-11 --limit 50\n  gaobang article review --format json",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			q := jobs.ReviewRequest{Today: gaobang.DateOf(p.now()), Limit: limit}
			if period != "" {
				var err error
				if q.Period, err = gaobang.ParsePeriod(period); err != nil {
					return usageError{err}
				}
			}
			switch {
			case limit < 1:
				return usagef("--limit 应是正数")
			case cmd.Flags().Changed("below") && (below < 0 || below > 100):
				return usagef("--below 应是 0 到 100 的整数")
			case format != "text" && format != "json":
				return usagef("--format 应为 text 或 json，不是 %q", format)
			}
			return p.review(cmd, q, of, below, format)
		},
	}
	cmd.Flags().StringVar(&period, "period", "", "只看这一期发表的，如 2026-11")
	cmd.Flags().StringVar(&of, "of", "", "只看这个局的（局的编号或名称）")
	cmd.Flags().IntVar(&limit, "limit", limit, "最多列多少篇")
	cmd.Flags().IntVar(&below, "below", below, "把握（0 到 100）低于它就列出（默认是设置里的 review_below）")
	cmd.Flags().StringVar(&format, "format", "text", "text 或 json（一篇一行）")
	return cmd
}

func (p program) review(cmd *cobra.Command, q jobs.ReviewRequest, of string, below int, format string) error {
	ctx := cmd.Context()
	store, settings, err := p.openStore(cmd)
	if err != nil {
		return err
	}
	defer store.Close()
	books, err := booksOf(ctx, store)
	if err != nil {
		return err
	}
	if of != "" {
		bureau, err := books.Registry.FindUnit(of, "", gaobang.Date{})
		if err != nil {
			return err
		}
		if bureau.Kind != gaobang.Bureau {
			return gaobang.Errorf(gaobang.Invalid, "%s 不是局：--of 应是局", bureau.Label())
		}
		q.Of = bureau.ID
	}
	q.Below = settings.ReviewBelow
	if below >= 0 {
		q.Below = gaobang.Confidence(below) //nolint:gosec // 0 to 100
	}
	list, err := jobs.Reviews(ctx, store, q)
	if err != nil {
		return err
	}
	if format == "json" {
		return reviewsAsJSON(cmd.OutOrStdout(), list.Reviews)
	}
	return books.printReviews(cmd.OutOrStdout(), list)
}

// twoBest is how many answers a person is shown.
const twoBest = 2

func (k knownBooks) printReviews(w io.Writer, list jobs.ReviewList) error {
	var b strings.Builder
	for _, r := range list.Reviews {
		day := r.Article.PublishedAt.Date().String()
		if day == "" {
			day = "无日期"
		}
		fmt.Fprintf(&b, "%s  %s  %s  《%s》\n", r.Article.ID, day, k.outlet(r.Article.Outlet), r.Article.Title)
		fmt.Fprintf(&b, "  %s，%s，%s%s\n", k.unit(r.Bureau), r.Awaits.Chinese(), r.Period.Chinese(), alike(len(r.Alike)))
		for _, e := range r.Article.Entries {
			fmt.Fprintf(&b, "  补录：%s\n", entered(e))
		}
		if state := linkState(&r.Article); state != "" {
			fmt.Fprintf(&b, "  链接：%s\n", state)
		}
		if r.Article.Form == gaobang.MessageForm {
			b.WriteString("  是网民留言，不计分，不在排名的待核数里；认定只关系到提醒\n")
		}
		for _, s := range r.Stakes {
			fmt.Fprintf(&b, "  关系到《%s》%s\n", k.ruleBook(s.RuleBook).Title, staked(s))
		}
		if r.Stray != nil {
			fmt.Fprintf(&b, "  原来的认定落空，不给任何单位计分：%s：%v；%s\n", k.ruled(r.Stray.Decision), r.Stray.Why, anew(r.Stray.Kind))
		}
		for i, a := range r.Answers[:min(len(r.Answers), twoBest)] {
			sure := ""
			if a.Confidence > 0 {
				sure = fmt.Sprintf("，把握 %d", a.Confidence)
			}
			fmt.Fprintf(&b, "  %d. %s%s：%s%s%s\n", i+1, k.who(a.Unit, a.Person), sure, a.Basis.Chinese(), quoted(a.Evidence), doubted(a.Doubt))
		}
		if r.Awaits == gaobang.AwaitsSentiment {
			if s := attitude(r); s != nil {
				fmt.Fprintf(&b, "  倾向：%s%s\n", s.Label.Chinese(), quoted(s.Evidence))
			}
		}
		b.WriteByte('\n')
	}
	b.WriteString(summed(list))
	_, err := io.WriteString(w, b.String())
	return err
}

// anew says what to do about a ruling that has come to nothing.
func anew(kind gaobang.DecisionKind) string {
	if kind == gaobang.DecideSentiment {
		return "是本局的请认定归属（--units），不是的请认定 --not-ours，或撤回这次认定（--withdraw 倾向）"
	}
	return "请重新认定"
}

// staked is what a ruling is worth by one rule book.
func staked(s jobs.Stake) string {
	text := "：计分则 " + s.Counts.String() + " 分"
	if s.Negative != 0 {
		text += "，认定负面则 " + s.Negative.String() + " 分"
	}
	return text
}

// summed is how much waits, and how to rule on what was listed.
func summed(list jobs.ReviewList) string {
	if list.Total == 0 {
		return "没有等人认定的稿件。\n"
	}
	text := fmt.Sprintf("共 %d 篇", list.Stories)
	if list.Total != list.Stories {
		text += fmt.Sprintf("（%d 项：每个局、每个问题各算一项，认定时用 --of 写明局）", list.Total)
	}
	text += "等人认定"
	if list.Letters > 0 {
		text += fmt.Sprintf("（其中 %d 件留言不计分，不在排名的待核数里）", list.Letters)
	}
	if n := len(list.Reviews); list.Total > n {
		text += fmt.Sprintf("，列出前 %d 项；用 --limit 看更多", n)
	}
	text += "。\n"
	waits := func(why gaobang.CreditReason) bool {
		return slices.ContainsFunc(list.Reviews, func(r jobs.Review) bool { return r.Awaits == why })
	}
	if waits(gaobang.AwaitsReview) {
		text += "认定归属：gaobang article decide 编号 --units 单位（或 --person 通讯员，或 --not-ours）--why 理由；同稿各篇一并认定加 --alike\n"
	}
	if waits(gaobang.AwaitsSentiment) {
		text += "认定倾向：gaobang article decide 编号 --sentiment negative（或 neutral、positive）--why 理由\n"
	}
	return text
}

func alike(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("，另有同稿 %d 篇一并等候", n)
}

// reviewView is one line of review --format json.
type reviewView struct {
	Article   gaobang.ArticleID    `json:"article"`
	Title     string               `json:"title"`
	Form      gaobang.Form         `json:"form"` // a message earns nothing, and no ranking counts it as waiting
	Outlet    gaobang.OutletID     `json:"outlet"`
	Published gaobang.Moment       `json:"published_at"`
	Bureau    gaobang.UnitID       `json:"bureau"`
	Awaits    gaobang.CreditReason `json:"awaits"`
	Period    gaobang.Period       `json:"period"`
	Stakes    []stakeView          `json:"stakes"`
	Alike     []gaobang.ArticleID  `json:"alike,omitempty"`
	Answers   []answerView         `json:"answers"`
	Sentiment *attitudeView        `json:"sentiment,omitempty"` // where the attitude is what waits
	Link      string               `json:"link,omitempty"`      // of an entered piece whose page nobody saw: how it stands
	Stray     string               `json:"stray,omitempty"`     // why the ruling that stood came to nothing
}

// attitudeView is what a ruling on the attitude is about.
type attitudeView struct {
	Label gaobang.SentimentLabel `json:"label"`
	Words []gaobang.Evidence     `json:"words"`
	Quote gaobang.Evidence       `json:"quote"` // the sentence of the first word
}

// attitude is how a piece speaks of the bureau for which it waits; nil where
// nothing was found.
func attitude(r jobs.Review) *gaobang.Sentiment {
	all := r.Article.Sentiments
	if i := slices.IndexFunc(all, func(s gaobang.Sentiment) bool { return s.Bureau == r.Bureau }); i >= 0 {
		return &all[i]
	}
	return nil
}

// stakeView is what hangs on the ruling by one rule book: points of several are not
// added up.
type stakeView struct {
	RuleBook gaobang.RuleBookID `json:"rule_book"`
	Counts   gaobang.Points     `json:"counts"`
	Negative gaobang.Points     `json:"negative"`
}

type answerView struct {
	Unit       gaobang.UnitID     `json:"unit"`
	Person     gaobang.PersonID   `json:"person,omitempty"`
	Basis      gaobang.Basis      `json:"basis"`
	Confidence gaobang.Confidence `json:"confidence,omitempty"`
	Doubt      gaobang.Doubt      `json:"doubt,omitempty"`
	Evidence   []gaobang.Evidence `json:"evidence"`
}

func reviewsAsJSON(w io.Writer, all []jobs.Review) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, r := range all {
		view := reviewView{
			Article: r.Article.ID, Title: r.Article.Title, Form: r.Article.Form, Outlet: r.Article.Outlet, Published: r.Article.PublishedAt,
			Bureau: r.Bureau, Awaits: r.Awaits, Period: r.Period, Stakes: []stakeView{}, Alike: r.Alike, Link: linkState(&r.Article),
		}
		if s := attitude(r); s != nil && r.Awaits == gaobang.AwaitsSentiment {
			view.Sentiment = &attitudeView{s.Label, s.Evidence, sentiment.Quote(&r.Article.Article, s.Evidence)}
		}
		if r.Stray != nil {
			view.Stray = r.Stray.Why.Error()
		}
		for _, s := range r.Stakes {
			view.Stakes = append(view.Stakes, stakeView(s))
		}
		for _, a := range r.Answers {
			view.Answers = append(view.Answers, answerView(a))
		}
		if err := enc.Encode(view); err != nil {
			return err
		}
	}
	return nil
}
