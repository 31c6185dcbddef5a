package source

import (
	"bytes"
	"encoding/json"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/gaobang/gaobang"
)

// Some sites give their lists as JSON: at an address of their own, which the page's
// script asks for, or within a script of the page. Whatever the members around it are
// called, the list is the longest array of objects with a title and an address. It is
// read as the rows of a page, so that everything else is as with any other list.

const (
	maxJSONDepth   = 12
	maxJSONScripts = 20 // arrays tried in the scripts of a page
)

// Of several members that may say a thing the first by these is taken.
var (
	titleKeys   = keys(`^title$`, `^(?:news|article|info|doc|content|show|list|main)_?title$`, `^(?:subject|headline)$`, `title$`, `^name$`)
	addressKeys = keys(`^(?:url|link|href)$`, `^(?:share|detail|page|web|pc|h5|doc_?pub|article|info|content|static|news)\w{0,10}_?(?:url|link)$`, `^(?:url|link)\w{0,8}$`)
	dateKeys    = keys(`^(?:publish|pub|release|issue)\w{0,6}_?(?:time|date)?_?(?:str|text|format)?$`, `(?:pub|rel)\w{0,6}_?(?:time|date)$`, `^(?:show|display|post|send|online|doc_?rel)_?(?:time|date)$`, `^(?:day_?)?(?:time|date|datetime|riqi)$`, `^(?:create|update|add|input)\w{0,4}_?(?:time|date)$`)
)

func keys(patterns ...string) (out []*regexp.Regexp) {
	for _, p := range patterns {
		out = append(out, regexp.MustCompile(`(?i)`+p))
	}
	return out
}

// jsonList is the list of a JSON text as HTML; "" where it has none.
func jsonList(text []byte) string {
	text = bytes.TrimLeft(text, " \t\r\n\ufeff")
	if at := jsonCall.FindIndex(text); at != nil {
		text = text[at[1]:]
	}
	if !bytes.HasPrefix(text, []byte("{")) && !bytes.HasPrefix(text, []byte("[")) {
		return ""
	}
	list, _ := listOfValue(text)
	return list
}

// jsonCall is the function that an answer of JSONP calls.
var jsonCall = regexp.MustCompile(`^(?:/\*\*/)?\s*[A-Za-z_$][\w.$]{0,60}\(\s*`)

// listOfValue is the list of the JSON value that a text begins with, and how long the
// value is.
func listOfValue(text []byte) (list string, length int) {
	var v any
	in := json.NewDecoder(bytes.NewReader(text))
	if in.Decode(&v) != nil {
		return "", 0
	}
	found := jsonLists{rows: map[string][]string{}}
	found.collect(v, "", 0)
	if rows := found.longest(); len(rows) > 0 {
		list = "<ul>" + strings.Join(rows, "") + "</ul>"
	}
	return list, int(in.InputOffset())
}

// jsonLists are the rows of a value by the members that lead to them: a list may come
// in groups, of a day or of a heading, and is one list.
type jsonLists struct {
	paths []string // in the order met
	rows  map[string][]string
}

func (l *jsonLists) collect(v any, path string, depth int) {
	if depth > maxJSONDepth {
		return
	}
	switch v := v.(type) {
	case map[string]any:
		for _, key := range sortedKeys(v) {
			l.collect(v[key], path+"."+key, depth+1)
		}
	case []any:
		for _, e := range v[:min(len(v), maxLinks)] {
			if row := jsonRow(e); row != "" {
				l.add(path, row)
			}
			l.collect(e, path+"[]", depth+1)
		}
	}
}

func (l *jsonLists) add(path, row string) {
	if l.rows[path] == nil {
		l.paths = append(l.paths, path)
	}
	if len(l.rows[path]) < maxLinks {
		l.rows[path] = append(l.rows[path], row)
	}
}

func (l *jsonLists) longest() (best []string) {
	for _, path := range l.paths {
		if len(l.rows[path]) > len(best) {
			best = l.rows[path]
		}
	}
	return best
}

// jsonRow is a piece of a JSON list as HTML; "" where the value is none.
func jsonRow(v any) string {
	fields, _ := v.(map[string]any)
	title, address := "", ""
	for _, s := range members(fields, titleKeys) {
		if title == "" {
			title = squeeze(markup.ReplaceAllString(s, " "))
		}
	}
	for _, s := range members(fields, addressKeys) {
		if address == "" && strings.ContainsAny(s, "/.?") {
			address = s
		}
	}
	if title == "" || address == "" {
		return ""
	}
	return `<li><a href="` + html.EscapeString(address) + `">` + html.EscapeString(title) + `</a><span>` + jsonDate(members(fields, dateKeys)) + `</span></li>`
}

var markup = regexp.MustCompile(`</?[A-Za-z][^<>]{0,200}>`)

// jsonDate is the first that is a written date, else the first that counts seconds or
// milliseconds.
func jsonDate(values []string) string {
	counted := ""
	for _, s := range values {
		if !fullDateText(s).IsZero() {
			return html.EscapeString(s)
		}
		if n, err := strconv.ParseInt(s, 10, 64); err == nil && counted == "" && (len(s) == 10 || len(s) == 13) {
			if len(s) == 13 {
				n /= 1000
			}
			counted = time.Unix(n, 0).In(gaobang.Shanghai).Format(time.DateTime)
		}
	}
	return counted
}

// members are the texts and numbers of an object under names by the patterns, in
// their order.
func members(fields map[string]any, patterns []*regexp.Regexp) (out []string) {
	names := sortedKeys(fields)
	for _, p := range patterns {
		for _, name := range names {
			if !p.MatchString(name) {
				continue
			}
			switch v := fields[name].(type) {
			case string:
				out = append(out, strings.TrimSpace(v))
			case float64:
				out = append(out, strconv.FormatInt(int64(v), 10))
			}
		}
	}
	return out
}

func sortedKeys(m map[string]any) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// arrayBegin is where a list may begin in a script.
var arrayBegin = regexp.MustCompile(`\[\s*\{\s*["']`)

// scriptedList is the longest list within the scripts of a page, as a page; nil where
// there is none.
func (d *document) scriptedList() *document {
	longest, tried := "", 0
	d.Find("script").Each(func(_ int, script *goquery.Selection) {
		text := []byte(script.Text())
		for len(text) > 0 && tried < maxJSONScripts {
			at := arrayBegin.FindIndex(text)
			if at == nil {
				return
			}
			tried++
			list, length := listOfValue(text[at[0]:])
			if len(list) > len(longest) {
				longest = list
			}
			text = text[max(at[1], at[0]+length):]
		}
	})
	if longest == "" {
		return nil
	}
	list, err := goquery.NewDocumentFromReader(strings.NewReader("<html><body>" + longest + "</body></html>"))
	if err != nil {
		return nil
	}
	return &document{Document: list, url: d.url, base: d.base}
}
