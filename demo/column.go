package demo

import (
	"cmp"
	"html"
	"strconv"
	"strings"
	"time"
)

// column is a column page, its further pages and how they are numbered. All texts
// are templates.
type column struct {
	name    string // 栏目
	folder  string
	first   string // file of the first page, "" where the folder is its address
	further string // file of another page, numbered by {n}
	from    int    // {n} of the second
	head    string
	list    string                                     // around {rows}
	row     string                                     // {url}, {file} as seen from the folder, {title}, {short}, {date}
	date    string                                     // layout of {date}
	dates   func(p *publication, now time.Time) string // in place of a layout
	pager   string                                     // below every page: {pages}, {page} from 1, {page0} from 0, {last} file, {count}
	next    string                                     // below every page but the last: {next} file
	article article
}

// perPage is how many rows a list page has.
const perPage = 5

// The usual row of a list, and what stands around all of them.
const (
	plainRow  = `<li><a href="{url}" title="{title}">{title}</a><span>{date}</span></li>` + "\n"
	plainList = `<ul class="list">` + "\n{rows}</ul>"
)

// style is a site with one column.
func (c column) style(piece string) style {
	return style{piece, func(s *site) {
		s.article(c.article)
		s.column(c)
	}}
}

// column adds the pages of a column.
func (s *site) column(c column) {
	pages := pagesOf(s.pubs)
	for i, pubs := range pages {
		number := i + 1
		body := fill(cmp.Or(c.list, plainList), "rows", s.rows(c, pubs)) +
			fill(c.pager, "pages", strconv.Itoa(len(pages)), "page", strconv.Itoa(number), "page0", strconv.Itoa(i), "last", c.file(len(pages)), "count", strconv.Itoa(len(s.pubs)))
		if number < len(pages) {
			body += fill(c.next, "next", c.file(number+1))
		}
		s.html(c.folder+c.file(number), cmp.Or(c.head, utf8Meta), c.name+"_"+s.name, body)
	}
}

// file is the n-th page's.
func (c column) file(n int) string {
	if n == 1 {
		return c.first
	}
	return fill(c.further, "n", strconv.Itoa(n-2+c.from))
}

// rows are the rows of a list page.
func (s *site) rows(c column, pubs []*publication) string {
	var b strings.Builder
	for _, p := range pubs {
		date := p.at.Format(cmp.Or(c.date, dayLayout))
		if c.dates != nil {
			date = c.dates(p, s.at)
		}
		b.WriteString(fill(cmp.Or(c.row, plainRow), "url", p.path, "file", "./"+strings.TrimPrefix(p.path, c.folder),
			"title", html.EscapeString(p.title), "short", html.EscapeString(p.short()), "date", date))
	}
	return b.String()
}

// pagesOf cuts pieces into list pages.
func pagesOf(rest []*publication) [][]*publication {
	var all [][]*publication
	for len(rest) > 0 {
		n := min(perPage, len(rest))
		all, rest = append(all, rest[:n]), rest[n:]
	}
	return all
}
