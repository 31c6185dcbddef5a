package jobs

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/source"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

func TestGapsAreTheDaysNoGoodScanSaw(t *testing.T) {
	day := func(d int) gaobang.Date { return gaobang.Date{Year: 2026, Month: time.November, Day: d} }
	at := func(d int) time.Time { return day(d).Start().Add(7 * time.Hour) }
	type span [2]int
	covered := func(days ...gaobang.Days) []gaobang.Days { return days }
	from := func(first, last int) gaobang.Days { return gaobang.Days{First: day(first), Last: day(last)} }
	cases := []struct {
		name  string
		state storage.SourceState
		today int
		want  []span
	}{
		{"never scanned: all of it", storage.SourceState{}, 24, []span{{16, 22}}},
		{"scanned today: nothing", storage.SourceState{LastTick: at(24), Covered: covered(from(1, 23))}, 24, nil},
		{"last good scan in the middle: that day is seen half, so from it on", storage.SourceState{LastTick: at(19), Covered: covered(from(1, 18))}, 24, []span{{19, 22}}},
		{"last good scan before: all of it", storage.SourceState{LastTick: at(10), Covered: covered(from(1, 9))}, 24, []span{{16, 22}}},
		{"first scan went back to the 18th: the days before", storage.SourceState{LastTick: at(24), Covered: covered(from(18, 23))}, 24, []span{{16, 17}}},
		{"both ends", storage.SourceState{LastTick: at(20), Covered: covered(from(18, 19))}, 24, []span{{16, 17}, {20, 22}}},
		{"a list too long for one scan leaves days between", storage.SourceState{LastTick: at(24), Covered: covered(from(1, 17), from(20, 23))}, 24, []span{{18, 19}}},
		{"a back-fill alone covers its own days", storage.SourceState{Covered: covered(from(17, 18))}, 24, []span{{16, 16}, {19, 22}}},
		{"within the period, days to come are not missing", storage.SourceState{LastTick: at(19), Covered: covered(from(1, 18))}, 19, nil},
		{"a list that shrank on the 18th is not seen since, though scans end well",
			storage.SourceState{LastTick: at(24), Covered: covered(from(1, 23)), Health: gaobang.Health{Condition: gaobang.Emptied, Since: at(18)}}, 24, []span{{18, 22}}},
		{"a slow site is seen", storage.SourceState{LastTick: at(24), Covered: covered(from(1, 23)), Health: gaobang.Health{Condition: gaobang.Slow, Since: at(18)}}, 24, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			last := earlier(day(22), day(c.today))
			var got []span
			for _, g := range gaps(gaobang.Source{ID: "s"}, c.state, day(16), last, day(c.today)) {
				if g.Why == "" || strings.HasSuffix(g.Why, " ") {
					t.Errorf("the reason is %q", g.Why)
				}
				got = append(got, span{g.From.Day, g.To.Day})
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("gaps %v, want %v", got, c.want)
			}
		})
	}
}

// TestPiecesThatWereNotReadAreGaps: a list that was walked whole is no whole crawl
// while pieces on it were not read.
func TestPiecesThatWereNotReadAreGaps(t *testing.T) {
	day := func(d int) gaobang.Date { return gaobang.Date{Year: 2026, Month: time.November, Day: d} }
	week, err := gaobang.ParsePeriod("2026-W47") // 16 to 22 November
	if err != nil {
		t.Fatal(err)
	}
	whole := []gaobang.Gap{{From: day(20), To: day(21)}}
	unread := []storage.UnreadDay{
		{Day: day(22), Links: 1, Error: "网站拒绝连接"}, {Day: day(15), Links: 9}, {Day: day(16), Links: 2, Waiting: 2}, {Day: day(17), Links: 3, Waiting: 1, Error: "超时"},
		{Day: day(21), Links: 5}, {Day: day(23), Links: 9}, {Day: day(16), Links: 1, Waiting: 1},
	}
	want := []gaobang.Gap{
		{Source: "s", From: day(16), To: day(17), Why: "有 6 篇没有采到，其中 4 篇还会再采：超时"},
		{Source: "s", From: day(22), To: day(22), Why: "有 1 篇没有采到：网站拒绝连接"},
	}
	if got := lacking(gaobang.Source{ID: "s"}, unread, whole, week); !slices.Equal(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

// TestAPeriodIsNotCompleteWhilePiecesAreUnread crawls a site of which one piece
// fails, one is gone, one is a film, and some are left for tomorrow.
func TestAPeriodIsNotCompleteWhilePiecesAreUnread(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorldOf(t, store, strings.Replace(books, `url: "http://a.example/list/", schedule`, `url: "http://a.example/list/", daily_pages: 4, schedule`, 1), "a.example", "b.example")
		w.list("a.example", "/1.html", "/2.html", "/3.html", "/4.html", "/5.html", "/6.html") // of the 20th, 19th, …
		w.serve("a.example/1.html", article(1, "2026-11-20"))
		w.handle("a.example/2.html", answer(http.StatusForbidden, "不许"))
		w.handle("a.example/4.html", func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", "video/mp4")
			_, _ = rw.Write([]byte("\x00\x00\x00\x20ftypisom"))
		})
		w.start(t)
		w.scan(t)
		coverage := func() string {
			week, err := gaobang.ParsePeriod("2026-W47")
			if err != nil {
				t.Fatal(err)
			}
			c, err := CoverageOf(t.Context(), store, week, gaobang.DateOf(w.clock()))
			if err != nil {
				t.Fatal(err)
			}
			var all []string
			for _, g := range c.Gaps {
				if g.Source == "list" {
					all = append(all, fmt.Sprintf("%d—%d日 %.60s", g.From.Day, g.To.Day, g.Why))
				}
			}
			return strings.Join(all, "\n")
		}
		if got := coverage(); !strings.Contains(got, "16—16日 有 1 篇没有采到，其中 1 篇还会再采") || !strings.Contains(got, "19—19日 有 1 篇没有采到：") || strings.Count(got, "\n") != 1 {
			t.Errorf("the first day:\n%s", got)
		}
		w.serve("a.example/5.html", article(5, "2026-11-16"))
		w.serve("a.example/6.html", article(6, "2026-11-15"))
		w.pass(day)
		w.scan(t)
		if got := coverage(); !strings.HasPrefix(got, "19—19日") || strings.Contains(got, "\n") {
			t.Errorf("the second day:\n%s", got)
		}
	})
}

// TestTheDaysThatAScanCovers: a scan by schedule covers what it walked; a back-fill
// its own days and says nothing of later ones.
func TestTheDaysThatAScanCovers(t *testing.T) {
	day := func(d int) gaobang.Date { return gaobang.Date{Year: 2026, Month: time.November, Day: d} }
	at := func(d int) time.Time { return day(d).Start().Add(8 * time.Hour) }
	end := func(d int) time.Time { return day(d + 1).Start().Add(-time.Microsecond) }
	list := gaobang.Source{Kind: gaobang.ListSource, Lookback: 10}
	back := func(since, until int, begun time.Time) *backwalk {
		b := &backwalk{Walk: storage.Walk{Since: day(since), Begun: begun}}
		if until > 0 {
			b.Until = day(until)
		}
		return b
	}
	feed := gaobang.Source{Kind: gaobang.FeedSource, Lookback: 10}
	page := func(rows, first int) source.Cursor { return source.Cursor{Number: 1, Rows: rows, Full: first} }
	cases := []struct {
		name        string
		scan        scan
		tick        time.Time
		first, last int
	}{
		{"the first scan: as far back as it looks, up to yesterday", scan{}, at(24), 14, 23},
		{"up to known ground: from the last good scan on", scan{known: true, state: storage.SourceState{LastTick: at(20)}}, at(24), 20, 23},
		{"a list too long: from behind the oldest row", scan{reached: day(18), result: storage.RunResult{Walk: &storage.Walk{}}}, at(24), 19, 23},
		{"a list too long, without dates: nothing", scan{result: storage.RunResult{Walk: &storage.Walk{}}}, at(24), 25, 23},
		{"a first scan of a feed: from behind the oldest piece it shows", scan{source: feed, reached: day(18)}, at(24), 19, 23},
		{"of a feed of today's pieces only: nothing", scan{source: feed, reached: day(24)}, at(24), 25, 23},
		{"of a feed without dates: nothing", scan{source: feed}, at(24), 25, 23},
		{"of a feed that goes back as far as is looked", scan{source: feed, reached: day(13)}, at(24), 14, 23},
		{"a feed whose bottom row the scan before saw", scan{source: feed, reached: day(24), met: true, state: storage.SourceState{LastTick: at(22)}}, at(24), 22, 23},
		{"but of the day of that scan the beginning was not seen", scan{source: feed, reached: day(24), met: true, state: storage.SourceState{LastTick: at(22), Unbroken: day(23)}}, at(24), 23, 23},
		{"a list of one full page", scan{at: page(10, 10), reached: day(18)}, at(24), 19, 23},
		{"a list of one page with few rows", scan{at: page(9, 9), reached: day(18)}, at(24), 14, 23},
		{"a list whose last page is as full as its first", scan{at: page(20, 20), reached: day(18)}, at(24), 19, 23},
		{"a list whose last page is not", scan{at: page(19, 20), reached: day(18)}, at(24), 14, 23},
		{"a sitemap that names the newest pieces only", scan{source: gaobang.Source{Kind: gaobang.SitemapSource, Lookback: 10}, reached: day(22)}, at(24), 23, 23},
		{"a sitemap without dates: all", scan{source: gaobang.Source{Kind: gaobang.SitemapSource, Lookback: 10}}, at(24), 14, 23},
		{"a back-fill of a feed that does not reach its days", scan{source: feed, reached: day(18), back: back(1, 9, at(24))}, end(9), 19, 9},
		{"a back-fill of a feed that reaches the later ones", scan{source: feed, reached: day(5), back: back(1, 9, at(24))}, end(9), 6, 9},
		{"a back-fill that came to days seen whole before", scan{source: feed, reached: day(18), back: back(1, 9, at(24)), state: storage.SourceState{Covered: []gaobang.Days{{First: day(1), Last: day(10)}}}}, end(9), 1, 9},
		{"a back-fill of days gone by", scan{back: back(1, 9, at(24))}, end(9), 1, 9},
		{"a back-fill up to now, begun two days ago", scan{back: back(1, 0, at(22))}, at(22), 1, 21},
	}
	for _, c := range cases {
		c.scan.started = at(24)
		if c.scan.source.Kind == "" {
			c.scan.source = list
		}
		if got := c.scan.tick(); !got.Equal(c.tick) {
			t.Errorf("%s: sees up to %s, want %s", c.name, got, c.tick)
		}
		want := gaobang.Days{First: day(c.first), Last: day(c.last)}
		if c.scan.cover(); c.scan.result.Covered != want {
			t.Errorf("%s: covers %v, want %v", c.name, c.scan.result.Covered, want)
		}
	}
}
