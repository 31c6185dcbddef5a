package report

import (
	_ "embed"
	"html/template"
	"io"
	"strings"

	"github.com/gaobang/gaobang"
)

//go:embed page.html
var page string

// HTML writes the rankings as one self-contained page: no script, no outside
// file. Every point opens to the article, the clause and the words that earned it.
func HTML(w io.Writer, rankings []gaobang.Ranking) error {
	t, err := template.New("page").Funcs(template.FuncMap{
		"heading": heading, "what": what, "change": change, "pointsChange": pointsChange, "quotaText": quotaText, "quotaDone": quotaDone,
		"placement": placement, "fieldWord": fieldWord, "levels": gaobang.Levels, "articlesAt": articlesAt, "direction": direction,
		"article": func(r gaobang.Ranking, c gaobang.RankingCredit) gaobang.CitedArticle { return r.Articles[c.Article] },
		"clause":  clauseWords, "web": web, "pieces": pieces,
	}).Parse(page)
	if err != nil {
		return err
	}
	return t.Execute(w, rankings)
}

// direction names the style of a change.
func direction(row gaobang.RankingRow) string {
	switch c := change(row); {
	case strings.HasPrefix(c, "↑"):
		return "up"
	case strings.HasPrefix(c, "↓"):
		return "down"
	}
	return "same"
}

// clauseWords are the rule's own words for a credit.
func clauseWords(r gaobang.Ranking, c gaobang.RankingCredit) string {
	switch c.Reason {
	case gaobang.SameStoryOnce, gaobang.SameStoryTopUp:
		return r.Clauses["same_story"]
	}
	return r.Clauses[c.Clause]
}

// web is an address that is safe to link: pages of the web only.
func web(address string) string {
	if strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://") {
		return address
	}
	return ""
}

// piece is an article of a row with all its credits.
type piece struct {
	ID      gaobang.ArticleID
	Article gaobang.CitedArticle
	Points  gaobang.Points
	Credits []gaobang.RankingCredit
	Reprint bool
}

// pieces puts a row's credits together by article, in their order.
func pieces(r gaobang.Ranking, row gaobang.RankingRow) []piece {
	var all []piece
	for _, c := range row.Credits {
		if len(all) == 0 || all[len(all)-1].ID != c.Article {
			a := r.Articles[c.Article]
			all = append(all, piece{ID: c.Article, Article: a, Reprint: a.Origin != 0 && a.Origin != c.Article})
		}
		last := &all[len(all)-1]
		last.Points += c.Points
		last.Credits = append(last.Credits, c)
	}
	return all
}
