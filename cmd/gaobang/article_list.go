package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/registry"
	"github.com/gaobang/gaobang/analyzer/segment"
	"github.com/gaobang/gaobang/storage"
)

// articleQuery is what article list is asked for, as written.
type articleQuery struct {
	storage.Filter

	period, unit, outlet, person string
	words                        []string
}

func (p program) articleListCommand() *cobra.Command {
	var q articleQuery
	below := 0
	q.Limit = 50
	cmd := &cobra.Command{
		Use:   "list",
		Short: "收录的稿件，新的在前",
		Long: "列出收录的稿件，几个条件要全合。单位、媒体、通讯员写编号或名称。\n" +
			"--word 查标题和正文里的词，写几个就要都有；人名不进检索词，查通讯员的稿件用 --person。",
		Example: "  gaobang article list --unit 云阳街道\n  gaobang article list --period 2026-11 --outlet 丹阳日报 --limit 100\n  gaobang article list --word 养老 --word 助餐\n  gaobang article list --person 林测试\n  gaobang article list --below 70\n  gaobang article list --gone",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if q.period != "" {
				parsed, err := gaobang.ParsePeriod(q.period)
				if err != nil {
					return usageError{err}
				}
				q.From, q.To = parsed.First(), parsed.Last()
			}
			switch {
			case q.Limit < 1:
				return usagef("--limit 应是正数")
			case below < 0 || below > 100:
				return usagef("--below 应是 0 到 100 的整数")
			}
			q.Below = gaobang.Confidence(below)
			return p.listArticles(cmd, q)
		},
	}
	cmd.Flags().StringVar(&q.period, "period", "", "考核期，如 2026-W47")
	cmd.Flags().StringVar(&q.unit, "unit", "", "单位的编号或名称")
	cmd.Flags().StringVar(&q.outlet, "outlet", "", "媒体的编号或名称")
	cmd.Flags().StringVar(&q.person, "person", "", "通讯员的编号或姓名")
	cmd.Flags().StringSliceVar(&q.words, "word", nil, "标题和正文里的词，可写几次")
	cmd.Flags().IntVar(&below, "below", 0, "只列归属把握（0 到 100）低于它、还没有认定的")
	cmd.Flags().BoolVar(&q.Changed, "changed", false, "只列复查时发现有改动的")
	cmd.Flags().BoolVar(&q.Gone, "gone", false, "只列已从网站下架的")
	cmd.Flags().IntVar(&q.Limit, "limit", q.Limit, "最多列多少篇")
	return cmd
}

// filter finds what is written by name.
func (k knownBooks) filter(q articleQuery) (storage.Filter, error) {
	f := q.Filter
	if q.unit != "" {
		unit, err := k.Registry.FindUnit(q.unit, "", gaobang.Date{})
		if err != nil {
			return f, err
		}
		f.Units = []gaobang.UnitID{unit.ID}
	}
	if q.outlet != "" {
		outlet, err := gaobang.FindOutlet(k.Outlets, q.outlet, gaobang.Date{})
		if err != nil {
			return f, err
		}
		f.Outlet = outlet.ID
	}
	if q.person != "" {
		person, err := k.Registry.FindPerson(q.person, gaobang.Date{})
		if err != nil {
			return f, err
		}
		f.Person = person.ID
	}
	if len(q.words) == 0 {
		return f, nil
	}
	seg, err := segment.New(nil)
	if err != nil {
		return f, err
	}
	var places []string
	for _, u := range k.Registry.Units {
		places = append(places, registry.PlaceWords(u)...)
	}
	for _, word := range q.words {
		terms := seg.Terms(word, places)
		if len(terms) == 0 {
			return f, gaobang.Errorf(gaobang.Invalid, "%q 不是检索词：人名和单字不进检索，请换一个词；查通讯员的稿件用 --person", word)
		}
		f.Terms = append(f.Terms, terms...)
	}
	return f, nil
}

func (p program) listArticles(cmd *cobra.Command, q articleQuery) error {
	store, _, err := p.openStore(cmd)
	if err != nil {
		return err
	}
	defer store.Close()
	books, err := booksOf(cmd.Context(), store)
	if err != nil {
		return err
	}
	filter, err := books.filter(q)
	if err != nil {
		return err
	}
	filter.Limit++ // one more tells whether there are more
	articles, err := store.Articles(cmd.Context(), filter)
	if err != nil {
		return err
	}
	cut := len(articles) > q.Limit
	articles = articles[:min(len(articles), q.Limit)]
	rows := [][]string{{"编号", "日期", "媒体", "归属", "标题"}}
	for _, a := range articles {
		day := a.PublishedAt.Date().String()
		if day == "" {
			day = "无日期"
		}
		title := a.Title
		if a.Entered {
			title += "（人工补录）"
		}
		rows = append(rows, []string{a.ID.String(), day, books.outlet(a.Outlet), books.whose(a), title})
	}
	if err := printTable(cmd.OutOrStdout(), rows, "没有这样的稿件。"); err != nil {
		return err
	}
	if cut {
		fmt.Fprintf(cmd.OutOrStdout(), "只列了最近的 %d 篇；加 --limit 可以多列\n", q.Limit)
	}
	return nil
}

// whose is the units of an article, each once, and what of it a person ruled.
func (k knownBooks) whose(a storage.ListedArticle) string {
	var all []string
	add := func(text string) {
		if !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	for _, d := range a.Rulings {
		for _, part := range d.Parts {
			add(k.unit(part.Unit) + "（认定）")
		}
		if d.NotOurs() {
			add("不是" + k.unit(d.Bureau) + "的（认定）")
		}
	}
	for _, t := range a.Attributions {
		add(k.unit(t.Unit))
	}
	return strings.Join(all, "、")
}
