package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/report"
	"github.com/gaobang/gaobang/storage"
)

// alertGroups puts the open alerts of one story, for one bureau, together: one story
// in five papers is one thing to look at. The first publication stands first where it
// has an alert, then the earliest. Groups stand where their latest alert stood.
func alertGroups(alerts []storage.AlertRecord) [][]storage.AlertRecord {
	type story struct {
		kind   gaobang.AlertKind
		bureau gaobang.UnitID
		origin gaobang.ArticleID
	}
	var groups [][]storage.AlertRecord
	at := map[story]int{}
	for _, a := range alerts {
		key := story{a.Kind, a.Bureau, a.Origin}
		i, known := at[key]
		if !known || !a.ClosedAt.IsZero() {
			i, groups = len(groups), append(groups, nil)
			if a.ClosedAt.IsZero() {
				at[key] = i
			}
		}
		groups[i] = append(groups[i], a)
	}
	for _, g := range groups {
		slices.SortStableFunc(g, func(a, b storage.AlertRecord) int {
			switch {
			case a.Article == a.Origin:
				return -1
			case b.Article == b.Origin:
				return 1
			}
			return a.PublishedAt.Time.Compare(b.PublishedAt.Time)
		})
	}
	return groups
}

func printAlerts(w io.Writer, books knownBooks, groups [][]storage.AlertRecord, times gaobang.ReplyTimes, today gaobang.Date) error {
	rows := [][]string{{"种类", "稿件", "单位", "媒体", "发现", "期限", "标题", "原文"}}
	stories := false
	for _, g := range groups {
		a, outlet := g[0], books.outlet(g[0].Outlet)
		if len(g) > 1 {
			outlet += fmt.Sprintf("等 %d 处", len(g))
			stories = true
		}
		rows = append(rows, []string{
			a.Kind.Chinese(), a.Article.String(), books.unit(a.Bureau), outlet, minute(a.OpenedAt), stateOf(a, times, today), a.Title, quoteOf(a),
		})
	}
	if err := report.Columns(w, rows, report.Words); err != nil {
		return err
	}
	if stories {
		fmt.Fprintln(w, "同一篇的几处发表一并认定：gaobang article decide 编号 --sentiment … --alike --why …")
	}
	return nil
}
