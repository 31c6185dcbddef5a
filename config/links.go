package config

import (
	"path/filepath"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// linksBook begins the name under which a file of links is stored.
const linksBook = "links/"

// maxListed bounds the links of one source.
const maxListed = 10_000

// StoredFile is a book as the database keeps it, called so in errors.
func StoredFile(book, called string, data []byte) File {
	if name, is := strings.CutPrefix(book, linksBook); is {
		called = name
	}
	return File{called, data}
}

// linksName is the name by which sources refer to a text file of links; "" for a
// book.
func (f File) linksName() string {
	if strings.EqualFold(filepath.Ext(f.Name), ".txt") {
		return filepath.Base(f.Name)
	}
	return ""
}

// LinkFiles are the text files of links that a sources book names.
func LinkFiles(f File) []string {
	if f.linksName() != "" {
		return nil
	}
	var problems Problems // told when the book is read
	r := &reading{clauseAt: map[gaobang.RuleBookID][]value{}}
	if doc, ok := parse(f, &problems); ok && doc.bookName() == "sources" {
		r.read(doc)
	}
	var names []string
	for _, name := range r.linksIn {
		if name != "" {
			names = append(names, name)
		}
	}
	return names
}

var address = regexp.MustCompile(`https?://[^\s"'<>，。；、）】》]+`)

// readLinks reads a line a piece: its address, and its title before or behind it.
// Empty lines and those that begin with # are for people.
func readLinks(f File, problems *Problems) []gaobang.Link {
	bad := func(line int, excerpt, message, remedy string) {
		*problems = append(*problems, Problem{File: f.Name, Line: line, Message: message, Excerpt: excerpt, Remedy: remedy})
	}
	if len(f.Data) > maxBytes || !utf8.Valid(f.Data) {
		bad(0, "", "文件超过 4 MiB，或不是 UTF-8 编码", "请用编辑器另存为 UTF-8，一行一个网址")
		return nil
	}
	var links []gaobang.Link
	for i, line := range strings.Split(string(f.Data), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		at := address.FindStringIndex(line)
		switch {
		case at == nil || at[1]-at[0] > 2000:
			bad(i+1, excerptOf(line), "这一行没有网址", "一行一篇：以 http:// 或 https:// 开头的完整网址，前后可以写标题；说明请以 # 开头")
			continue
		case address.MatchString(line[at[1]:]):
			bad(i+1, excerptOf(line), "这一行有两个网址", "一行只写一篇")
			continue
		case len(links) == maxListed:
			bad(i+1, excerptOf(line), "网址超过 10000 个", "请分成几个采集源")
			return links
		}
		title := strings.Trim(strings.TrimSpace(line[:at[0]]+" "+line[at[1]:]), " \t,，:：|；;")
		links = append(links, gaobang.Link{URL: line[at[0]:at[1]], Title: title})
	}
	if len(links) == 0 {
		bad(0, "", "文件里一个网址也没有", "一行写一个网址")
	}
	return links
}

func excerptOf(line string) string {
	if r := []rune(line); len(r) > maxExcerpt {
		return string(r[:maxExcerpt]) + "…"
	}
	return line
}

// takeLinks gives each source the links of its file.
func (r *reading) takeLinks() {
	for i, name := range r.linksIn {
		if name != "" {
			r.books.Sources[i].Links = append(r.books.Sources[i].Links, r.linkFiles[name]...)
		}
	}
}

func linkURL(into *gaobang.Link) func(value) { return sourceURL(&into.URL) }
