package extract

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"

	"github.com/gaobang/gaobang"
)

const (
	maxScript  = 1 << 20 // bytes of a script that are read
	maxDepthLD = 4       // of objects within JSON-LD
)

// What 公众号 pages keep in variables, and show by script only.
var (
	createTime = regexp.MustCompile(`\bvar\s+(?:ct|createTime|oriCreateTime)\s*=\s*['"](\d{10})['"]`)
	nickname   = regexp.MustCompile(`\bvar\s+nickname\s*=\s*(?:htmlDecode\()?['"]([^'"]{2,60})['"]`)
	messageTit = regexp.MustCompile(`\bvar\s+msg_title\s*=\s*['"]([^'"]{2,200})['"]`)
)

// script takes what a script says of the piece and the page does not show:
// JSON-LD, and the variables of a 公众号.
func (d *document) script(n *html.Node) {
	if n.FirstChild == nil {
		return
	}
	text := n.FirstChild.Data
	if len(text) > maxScript {
		return
	}
	if strings.EqualFold(strings.TrimSpace(attr(n, "type")), "application/ld+json") {
		var v any
		if json.Unmarshal([]byte(strings.TrimSpace(text)), &v) == nil {
			d.linkedData(v, 0)
		}
		return
	}
	if strings.Contains(text, "createPageHTML(") {
		d.pageSeries(text)
	}
	if strings.Contains(text, "msg_title") || strings.Contains(text, "nickname") || strings.Contains(text, "var ct") {
		d.account(text)
	}
}

func (d *document) account(text string) {
	if m := createTime.FindStringSubmatch(text); m != nil {
		if at, err := strconv.ParseInt(m[1], 10, 64); err == nil {
			d.setMeta("publishdate", time.Unix(at, 0).In(gaobang.Shanghai).Format(time.DateTime))
		}
	}
	if m := nickname.FindStringSubmatch(text); m != nil {
		d.setMeta("source", m[1])
	}
	if m := messageTit.FindStringSubmatch(text); m != nil {
		d.setMeta("og:title", html.UnescapeString(m[1]))
	}
}

// linkedData takes the date and the headline of the first object that is an
// article.
func (d *document) linkedData(v any, depth int) {
	if depth > maxDepthLD {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v[:min(len(v), 20)] {
			d.linkedData(item, depth+1)
		}
	case map[string]any:
		if graph, ok := v["@graph"]; ok {
			d.linkedData(graph, depth+1)
		}
		if date, ok := v["datePublished"].(string); ok {
			d.setMeta("datepublished", date)
		} else if date, ok := v["pubDate"].(string); ok {
			d.setMeta("datepublished", date)
		}
		if kind, _ := v["@type"].(string); strings.HasSuffix(kind, "Article") {
			if headline, ok := v["headline"].(string); ok {
				d.setMeta("og:title", headline)
			}
		}
	}
}

// setMeta keeps a value under a name that has none yet.
func (d *document) setMeta(name, value string) {
	if value = squeeze(value); value != "" && d.metas[name] == "" {
		d.metas[name] = value
	}
}
