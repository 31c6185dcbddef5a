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
	record     = regexp.MustCompile(`(?is)<record>\s*<!\[CDATA\[(.*?)\]\]>`)
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
	doc.Find(`script[type="text/xml"]`).Each(func(_ int, script *goquery.Selection) {
		text := script.Text()
		rows, n := rowsOf(text)
		store.records += n
		if m := nextGroup.FindStringSubmatch(text); m != nil && proxy == "" {
			proxy = html.UnescapeString(m[1])
		}
		if rows != "" {
			script.ReplaceWithHtml(rows)
		}
	})
	return store, proxy
}

// unfolded is an answer of dataproxy.jsp as a page.
func unfolded(text []byte) ([]byte, bool) {
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
		b.WriteString(m[1])
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
	if d.store.records == 0 || proxy == "" {
		return
	}
	d.store.proxy = d.resolve(proxy)
	d.store.total = number(totalCount, d.text)
	d.store.perPage = number(perPage, d.text)
}

func number(pattern *regexp.Regexp, text []byte) int {
	if m := pattern.FindSubmatch(text); m != nil {
		n, _ := strconv.Atoi(string(m[1])) // digits only
		return n
	}
	return 0
}

// moreRecords is the address of the records behind the number-th group of those
// that the first page has; none where there are no more.
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
	return []string{u.String()}
}
