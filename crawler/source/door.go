package source

import (
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"github.com/gaobang/gaobang/crawler/fetch"
)

// Some columns, and some pieces, have a front door with nothing on it that sends its
// reader on at once: by META REFRESH, as paperindex.htm does, or by a script. A page that
// comes again after more than nine seconds is there to be read.
var (
	metaRefresh = regexp.MustCompile(`(?i)^\s*\d?(?:\.\d{0,3})?\s*[;,]?\s*url\s*=\s*["']?([^"']+)`)
	scriptJump  = regexp.MustCompile(`\blocation(?:\.href)?\s*=\s*(?:["']([^"'\s]{1,300})["']|([A-Za-z_]\w{0,30}))\s*;?|\blocation\.(?:replace|assign)\(\s*["']([^"'\s]{1,300})["']`)
)

// maxDoor is how long a page without anything on it may be.
const maxDoor = 8 << 10

// Door is where an answer sends its reader; "" where it does not.
func Door(resp *fetch.Response) string {
	if len(resp.Body) > maxDoor {
		return ""
	}
	doc, err := parse(resp)
	if err != nil {
		return ""
	}
	return doc.door()
}

func (d *document) door() string {
	if len(d.text) > maxDoor || d.Document == nil {
		return ""
	}
	target := ""
	d.Find("meta[http-equiv]").EachWithBreak(func(_ int, m *goquery.Selection) bool {
		kind, _ := m.Attr("http-equiv")
		content, _ := m.Attr("content")
		if to := metaRefresh.FindStringSubmatch(content); strings.EqualFold(kind, "refresh") && to != nil {
			target = d.another(to[1])
		}
		return target == ""
	})
	if target == "" && d.Find("a[href], frame, iframe, form").Length() == 0 && squeeze(text(d.Nodes[0])) == squeeze(d.Find("title").Text()) {
		target = d.scriptedDoor()
	}
	return target
}

// scriptedDoor is where the script of a page without a text goes.
func (d *document) scriptedDoor() string {
	m := scriptJump.FindSubmatch(d.scriptText())
	if m == nil {
		return ""
	}
	address := string(m[1]) + string(m[3])
	if name := string(m[2]); name != "" {
		address, _ = d.variable(name)
	}
	return d.another(address)
}

// another is an address that is not the page's own.
func (d *document) another(address string) string {
	if u := d.resolve(address); u != nil && !d.isSelf(u.String()) {
		return u.String()
	}
	return ""
}
