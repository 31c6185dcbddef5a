package jobs

import (
	"context"
	"fmt"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/crawler/source"
)

// What a complete scan has seen whole depends on how far back its source shows its
// pieces. A feed shows the last so many, and so may a list: what was pushed out
// between two scans nobody saw.

// fullPage is from how many rows on the last page of a list may have more behind it.
const fullPage = 10

// meet looks whether a page of a source joins what the last complete scan saw: one of
// its lower rows was found by then. It is asked before the page's rows are put down.
func (s *scan) meet(ctx context.Context, p source.Page) error {
	if s.met || s.back != nil || len(p.Lower) == 0 || s.state.LastCompleted.IsZero() || blind(s.state.Health.Condition) {
		return nil
	}
	rows := make([]string, 0, len(p.Lower))
	for _, l := range p.Lower {
		if canonical, err := fetch.Canonical(l.URL); err == nil { // else it was never put down
			rows = append(rows, canonical)
		}
	}
	found, err := s.options.Store.FoundAt(ctx, s.source.ID, rows)
	s.met = !found.IsZero() && !found.After(s.state.LastCompleted)
	return err
}

// cover puts down the days that a complete scan has seen whole; today is not over.
func (s *scan) cover() {
	switch {
	case s.back == nil:
		s.result.Covered = gaobang.Days{First: s.joined(), Last: gaobang.DateOf(s.started).AddDays(-1)}
	case s.back.known(s):
		s.result.Covered = gaobang.Days{First: s.back.Since, Last: s.back.last()}
	default:
		s.result.Covered = gaobang.Days{First: s.shown(s.back.Since), Last: s.back.last()}
	}
}

// joined is the first whole day of a scan by schedule: the day of the scan before
// it, where this one joins that, else as far back as the source shows.
func (s *scan) joined() gaobang.Date {
	switch tick := tickDay(s.state); {
	case !s.known && !s.met:
		return s.shown(s.from())
	case s.state.Unbroken.After(tick):
		return s.state.Unbroken
	default:
		return tick
	}
}

// shown is the first day, from the one asked for on, that the source shows whole. Of
// the last day that is shown some may be gone already.
func (s *scan) shown(since gaobang.Date) gaobang.Date {
	cut := s.back == nil && s.result.Walk != nil // the rest is left to later scans
	switch {
	case !cut && !s.pushesOut():
		return since
	case s.reached.IsZero() && cut:
		return gaobang.DateOf(s.started).AddDays(1)
	case s.reached.IsZero():
		s.remark("各行没有日期，看不出列到哪一天；更早的可能有漏：请换能翻页的列表页补采，或用 gaobang import 补录")
		return gaobang.DateOf(s.started).AddDays(1)
	case s.reached.Before(since):
		return since
	case !cut:
		s.remark(fmt.Sprintf("这里只列到 %s，更早的看不到，可能有漏：请换能翻页的列表页补采，或用 gaobang import 补录", s.reached))
	}
	return s.reached.AddDays(1)
}

// pushesOut reports a source that ended where older pieces may be gone: no page
// follows one that is as full as the first.
func (s *scan) pushesOut() bool {
	switch s.source.Kind {
	case gaobang.FeedSource:
		return true
	case gaobang.SitemapSource:
		return !s.reached.IsZero() // one without dates names all pages
	case gaobang.ListSource:
		return s.at.Rows >= max(fullPage, s.at.Full)
	}
	return false
}
