package source

import (
	"bytes"
	"encoding/json"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// Newer editions of 大汉 (jpaas) leave the rows of a column out of its page: a script
// asks for them as <script url="…/build/unit" queryData="{'webId':'1','pageId':'2'}">
// and gets JSON with a piece of HTML. We ask as it does.

// maxUnits of one page are asked for.
const maxUnits = 4

// unitPath is where units are to be had.
const unitPath = "/build/unit"

var unitField = regexp.MustCompile(`["'](\w{1,40})["']\s*:\s*["']([^"']{0,200})["']`)

// units are the addresses of the parts of a page that its scripts ask for.
func (d *document) units() []string {
	var out []string
	d.Find("[url][querydata]").EachWithBreak(func(_ int, s *goquery.Selection) bool {
		at, _ := s.Attr("url")
		data, _ := s.Attr("querydata")
		u := d.resolve(at)
		if u == nil || !isUnit(u) || !d.sameHost(u.String()) {
			return true
		}
		q := u.Query()
		for _, f := range unitField.FindAllStringSubmatch(data, 20) {
			q.Set(f[1], f[2])
		}
		u.RawQuery = q.Encode()
		out = append(out, u.String())
		return len(out) < maxUnits
	})
	return out
}

// unitHTML is the piece of a page in the answer of a unit.
func unitHTML(text []byte) ([]byte, bool) {
	var answer struct {
		Data struct {
			HTML string `json:"html"`
		} `json:"data"`
	}
	text = bytes.TrimLeft(text, " \t\r\n\ufeff")
	if !bytes.HasPrefix(text, []byte("{")) || json.Unmarshal(text, &answer) != nil || answer.Data.HTML == "" {
		return nil, false
	}
	return []byte("<html><body>" + answer.Data.HTML + "</body></html>"), true
}

// nextUnit is the address of the page behind the number-th of a unit, by the pager
// that its HTML says its rows in.
func (d *document) nextUnit(number int) []string {
	if !isUnit(d.url) {
		return nil
	}
	rows, count := d.unitPager()
	if rows <= 0 || number*rows >= count {
		return []string{}
	}
	u, q := *d.url, d.url.Query()
	q.Set("paramJson", `{"pageNo":`+strconv.Itoa(number+1)+`,"pageSize":`+strconv.Itoa(rows)+`}`)
	u.RawQuery = q.Encode()
	return []string{u.String()}
}

// unitPager is how many rows a page of a unit has, and how many there are.
func (d *document) unitPager() (rows, count int) {
	d.Find("[count], [querydata]").EachWithBreak(func(_ int, s *goquery.Selection) bool {
		fields := map[string]string{}
		data, _ := s.Attr("querydata")
		for _, f := range unitField.FindAllStringSubmatch(data, 20) {
			fields[f[1]] = f[2]
		}
		for _, name := range []string{"rows", "count"} {
			if v, ok := s.Attr(name); ok {
				fields[name] = v
			}
		}
		rows, _ = strconv.Atoi(fields["rows"])
		count, _ = strconv.Atoi(fields["count"])
		return rows == 0 || count == 0
	})
	return min(rows, maxLinks), count
}

// isUnit reports the address of a unit.
func isUnit(u *url.URL) bool { return strings.HasSuffix(u.Path, unitPath) }
