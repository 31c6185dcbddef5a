package source

import (
	"bytes"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// nextPage is where the page after another may be, the likeliest address first.
type nextPage struct {
	addresses []string
	linked    bool   // the site itself points there
	by        string // by what it was found, for a person
	// unseen says why there may be pages that no address leads to, where none does.
	unseen string
}

// nextPages are the addresses of the page after doc; number counts doc from 1.
func (w *listWalk) nextPages(doc *document, number int) nextPage {
	p := w.listProfile()
	switch {
	case p.Next != "":
		return nextPage{addresses: doc.hrefs(doc.Find(p.Next).First()), linked: true, by: "站点规则 next"}
	case p.NextPage != "":
		n := strconv.Itoa(p.NextFrom + number - 1)
		return nextPage{addresses: w.first.addresses(strings.ReplaceAll(p.NextPage, "{n}", n)), linked: false, by: "站点规则 next_page"}
	}
	if found := w.first.moreRecords(number); found != nil {
		return nextPage{addresses: found, linked: true, by: "dataproxy.jsp"}
	}
	if found := doc.nextUnit(number); found != nil {
		return nextPage{addresses: found, linked: true, by: "大汉系统单元的页数"}
	}
	if found := doc.scriptedPage(number); found != nil {
		return nextPage{addresses: found, linked: true, by: "页面的分页脚本"}
	}
	if found := doc.linkedPage(number); found != nil {
		return nextPage{addresses: found, linked: true, by: "下一页链接"}
	}
	if found := doc.beforeLastPage(); found != nil {
		return nextPage{addresses: found, linked: false, by: "尾页链接"}
	}
	if found := doc.nextInAddress(); found != nil {
		return nextPage{addresses: found, linked: false, by: "网址里的页数"}
	}
	return doc.pageWithoutLink(number)
}

// nextInAddress counts on in the address of a list in JSON, which has no links.
func (d *document) nextInAddress() []string {
	name := countingParameter(d.url)
	if !d.isRecords || name == "" {
		return nil
	}
	u, q := *d.url, d.url.Query()
	n, _ := strconv.Atoi(q.Get(name)) // a counting parameter is a number
	q.Set(name, strconv.Itoa(n+1))
	u.RawQuery = q.Encode()
	return []string{u.String()}
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

// pages is how many pages the list has, where the site says.
func (w *listWalk) pages(doc *document) int {
	if s := w.first.store; s.records > 0 && s.total > 0 {
		return (s.total + s.records - 1) / s.records
	}
	if m := doc.pager(); m != nil {
		total, _ := strconv.Atoi(string(m[1])) // digits only
		return total
	}
	if rows, count := doc.unitPager(); rows > 0 && isUnit(doc.url) {
		return (count + rows - 1) / rows
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

// clickable is what a pager is made of.
const clickable = "a[href], [onclick], option[value]"

// labelOf is what a link of a pager says: its text, else its title or picture.
func labelOf(s *goquery.Selection) string {
	label := shortText(s.Nodes[0], maxDateText)
	if label == "" && s.Nodes[0].Data == "input" {
		label = attr(s.Nodes[0], "value")
	}
	if label == "" {
		label, _ = s.Attr("title")
	}
	if label == "" {
		label, _ = s.Find("img[alt]").Attr("alt")
	}
	if bare := strings.Trim(label, " []【】<>《》«‹←»›|·→▶"); bare != "" {
		return bare
	}
	return label
}

// nextLabels lead to the following page. Not ">>", which is the last one on some
// sites and would leave out all between.
var nextLabels = []string{"下一页", "下页", "后一页", "后页", "下一頁", "next", "next page", "older posts", "older entries", "较早的文章", ">", "›", "→", "▶"}

// nextMarks lead there without a word, by how the template marks them.
const nextMarks = `[rel~="next"][href], a[class*="next"][href], [class*="next"] > a[href]`

// pageOf is where a link of a pager leads.
func (d *document) pageOf(s *goquery.Selection) []string {
	if value, ok := s.Attr("value"); ok && strings.ContainsAny(value, ".?") {
		return d.addresses(value)
	}
	return d.hrefs(s)
}

// linkedPage follows 下一页, what is marked as that, or the pager's link with the
// following number.
func (d *document) linkedPage(number int) []string {
	var next, numbered []string
	following := strconv.Itoa(number + 1)
	d.Find(clickable).EachWithBreak(func(_ int, a *goquery.Selection) bool {
		switch label := strings.ToLower(labelOf(a)); {
		case slices.Contains(nextLabels, label):
			next = d.pageOf(a)
		case (label == following || label == "第"+following+"页" || isNextLabel(label)) && numbered == nil:
			if to := d.pageOf(a); len(to) == 1 && countsTo(to[0], number) {
				numbered = to
			}
		}
		return next == nil
	})
	for _, candidate := range [][]string{next, d.markedPage(), numbered} {
		if len(candidate) == 1 && !d.isSelf(candidate[0]) && d.sameHost(candidate[0]) {
			return candidate
		}
	}
	return nil
}

// markedPage is where the first mark of a following page leads that is no arrow to
// the next picture or piece.
func (d *document) markedPage() (page []string) {
	d.Find(nextMarks).EachWithBreak(func(_ int, a *goquery.Selection) bool {
		to := d.hrefs(a)
		if len(to) == 1 && !d.isSelf(to[0]) {
			if u, err := url.Parse(to[0]); err == nil && !articleLike(u) {
				page = to
			}
		}
		return page == nil
	})
	return page
}

var (
	digitRun = regexp.MustCompile(`\d+`)
	byOrder  = regexp.MustCompile(`(?i)[?&](?:start|offset|from|begin|first\w*|skip)=\d+`)
)

// countsTo reports an address that names the page behind the number-th, counted from
// 0 or from 1, or where its rows begin: a number below a picture leads to a piece.
func countsTo(address string, page int) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	for _, n := range digitRun.FindAllString(path.Base(u.Path)+"?"+u.RawQuery, 40) {
		if n, err := strconv.Atoi(n); err == nil && (n == page || n == page+1) {
			return true
		}
	}
	return byOrder.MatchString(address)
}

func (d *document) isSelf(address string) bool {
	return canonical(address) == canonical(d.url.String())
}

func (d *document) sameHost(address string) bool {
	u, err := url.Parse(address)
	return err == nil && strings.EqualFold(u.Hostname(), d.url.Hostname())
}

// numberedFile is index_24.html, column-index-24.shtml, list24.html or 24.html,
// numberedFolder …/page/24/.
var (
	numberedFile   = regexp.MustCompile(`^(.*?[_-]|[A-Za-z]+)??(\d{1,6})(\.\w{1,6})$`)
	numberedFolder = regexp.MustCompile(`^(.*/(?:page|p|list)/)(\d{1,6})(/?)$`)
)

// pageNumber is a parameter that counts pages.
var pageNumber = regexp.MustCompile(`(?i)^(?:c?page_?(?:no|num|number|index|id)?|cur(?:rent)?_?page(?:no|num)?|(?:now|to|go|i)page|p|pn|pg|pno)$`)

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
	pattern, dir, file := numberedFile, path.Dir(last.Path), path.Base(last.Path)
	if numberedFolder.MatchString(last.Path) {
		pattern, dir, file = numberedFolder, "/", last.Path
	}
	m := pattern.FindStringSubmatch(file)
	if m == nil {
		return nil
	}
	own := d.url.Path
	if pattern == numberedFile {
		own = path.Base(own)
	}
	current := ""
	if c := pattern.FindStringSubmatch(own); c != nil && c[1] == m[1] && c[3] == m[3] {
		current = c[2]
	}
	return d.countUp(m[2], current, func(n string) string {
		u := *last
		u.Path, u.RawPath = strings.TrimSuffix(dir, "/")+"/"+strings.TrimPrefix(m[1]+n+m[3], "/"), ""
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
	for _, name := range slices.Sorted(maps.Keys(q)) {
		if _, err := strconv.ParseUint(q.Get(name), 10, 20); err == nil && pageNumber.MatchString(name) {
			return name
		}
	}
	return ""
}
