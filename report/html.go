package report

import (
	_ "embed"
	"fmt"
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
		"placement": Placement, "fieldWord": fieldWord, "levels": gaobang.Levels, "articlesAt": articlesAt, "direction": direction,
		"web": web, "pieces": pieces, "when": when, "remarks": remarks, "unassigned": unassigned, "hint": hint, "made": made, "kept": kept, "waits": waits, "anyIll": anyIll,
	}).Parse(page)
	if err != nil {
		return err
	}
	return t.Execute(w, rankings)
}

// direction names the style of a change.
func direction(r gaobang.Ranking, row gaobang.RankingRow) string {
	switch c := change(r, row); {
	case strings.HasPrefix(c, "↑"):
		return "up"
	case strings.HasPrefix(c, "↓"):
		return "down"
	}
	return "same"
}

// clauseWords are the rule's own words for a credit: its clause's, and those on
// one story in several outlets where they decided.
func clauseWords(r gaobang.Ranking, c gaobang.RankingCredit) []string {
	var words []string
	if w := r.Clauses[c.Clause]; w != "" {
		words = append(words, w)
	}
	if c.Reason == gaobang.SameStoryOnce || c.Reason == gaobang.SameStoryTopUp {
		words = append(words, r.Clauses["same_story"])
	}
	return words
}

// made dates a ranking by what it lists and the books: made again of the same it is the same.
func made(r gaobang.Ranking) string {
	if r.AsOf.IsZero() {
		return ""
	}
	return "所列稿件及其认定、名册和考核办法最后变动于 " + r.AsOf.Start().Format("2006年1月2日") + "。"
}

// kept is how to open the evidence of a piece.
func kept(id gaobang.ArticleID, a gaobang.CitedArticle) string {
	if a.KeptOn.IsZero() {
		return ""
	}
	return "gaobang archive get " + id.String() + " --at " + a.KeptOn.String()
}

// unassigned tells of the pieces that no row has.
func unassigned(r gaobang.Ranking) string {
	return fmt.Sprintf("另有 %d 篇只写到本级、没有写到具体单位，计 %s 分，不参加排名。", len(pieces(r, *r.Unassigned)), r.Unassigned.Points)
}

// hint explains a reason that the clause's own words do not.
func hint(c gaobang.CreditReason) string {
	if c == gaobang.SameStoryTopUp {
		return "同一稿件此前已计分，这里只计高出的部分"
	}
	return ""
}

// when is a moment as people write it.
func when(m gaobang.Moment) string { return strings.Replace(m.String(), "T", " ", 1) }

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
	Credits []pieceCredit
	Reprint bool
}

// pieceCredit is a credit with the rule's words for it.
type pieceCredit struct {
	gaobang.RankingCredit

	Words []string
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
		last.Credits = append(last.Credits, pieceCredit{c, clauseWords(r, c)})
	}
	return all
}
