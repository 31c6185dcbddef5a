package source

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
)

// Trial is what would be found at an address, before anything is saved.
type Trial struct {
	Kind gaobang.SourceKind
	URL  string // of the source: an e-paper's with {YYYY}, {MM} and {DD}
	// Rule says by what the links were found, for a person.
	Rule  string
	Links []gaobang.Link // of the first page or issue
	Next  string         // the second page, where there is one
	// NextBy says by what the second page was found, or why it is not followed.
	NextBy string
	Seen   Seen
	// Profile reads the list by selectors; Item is empty where none could be made.
	Profile gaobang.ListProfile
}

// Try fetches an address and finds out what it is. prof may be nil. Where get runs
// pages' scripts, the profile says so.
func Try(ctx context.Context, get Getter, address string, prof *gaobang.Profile, now time.Time) (Trial, error) {
	address, resp, err := newestIssue(ctx, get, address, gaobang.DateOf(now))
	if err != nil {
		return Trial{}, err
	}
	if target := Door(resp); target != "" { // paperindex.htm, or a column's empty front door
		if resp, err = get.Get(ctx, target); err != nil {
			return Trial{}, err
		}
		address = target
	}
	t := Trial{URL: address}
	once := replay{resp, get}
	src := gaobang.Source{URL: address, MaxPages: 2} // the second to see whether it is there
	switch text, _ := fetch.Decode(resp.Body, resp.ContentType); {
	case isFeed(text):
		src.Kind, t.Rule = gaobang.FeedSource, "RSS 或 Atom"
	case isSitemap(text):
		src.Kind, t.Rule = gaobang.SitemapSource, "逐个网址，新近改动的先读"
	case issueDay.MatchString(resp.URL):
		src.Kind, t.Rule = gaobang.EPaperSource, "先读各版，再读各版上的稿件"
		t.URL = issueTemplate(resp.URL)
		err = t.tryIssue(ctx, once, src, resp.URL, now)
		return t, err
	default:
		src.Kind = gaobang.ListSource
		err = t.tryList(ctx, once, src, prof, resp, now)
		return t, err
	}
	t.Kind = src.Kind
	t.Seen, err = Find(ctx, once, src, prof, Span{}, Cursor{}, now, t.take)
	return t, err
}

// issuesTried of a paper are looked for: today's may not be out, and some days have none.
const issuesTried = 8

// newestIssue fetches an address; of one as the books write a paper's, with {YYYY}, {MM}
// and {DD}, the newest issue that is there.
func newestIssue(ctx context.Context, get Getter, address string, today gaobang.Date) (issue string, resp *fetch.Response, err error) {
	for day := range issuesTried {
		issue = issueAddress(address, today.AddDays(-day))
		if resp, err = get.Get(ctx, issue); !gone(err) || issue == address {
			return issue, resp, err
		}
	}
	return issue, resp, err
}

func (t *Trial) take(p Page) (more bool, err error) {
	if t.Kind == gaobang.SitemapSource && p.Of > 1 {
		t.Rule = fmt.Sprintf("索引所列的 %d 个文件，新近改动的先读；这里只读了第 %d 个", p.Of, p.Number)
	}
	t.Links, t.NextBy = append(t.Links, p.Links...), p.NextBy
	if len(p.Next.Next) > 0 {
		t.Next = p.Next.Next[0]
	}
	return len(p.Links) == 0, nil
}

// takeList takes the first page, and looks whether the second is there where nothing
// on the first one says so.
func (t *Trial) takeList(p Page) (more bool, err error) {
	if p.Number > 1 {
		t.Next = p.Address
		return false, nil
	}
	_, err = t.take(p)
	return p.Next.Unsure, err
}

// tryList reads the first page and makes a profile of what it found.
func (t *Trial) tryList(ctx context.Context, get Getter, src gaobang.Source, prof *gaobang.Profile, resp *fetch.Response, now time.Time) (err error) {
	t.Kind = src.Kind
	t.Seen, err = Find(ctx, get, src, prof, Span{}, Cursor{}, now, t.takeList)
	if t.Seen.Unseen != "" {
		t.Next, t.NextBy = "", t.Seen.Unseen
	}
	if err != nil {
		t.Profile = t.Seen.Proposed
		if u, parseErr := url.Parse(resp.URL); IsNoList(err) && t.Profile.Item == "" && parseErr == nil && (articleLike(u) || u.Hostname() == "mp.weixin.qq.com") {
			err = fmt.Errorf("%w；这个地址像是一篇稿件：单篇请写 kind: page，用 gaobang inspect page 看它读出什么", err)
		}
		return err
	}
	defer func() { t.Profile.Render = resp.Rendered }()
	if t.Rule = t.Seen.Rule; prof != nil && prof.List.Item != "" {
		t.Profile = prof.List
		return nil
	}
	doc, err := parse(resp)
	if err != nil {
		return err
	}
	s := scan{get: get, source: src, profile: prof, now: now, handed: map[string]bool{}}
	if doc.store.records == 0 {
		t.Profile, _ = s.propose(doc)
	}
	return nil
}

func (t *Trial) tryIssue(ctx context.Context, get Getter, src gaobang.Source, address string, now time.Time) (err error) {
	t.Kind, src.URL = src.Kind, t.URL
	m := issueDay.FindStringSubmatch(address)
	day := moment(m[1], m[2], m[3], nil).Date()
	t.Seen, err = Find(ctx, get, src, nil, Span{Since: day, Until: day}, Cursor{}, now, t.take)
	return err
}

// issueDay is the day in the address of an e-paper's page: 2026-11/20 or 202611/20.
var issueDay = regexp.MustCompile(`/((?:19|20)\d\d)[-/]?(\d\d)[-/]?(\d\d)/(?:node|nbs|page|[lv]?01|index|default)[\w.]*\.`)

func issueTemplate(address string) string {
	at := issueDay.FindStringSubmatchIndex(address)
	return address[:at[2]] + "{YYYY}" + address[at[3]:at[4]] + "{MM}" + address[at[5]:at[6]] + "{DD}" + address[at[7]:]
}

func isFeed(text []byte) bool {
	head := string(bytes.ToLower(text[:min(len(text), 1000)]))
	return strings.Contains(head, "<rss") || strings.Contains(head, "<feed") || strings.Contains(head, "<rdf:rdf")
}

func isSitemap(text []byte) bool {
	head := text[:min(len(text), 1000)]
	return isAddressLines(text) || bytes.Contains(head, []byte("<urlset")) || bytes.Contains(head, []byte("<sitemapindex"))
}

// replay answers with the page that was fetched already, and fetches all others.
type replay struct {
	page *fetch.Response
	get  Getter
}

func (r replay) Get(ctx context.Context, address string) (*fetch.Response, error) {
	if address == r.page.RequestURL || address == r.page.URL {
		return r.page, nil
	}
	return r.get.Get(ctx, address)
}
