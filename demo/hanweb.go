package demo

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
)

// jcms is a column of 大汉 jcms: its rows are records within a script, the further
// ones are to be had from its dataproxy.jsp.
type jcms struct {
	at    string // address of the column
	rows  column // how its rows look
	path  string // of its dataproxy.jsp
	group string // how the page names the address of the next group: {proxy}
	call  string // of the pager's script: {count}, {rows}, {proxy}
}

const xmlHead = `<?xml version="1.0" encoding="utf-8"?>` + "\n"

func (j jcms) style(piece string) style {
	return style{piece, func(s *site) {
		s.article(jcmsArticle)
		first := s.records(j.rows, 1, perPage)
		count := strconv.Itoa(len(s.pubs))
		script := `<script type="text/xml"><datastore>` + "\n" + fill(j.group, "proxy", j.path) + "\n<recordset>\n" + first + `</recordset></datastore></script>` +
			fill(j.call, "count", count, "rows", strconv.Itoa(perPage), "proxy", j.path)
		s.html(j.at, utf8Meta, "基层动态_"+s.name, `<div id="77">`+script+"</div>")
		s.asked = func(path string, q url.Values) (page, bool) {
			from, _ := strconv.Atoi(q.Get("startrecord"))
			to, _ := strconv.Atoi(q.Get("endrecord"))
			answer := xmlHead + "<datastore><totalrecord>" + count + "</totalrecord><recordset>\n" + s.records(j.rows, from, to) + "</recordset></datastore>"
			return page{contentType: "text/xml; charset=utf-8", body: []byte(answer)}, path == j.path
		}
	}}
}

// records are the rows from one to another, counted from 1.
func (s *site) records(c column, from, to int) string {
	from, to = max(from, 1), min(to, len(s.pubs))
	var b strings.Builder
	for i := from; i <= to; i++ {
		b.WriteString("<record><![CDATA[" + strings.TrimSpace(s.rows(c, s.pubs[i-1:i])) + "]]></record>\n")
	}
	return b.String()
}

// jpaas is a column of 大汉 jpaas: its script asks for the rows as JSON.
func jpaas(at, unit, piece string) style {
	return style{piece, func(s *site) {
		s.article(jcmsArticle)
		s.html(at, utf8Meta, "基层动态_"+s.name, `<div id="list"><script url="`+unit+`" queryData="{'parseType':'bulidstatic','webId':'3','pageType':'column','tagId':'信息列表','pageId':'300'}"></script></div>`)
		s.asked = func(path string, q url.Values) (page, bool) {
			var asked struct{ PageNo int }
			_ = json.Unmarshal([]byte(q.Get("paramJson")), &asked) // none asks for the first
			pages := pagesOf(s.pubs)
			rows := ""
			if n := max(asked.PageNo, 1); n <= len(pages) {
				rows = s.rows(column{}, pages[n-1])
			}
			list := `<ul>` + rows + `</ul><div class="pagination" rows="` + strconv.Itoa(perPage) + `" count="` + strconv.Itoa(len(s.pubs)) + `"></div>`
			answer := must(json.Marshal(map[string]any{"success": true, "data": map[string]string{"html": list}}))
			return page{contentType: "application/json", body: answer}, path == unit
		}
	}}
}
