package source

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
)

// list walks a column page and its further pages.
func (s *scan) list(ctx context.Context) error {
	walk, doc, rows, err := s.beginList(ctx)
	if err != nil || doc == nil {
		return err
	}
	for number := s.from.Number + 1; ; number++ {
		following := walk.nextPages(doc, number)
		if number == 1 && following.by == "" && following.unseen == "" && doc != walk.first { // a part, whose pager stands on the page
			following = walk.first.pageWithoutLink(number)
		}
		following.addresses = walk.unvisited(following.addresses)
		page := s.pageOf(rows)
		page.Address, page.Number, page.Of = doc.url.String(), number, walk.pages(doc)
		page.Next, page.NextBy = walk.cursor(number, len(rows), following), following.unseen
		if len(following.addresses) > 0 {
			page.NextBy = following.by
		}
		more, err := s.hand(page)
		switch {
		case err != nil || !more || s.passed(rows):
			return err
		case number-s.from.Number >= s.maxPages():
			s.seen.Cut = len(following.addresses) > 0
			return nil
		}
		if doc, rows, err = walk.open(ctx, page.Next); err != nil {
			return err
		}
		if doc == nil {
			if number == 1 && (page.Oldest.IsZero() || !page.Oldest.Before(s.span.Since)) {
				s.seen.Unseen = following.unseen
			}
			return nil
		}
	}
}

// beginList opens the first page of a walk: the list's own, or the next one of an
// earlier walk. There is no document where the list has no more.
func (s *scan) beginList(ctx context.Context) (walk listWalk, doc *document, rows []found, err error) {
	walk = listWalk{scan: s, full: s.from.Full, visited: map[string]bool{canonical(s.source.URL): true}}
	if !s.from.IsZero() {
		if walk.first, err = firstFrom(s.from); err == nil {
			doc, rows, err = walk.open(ctx, s.from)
		}
		return walk, doc, rows, err
	}
	if doc, err = s.behindDoor(ctx, s.source.URL); err != nil {
		return walk, nil, nil, err
	}
	walk.first, walk.visited[canonical(doc.url.String())] = doc, true
	s.seen.Page, s.seen.Shape = doc.url.String(), shape(doc)
	if doc, rows, err = s.firstRows(ctx, doc); err != nil {
		return walk, nil, nil, err
	}
	s.look(rows)
	walk.full = len(rows)
	if len(rows) == 0 {
		s.seen.Proposed, s.seen.Sample = s.propose(doc)
		return walk, nil, nil, s.emptyList(doc)
	}
	return walk, doc, rows, nil
}

// behindDoor opens a page, or the one that it does nothing but send its reader to.
func (s *scan) behindDoor(ctx context.Context, address string) (*document, error) {
	doc, err := s.open(ctx, address)
	if err != nil {
		return nil, err
	}
	if target := doc.door(); target != "" {
		return s.open(ctx, target)
	}
	return doc, nil
}

// firstRows are the rows of a column's first page, and what shows them: the page, a
// unit that its script asks for, a list within its scripts, or a frame.
func (s *scan) firstRows(ctx context.Context, page *document) (*document, []found, error) {
	rows := s.rows(page)
	if s.seen.Rule = s.rule(page); slices.ContainsFunc(rows, found.dated) {
		return page, rows, nil
	}
	// There is nothing, or what stands at the side.
	unit, more, err := s.partRows(ctx, page.units(), page.base)
	if unit != nil || err != nil {
		s.seen.Rule = "大汉系统另外取来的单元（build/unit）"
		return unit, more, err
	}
	if len(rows) > 0 {
		return page, rows, nil
	}
	if list := page.scriptedList(); list != nil {
		if more := s.rows(list); len(more) > 0 {
			s.seen.Rule = "页面脚本里的一段 JSON"
			return list, more, nil
		}
	}
	frame, more, err := s.frameRows(ctx, page)
	if frame != nil || err != nil {
		s.seen.Rule = "页面里的框架（iframe）"
		return frame, more, err
	}
	return page, rows, nil
}

// maxFrames of a page are asked for.
const maxFrames = 3

// frameRows are the rows of the first frame of a page that has any.
func (s *scan) frameRows(ctx context.Context, page *document) (*document, []found, error) {
	var addresses []string
	page.Find("iframe[src], frame[src]").Each(func(_ int, f *goquery.Selection) {
		if u := page.resolve(attr(f.Nodes[0], "src")); u != nil && page.sameHost(u.String()) && !page.isSelf(u.String()) && len(addresses) < maxFrames {
			addresses = append(addresses, u.String())
		}
	})
	return s.partRows(ctx, addresses, nil)
}

// partRows are the rows of the first of several parts of a page that has any, with the
// part as the page that shows them; its links are relative to base where that is given.
func (s *scan) partRows(ctx context.Context, addresses []string, base *url.URL) (*document, []found, error) {
	for _, address := range addresses {
		part, err := s.open(ctx, address)
		if gone(err) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		if base != nil {
			part.base = base
		}
		if rows := s.rows(part); len(rows) > 0 {
			return part, rows, nil
		}
	}
	return nil, nil, nil
}

// Rows are the rows of a column page that was fetched before: as it was read then, by
// the rules of that day, without its further pages. What its script asked for is had
// from kept.
func Rows(ctx context.Context, page *fetch.Response, kept Getter, src gaobang.Source, prof *gaobang.Profile, at time.Time) []gaobang.Link {
	doc, err := parse(page)
	if err != nil {
		return nil
	}
	s := scan{get: kept, source: src, profile: prof, now: at, handed: map[string]bool{}}
	_, rows, err := s.firstRows(ctx, doc)
	if err != nil {
		return nil
	}
	return s.fresh(rows)
}

// rule says by what the rows of a list are found, for a person.
func (s *scan) rule(doc *document) string {
	switch {
	case s.listProfile().Item != "":
		return "站点规则 " + s.listProfile().Item
	case doc.store.records > 0:
		return "大汉系统藏在脚本里的记录"
	case doc.isRecords:
		return "JSON 里最长的一列带标题和网址的记录"
	}
	return "自动认出的列表：成组的同站链接，旁边有日期"
}

func (s *scan) maxPages() int {
	if s.source.MaxPages > 0 {
		return s.source.MaxPages
	}
	return defaultMaxPages
}

// passed reports that every dated row lies before the span: lists run from new
// to old, and a single old row is one kept at the top.
func (s *scan) passed(rows []found) bool {
	dated := 0
	for _, r := range rows {
		if r.PublishedAt.IsZero() {
			continue
		}
		if s.span.Since.IsZero() || !r.PublishedAt.Date().Before(s.span.Since) {
			return false
		}
		dated++
	}
	return dated > 0
}

func (s *scan) listProfile() gaobang.ListProfile {
	if s.profile == nil {
		return gaobang.ListProfile{}
	}
	return s.profile.List
}

// listWalk goes from page to page and never twice to one.
type listWalk struct {
	*scan
	first   *document
	full    int // rows of the first page
	visited map[string]bool
}

func (w *listWalk) unvisited(addresses []string) []string {
	return slices.DeleteFunc(addresses, func(a string) bool { return w.visited[canonical(a)] })
}

// open takes the first of the candidates that exists and shows something new; none
// is the end. Only a page that the site itself links to may not be empty, and one of
// which nothing says that it is there may be refused.
func (w *listWalk) open(ctx context.Context, next Cursor) (*document, []found, error) {
	for _, address := range next.Next {
		key := canonical(address)
		if w.visited[key] {
			continue
		}
		w.visited[key] = true
		doc, err := w.scan.open(ctx, address)
		if gone(err) || next.Unsure && refused(err) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		if doc.isRecords {
			doc.base = w.first.base
		}
		rows := w.rows(doc)
		if len(rows) == 0 && doc.isRecords {
			continue // behind the last record, or not by these parameters
		}
		if len(rows) == 0 && next.Linked {
			if rows = w.likeFirst(doc); len(rows) == 0 {
				return nil, nil, w.emptyList(doc)
			}
		}
		if w.anyNew(rows) {
			return doc, rows, nil
		}
	}
	return nil, nil, nil
}

// likeFirst are the rows of a further page that stand where those of the first one
// do: the last page may have too few to be known for a list, a row or two without a
// date.
func (w *listWalk) likeFirst(doc *document) []found {
	if w.listProfile().Item != "" || w.first.Document == nil {
		return nil
	}
	p, _ := w.propose(w.first)
	if p.Item == "" {
		return nil
	}
	like := scan{source: w.source, profile: &gaobang.Profile{List: p, LinksTo: w.linksTo()}, now: w.now}
	return like.profileRows(doc)
}

func (s *scan) anyNew(rows []found) bool {
	for _, r := range rows {
		if !s.handed[r.canonical] {
			return true
		}
	}
	return false
}

func gone(err error) bool {
	var e *fetch.Error
	return errors.As(err, &e) && e.Gone()
}

// refused reports an answer that is no page, as sites give to addresses that they do
// not have; it is none that they are busy.
func refused(err error) bool {
	var e *fetch.Error
	return errors.As(err, &e) && e.Kind == fetch.KindStatus && e.Status != http.StatusTooManyRequests && e.Status != http.StatusServiceUnavailable
}

// canonical is the key of a list page; one without a key is its own.
func canonical(address string) string {
	if c, err := fetch.Canonical(address); err == nil {
		return c
	}
	return address
}
