package entry

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/extract"
)

// Bounds on what is one piece.
const (
	maxTitle = 200     // characters
	maxBody  = 100_000 // characters
	maxCell  = 500     // characters of any other cell
)

// Article reads the piece. What a saved page says fills what the row leaves open;
// where both speak they must not differ. Outlet and canonical address are left to
// the caller. Every cell that cannot be read is a fault.
func (d Document) Article() (gaobang.Article, []error) {
	r := reading{Document: d}
	r.link()
	r.article.Title = strings.Join(strings.Fields(d.Value(Title)), " ")
	r.article.ContentSource = d.Value(Source)
	r.article.Body = paragraphs(d.Value(Body) + "\n" + d.Text)
	r.article.Placement = placementOf(d.Value(Page))
	r.article.Placement.Column = strings.Join(strings.Fields(d.Value(Program)), " ")
	r.date()
	r.bounds()
	r.page()
	r.form()
	r.article = r.article.WithClaims(d.Claims())
	if r.article.Title == "" {
		r.fault(Title, "没有标题")
	}
	if r.article.PublishedAt.IsZero() && d.Value(Date) == "" {
		r.fault(Date, "没有日期")
	}
	return r.article, r.faults
}

type reading struct {
	Document

	article gaobang.Article
	faults  []error
}

func (r *reading) fault(c Column, format string, args ...any) {
	r.faults = append(r.faults, faultf(r.Row, c, format, args...))
}

// link reads the address: people type it in letters of full width, with words beside
// it, and with a second one in the cell, which is another piece.
func (r *reading) link() {
	cell := r.Value(Link)
	var links []string
	for _, part := range strings.FieldsFunc(cell, func(c rune) bool {
		return unicode.IsSpace(c) || unicode.Is(unicode.Cf, c) || strings.ContainsRune("，。；、（）《》“”", c)
	}) {
		part = width.Narrow.String(part)
		if scheme, _, is := strings.Cut(strings.ToLower(part), "://"); is && (scheme == "http" || scheme == "https") && !slices.Contains(links, part) {
			links = append(links, part)
		}
	}
	switch len(links) {
	case 0:
		r.article.URL = cell
	case 1:
		r.article.URL = links[0]
	default:
		r.article.URL = links[0]
		r.fault(Link, "一格里有 %d 个网址（%s）：几处刊发各算一篇，请分成几行，各写各的媒体", len(links), strings.Join(links, " "))
	}
}

func (r *reading) date() {
	text := r.Value(Date)
	if text == "" {
		return
	}
	if r.Yearless() {
		text = r.withYear(text)
	}
	at, err := momentOf(text)
	if err != nil {
		r.fault(Date, "%s", err)
	}
	r.article.PublishedAt = at
}

func (r *reading) bounds() {
	for _, cell := range r.Cells {
		c, most := columnOf(cell.Header), maxCell
		switch c {
		case Title:
			most = maxTitle
		case Body:
			most = maxBody
		case Link:
			most = 2000
		case "", Remark:
			most = maxBody
		}
		if n := len([]rune(cell.Value)); n > most {
			r.fault(c, "有 %d 字，最多 %d 字", n, most)
		}
	}
	if r.Value(Beside) != "" && r.Value(Body) != "" {
		r.fault(Beside, "“正文”和“正文文件”只能写一处")
	}
	if n := len([]rune(r.Text)); n > maxBody {
		r.fault(Beside, "%s 有 %d 字，最多 %d 字", r.Beside, n, maxBody)
	}
}

// page reads the saved page.
func (r *reading) page() {
	if r.HTML == "" {
		return
	}
	page, err := extract.Read(extract.Input{URL: r.article.URL, HTML: []byte(r.HTML), FetchedAt: r.At})
	if err != nil {
		r.fault(Beside, "%s 里%s", r.Beside, err)
		return
	}
	row := r.article
	r.article = page.Article
	r.article.URL = row.URL
	if row.Title != "" {
		r.article.Title = row.Title
	}
	if row.ContentSource != "" {
		r.article.ContentSource = row.ContentSource
	}
	if row.Placement != (gaobang.Placement{}) {
		r.article.Placement = row.Placement
	}
	switch at := page.PublishedAt; {
	case row.PublishedAt.IsZero():
	case !at.IsZero() && at.Date() != row.PublishedAt.Date():
		r.fault(Date, "表里是 %s，%s 里是 %s：请核对", row.PublishedAt.Date(), r.Beside, at.Date())
	case at.IsZero() || row.PublishedAt.Precision > gaobang.PrecisionDay:
		r.article.PublishedAt = row.PublishedAt
	}
}

// forms are the words of the list for other names that offices give a form.
var forms = map[string]string{
	"短视频": "视频", "微视频": "视频", "音视频": "视频", "电视新闻": "视频", "视频报道": "视频",
	"图片报道": "图片", "组图": "图片", "短消息": "简讯", "短讯": "简讯", "调研报告": "调研",
}

func (r *reading) form() {
	text := r.Value(Form)
	switch {
	case text != "":
		form, err := gaobang.ParseForm(cmp.Or(forms[text], strings.TrimSuffix(strings.TrimSuffix(text, "新闻"), "稿")))
		if err != nil {
			r.fault(Form, "没有体裁 %q：应为消息、通讯、简讯、图片、视频或调研", text)
		}
		r.article.Form = form
	case r.article.Form == "":
		r.article.Form = gaobang.News
	}
}

// says is how a cell tells by itself what role its names have.
var says = regexp.MustCompile(`记者|通讯员|作者|摄影|摄$|撰稿|供稿|实习|文/|图/|文图|编辑|责编`)

// Claims are the lines about who made the piece, as a page would have them, each
// marked as said by a sheet. What is in a column gets its role from it.
func (d Document) Claims() string {
	var lines []string
	for _, m := range []struct {
		column Column
		role   string
	}{{Byline, ""}, {Reporter, "记者 "}, {Correspondent, "通讯员 "}, {Author, "作者："}, {Photographer, "摄影："}} {
		text := d.Value(m.column)
		if text == "" {
			continue
		}
		text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("\n\r；;,，/／", r) && m.column != Byline }), "、")
		if m.role != "" && !says.MatchString(text) {
			text = m.role + text
		}
		lines = append(lines, strings.Join(strings.Fields(text), " "))
	}
	units := d.Reported
	if units == nil {
		units = d.Units()
	}
	if len(units) > 0 {
		lines = append(lines, gaobang.ClaimedUnits+strings.Join(units, "、"))
	}
	for i := range lines {
		lines[i] = gaobang.ClaimMark + lines[i]
	}
	return strings.Join(lines, "\n")
}

// Units are the units that the row names as having reported the piece.
func (d Document) Units() []string {
	var units []string
	for _, u := range strings.FieldsFunc(d.Value(Unit), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("、，,；;/／和", r) }) {
		if !slices.Contains(units, u) {
			units = append(units, u)
		}
	}
	return units
}

// paragraphs is a text with a paragraph a line.
func paragraphs(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

var (
	pageNumber = regexp.MustCompile(`^第?\s*([A-Za-z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版?\s*[:：·、—-]?\s*(.{0,40})$`)
	frontPage  = regexp.MustCompile(`^A?0*1$|^一$`)
)

// placementOf reads 1版, 第01版：要闻, A2, 头版头条, 要闻版, 首页.
func placementOf(text string) gaobang.Placement {
	text = strings.Join(strings.Fields(text), " ")
	p := gaobang.Placement{Headline: strings.Contains(text, "头条"), FrontPage: strings.Contains(text, "头版"), HomePage: strings.Contains(text, "首页")}
	m := pageNumber.FindStringSubmatch(text)
	if m == nil {
		p.PageName = strings.TrimSuffix(text, "头条")
		return p
	}
	p.Page, p.PageName = strings.ToUpper(m[1]), strings.TrimSpace(strings.TrimSuffix(m[2], "头条"))
	p.FrontPage = p.FrontPage || frontPage.MatchString(p.Page)
	return p
}

// Identity is what tells pieces without a link apart: what they are called.
func Identity(title string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, title)
}

// String names the row for a person.
func (d Document) String() string {
	if d.Sheet == "" {
		return fmt.Sprintf("%s 第 %d 行", d.File, d.Row)
	}
	return fmt.Sprintf("%s 工作表 %s 第 %d 行", d.File, d.Sheet, d.Row)
}
