package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/report"
	"github.com/gaobang/gaobang/storage"
)

// shownArticle is one article on its way to the screen, a line of label and value
// each.
type shownArticle struct {
	strings.Builder
	storage.ArticleRecord

	books knownBooks
	said  []string // where sheets say otherwise
	all   bool     // every capture, a line each
}

func (a *shownArticle) line(label, value string) {
	if value != "" {
		fmt.Fprintf(a, "%s：%s\n", label, value)
	}
}

// printArticle prints where the piece stood, whose it is and what it earned, with
// the words that decided, what was kept of it, and its text. What people ruled
// stands above what the program found. Asked is the ID or address by which it was
// called.
func printArticle(w io.Writer, a *shownArticle, cited map[gaobang.ArticleID]storage.CitedArticle, earned earnings, asked string) error {
	r := a.ArticleRecord
	a.elsewhere(asked)
	a.published()
	a.rulings()
	family(a.line, r, cited)
	a.attributions()
	a.attitudes()
	if m := r.Message; m != nil {
		a.line("留言", told(m)+proven(r))
	}
	for i := range earned.credits {
		a.line("得分", earned.told(&earned.credits[i]))
	}
	a.kept()
	fmt.Fprintf(a, "正文：\n%s\n", r.Body)
	_, err := io.WriteString(w, a.String())
	return err
}

// elsewhere says that what was asked for is a further publication of the piece.
func (a *shownArticle) elsewhere(asked string) {
	i := slices.IndexFunc(a.Copies, func(p gaobang.Publication) bool { return isNamed(p, asked) })
	if i >= 0 {
		a.line("说明", asked+" 是下面这一篇的又一处刊发（"+published(a.Copies[i])+"），同一媒体的同一篇只算一篇")
	}
}

// isNamed reports a publication that an ID or an address names.
func isNamed(p gaobang.Publication, name string) bool {
	canonical, err := fetch.Canonical(name)
	return p.Article.String() == name || err == nil && p.Address == canonical
}

// published is when and where a further publication stood.
func published(p gaobang.Publication) string {
	at := strings.Replace(p.PublishedAt.String(), "T", " ", 1)
	if at == "" {
		at = "没有写日期"
	}
	if placement := report.Placement(p.Placement); placement != "" {
		at += "，" + placement
	}
	return at
}

func (a *shownArticle) published() {
	a.line("标题", a.Title)
	a.line("编号", a.ID.String())
	a.line("网址", a.URL)
	a.line("媒体", a.books.outlet(a.Outlet))
	a.line("版面", report.Placement(a.Placement))
	a.line("发表", strings.Replace(a.PublishedAt.String(), "T", " ", 1))
	for _, p := range a.Copies {
		a.line("又刊", published(p)+"，"+p.Address)
	}
	a.line("来源", a.ContentSource)
	a.line("体裁", a.Form.Chinese())
	a.line("字数", fmt.Sprint(a.Chars))
	a.line("记者", strings.Join(a.Byline.Reporters, "、"))
	a.line("通讯员", strings.Join(a.Byline.Correspondents, "、"))
	a.line("作者", strings.Join(a.Byline.Authors, "、"))
	a.line("摄影", strings.Join(a.Byline.Photographers, "、"))
	a.line("责编", strings.Join(a.Byline.Editors, "、"))
}

// rulings are those in force, then those that later ones replaced or that were
// taken back.
func (a *shownArticle) rulings() {
	for i, d := range a.Decisions {
		if !a.replaced(i) {
			a.line("认定", a.books.ruled(d))
		}
	}
	for i, d := range a.Decisions {
		if a.replaced(i) {
			a.line("以前的认定", a.books.ruled(d))
		}
	}
	for _, d := range a.Withdrawn {
		a.line("撤回的认定", a.books.takenBack(d))
	}
}

// replaced reports a ruling after which another was made on the same matter.
func (a *shownArticle) replaced(i int) bool {
	d := a.Decisions[i]
	return slices.ContainsFunc(a.Decisions[i+1:], func(later gaobang.Decision) bool {
		if d.Kind.OnStory() {
			return later.Kind.OnStory() && (d.Article == later.Article && d.Other == later.Other || d.Article == later.Other && d.Other == later.Article)
		}
		return later.Kind == d.Kind && later.Bureau == d.Bureau
	})
}

// found is the label of what the program found: its own answer's where a person
// ruled otherwise or alike.
func (a *shownArticle) found(label string, kind gaobang.DecisionKind, bureau gaobang.UnitID) string {
	if slices.ContainsFunc(a.Decisions, func(d gaobang.Decision) bool { return d.Kind == kind && d.Bureau == bureau }) {
		return "程序判断的" + label
	}
	return label
}

func (a *shownArticle) attributions() {
	for _, t := range a.Attributions {
		a.line(a.found("归属", gaobang.DecideUnits, t.Bureau), fmt.Sprintf("%s，份额 %s，把握 %d%s，依据%s%s%s",
			a.books.who(t.Unit, t.Person), t.Share, t.Confidence, scoped(t.Scope), t.Basis.Chinese(), quoted(t.Evidence), doubted(t.Doubt)))
	}
	for _, c := range a.Candidates {
		a.line("候选", fmt.Sprintf("%s，依据%s%s%s", a.books.who(c.Unit, c.Person), c.Basis.Chinese(), quoted(c.Evidence), doubted(c.Doubt)))
	}
}

func (a *shownArticle) attitudes() {
	for _, s := range a.Sentiments {
		a.line(a.found("倾向", gaobang.DecideSentiment, s.Bureau), fmt.Sprintf("对%s：%s%s", a.books.unit(s.Bureau), s.Label.Chinese(), quoted(s.Evidence)))
	}
}

// kept is what stands for the piece: pages, sheets, what later visits found.
func (a *shownArticle) kept() {
	a.captures()
	for _, e := range a.Entries {
		a.line("补录", entered(e))
	}
	a.line("申报", claimed(&a.Article))
	for _, s := range a.said {
		a.line("补录核对", s)
	}
	a.line("链接", linkState(&a.ArticleRecord))
	for _, s := range checkLines(a.ArticleRecord) {
		a.line("复查", s)
	}
	a.line("复查", a.books.leftAlone(a.ArticleRecord))
}

// fewCaptures of one page are listed one by one.
const fewCaptures = 4

// captures is what was kept, by page: of many visits the first, the last, those
// between that found other content, and how many there were.
func (a *shownArticle) captures() {
	byPage := map[string][]gaobang.Capture{}
	var pages []string
	for _, c := range a.Captures {
		if len(byPage[c.URL]) == 0 {
			pages = append(pages, c.URL)
		}
		byPage[c.URL] = append(byPage[c.URL], c)
	}
	for _, page := range pages {
		kept, where := byPage[page], ""
		if page != a.CanonicalURL {
			where = "，" + page
		}
		changes := 0
		for i, c := range kept {
			changed := i > 0 && c.SHA256 != kept[i-1].SHA256
			if changed {
				changes++
			}
			if a.all || len(kept) <= fewCaptures || i == 0 || i == len(kept)-1 || changed {
				a.line("存证", fmt.Sprintf("%s，%s，%s，SHA-256 %s%s", minute(c.At), captureWords(c), c.File, c.SHA256, where))
			}
		}
		if !a.all && len(kept) > fewCaptures {
			a.line("存证", fmt.Sprintf("共 %d 次，%s；逐次列出加 --all%s", len(kept), contentChanges(changes), where))
		}
	}
}

func contentChanges(n int) string {
	if n == 0 {
		return "内容都相同"
	}
	return fmt.Sprintf("内容变过 %d 次", n)
}

// entered is who entered what, and where it stood.
func entered(e gaobang.Entry) string {
	sheet := ""
	if e.Sheet != "" {
		sheet = "工作表 " + e.Sheet + " "
	}
	return fmt.Sprintf("%s %s 录自 %s %s第 %d 行", minute(e.At), e.By, e.File, sheet, e.Row)
}

// quoted are the words of evidence, each once with how often it stands there.
func quoted(evidence []gaobang.Evidence) string {
	var words []string
	times := map[string]int{}
	for _, e := range evidence {
		if times[e.Text]++; times[e.Text] == 1 {
			words = append(words, e.Text)
		}
	}
	var s strings.Builder
	for _, w := range words {
		s.WriteString("“" + w + "”")
		if n := times[w]; n > 1 {
			fmt.Fprintf(&s, "（%d 处）", n)
		}
	}
	return s.String()
}

func scoped(s gaobang.Scope) string {
	if s == "" {
		return ""
	}
	return "，" + s.Chinese()
}

func doubted(d gaobang.Doubt) string {
	if d == "" {
		return ""
	}
	return "（" + d.Chinese() + "）"
}
