package source

import (
	"context"
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"
	"time"

	"github.com/gaobang/gaobang"
)

// maxIssuePages bounds one day's issue; the thickest papers have about 100 pages.
const maxIssuePages = 200

// maxDays bounds a back-fill of an e-paper: about eleven years.
const maxDays = 4000

// errNoIssue says that the paper did not appear that day, which is normal.
var errNoIssue = errors.New("source: no issue that day")

// issues walks an e-paper day by day, the newest first. Days without an issue
// are normal; a whole span without one is not.
func (s *scan) issues(ctx context.Context) error {
	since, until := s.days()
	all := int(until.Start().Sub(since.Start()).Round(24*time.Hour)/(24*time.Hour)) + 1
	day, number := until, s.from.Number
	if !s.from.IsZero() {
		day = s.from.Day
	}
	appeared := number
	for ; !day.Before(since) && number < maxDays; day = day.AddDays(-1) {
		number++
		links, err := s.issue(ctx, day)
		if errors.Is(err, errNoIssue) {
			err = nil
		} else {
			appeared++
			s.look(links)
		}
		page := Page{Links: s.fresh(links), Number: number, Of: all, Oldest: day, Next: Cursor{Number: number, Day: day.AddDays(-1)}}
		if err != nil {
			page.Next = s.from // the day is not done: what comes of it is kept, where it stands is not
			if number > s.from.Number+1 {
				page.Next = Cursor{Number: number - 1, Day: day}
			}
		}
		more, handErr := s.hand(page)
		switch {
		case handErr != nil:
			return handErr
		case err != nil || !more:
			return err
		}
	}
	if appeared == 0 {
		return NoIssueError{noList("从 %s 到 %s 没有一期报纸（%s）", since, until, s.source.URL)}
	}
	return nil
}

func (s *scan) days() (since, until gaobang.Date) {
	today := gaobang.DateOf(s.now)
	since, until = s.span.Since, s.span.Until
	if until.IsZero() || until.After(today) {
		until = today
	}
	if since.IsZero() {
		lookback := s.source.Lookback
		if lookback <= 0 {
			lookback = defaultLookback
		}
		since = until.AddDays(-lookback)
	}
	return since, until
}

// issueAddress fills the day into {YYYY}, {MM} and {DD}.
func issueAddress(template string, day gaobang.Date) string {
	return strings.NewReplacer(
		"{YYYY}", fmt.Sprintf("%04d", day.Year), "{MM}", fmt.Sprintf("%02d", int(day.Month)), "{DD}", fmt.Sprintf("%02d", day.Day),
	).Replace(template)
}

// issue reads one day. With an error it still returns the links of the pages
// read before.
func (s *scan) issue(ctx context.Context, day gaobang.Date) ([]found, error) {
	address := issueAddress(s.source.URL, day)
	front, err := s.open(ctx, address)
	if gone(err) {
		return nil, errNoIssue
	}
	if err != nil {
		return nil, err
	}
	if path.Dir(front.url.Path) != path.Dir(addressPath(front, address)) {
		return nil, errNoIssue // sent to another day or to the newest
	}
	pages := issuePages(front)
	if s.seen.Shape == "" {
		s.seen.Page, s.seen.Shape = front.url.String(), shape(front)
	}
	if len(pages) == 1 && len(articleLinks(front)) == 0 {
		return nil, emptyIssue(front)
	}
	var out links
	at := gaobang.NewMoment(day.Start(), gaobang.PrecisionDay)
	for _, p := range pages {
		doc := front
		if !p.front {
			if doc, err = s.open(ctx, p.address); gone(err) {
				continue // numbers have gaps
			} else if err != nil {
				return out.list, err
			}
		}
		p.place.Column = s.source.Column
		for _, a := range articleLinks(doc) {
			out.add(a.url, a.title, at, p.place)
		}
	}
	if len(out.list) == 0 {
		return nil, noList("电子报 %s 的 %d 个版面上没有稿件链接：应有 content_….htm，网站可能已改版", front.url, len(pages))
	}
	return out.list, nil
}

func addressPath(d *document, address string) string {
	if u := d.resolve(address); u != nil {
		return u.Path
	}
	return ""
}

var absent = regexp.MustCompile(`不存在|找不到|无法找到|没有找到|未找到|休刊|暂无|(?i)not found|\b404\b`)

// emptyIssue tells a page that says there is no issue from one that is not
// understood.
func emptyIssue(front *document) error {
	if absent.MatchString(text(front.Nodes[0])) {
		return errNoIssue
	}
	return noList("电子报 %s 上没有版面链接，也没有稿件链接：应有 node_….htm 和 content_….htm，网站可能已改版", front.url)
}
