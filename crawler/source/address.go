package source

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// What an address says of its page: the file that sites give their lists, the number
// that they give their pieces.
var (
	listFile   = regexp.MustCompile(`(?i)^(index|list|default|node|home|more|column|xxgk_list)?([_-]?\d{0,4})?(\.\w+)?$`)
	longNumber = regexp.MustCompile(`\d{4,}|[0-9a-f]{16,}`)
	idQuery    = regexp.MustCompile(`(?i)^\w*id$`)
	// columnQuery is a number of a column, a site or a template.
	columnQuery = regexp.MustCompile(`(?i)^(?:c|cat|class|column|col|channel|lanmu|lm|node|menu|type|sort|parent|p|top|site|web|app|unit|tpl|template|special|dept)_?id$`)
	// labelFolder is where sites keep the pages of a column, a tag or an author.
	labelFolder = regexp.MustCompile(`(?i)/(?:channels?|columns?|col|tags?|cat|category|lists?|lm|topics?|authors?|search)/[^/]*$`)
	attachment  = regexp.MustCompile(`(?i)\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|jpe?g|png|gif|bmp|webp|mp[34]|apk|exe|css|js|xml)$`)
	digit       = regexp.MustCompile(`\d`)
)

// pieceFolder is a folder that can only be a piece's: 2026111918034541078/, or the same
// with index.html. The numbers of columns have ten digits at most.
var pieceFolder = regexp.MustCompile(`/(?:\d{14,}|[0-9a-f]{24,})/(?:(?:index|default)\.\w{3,5})?$`)

// articleLike: an address with a long number or a dated folder and a file or id,
// not that of a list.
func articleLike(u *url.URL) bool {
	file := path.Base(u.Path)
	switch {
	case pieceFolder.MatchString(u.Path):
		return true
	case attachment.MatchString(file) || labelFolder.MatchString(strings.TrimSuffix(u.Path, "/")):
		return false
	case namesPiece(u):
		return true
	case strings.HasSuffix(u.Path, "/"):
		return false
	}
	return longNumber.MatchString(u.Path) && (!listFile.MatchString(file) || longNumber.MatchString(file))
}

// namesPiece reports a parameter with the id of something that is no column.
func namesPiece(u *url.URL) bool {
	if u.RawQuery == "" {
		return false
	}
	for name, values := range u.Query() {
		if idQuery.MatchString(name) && !columnQuery.MatchString(name) && values[0] != "" {
			return true
		}
	}
	return false
}

// fileLike: an address below the front page that is not that of a list. A list's file
// with a number may be a piece's.
func fileLike(u *url.URL) bool {
	if articleLike(u) {
		return true
	}
	file := path.Base(u.Path)
	return u.Path != "" && (u.Path != "/" || u.RawQuery != "") && !attachment.MatchString(file) &&
		!labelFolder.MatchString(strings.TrimSuffix(u.Path, "/")) && (!listFile.MatchString(file) || isNumbered(u))
}

// pageOfList is a further page of a list.
var pageOfList = regexp.MustCompile(`(?i)^(?:index|list|default|node|home|more|column|xxgk_list)[_-]?\d*(?:\.\w+)?$`)

// pieceLike: an address that may be an article's where nothing but addresses is known.
// One page too many is asked for once; a piece left out is lost.
func pieceLike(u *url.URL) bool {
	return articleLike(u) || fileLike(u) && isNumbered(u) && !pageOfList.MatchString(path.Base(u.Path)) && !numberedFolder.MatchString(u.Path)
}

// isNumbered reports a number where an address names its page.
func isNumbered(u *url.URL) bool {
	return digit.MatchString(path.Base(u.Path)) || digit.MatchString(u.RawQuery)
}

// numbered reports rows whose addresses all have a number of their own.
func (g *group) numbered() bool {
	return !slices.ContainsFunc(g.rows, func(c *candidate) bool { return !isNumbered(c.url) })
}

// Bounds of a list that only its numbers and titles tell from a menu.
const (
	countedRows   = 5
	countedLetter = 10 // of the median title
	menuLetter    = 7  // of the median title of a menu at most
)

// isMenu reports short titles under addresses with short numbers: show.asp?id=3.
func (g *group) isMenu() bool {
	long := slices.ContainsFunc(g.rows, func(c *candidate) bool { return longNumber.MatchString(c.url.Path + "?" + c.url.RawQuery) })
	return !long && g.medianTitle() <= menuLetter
}

// medianTitle is how many letters the title in the middle has.
func (g *group) medianTitle() int {
	letters := make([]int, len(g.rows))
	for i, c := range g.rows {
		letters[i] = utf8.RuneCountInString(c.title)
	}
	slices.Sort(letters)
	return letters[len(letters)/2]
}

// counted reports rows whose addresses differ in their numbers alone, with titles too
// long for names of columns.
func (g *group) counted() bool {
	if len(g.rows) < countedRows || !g.numbered() || g.aside() {
		return false
	}
	for _, c := range g.rows {
		if addressMake(c.url) != addressMake(g.rows[0].url) {
			return false
		}
	}
	return g.medianTitle() >= countedLetter
}

var digits = regexp.MustCompile(`[0-9a-f]{16,}|\d+`)

// addressMake is what the addresses of one column have in common.
func addressMake(u *url.URL) string {
	return u.Host + digits.ReplaceAllString(u.Path+"?"+u.RawQuery, "#")
}
