package source

import (
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// pagerCounts are the attributes by which a pager says how many pages it has to the
// script that makes it.
var pagerCounts = []string{"pagecount", "page-count", "data-pagecount", "data-page-count", "totalpage", "totalpages", "data-totalpage", "data-total-page", "data-total-pages", "data-pages"}

// countedPager reports a pager with more than one page whose script is not on the page.
func (d *document) countedPager() (is bool) {
	d.Find("[" + strings.Join(pagerCounts, "], [") + "]").EachWithBreak(func(_ int, s *goquery.Selection) bool {
		for _, name := range pagerCounts {
			if n, err := strconv.Atoi(strings.TrimSpace(attr(s.Nodes[0], name))); err == nil && n > 1 {
				is = true
			}
		}
		return !is
	})
	return is || setPage.Match(d.scriptText())
}

// setPage sets the pages of a pager that was made before: pagination("setPage", 1, 322).
var setPage = regexp.MustCompile(`(?i)\bpaginat(?:ion|or)\s*\(\s*["']\w{1,30}["']\s*,\s*1\s*,\s*(?:[2-9]|\d{2,6})\s*\)`)

// fileName is the file of a page without the number that counts pages, the number and
// the extension.
type fileName struct{ stem, number, ext string }

var countedFile = regexp.MustCompile(`^(\w*?[A-Za-z]\w*?)(?:_(\d{1,5}))?(\.[sjx]?html?|\.jsp|\.aspx?)$`)

// fileOf reads index.html, index_2.html, col5011019_2.html and a folder, whose file is
// index.html on almost all sites.
func fileOf(u *url.URL) (f fileName, is bool) {
	if strings.HasSuffix(u.Path, "/") || u.Path == "" {
		return fileName{stem: "index", ext: ".html"}, u.RawQuery == ""
	}
	m := countedFile.FindStringSubmatch(path.Base(u.Path))
	if m == nil || u.RawQuery != "" {
		return f, false
	}
	return fileName{m[1], m[2], m[3]}, true
}

// following are the files that may come next: a first page without a number is followed
// by index_1 on some sites and by index_2 on others.
func (f fileName) following() []string {
	numbers := []int{1, 2}
	if n, err := strconv.Atoi(f.number); err == nil {
		numbers = []int{n + 1}
	}
	var out []string
	for _, n := range numbers {
		out = append(out, f.stem+"_"+strconv.Itoa(n)+f.ext)
	}
	return out
}

// alikePages are the next pages as they are called on most sites.
func (d *document) alikePages() (out []string) {
	f, is := fileOf(d.url)
	if !is {
		return nil
	}
	for _, file := range f.following() {
		out = append(out, d.beside(file))
	}
	return out
}

// writtenPages are those whose addresses stand in a script of the page as they are.
func (d *document) writtenPages() (out []string) {
	f, is := fileOf(d.url)
	if !is {
		return nil
	}
	for _, file := range f.following() {
		written, err := regexp.Compile(`["']([^"'\s<>]{0,300}/)?` + regexp.QuoteMeta(file) + `["']`)
		if err == nil && written.Match(d.scriptText()) {
			out = append(out, d.beside(file))
		}
	}
	return out
}

// beside is the address of a file in the folder of a page.
func (d *document) beside(file string) string {
	u := *d.url
	u.Path, u.RawPath = strings.TrimSuffix(path.Dir(u.Path+"x"), "/")+"/"+file, ""
	return u.String()
}
