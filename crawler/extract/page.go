package extract

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
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

// ErrMissing is an ErrNotArticle of a page that says, under a status of success,
// that the piece is not there.
var ErrMissing = fmt.Errorf("%w；页面说文章不存在或已删除", ErrNotArticle)

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

// notArticle is the title of a page that says it is none, under whatever status.
var notArticle = regexp.MustCompile(`^\s*(?:404|403|500)\b|页面(?:不存在|找不到|已删除|已失效)|(?:访问|查找|请求|浏览)的(?:页面|网页|内容|文章|信息)(?:不存在|已|找不到|可能)|^(?:文章|内容|信息|稿件)(?:不存在|已删除)|^(?:用户)?登[录陆]$|^not found|^错误提示|访问被(?:拒绝|拦截|阻断)|^拒绝访问|^access denied|^(?:安全|人机)验证|^(?:站内)?搜索(?:结果)?$|^搜索结果|^全文检索`)

// noneWords are the words without one of which no title is notArticle.
var noneWords = strings.Fields("404 403 500 页面 网页 内容 文章 信息 稿件 登 found 错误 访问 denied 验证 搜索 检索")

func saysNone(title string) bool {
	return slices.ContainsFunc(noneWords, func(word string) bool { return strings.Contains(title, word) }) && notArticle.MatchString(title)
}

// mailboxRules is the title of a page that says how to write to a mailbox of the
// office's: nobody published it as a piece.
var mailboxRules = regexp.MustCompile(`^\s*(?:网上|网络)?(?:(?:市长|县长|区长|书记|局长|领导|民政)信箱(?:写信|来信|信件|留言)?|写信|来信|去信|信件|留言|投诉|提问|信访|问政)(?:办理|填写|提交|受理)?(?:须知|指南|守则|规则)\s*$`)

// missing is how a page says that the piece is not there.
var missing = regexp.MustCompile(`^\s*404\b|页面(?:不存在|找不到|已删除|已失效)|(?:访问|查找|请求|浏览|查看)的(?:页面|网页|内容|文章|信息|稿件)(?:不存在|已|找不到|可能)|^(?:文章|内容|信息|稿件|该文章|该稿件|此文章)(?:不存在|已(?:被)?(?:删除|下架|撤销))|^(?i:not found)`)

// Page reads the article of a page. It fills what the page says: title, time,
// source, body, lines about the piece, form, place and locality. With a
// FutureError the article comes too.
func Page(in Input) (gaobang.Article, error) {
	d, err := parse(in)
	if err != nil {
		return gaobang.Article{}, err
	}
	return d.article()
}

// parse parses the page, once, and walks it, once.
func parse(in Input) (*document, error) {
	root, err := html.Parse(bytes.NewReader(in.HTML))
	if err != nil {
		return nil, fmt.Errorf("%w；页面的结构解析不了：%s", ErrNotArticle, gaobang.Worded(err))
	}
	return read(root, in), nil
}

// article puts together what was found.
func (d *document) article() (gaobang.Article, error) {
	in := d.in
	if l, ok := d.message(); ok {
		return d.letterArticle(l)
	}
	d.body = d.findBody()
	a := gaobang.Article{URL: in.URL, Placement: d.placement()}
	a.Title = d.title(d.body)
	rest, paragraphs, about := d.split(d.body, a.Title)
	d.body = rest
	a.Body, a.Meta = joinLines(paragraphs), joinLines(append(d.metaLines(rest), about...))
	a.Kicker, a.Subtitle = d.decks(a.Title)
	a.PublishedAt = d.publishedAt(rest, a.Title)
	a.ContentSource = d.contentSource(rest, about)
	a.Locality = d.locality()
	a.Form = d.form(a)
	if saysNone(a.Title) || saysNone(d.title0) && a.PublishedAt.IsZero() {
		return a, d.whyNot(a.Title)
	}
	if d.isList(a.Title) || mailboxRules.MatchString(a.Title) {
		return a, ErrNotArticle
	}
	if a.Title == "" || gaobang.Chars(a.Body) < minBody {
		return a, d.whyNot(a.Title)
	}
	if !a.PublishedAt.IsZero() && !in.FetchedAt.IsZero() && a.PublishedAt.Time.After(in.FetchedAt.Add(clockSkew)) {
		return a, FutureError{a.PublishedAt}
	}
	return a, nil
}

// missingLines is how many lines a page has at most that says nothing else.
const missingLines = 20

// whyNot is ErrMissing where the title, or one of few lines, says so.
func (d *document) whyNot(title string) error {
	if missing.MatchString(title) || missing.MatchString(d.title0) {
		return ErrMissing
	}
	for _, l := range d.lines {
		if len(d.lines) <= missingLines && missing.MatchString(l.text) {
			return ErrMissing
		}
	}
	return ErrNotArticle
}
