package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/crawler/source"
)

// errSpent says that the pages agreed for a day are used up.
var errSpent = errors.New("jobs: the pages of the day are used up")

// fetchAll fetches every link of the source that is not settled, until the site
// fails too often in a row, the day's pages are used up or the agreed hours are
// over; what is left waits for the next scan.
func (s *scan) fetchAll(ctx context.Context) (fault, err error) {
	for {
		links, err := s.options.Store.PendingLinks(ctx, s.source.ID, linkBatch)
		if err != nil || len(links) == 0 {
			return nil, err
		}
		for _, link := range links {
			if !s.inHours() {
				s.remark("约定的时段 " + s.source.Hours.String() + " 已过，还有稿件待采，到时段后接着采")
				return nil, nil
			}
			failed, err := s.page(ctx, link)
			if errors.Is(err, errSpent) {
				s.remark(fmt.Sprintf("今天的 %d 页已采满，还有稿件待采，明天接着采", s.source.DailyPages))
				return nil, nil
			}
			if err != nil {
				return nil, err
			}
			if s.failures++; failed == nil {
				s.failures = 0
			}
			if s.failures >= failuresInARow && putOff(failed) {
				return fmt.Errorf("网站要求先不要来，其余稿件也随它一起等；%w", failed), nil
			}
			if s.failures >= failuresInARow {
				return fmt.Errorf("连续 %d 个页面抓取失败，本次不再打扰该站；最后一个：%w", s.failures, failed), nil
			}
		}
	}
}

// spend counts a page of an article before it is asked for. A piece that alone has
// more pages than a day is read to its end, for it would never be: half a piece is
// none, and every day would begin with it.
func (s *scan) spend(ctx context.Context) error {
	if s.source.DailyPages == 0 {
		return nil
	}
	allowed, err := s.options.Store.SpendPage(ctx, s.source.ID, gaobang.DateOf(s.options.Now()), s.source.DailyPages)
	if err == nil && !allowed && s.piece < s.source.DailyPages {
		return errSpent
	}
	s.piece++
	return err
}

// faultKind is what ended a scan, by the kind of the failed fetch.
func faultKind(fault error) string {
	if f, ok := errors.AsType[*fetch.Error](fault); ok {
		return string(f.Kind)
	}
	switch {
	case source.IsNoIssue(fault):
		return gaobang.FaultNoIssue
	case source.IsNoList(fault):
		return gaobang.FaultEmptyList
	}
	return "other"
}

// asked is how long the site wants to be left alone.
func asked(err error) time.Duration {
	if f, ok := errors.AsType[*fetch.Error](err); ok {
		return f.RetryAfter
	}
	return 0
}
