package main

import (
	"fmt"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

// relatives is the other articles that have something in common with one.
func relatives(r storage.ArticleRecord) []gaobang.ArticleID {
	all := others(r)
	for _, k := range r.Kin {
		all = append(all, otherOf(k, r.ID))
	}
	return all
}

// otherOf is whom an article is kin to.
func otherOf(k gaobang.Kin, self gaobang.ArticleID) gaobang.ArticleID {
	if k.Article == self {
		return k.Other
	}
	return k.Article
}

// family prints the story of an article: its other publications, and what it has in
// common with other stories.
func family(line func(label, value string), r storage.ArticleRecord, cited map[gaobang.ArticleID]storage.CitedArticle) {
	name := func(id gaobang.ArticleID, similarity int) string {
		c := cited[id]
		alike := fmt.Sprintf("相同 %d%%", similarity)
		if similarity == 0 {
			alike = "文字不同，由人认定" // nothing but a ruling brings such together
		}
		return fmt.Sprintf("%s %s %s《%s》，%s", id, c.PublishedAt.Date(), c.OutletName, c.Title, alike)
	}
	if len(r.Family.Members) > 1 {
		line("同稿", fmt.Sprintf("%d 篇，首发 %s", len(r.Family.Members), r.Family.Origin))
	}
	for _, m := range r.Family.Members {
		if m.Article != r.ID {
			line("同稿", name(m.Article, m.Similarity))
		}
	}
	for _, k := range r.Kin[:min(len(r.Kin), mostKin)] {
		label := "部分相同"
		switch carries := k.Other == r.ID; {
		case k.Kind == gaobang.Overlap:
		case k.Kind == gaobang.SameText:
			label = "文字相同而认定为两稿"
		case carries:
			label = "收入"
		default:
			label = "被收入"
		}
		line(label, name(otherOf(k, r.ID), k.Similarity))
	}
	if more := len(r.Kin) - mostKin; more > 0 {
		line("部分相同", fmt.Sprintf("另有 %d 篇", more))
	}
}

// mostKin of an article are listed: all pieces of a column may share its tail.
const mostKin = 20
