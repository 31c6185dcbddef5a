package source

import (
	"bytes"
	"html"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// 大汉 jcms keeps the rows of its lists as records within a script, where an HTML
// parser sees text only; further records come from a dataproxy.jsp, whose address
// with all its parameters stands beside the first ones.
var (
	record = regexp.MustCompile(`(?is)<record>\s*(?:<!\[CDATA\[(.*?)\]\]>|(.*?)</record>)`)
	// Where no group is named, the call of the pager has its parts:
	// jpage({proxyUrl:'…/dataproxy.jsp', ajaxParam:{col:1,webid:3,unitid:'88',…}}).
	proxyURL   = regexp.MustCompile(`proxyUrl\s*:\s*["']([^"'\s]{1,500}dataproxy\.jsp[^"'\s]{0,500})["']`)
	ajaxParam  = regexp.MustCompile(`ajaxParam\s*:\s*\{([^{}]{1,1000})\}`)
	ajaxField  = regexp.MustCompile(`["']?(\w{1,30})["']?\s*:\s*["']?([^"',}]*)["']?`)
	nextGroup  = regexp.MustCompile(`(?is)<nextgroup>\s*<!\[CDATA\[.*?href\s*=\s*["']?([^"'\s>]+dataproxy\.jsp[^"'\s>]*)`)
	totalCount = regexp.MustCompile(`(?i)(?:totalRecord\s*[:=]\s*['"]?|<totalrecord>\s*)(\d{1,9})`)
	perPage    = regexp.MustCompile(`(?i)perPage\s*[:=]\s*['"]?(\d{1,4})`)
)

// datastore is what a page says of its records.
type datastore struct {
	proxy   *url.URL // of further records; nil where the page names none
	records int      // on this page
	total   int      // of the column; 0 where it is not said
	perPage int
}

// unfoldRecords puts the records within scripts into the page as ordinary rows.
func unfoldRecords(doc *goquery.Document) (store datastore, proxy string) {
	doc.Find("script").Each(func(_ int, script *goquery.Selection) {
		text := script.Text()
		if !strings.Contains(text, "<record>") {
			return
		}
		rows, n := rowsOf(text)
		store.records += n
		if m := nextGroup.FindStringSubmatch(text); m != nil && proxy == "" {
			proxy = html.UnescapeString(m[1])
		}
		// Parsed as a body's, wherever the script stands: a head would drop the rows.
		if list, err := goquery.NewDocumentFromReader(strings.NewReader("<html><body>" + rows)); err == nil && rows != "" {
			script.ReplaceWithSelection(list.Find("body").Children())
		}
	})
	return store, proxy
}

// unfolded is an answer of dataproxy.jsp, of a unit or in JSON, as a page.
func unfolded(text []byte) ([]byte, bool) {
	if page, is := unitHTML(text); is {
		return page, true
	}
	if list := jsonList(text); list != "" {
		return []byte("<html><body>" + list + "</body></html>"), true
	}
	head := bytes.TrimLeft(text[:min(len(text), 500)], " \t\r\n\ufeff")
	if !bytes.HasPrefix(head, []byte("<datastore")) && !(bytes.HasPrefix(head, []byte("<?xml")) && bytes.Contains(head, []byte("<datastore"))) {
		return text, false
	}
	rows, _ := rowsOf(string(text))
	return []byte("<html><body>" + rows + "</body></html>"), true
}

// rowsOf are the records of a datastore as a list or a table.
func rowsOf(text string) (rows string, n int) {
	var b strings.Builder
	for _, m := range record.FindAllStringSubmatch(text, maxLinks) {
		row := m[1] + m[2]
		if strings.HasPrefix(strings.TrimSpace(row), "&lt;") {
			row = html.UnescapeString(row)
		}
		b.WriteString(row)
		n++
	}
	switch {
	case n == 0:
		return "", 0
	case strings.Contains(b.String(), "<tr"):
		return "<table><tbody>" + b.String() + "</tbody></table>", n
	}
	return "<ul>" + b.String() + "</ul>", n
}

// keepStore puts down where further records are to be had.
func (d *document) keepStore(store datastore, proxy string) {
	d.store = store
	if proxy == "" {
		proxy = calledProxy(d.text)
	}
	if d.store.records == 0 || proxy == "" {
		return
	}
	d.store.proxy = d.resolve(proxy)
	d.store.total = firstNumber(totalCount, d.text)
	d.store.perPage = firstNumber(perPage, d.text)
}

// calledProxy is the address that the pager's call asks.
func calledProxy(text []byte) string {
	m := proxyURL.FindSubmatch(text)
	if m == nil {
		return ""
	}
	u, err := url.Parse(html.UnescapeString(string(m[1])))
	if err != nil {
		return ""
	}
	q := u.Query()
	if fields := ajaxParam.FindSubmatch(text); fields != nil {
		for _, f := range ajaxField.FindAllSubmatch(fields[1], 20) {
			value := string(f[2])
			if plain, err := url.QueryUnescape(value); err == nil { // it is sent as it stands in a form
				value = plain
			}
			q.Set(string(f[1]), value)
		}
	}
	u.RawQuery = q.Encode()
	return u.String()
}

func firstNumber(pattern *regexp.Regexp, text []byte) int {
	if m := pattern.FindSubmatch(text); m != nil {
		n, _ := strconv.Atoi(string(m[1])) // digits only
		return n
	}
	return 0
}

// moreRecords are the addresses of the records behind the number-th group of those
// that the first page has: by their numbers, and by the number of their page, for
// there are sites that know only one of the two. None where there are no more.
func (d *document) moreRecords(number int) []string {
	s := d.store
	if s.proxy == nil {
		return nil
	}
	start := number*s.records + 1
	if s.total > 0 && start > s.total {
		return []string{}
	}
	u := *s.proxy
	byPage := ""
	if q := u.Query(); q.Has("page") {
		q.Set("page", strconv.Itoa(number+1))
		u.RawQuery = q.Encode()
		byPage = u.String()
	}
	q := u.Query()
	q.Del("page")
	q.Set("col", "1")
	q.Set("startrecord", strconv.Itoa(start))
	q.Set("endrecord", strconv.Itoa(start+s.records-1))
	per := s.perPage
	if per == 0 {
		per = s.records
	}
	q.Set("perpage", strconv.Itoa(per))
	u.RawQuery = q.Encode()
	if byPage == "" {
		return []string{u.String()}
	}
	return []string{u.String(), byPage}
}
