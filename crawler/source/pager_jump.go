package source

import (
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// Pagers of libraries (laypage, jqPaginator, kkpager, …) and of hand-made functions
// write no links: a script puts the number of the page into an address and goes
// there. Where the script's expression is plain we read it, else the list shows its
// first page only, and that is told.

// An expression of literals and names: "list.jsp?page=" + obj.curr + "&t=" + t.
const (
	jumpOperand    = `(?:"[^"\n]*"|'[^'\n]*'|[\w.$]+(?:\(\))?|\(\s*[\w.$]+\s*-\s*1\s*\))`
	jumpExpression = `(` + jumpOperand + `(?:\s*\+\s*` + jumpOperand + `){1,6})`
)

var (
	jumpsTo = regexp.MustCompile(`(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\s*\(|window\.open\s*\(|\breturn)\s*` + jumpExpression)
	operand = regexp.MustCompile(jumpOperand)
	// pagerMade is the call that makes a pager of a library, up to its object
	// or into the function that goes to a page of it.
	pagerMade = regexp.MustCompile(`(?i)\b(?:(?:lay|kk|zxf?)?page[rs]?(?:\.render|\.generPageHtml)?|(?:jq|my|create)?(?:pagination|paginator|paging)|createPage\w{0,10})\s*\(\s*(?:["'][^"']{0,60}["']\s*,\s*)?(?:\{|function\s*\(\s*([A-Za-z_$][\w$]{0,40})[^)]{0,60}\)\s*\{)`)
	pageTotal = regexp.MustCompile(`(?i)\b(?:pages|totalPages?|page_?count|countPage|total_?pages?|maxPage|max_page|pageTotal)["']?\s*[:=]\s*["']?(\d{1,6})\b`)
	rowTotal  = regexp.MustCompile(`(?i)\b(?:count|totalCounts?|totalData|totalRecords?|dataCount|recordCount|rowCount|total)["']?\s*[:=]\s*["']?(\d{1,8})\b`)
	rowLimit  = regexp.MustCompile(`(?i)\b(?:limit|page_?size|showData|perPage|rows)["']?\s*[:=]\s*["']?(\d{1,4})\b`)
	// pageName is a name for the number of a page that says so.
	pageName = regexp.MustCompile(`(?i)(?:^|[._])(?:curr(?:ent)?|(?:c|cur|current|go|to)?_?page(?:_?(?:no|num|number|index))?|pno|getCurrent)$`)
	// anyNumber is one that may be anything's: only a parameter tells.
	anyNumber = regexp.MustCompile(`(?i)^(?:n|num|i|idx|index|p)$`)
)

// pageWithoutLink is the page behind a list's that only a script or a form leads to,
// where their address can be read: a form may be sent as GET, whatever it says.
func (d *document) pageWithoutLink(number int) nextPage {
	made, library := d.pagerByScript(number)
	if made != nil && d.allHere(made) {
		return nextPage{addresses: made, by: "分页脚本里的网址"}
	}
	if written := d.writtenPages(); len(written) > 0 {
		return nextPage{addresses: written, by: "脚本里写着的网址"}
	}
	called, button := d.calledPage()
	if called != nil && d.allHere(called) {
		return nextPage{addresses: called, by: "翻页函数里的网址"}
	}
	form, sent := d.formPage(number)
	switch {
	case sent && form.address != "" && !form.posts:
		return nextPage{addresses: []string{form.address}, by: "分页表单"}
	case sent && form.address != "":
		return nextPage{addresses: []string{form.address}, by: "分页表单，要 POST，先按 GET 试", unseen: "分页要提交表单（POST），按 GET 取不到"}
	case sent:
		return nextPage{unseen: "分页要提交表单（POST）"}
	case library || button || d.countedPager():
		return nextPage{addresses: d.alikePages(), by: "由脚本翻页，照本页的文件名试", unseen: "由脚本翻页，没有网址可跟"}
	case d.Find(scriptedPagers).Length() > 0:
		return nextPage{unseen: "由脚本翻页，没有网址可跟"}
	}
	return nextPage{}
}

// templateLiteral is `index_${page}.html`, which we read as "index_"+page+".html".
var templateLiteral = regexp.MustCompile("`([^`$\"\n]{0,300})\\$\\{\\s*([\\w.$]{1,60})\\s*\\}([^`$\"\n]{0,300})`")

// scriptText is what the scripts within a page say.
func (d *document) scriptText() []byte {
	if d.scripts == nil {
		d.scripts = templateLiteral.ReplaceAll([]byte(d.Find("script").Text()), []byte(`"$1"+$2+"$3"`))
	}
	return d.scripts
}

// allHere reports addresses on the page's own host.
func (d *document) allHere(addresses []string) bool {
	return !slices.ContainsFunc(addresses, func(a string) bool { return !d.sameHost(a) })
}

// maxPager bounds the text of a pager's object that is read.
const maxPager = 2000

// jumpScript is how a script goes to a page.
type jumpScript struct {
	before, after string
	less          int // 1 where pages are counted from 0
}

func (j jumpScript) to(number int) string {
	return j.before + strconv.Itoa(number-j.less) + j.after
}

// pagerByScript is the page behind the number-th by the pager that a library makes.
// known reports such a pager with more than one page; there may be no address.
func (d *document) pagerByScript(number int) (addresses []string, known bool) {
	text := d.scriptText()
	at := pagerMade.FindSubmatchIndex(text)
	if at == nil {
		return nil, false
	}
	parameter := ""
	if at[2] >= 0 {
		parameter = string(text[at[2]:at[3]])
	}
	object := text[at[1]:min(len(text), at[1]+maxPager)]
	pages := firstNumber(pageTotal, object)
	if rows, limit := firstNumber(rowTotal, object), firstNumber(rowLimit, object); pages == 0 && limit > 0 {
		pages = (rows + limit - 1) / limit
	}
	if pages > 0 && number >= pages {
		return []string{}, false
	}
	for _, m := range jumpsTo.FindAllSubmatch(object, 4) {
		if j, is := d.jumpOf(string(m[1]), parameter); is {
			return d.addresses(j.to(number + 1)), true
		}
	}
	return nil, pages > 1
}

// jumpOf reads an expression. parameter is the name that holds the page's number, ""
// where the name itself has to tell.
func (d *document) jumpOf(expression, parameter string) (j jumpScript, is bool) {
	into := &j.before
	for _, part := range operand.FindAllString(expression, 8) {
		switch name := strings.Trim(part, "() \t"); {
		case part[0] == '"' || part[0] == '\'':
			*into += html.UnescapeString(part[1 : len(part)-1])
		case !is && d.isPage(name, parameter, j.before):
			if strings.HasPrefix(part, "(") {
				j.less = 1
			}
			is, into = true, &j.after
		default:
			value, known := d.variable(name)
			if !known {
				return j, false
			}
			*into += value
		}
	}
	return j, is && (j.before != "" || j.after != "")
}

var lessOne = regexp.MustCompile(`\s*-\s*1$`)

// isPage reports that a name in an expression is the page's number: it is the
// parameter, says so, or stands where a parameter of the address does.
func (d *document) isPage(name, parameter, before string) bool {
	name = lessOne.ReplaceAllString(name, "")
	if parameter != "" {
		return name == parameter
	}
	if pageName.MatchString(name) {
		return true
	}
	at := strings.LastIndexAny(before, "?&")
	return anyNumber.MatchString(name) && at >= 0 && pageNumber.MatchString(strings.TrimSuffix(before[at+1:], "="))
}

// variable is the text of a name: of the address at hand, or set once in a script.
func (d *document) variable(name string) (string, bool) {
	switch name {
	case "location.pathname", "window.location.pathname":
		return d.url.Path, true
	}
	name = name[strings.LastIndex(name, ".")+1:]
	if name == "" {
		return "", false
	}
	set, err := regexp.Compile(`\b` + regexp.QuoteMeta(name) + `["']?\s*[:=]\s*(?:"([^"\n]{0,300})"|'([^'\n]{0,300})'|(\d{1,20}))`)
	if err != nil {
		return "", false
	}
	m := set.FindSubmatch(d.scriptText())
	if m == nil {
		return "", false
	}
	return string(m[1]) + string(m[2]) + string(m[3]), true
}

// calledPage is where the script of 下一页 leads: goPage(2), whose function goes to an
// address made of its parameter. known reports a next page that only a script reaches.
func (d *document) calledPage() (addresses []string, known bool) {
	d.Find(calls).EachWithBreak(func(_ int, s *goquery.Selection) bool {
		label := strings.ToLower(labelOf(s))
		if !isNextLabel(label) || isOff(s) {
			return true
		}
		known = true
		if m := call.FindStringSubmatch(attr(s.Nodes[0], "onclick") + " " + attr(s.Nodes[0], "href")); m != nil {
			addresses = d.function(m[1], m[2])
		}
		return addresses == nil
	})
	return addresses, known && d.lastPageNumber() != 1
}

// scriptedPagers are made by frameworks whose pages have no addresses.
const scriptedPagers = `el-pagination, .el-pagination, .ant-pagination, a-pagination, van-list`

// calls is what a script may make a pager's button of.
const calls = `a[onclick], a[href^="javascript"], a[href="#"], a:not([href]), button, input[onclick], li[onclick], span[onclick], div[onclick], [class*="load"]`

var call = regexp.MustCompile(`([A-Za-z_$][\w$]{0,40})\s*\(\s*["']?(\d{1,6})["']?\s*[,)]`)

// isNextLabel are the words of a button that shows more of a list.
func isNextLabel(label string) bool {
	switch label {
	case "加载更多", "点击加载更多", "查看更多", "点击查看更多", "加载更多...", "load more":
		return true
	}
	return slices.Contains(nextLabels, label)
}

var offMark = regexp.MustCompile(`(?i)\b(?:disabled?|off|gr[ae]y|none|no|hui|dis)\b|disabled`)

// isOff reports a button that leads nowhere: the last page's.
func isOff(s *goquery.Selection) bool {
	_, off := s.Attr("disabled")
	return off || offMark.MatchString(attr(s.Nodes[0], "class")) || s.Nodes[0].Parent != nil && offMark.MatchString(attr(s.Nodes[0].Parent, "class"))
}

// maxFunction bounds the text of a function that is read.
const maxFunction = 1500

// function is the address that a function of the page goes to with an argument.
func (d *document) function(name, argument string) []string {
	begin, err := regexp.Compile(`(?:function\s+` + regexp.QuoteMeta(name) + `|\b` + regexp.QuoteMeta(name) + `\s*[:=]\s*function)\s*\(\s*([A-Za-z_$][\w$]{0,40})`)
	if err != nil {
		return nil
	}
	text := d.scriptText()
	at := begin.FindSubmatchIndex(text)
	if at == nil {
		return nil
	}
	body := text[at[1]:min(len(text), at[1]+maxFunction)]
	for _, expression := range jumps(body) {
		if j, is := d.jumpOf(expression, string(text[at[2]:at[3]])); is {
			n, _ := strconv.Atoi(argument) // digits only
			return d.addresses(j.to(n))
		}
	}
	return nil
}

var (
	madeFirst = regexp.MustCompile(`\b([A-Za-z_$][\w$]{0,40})\s*=\s*` + jumpExpression)
	jumpsBy   = regexp.MustCompile(`(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\s*\(|window\.open\s*\()\s*([A-Za-z_$][\w$]{0,40})\b`)
)

// jumps are the expressions that a function goes to, at once or by a name that it
// gave them.
func jumps(body []byte) (out []string) {
	for _, m := range jumpsTo.FindAllSubmatch(body, 4) {
		out = append(out, string(m[1]))
	}
	for _, by := range jumpsBy.FindAllSubmatch(body, 4) {
		for _, m := range madeFirst.FindAllSubmatch(body, 8) {
			if string(m[1]) == string(by[1]) {
				out = append(out, string(m[2]))
			}
		}
	}
	return out
}
