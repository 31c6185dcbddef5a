package source

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// nextPages are the addresses where the page after doc may be, the likeliest
// first; linked says that the site itself points there. number counts doc from 1.
func (w *listWalk) nextPages(doc *document, number int) (addresses []string, linked bool) {
	p := w.listProfile()
	switch {
	case p.Next != "":
		return doc.hrefs(doc.Find(p.Next).First()), true
	case p.NextPage != "":
		n := strconv.Itoa(p.NextFrom + number - 1)
		return w.first.addresses(strings.ReplaceAll(p.NextPage, "{n}", n)), false
	}
	if found := w.first.moreRecords(number); found != nil {
		return found, true
	}
	if found := doc.scriptedPage(); found != nil {
		return found, true
	}
	if found := doc.linkedPage(number); found != nil {
		return found, true
	}
	return doc.beforeLastPage(), false
}

func (d *document) addresses(href string) []string {
	if u := d.resolve(href); u != nil {
		return []string{u.String()}
	}
	return nil
}

func (d *document) hrefs(s *goquery.Selection) []string {
	href, _ := s.Attr("href")
	return d.addresses(href)
}

// TRS writes its pager by createPageHTML(pages, current, "index", "html") with
// current counted from 0; some templates put the id of a box first.
var pagerCall = regexp.MustCompile(`createPageHTML\s*\(\s*(?:["'][^"']*["']\s*,\s*)?(\d{1,6})\s*,\s*(\d{1,6})\s*,\s*["']([\w.-]{1,60})["']\s*,\s*["'](\w{1,10})["']`)

// Newer templates of TRS write Pager({size: 20, current: 0, prefix: 'index', suffix: 'html'}).
var (
	pagerObject = regexp.MustCompile(`(?s)\bPager\s*\(\s*\{(.{1,400}?)\}`)
	pagerField  = regexp.MustCompile(`["']?(\w+)["']?\s*:\s*["']?([\w./-]*)["']?`)
)

// pagerFields reads the object that a Pager is called with, in the order of
// createPageHTML's arguments.
func pagerFields(text []byte) [][]byte {
	m := pagerObject.FindSubmatch(text)
	if m == nil {
		return nil
	}
	fields := map[string][]byte{}
	for _, f := range pagerField.FindAllSubmatch(m[1], 20) {
		fields[strings.ToLower(string(f[1]))] = f[2]
	}
	pick := func(names ...string) []byte {
		for _, n := range names {
			if v, ok := fields[n]; ok {
				return v
			}
		}
		return nil
	}
	out := [][]byte{m[0], pick("size", "total", "pagecount", "countpage", "pages"), pick("current", "curpage", "currentpage", "index"), pick("prefix", "name", "filename"), pick("suffix", "ext", "extension")}
	if out[1] == nil || out[2] == nil || len(out[3]) == 0 || len(out[4]) == 0 {
		return nil
	}
	return out
}

func (d *document) scriptedPage() []string {
	m := pagerCall.FindSubmatch(d.text)
	if m == nil {
		m = pagerFields(d.text)
	}
	if m == nil {
		return nil
	}
	total, _ := strconv.Atoi(string(m[1]))
	current, _ := strconv.Atoi(string(m[2]))
	if current+1 >= total {
		return []string{} // the last page, by the site's own word
	}
	return d.addresses(fmt.Sprintf("%s_%d.%s", m[3], current+1, m[4]))
}

// linkedPage follows 下一页, or the pager's link with the following number.
func (d *document) linkedPage(number int) []string {
	var next, numbered []string
	following := strconv.Itoa(number + 1)
	d.Find("a[href]").EachWithBreak(func(_ int, a *goquery.Selection) bool {
		switch label := strings.Trim(squeeze(a.Text()), " []【】<>《》»›"); {
		case label == "下一页" || label == "下页" || label == "后一页" || label == "下一頁" || strings.EqualFold(label, "next"):
			next = d.hrefs(a)
		case label == following && numbered == nil:
			numbered = d.hrefs(a)
		}
		return next == nil
	})
	for _, candidate := range [][]string{next, numbered} {
		if len(candidate) == 1 && !d.isSelf(candidate[0]) && d.sameHost(candidate[0]) {
			return candidate
		}
	}
	return nil
}

func (d *document) isSelf(address string) bool {
	return canonical(address) == canonical(d.url.String())
}

func (d *document) sameHost(address string) bool {
	u, err := url.Parse(address)
	return err == nil && strings.EqualFold(u.Hostname(), d.url.Hostname())
}

var numberedFile = regexp.MustCompile(`^(.*?)([_-])(\d{1,6})(\.\w{1,6})$`)

// beforeLastPage guesses from a link to the last page (尾页): index_24.html means
// that index_1.html or index_2.html follows index.html.
func (d *document) beforeLastPage() []string {
	var out []string
	d.Find("a[href]").EachWithBreak(func(_ int, a *goquery.Selection) bool {
		switch strings.Trim(squeeze(a.Text()), " []【】<>»›|") {
		case "尾页", "末页", "最后一页", "最后页", "尾頁":
		default:
			return true
		}
		href, _ := a.Attr("href")
		if last := d.resolve(href); last != nil && d.sameHost(last.String()) {
			out = d.upTo(last)
		}
		return out == nil
	})
	return out
}

func (d *document) upTo(last *url.URL) []string {
	m := numberedFile.FindStringSubmatch(path.Base(last.Path))
	if m == nil {
		return nil
	}
	limit, _ := strconv.Atoi(m[3])
	numbers := []int{1, 2}
	if c := numberedFile.FindStringSubmatch(path.Base(d.url.Path)); c != nil && c[1] == m[1] {
		current, _ := strconv.Atoi(c[3])
		numbers = []int{current + 1}
	}
	var out []string
	for _, n := range numbers {
		if n <= limit {
			u := *last
			u.Path, u.RawPath = path.Join(path.Dir(last.Path), m[1]+m[2]+strconv.Itoa(n)+m[4]), ""
			out = append(out, u.String())
		}
	}
	return out
}
