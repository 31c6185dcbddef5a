package source

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// A pager is written by createPageHTML(pages, current, "index", "html"), with
// current counted from 0 (TRS), or by createPageHTML("box", pages, current, "list",
// "shtml", rows) with current counted from 1. The numbers may stand in variables.
var pagerCall = regexp.MustCompile(`createPage(?:HTML)?\w*\s*\(\s*(?:["'][^"'\d][^"']*["']\s*,\s*)?["']?(\d{1,6}|[A-Za-z]\w{0,40})["']?\s*,\s*["']?(\d{1,6}|[A-Za-z]\w{0,40})["']?\s*,\s*["'](?:\./)?([\w.-]{1,60})["']\s*,\s*["']\.?(\w{1,10})["']`)

// Older pages of TRS count in variables and write their links by script:
// "index_" + nextPage + ".htm".
var (
	pagerCount   = regexp.MustCompile(`var\s+countPage\s*=\s*["']?(\d{1,6})`)
	pagerCurrent = regexp.MustCompile(`var\s+currentPage\s*=\s*["']?(\d{1,6})`)
	pagerFile    = regexp.MustCompile(`([\w-]{1,60})(?:["']\s*\+\s*["'])?_["']\s*\+\s*\w+\s*\+\s*["']\.(?:["']\s*\+\s*["'])?(\w{3,6})`)
)

// Newer templates of TRS write Pager({size: 20, current: 0, prefix: 'index', suffix: 'html'})
// or pager_options = {currentPage: parseInt('0')+1, countPage: 3, PAGE_NAME: 'index', PAGE_EXT: 'html'}.
var (
	pagerObject = regexp.MustCompile(`(?s)\b(?:Pager\s*\(|[Pp]ag\w{1,20}\s*=)\s*\{(.{1,400}?)\}`)
	pagerField  = regexp.MustCompile(`["']?(\w+)["']?\s*:\s*(?:parseInt\(\s*)?["']?([\w./-]*)["']?`)
)

// pagerFields reads the object that a Pager is called with, in the order of
// createPageHTML's arguments.
func pagerFields(text []byte) [][]byte {
	if !bytes.Contains(text, []byte("Pager")) && !bytes.Contains(text, []byte("urrentPage")) {
		return nil
	}
	for _, m := range pagerObject.FindAllSubmatch(text, 8) {
		if out := pagerNumbers(m); out != nil {
			return out
		}
	}
	return nil
}

func pagerNumbers(m [][]byte) [][]byte {
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
	out := [][]byte{m[0], pick("size", "total", "pagecount", "countpage", "pages"), pick("current", "curpage", "currentpage", "index"), pick("prefix", "name", "filename", "page_name", "pagename"), pick("suffix", "ext", "extension", "page_ext", "pageext")}
	if out[1] == nil || out[2] == nil || len(out[3]) == 0 || len(out[4]) == 0 {
		return nil
	}
	return out
}

// pagerVariables reads the variables in the order of createPageHTML's arguments.
func (d *document) pagerVariables(prefix, ext []byte) [][]byte {
	count, current := pagerCount.FindSubmatch(d.text), pagerCurrent.FindSubmatch(d.text)
	if count == nil || current == nil {
		return nil
	}
	if prefix == nil {
		prefix, ext = d.pagerFile()
	}
	return [][]byte{nil, count[1], current[1], prefix, ext}
}

// pagerFile is how a script names the files of the pages, else how the page at hand
// is named.
func (d *document) pagerFile() (prefix, ext []byte) {
	if m := pagerFile.FindSubmatch(d.text); m != nil {
		return m[1], m[2]
	}
	file := path.Base(d.url.Path)
	suffix := strings.TrimPrefix(path.Ext(file), ".")
	if suffix == "" {
		return []byte("index"), []byte("html")
	}
	stem, _, _ := strings.Cut(strings.TrimSuffix(file, "."+suffix), "_")
	return []byte(stem), []byte(suffix)
}

// pager is the call of a script that makes the pager: pages, the current one from
// 0, prefix and suffix of the files.
func (d *document) pager() [][]byte {
	if m := pagerCall.FindSubmatch(d.text); m != nil {
		if isNumber(m[1]) && isNumber(m[2]) {
			return m
		}
		if m = d.pagerVariables(m[3], m[4]); m != nil {
			return m
		}
	}
	if m := pagerFields(d.text); m != nil {
		return m
	}
	return d.pagerVariables(nil, nil)
}

func isNumber(s []byte) bool { return s[0] >= '0' && s[0] <= '9' }

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
