package jobs

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// feedWorld is a site whose source is a feed.
func feedWorld(t *testing.T, store *storage.Store) *world {
	t.Helper()
	return newWorldOf(t, store, strings.Replace(books, `kind: list, url: "http://a.example/list/"`, `kind: feed, lookback: 5, url: "http://a.example/feed.xml"`, 1), "a.example", "b.example")
}

// item is a piece of the feed: its number and its day of November.
type item struct{ n, day int }

// shows writes the feed.
func (w *world) shows(items ...item) {
	feed := ""
	for _, it := range items {
		day := november(it.day)
		w.serve(fmt.Sprintf("a.example/%d.html", it.n), article(it.n, day.String()))
		feed += fmt.Sprintf(`<item><title>第%d篇关于乙镇的稿件标题</title><link>http://a.example/%d.html</link><pubDate>%s 06:00:00</pubDate></item>`, it.n, it.n, day)
	}
	w.handle("a.example/feed.xml", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
		fmt.Fprintf(rw, `<rss version="2.0"><channel><title>要闻</title>%s</channel></rss>`, feed)
	})
}

// wantGaps holds the days that are not known whole, up to yesterday.
func wantGaps(t *testing.T, w *world, rule string, want ...gaobang.Days) {
	t.Helper()
	states, err := w.store.SourceStates(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	today := gaobang.DateOf(w.clock())
	got := gaobang.Uncovered(states["list"].Covered, gaobang.Days{First: november(19), Last: today.AddDays(-1)})
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: not whole are %v, want %v", rule, got, want)
	}
}

// TestWhatAFeedPushedOutIsNotComplete: days are whole where each scan still shows a
// piece that the scan before it found; where one does not, what lies between may be
// lost, and of the day on which it begins anew the morning too.
func TestWhatAFeedPushedOutIsNotComplete(t *testing.T) {
	days := func(first, last int) gaobang.Days { return gaobang.Days{First: november(first), Last: november(last)} }
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := feedWorld(t, store)
		w.start(t)
		w.shows(item{13, 24}, item{12, 23}, item{11, 22}) // it is the 24th
		w.scan(t)
		wantGaps(t, w, "the first scan", days(19, 22))
		runs, err := store.LatestRuns(t.Context())
		if note := runs["list"].Result.Note; err != nil || !strings.Contains(note, "只列到 2026-11-22") || !strings.Contains(note, "gaobang import") {
			t.Errorf("the note %q says not how far it reaches; %v", note, err)
		}
		w.pass(day)
		w.shows(item{15, 25}, item{14, 24}, item{13, 24}) // the last is the newest of the scan before
		w.scan(t)
		wantGaps(t, w, "a busy day, joined", days(19, 22))
		w.pass(day)
		w.shows(item{30, 26}, item{29, 26}, item{28, 26}) // many were pushed out
		w.scan(t)
		wantGaps(t, w, "not joined", days(19, 22), days(25, 25))
		w.pass(day)
		w.shows(item{32, 27}, item{31, 26}, item{30, 26})
		w.scan(t)
		wantGaps(t, w, "joined again, but the morning of the 26th was not seen", days(19, 22), days(25, 26))
		w.pass(day)
		w.shows(item{34, 28}, item{33, 28}, item{32, 27}, item{99, 27}) // the last another showed first
		w.scan(t)
		wantGaps(t, w, "whole days again", days(19, 22), days(25, 26))
		w.shows(item{40, 28}, item{39, 28}, item{38, 27}, item{37, 24}, item{36, 20})
		scanNow(t, w, Request{Since: november(20), Until: november(26)})
		wantGaps(t, w, "a back-fill of a feed that was made longer", days(19, 20))
	})
}

// TestAPieceKeptOnTopJoinsNothing: an old piece pinned above the others is known to
// every scan, and says nothing of what was pushed out below.
func TestAPieceKeptOnTopJoinsNothing(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := feedWorld(t, store)
		w.start(t)
		w.shows(item{1, 19}, item{3, 24}, item{2, 23})
		w.scan(t)
		wantGaps(t, w, "the first scan", gaobang.Days{First: november(19), Last: november(23)})
		w.pass(day)
		w.pass(day)
		w.shows(item{1, 19}, item{9, 26}, item{8, 26})
		w.scan(t)
		wantGaps(t, w, "all others pushed out", gaobang.Days{First: november(19), Last: november(25)})
	})
}
