package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/storage"
)

// ruling is one matter that decide rules on. It has flags of its own.
type ruling struct {
	flags  []string // one of them given calls for the ruling
	decide func(decideCase) (gaobang.Decision, error)
}

// rulings are the matters, each of which adds its flags to the command.
func rulings(cmd *cobra.Command) []ruling {
	return []ruling{unitsRuling(cmd), sentimentRuling(cmd), repliedRuling(cmd), storyRuling(cmd)}
}

// decideCase is what a ruling looks at.
type decideCase struct {
	books  knownBooks
	store  *storage.Store
	record storage.ArticleRecord
	of     gaobang.UnitID // as given; see bureau
	// signers are the people that are accepted with the decision, by ID: it is theirs
	// too.
	signers []string
}

// decideOptions are the flags that every ruling shares.
type decideOptions struct {
	of, why, by string
	alike       bool   // the story's other publications too
	example     string // file of examples to add the article to
	withdraw    string // the matter of which the last ruling is taken back
	accept      acceptance
}

func (p program) decideCommand() *cobra.Command {
	var o decideOptions
	var all []ruling
	cmd := &cobra.Command{
		Use:   "decide 编号或网址",
		Short: "认定一篇稿件：归谁，是不是本局的，对本局是什么倾向，与哪篇同稿",
		Long: "人的认定高于程序的一切判断，重新分析后仍然有效，台账随之重算。\n" +
			"每次认定都新记一行（谁、何时、为什么），不改旧的；同一件事以最后一次为准。\n" +
			"认定错了用 --withdraw 撤回最后一次：之前的认定重新有效，没有就按程序的判断；撤回也记下谁、何时、为什么。\n\n" +
			"认定也教会程序：名册里缺的叫法和人，用 --accept-alias、--accept-person 记进 units 名册的新版本（检查同 apply），\n" +
			"再用 gaobang reprocess 让别的稿件也照此判断；判错的稿件用 --as-example 记成例子，以后检验程序用。",
		Example: "  gaobang article decide 0123456789abcdef --units yunyang --why 经科室核对\n" +
			"  gaobang article decide 0123456789abcdef --of danyang --units yunyang=1/2,que=1/2 --why 两家合写\n" +
			"  gaobang article decide 0123456789abcdef --person 林测试 --why 署名漏印\n" +
			"  gaobang article decide 0123456789abcdef --not-ours --why 说的是安徽的丹阳镇\n" +
			"  gaobang article decide 0123456789abcdef --same-as fedcba9876543210 --why 同一篇的改写\n" +
			"  gaobang article decide 0123456789abcdef --units yunyang --accept-alias 云民政办 --accept-person 高示例 --why 云阳街道来电确认\n" +
			"  gaobang article decide 0123456789abcdef --units yunyang --as-example 例子.txt --why 程序判给了别家\n" +
			"  gaobang article decide 0123456789abcdef --sentiment neutral --why 说的是物业公司\n" +
			"  gaobang article decide 0123456789abcdef --withdraw 归属 --why 认错了稿件",
		Args: exactlyOne("稿件编号或网址"),
		RunE: func(cmd *cobra.Command, args []string) error {
			asked := slices.DeleteFunc(slices.Clone(all), func(r ruling) bool { return !slices.ContainsFunc(r.flags, cmd.Flags().Changed) })
			if len(asked) == 0 && o.withdraw == "" {
				return usagef("请写明认定什么：%s", flagNames(all))
			}
			if strings.TrimSpace(o.why) == "" {
				return usagef("请用 --why 写明理由：认定要经得起日后查问")
			}
			if o.withdraw != "" {
				return p.withdraw(cmd, args[0], o.withdraw, asked, o)
			}
			return p.decide(cmd, args[0], asked, o)
		},
	}
	all = rulings(cmd)
	cmd.Flags().StringVar(&o.of, "of", "", "为哪个局认定（局的编号或名称；只有一个局时可省）")
	cmd.Flags().StringVar(&o.why, "why", "", "理由（必填）")
	cmd.Flags().StringVar(&o.by, "by", "", "认定人（默认是系统登录名）")
	cmd.Flags().BoolVar(&o.alike, "alike", false, "同稿的其他各篇一并这样认定")
	cmd.Flags().StringVar(&o.example, "as-example", "", "把这篇稿件和认定记进这个例子文件")
	cmd.Flags().StringVar(&o.withdraw, "withdraw", "", "撤回最后一次认定：归属、倾向、答复或同稿")
	o.accept.flags(cmd)
	return cmd
}

func flagNames(all []ruling) string {
	var names []string
	for _, r := range all {
		for _, f := range r.flags {
			names = append(names, "--"+f)
		}
	}
	return strings.Join(names, "、")
}

// decide checks all that is ruled and accepted, adds the decisions and shows what
// the article earns now.
func (p program) decide(cmd *cobra.Command, name string, asked []ruling, o decideOptions) error {
	ctx := cmd.Context()
	piece, err := p.openPiece(cmd, name)
	if err != nil {
		return err
	}
	store, record, books := piece.store, piece.record, piece.books
	defer store.Close()
	c := decideCase{books: books, store: store, record: record, of: gaobang.UnitID(o.of)}
	var more []storage.ArticleRecord
	if o.alike {
		if more, err = c.publications(ctx); err != nil {
			return err
		}
	}
	var learned lesson
	if o.accept.asked() {
		units, err := cmd.Flags().GetStringSlice("units")
		if err != nil {
			return err
		}
		if c, learned, err = o.accept.learn(ctx, c, units, more); err != nil {
			return err
		}
	}
	decisions := make([]gaobang.Decision, 0, len(asked))
	for _, r := range asked {
		d, err := r.decide(c)
		if err != nil {
			return err
		}
		if o.example != "" && d.Kind != gaobang.DecideUnits {
			return usagef("--as-example 要和 --units、--person 或 --not-ours 一起用，不能同时认定别的事")
		}
		d.Article, d.By, d.Why = record.ID, authorOr(o.by), o.why
		decisions = append(decisions, d)
	}
	all, err := c.alike(more, asked, decisions)
	if err != nil {
		return err
	}
	for _, d := range all {
		if err := jobs.CheckDecision(c.books.Books, d); err != nil {
			return err
		}
	}
	for _, d := range decisions {
		if err := c.addExample(cmd.OutOrStdout(), o.example, d); err != nil {
			return err
		}
	}
	if err := o.accept.store(ctx, cmd.OutOrStdout(), store, learned, authorOr(o.by)); err != nil {
		return err
	}
	for _, d := range all {
		made, err := jobs.Decide(ctx, store, c.books.Books, d)
		if err != nil {
			return err
		}
		fmt.Fprintf(cmd.OutOrStdout(), "已认定 %s：%s\n", made.Article, c.books.ruled(made))
	}
	c.propose(cmd.OutOrStdout(), decisions)
	return c.showNow(cmd, decisions)
}

// showNow prints what became of the article: its story, where that was ruled on, and
// what it earns.
func (c decideCase) showNow(cmd *cobra.Command, decisions []gaobang.Decision) error {
	record, err := c.store.Article(cmd.Context(), c.record.ID)
	if err != nil {
		return err
	}
	w := cmd.OutOrStdout()
	if slices.ContainsFunc(decisions, func(d gaobang.Decision) bool { return d.Kind.OnStory() }) {
		fmt.Fprintln(w, storyNow(record))
	}
	return showEarned(cmd.Context(), w, c.store, c.books, record)
}

// storyNow is who carries one story with an article.
func storyNow(r storage.ArticleRecord) string {
	all := others(r)
	if len(all) == 0 {
		return "同稿：现在没有别的稿件与它同稿"
	}
	names := make([]string, 0, len(all)+1)
	for _, id := range append(all, r.ID) {
		name := id.String()
		if id == r.ID {
			name += "（这一篇）"
		}
		if id != r.Family.Origin {
			names = append(names, name)
		}
	}
	return fmt.Sprintf("同稿：现在共 %d 篇，首发 %s，其余 %s", len(all)+1, r.Family.Origin, strings.Join(names, "、"))
}

// publications are the story's others.
func (c decideCase) publications(ctx context.Context) ([]storage.ArticleRecord, error) {
	var all []storage.ArticleRecord
	for _, id := range others(c.record) {
		record, err := c.store.Article(ctx, id)
		if err != nil {
			return nil, err
		}
		all = append(all, record)
	}
	return all, nil
}

// alike adds the same rulings on the story's other publications. Whose each is
// goes by the registry of its own day: its correspondent may have moved since.
func (c decideCase) alike(more []storage.ArticleRecord, asked []ruling, decisions []gaobang.Decision) ([]gaobang.Decision, error) {
	all := slices.Clone(decisions)
	for _, record := range more {
		for i, d := range decisions {
			if record.ID == d.Other { // asked to be one story with it
				continue
			}
			if d.Kind == gaobang.DecideUnits {
				member := decideCase{books: c.books, store: c.store, record: record, of: d.Bureau, signers: c.signers}
				own, err := asked[i].decide(member)
				if err != nil {
					return nil, fmt.Errorf("同稿的 %s：%w", record.ID, err)
				}
				d.Parts = own.Parts
			}
			d.Article = record.ID
			all = append(all, d)
		}
	}
	return all, nil
}

// propose prints what the books lack to have answered so.
func (c decideCase) propose(w io.Writer, decisions []gaobang.Decision) {
	for _, d := range decisions {
		for _, proposal := range c.proposals(d) {
			fmt.Fprintln(w, "建议："+proposal)
		}
	}
}

// others are the other publications of an article's story.
func others(r storage.ArticleRecord) []gaobang.ArticleID {
	var all []gaobang.ArticleID
	for _, m := range r.Family.Members {
		if m.Article != r.ID {
			all = append(all, m.Article)
		}
	}
	return all
}

// bureau is the bureau for which is decided: the one given, else the only one to
// which the article is attributed, else the only one there is.
func (c decideCase) bureau() (gaobang.UnitID, error) {
	if c.of != "" {
		u, err := c.books.Registry.FindUnit(string(c.of), "", gaobang.Date{})
		if err != nil {
			return "", err
		}
		if u.Kind != gaobang.Bureau {
			return "", gaobang.Errorf(gaobang.Invalid, "%s 不是局：--of 应是局，单位写在 --units 里", u.Label())
		}
		return u.ID, nil
	}
	var known []gaobang.UnitID
	for _, t := range c.record.Attributions {
		known = append(known, t.Bureau)
	}
	if len(known) == 0 {
		for _, u := range c.books.Registry.Units {
			if u.Kind == gaobang.Bureau {
				known = append(known, u.ID)
			}
		}
	}
	slices.Sort(known)
	if known = slices.Compact(known); len(known) == 1 {
		return known[0], nil
	}
	return "", usagef("请用 --of 写明为哪个局认定：%s", c.books.list(known))
}

// day is the day by whose registry the article is judged.
func (c decideCase) day() gaobang.Date { return dayOf(c.record) }

func dayOf(r storage.ArticleRecord) gaobang.Date {
	if d := r.PublishedAt.Date(); !d.IsZero() {
		return d
	}
	return r.FirstSeen
}

// list is units by ID and name, for a message.
func (k knownBooks) list(ids []gaobang.UnitID) string {
	const most = 8
	var names []string
	for _, id := range ids[:min(len(ids), most)] {
		names = append(names, fmt.Sprintf("%s（%s）", id, k.unit(id)))
	}
	if len(ids) > most {
		names = append(names, "…")
	}
	return strings.Join(names, "、")
}

// ruled is a decision in words: who, what, why.
func (k knownBooks) ruled(d gaobang.Decision) string {
	what := string(d.Kind)
	switch d.Kind {
	case gaobang.DecideUnits:
		what = "不是" + k.unit(d.Bureau) + "的稿件"
		if len(d.Parts) > 0 {
			what = k.unit(d.Bureau) + "的稿件，归" + k.parts(d.Parts)
		}
	case gaobang.DecideSentiment:
		what = "对" + k.unit(d.Bureau) + "是" + d.Sentiment.Chinese() + "的"
	case gaobang.DecideSameStory:
		what = fmt.Sprintf("%s 与 %s 同稿", d.Article, d.Other)
	case gaobang.DecideApart:
		what = fmt.Sprintf("%s 与 %s 不是同稿", d.Article, d.Other)
	case gaobang.DecideReplied:
		what = k.unit(d.Bureau) + "已经答复"
	}
	return fmt.Sprintf("%s %s：%s（%s）", minute(d.At), d.By, what, d.Why)
}

func (k knownBooks) parts(parts []gaobang.DecidedPart) string {
	var all []string
	for _, p := range parts {
		who := k.who(p.Unit, p.Person)
		if len(parts) > 1 {
			who += " " + p.Share.String()
		}
		all = append(all, who)
	}
	return strings.Join(all, "、")
}
