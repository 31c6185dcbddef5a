package demo

import (
	"fmt"
	"net/url"
	"path"
	"strings"
)

// paper is a newspaper's electronic edition. Days without a piece have no issue.
type paper struct {
	nodes string   // layout of the folder of a day's pages, /html/2006-01/02/
	node  string   // file of a page: node_{n}.htm
	pages []string // the pages' names; "" is a gap in their numbers
	label string   // what leads to a page: {file}, {page} with two digits, {name}
	head  string
	body  string // of a piece's page
	index string // address that leads to the newest issue; "" where there is none
	none  string // what days without an issue say; "" is a 404
}

// last is the number of the last page and its name.
func (e paper) last() (number, name string) {
	return fmt.Sprintf("%02d", len(e.pages)), e.pages[len(e.pages)-1]
}

func (e paper) style(piece string) style {
	return style{piece, func(s *site) {
		for _, day := range issuesOf(s.pubs) {
			e.issue(s, day)
		}
		if e.index != "" && len(s.pubs) > 0 {
			newest := strings.TrimPrefix(s.pubs[0].at.Format(e.nodes)+e.file(0), "/")
			s.html(e.index, e.head+`<META HTTP-EQUIV="REFRESH" CONTENT="0; URL=`+newest+`">`, s.name, "")
		}
		s.asked = func(at string, _ url.Values) (page, bool) {
			return page{contentType: "text/html", body: []byte(e.none)}, e.none != "" && path.Base(at) == e.file(0)
		}
	}}
}

// issuesOf are the pieces of each day.
func issuesOf(pubs []*publication) [][]*publication {
	var days [][]*publication
	for _, p := range pubs {
		if n := len(days); n > 0 && days[n-1][0].at.Equal(p.at) {
			days[n-1] = append(days[n-1], p)
		} else {
			days = append(days, []*publication{p})
		}
	}
	return days
}

func (e paper) issue(s *site, pubs []*publication) {
	folder := pubs[0].at.Format(e.nodes)
	var labels strings.Builder
	for i, name := range e.pages {
		if name != "" {
			labels.WriteString(fill(e.label, "file", e.file(i), "page", fmt.Sprintf("%02d", i+1), "name", name))
		}
	}
	pages := `<div class=pages>` + labels.String() + `</div>`
	for i, name := range e.pages {
		if name == "" {
			continue
		}
		var list strings.Builder
		for _, p := range pubs {
			if p.page == fmt.Sprintf("%02d", i+1) {
				list.WriteString(fill(`<li><a href="{url}">{title}</a></li>`+"\n", "url", p.path, "title", p.title))
				s.html(p.path, e.head, s.name, s.filled(fill(e.body, "pages", pages, "name", name), p))
			}
		}
		s.html(folder+e.file(i), e.head, s.name, pages+"<ul>"+list.String()+"</ul>")
	}
}

// file is that of a page, counted from 0.
func (e paper) file(i int) string {
	return fill(e.node, "n", fmt.Sprint(i+1), "nn", fmt.Sprintf("%02d", i+1))
}

const founderArticle = `{pages}<table><tr><td><founder-title>{title}</founder-title></td></tr><tr><td>{when} 第{page}版：{name}</td></tr><tr><td><founder-content><!--enpcontent-->{prose}<!--/enpcontent--></founder-content></td></tr></table>
<!--enpproperty <date>{day} 00:00:00.0</date><title>{title}</title><nodename>{name}</nodename>/enpproperty-->`
