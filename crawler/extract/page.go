package extract

import (
	"bytes"
	"errors"
	"time"

	"golang.org/x/net/html"

	"github.com/gaobang/gaobang"
)

// Input is a page and what is known of it.
type Input struct {
	URL       string
	HTML      []byte // UTF-8
	Link      gaobang.Link
	Profile   *gaobang.Profile
	FetchedAt time.Time
}

// ErrNotArticle says that a page holds no article: a list, an error page, a
// video alone.
var ErrNotArticle = errors.New("页面上没有文章：找不到标题或正文，可能是列表页、错误页或只有脚本的页面")

// FutureError says that a page claims to be published after it was fetched.
type FutureError struct{ PublishedAt gaobang.Moment }

func (e FutureError) Error() string {
	return "页面的发表时间 " + e.PublishedAt.String() + " 晚于采集时间，不予收录；网站更正后会再采"
}

// Bounds on a page. Beyond them the page is read as far as they go.
const (
	maxNodes   = 200_000
	maxDepth   = 400
	maxLines   = 20_000
	minBody    = 12 // characters
	clockSkew  = 24 * time.Hour
	maxTitle   = 200 // characters
	maxPerLine = 20_000
)

// Page reads the article of a page. It fills what the page says: title, time,
// source, body, lines about the piece, form, place and locality. With a
// FutureError the article comes too.
func Page(in Input) (gaobang.Article, error) {
	root, err := html.Parse(bytes.NewReader(in.HTML))
	if err != nil {
		return gaobang.Article{}, errors.Join(ErrNotArticle, err)
	}
	d := read(root, in)
	body := d.findBody()
	a := gaobang.Article{URL: in.URL, Placement: d.placement()}
	a.Title = d.title(body)
	paragraphs, about := d.split(body, a.Title)
	a.Body, a.Meta = joinLines(paragraphs), joinLines(append(d.metaLines(body), about...))
	a.Kicker, a.Subtitle = d.kicker(), d.subtitle()
	a.PublishedAt = d.publishedAt(body, a.Title)
	a.ContentSource = d.contentSource(body, about)
	a.Locality = d.locality()
	a.Form = d.form(a)
	if a.Title == "" || gaobang.Chars(a.Body) < minBody && a.Form != gaobang.Photo && a.Form != gaobang.Video {
		return a, ErrNotArticle
	}
	if !a.PublishedAt.IsZero() && !in.FetchedAt.IsZero() && a.PublishedAt.Time.After(in.FetchedAt.Add(clockSkew)) {
		return a, FutureError{a.PublishedAt}
	}
	return a, nil
}
