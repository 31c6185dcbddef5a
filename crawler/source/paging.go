package source

import (
	"bytes"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// nextPage is where the page after another may be, the likeliest address first.
type nextPage struct {
	addresses []string
	linked    bool   // the site itself points there
	by        string // by what it was found, for a person
}

// nextPages are the addresses of the page after doc; number counts doc from 1.
func (w *listWalk) nextPages(doc *document, number int) nextPage {
	p := w.listProfile()
	switch {
	case p.Next != "":
		return nextPage{doc.hrefs(doc.Find(p.Next).First()), true, "站点规则 next"}
	case p.NextPage != "":
		n := strconv.Itoa(p.NextFrom + number - 1)
		return nextPage{w.first.addresses(strings.ReplaceAll(p.NextPage, "{n}", n)), false, "站点规则 next_page"}
	}
	if found := w.first.moreRecords(number); found != nil {
		return nextPage{found, true, "dataproxy.jsp"}
	}
	if found := doc.scriptedPage(number); found != nil {
		return nextPage{found, true, "页面的分页脚本"}
	}
	if found := doc.linkedPage(number); found != nil {
		return nextPage{found, true, "下一页链接"}
	}
	if found := doc.beforeLastPage(); found != nil {
		return nextPage{found, false, "尾页链接"}
	}
	if doc.pagesByForm() {
		return nextPage{by: "分页要提交表单（POST），不跟进：只采第一页"}
	}
	return nextPage{}
}

// formPage is a page number that is posted: <input name="cpage">, cpage=2.
var formPage = regexp.MustCompile(`(?i)name\s*=\s*["']?(?:cpage|pageno|pagenum|pageindex|currentpage|curpage)\b`)

func (d *document) pagesByForm() bool {
	posts := false
	d.Find("form").EachWithBreak(func(_ int, f *goquery.Selection) bool {
		method, _ := f.Attr("method")
		inner, _ := f.Html() // a page that was parsed can be written
		posts = strings.EqualFold(method, "post") && formPage.MatchString(inner)
		return !posts
	})
	return posts
}

func (d *document) addresses(href string) []string {
	if u := d.resolve(href); u != nil {
		return []string{u.String()}
	}
	return nil
}

func (d *document) hrefs(s *goquery.Selection) []string {
	if s.Length() == 0 {
		return nil
	}
	return d.addresses(linkAddress(s.Nodes[0]))
}

// A pager is written by createPageHTML(pages, current, "index", "html"), with
// current counted from 0 (TRS), or by createPageHTML("box", pages, current, "list",
// "shtml", rows) with current counted from 1.
var pagerCall = regexp.MustCompile(`createPageHTML\s*\(\s*(?:["'][^"']*["']\s*,\s*)?(\d{1,6})\s*,\s*(\d{1,6})\s*,\s*["']([\w.-]{1,60})["']\s*,\s*["'](\w{1,10})["']`)

// Older pages of TRS count in variables and write their links by script.
var (
	pagerCount   = regexp.MustCompile(`var\s+countPage\s*=\s*(\d{1,6})`)
	pagerCurrent = regexp.MustCompile(`var\s+currentPage\s*=\s*(\d{1,6})`)
)

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

// pagerVariables reads the variables in the order of createPageHTML's arguments.
func (d *document) pagerVariables() [][]byte {
	count, current := pagerCount.FindSubmatch(d.text), pagerCurrent.FindSubmatch(d.text)
	if count == nil || current == nil {
		return nil
	}
	file := path.Base(d.url.Path)
	ext := strings.TrimPrefix(path.Ext(file), ".")
	prefix, _, _ := strings.Cut(strings.TrimSuffix(file, "."+ext), "_")
	if ext == "" {
		prefix, ext = "index", "html"
	}
	return [][]byte{nil, count[1], current[1], []byte(prefix), []byte(ext)}
}

// pager is the call of a script that makes the pager: pages, the current one from
// 0, prefix and suffix of the files.
func (d *document) pager() [][]byte {
	if m := pagerCall.FindSubmatch(d.text); m != nil {
		return m
	}
	if m := pagerFields(d.text); m != nil {
		return m
	}
	return d.pagerVariables()
}

// pages is how many pages the list has, where the site says.
func (w *listWalk) pages(doc *document) int {
	if s := w.first.store; s.records > 0 && s.total > 0 {
		return (s.total + s.records - 1) / s.records
	}
	if m := doc.pager(); m != nil {
		total, _ := strconv.Atoi(string(m[1])) // digits only
		return total
	}
	return doc.lastPageNumber()
}

var (
	ofPages  = regexp.MustCompile(`(?:共\s*|\d\s*/\s*)(\d{1,5})\s*页`)
	pageWord = []byte("页")
)

// lastPageNumber is what a pager writes as 共 24 页 or 1/24页.
func (d *document) lastPageNumber() int {
	if d.Document == nil || !bytes.Contains(d.text, pageWord) {
		return 0
	}
	if m := ofPages.FindStringSubmatch(text(d.Nodes[0])); m != nil {
		n, _ := strconv.Atoi(m[1]) // digits only
		return n
	}
	return 0
}

// scriptedPage is the page that the pager's script leads to. A first page counted
// as 0 is followed by index_1 on most sites and by index_2 on some.
func (d *document) scriptedPage(number int) []string {
	m := d.pager()
	if m == nil {
		return nil
	}
	total, _ := strconv.Atoi(string(m[1]))
	current, _ := strconv.Atoi(string(m[2]))
	last := total - 1
	if current == number { // counted from 1
		last = total
	}
	out := []string{} // the last page, by the site's own word
	if current < last {
		out = d.addresses(fmt.Sprintf("%s_%d.%s", m[3], current+1, m[4]))
	}
	if current == 0 && last > 0 {
		out = append(out, d.addresses(fmt.Sprintf("%s_2.%s", m[3], m[4]))...)
	}
	return out
}

// clickable is what a pager is made of.
const clickable = "a[href], [onclick], option[value]"

// labelOf is what a link of a pager says: its text, else its title or picture.
func labelOf(s *goquery.Selection) string {
	label := squeeze(s.Text())
	if label == "" {
		label, _ = s.Attr("title")
	}
	if label == "" {
		label, _ = s.Find("img[alt]").Attr("alt")
	}
	return strings.Trim(label, " []【】<>《》»›|·")
}

// pageOf is where a link of a pager leads.
func (d *document) pageOf(s *goquery.Selection) []string {
	if value, ok := s.Attr("value"); ok && strings.ContainsAny(value, ".?") {
		return d.addresses(value)
	}
	return d.hrefs(s)
}

// linkedPage follows 下一页, or the pager's link with the following number.
func (d *document) linkedPage(number int) []string {
	var next, numbered []string
	following := strconv.Itoa(number + 1)
	d.Find(clickable).EachWithBreak(func(_ int, a *goquery.Selection) bool {
		switch label := labelOf(a); {
		case label == "下一页" || label == "下页" || label == "后一页" || label == "下一頁" || strings.EqualFold(label, "next"):
			next = d.pageOf(a)
		case (label == following || label == "第"+following+"页") && numbered == nil:
			numbered = d.pageOf(a)
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

// numberedFile is index_24.html, column-index-24.shtml or 24.html.
var numberedFile = regexp.MustCompile(`^(.*?[_-])??(\d{1,6})(\.\w{1,6})$`)

// pageNumbers are the parameters that count pages.
var pageNumbers = []string{"page", "pageNo", "pageNum", "pageno", "pagenum", "pageIndex", "pageindex", "curPage", "curpage", "currentPage", "currentpage", "cpage", "p", "pn"}

// beforeLastPage guesses from a link to the last page (尾页): index_24.html means
// that index_1.html or index_2.html follows index.html, ?page=24 that ?page=1 or
// ?page=2 does.
func (d *document) beforeLastPage() []string {
	var out []string
	d.Find(clickable).EachWithBreak(func(_ int, a *goquery.Selection) bool {
		switch labelOf(a) {
		case "尾页", "末页", "最后一页", "最后页", "尾頁", "最末页":
		default:
			return true
		}
		address := d.pageOf(a)
		if len(address) == 1 && d.sameHost(address[0]) {
			if last, err := url.Parse(address[0]); err == nil {
				out = d.upTo(last)
			}
		}
		return out == nil
	})
	return out
}

func (d *document) upTo(last *url.URL) []string {
	if name := countingParameter(last); name != "" {
		return d.countUp(last.Query().Get(name), d.url.Query().Get(name), func(n string) string {
			u, q := *last, last.Query()
			q.Set(name, n)
			u.RawQuery = q.Encode()
			return u.String()
		})
	}
	m := numberedFile.FindStringSubmatch(path.Base(last.Path))
	if m == nil {
		return nil
	}
	current := ""
	if c := numberedFile.FindStringSubmatch(path.Base(d.url.Path)); c != nil && c[1] == m[1] && c[3] == m[3] {
		current = c[2]
	}
	return d.countUp(m[2], current, func(n string) string {
		u := *last
		u.Path, u.RawPath = path.Join(path.Dir(last.Path), m[1]+n+m[3]), ""
		return u.String()
	})
}

// countUp gives the pages that may follow the current one, up to the last.
func (d *document) countUp(last, current string, address func(n string) string) []string {
	limit, _ := strconv.Atoi(last)
	numbers := []int{1, 2}
	if n, err := strconv.Atoi(current); err == nil {
		numbers = []int{n + 1}
	}
	var out []string
	for _, n := range numbers {
		if n <= limit {
			out = append(out, address(strconv.Itoa(n)))
		}
	}
	return out
}

// countingParameter names the parameter of an address that counts pages.
func countingParameter(u *url.URL) string {
	q := u.Query()
	for _, name := range pageNumbers {
		if _, err := strconv.ParseUint(q.Get(name), 10, 20); err == nil {
			return name
		}
	}
	return ""
}
