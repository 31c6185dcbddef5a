package storage_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

func found(paths ...string) []storage.FoundLink {
	links := make([]storage.FoundLink, len(paths))
	for i, p := range paths {
		links[i] = storage.FoundLink{Canonical: "http://site.example/" + p, Link: gaobang.Link{URL: "http://site.example/" + p + "?from=list"}}
	}
	return links
}

func pending(t testing.TB, store *storage.Store, source gaobang.SourceID, limit int) string {
	t.Helper()
	var paths []string
	for _, s := range must(store.PendingLinks(t.Context(), source, limit))(t) {
		paths = append(paths, strings.TrimPrefix(s.Canonical, "http://site.example/"))
	}
	return strings.Join(paths, " ")
}

func TestLinkIsRememberedOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		links := found("b", "a", "c")
		links[0].Title, links[0].PublishedAt = "题", gaobang.NewMoment(storagetest.Now(), gaobang.PrecisionMinute)
		links[0].Placement = gaobang.Placement{Page: "01", FrontPage: true}
		steps := []struct {
			name  string
			links []storage.FoundLink
			fresh int
			want  string
		}{
			{"先见者先采，不按字母", links, 3, "b a c"},
			{"再见不算新", links, 0, "b a c"},
			{"只有没见过的算新，排在后面", found("0", "a", "z"), 2, "b a c 0 z"},
			{"同一批里重复的只记一次", found("y", "y"), 1, "b a c 0 z y"},
			{"没有链接", nil, 0, "b a c 0 z y"},
			{"网址太长的不记", found(strings.Repeat("x", 2000)), 0, "b a c 0 z y"},
		}
		for _, step := range steps {
			if fresh := must(store.AddLinks(t.Context(), "s", step.links))(t); fresh != step.fresh {
				t.Errorf("%s: %d fresh, want %d", step.name, fresh, step.fresh)
			}
			if got := pending(t, store, "s", 99); got != step.want {
				t.Errorf("%s: pending %q, want %q", step.name, got, step.want)
			}
		}
		first := must(store.PendingLinks(t.Context(), "s", 1))(t)[0]
		if first.FoundLink != links[0] || first.Status != storage.LinkFound || first.Source != "s" || !first.FoundAt.Equal(storagetest.Now()) {
			t.Errorf("reads back as %+v", first)
		}
		if fresh := must(store.AddLinks(t.Context(), "other", found("a")))(t); fresh != 0 || pending(t, store, "other", 9) != "" {
			t.Error("a link belongs to the source that found it first")
		}
	})
}

func TestManySourcesFindTheSameLinks(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		var paths []string
		for i := range 60 {
			paths = append(paths, fmt.Sprint(i))
		}
		var fresh atomic.Int64
		var wait sync.WaitGroup
		for i := range 20 {
			links := found(paths...)
			if i%2 == 0 {
				slices.Reverse(links)
			}
			wait.Go(func() {
				n, err := store.AddLinks(t.Context(), gaobang.SourceID(fmt.Sprint("s", i)), links)
				fresh.Add(int64(n))
				if err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if fresh.Load() != 60 {
			t.Errorf("%d fresh links in all, want 60", fresh.Load())
		}
	})
}

func TestFailedLinkIsTriedAgainWithinBounds(t *testing.T) {
	later, past := storagetest.Now().Add(time.Minute), storagetest.Now().Add(-time.Minute)
	tests := []struct {
		name     string
		failures []time.Time
		pending  bool
	}{
		{"时间到了再试", []time.Time{past}, true},
		{"时间未到不试", []time.Time{later}, false},
		{"没有下次就是最终失败", []time.Time{{}}, false},
		{"七次失败还有一次", slices.Repeat([]time.Time{past}, storage.MaxAttempts-1), true},
		{"八次失败不再试", slices.Repeat([]time.Time{past}, storage.MaxAttempts), false},
	}
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		for i, tt := range tests {
			source, path := gaobang.SourceID(fmt.Sprint("s", i)), fmt.Sprint(i)
			must(store.AddLinks(t.Context(), source, found(path)))(t)
			for n, at := range tt.failures {
				if err := store.SaveFailure(t.Context(), "http://site.example/"+path, storage.Failure{Reason: fmt.Sprint("原因", n), RetryAt: at}); err != nil {
					t.Fatal(err)
				}
			}
			if got := pending(t, store, source, 9) != ""; got != tt.pending {
				t.Errorf("%s: pending %v", tt.name, got)
			}
			state := must(store.FetchStates(t.Context(), source))(t)[0]
			if state.Status != storage.LinkFailed || state.Attempts != len(tt.failures) || state.Error != fmt.Sprint("原因", len(tt.failures)-1) {
				t.Errorf("%s: %+v", tt.name, state)
			}
		}
		wantCode(t, store.SaveFailure(t.Context(), "http://site.example/never", storage.Failure{Reason: "x", RetryAt: later}), gaobang.NotFound)
	})
}

func TestLinkGetsItsFinalStatus(t *testing.T) {
	at := func(path string) string { return "http://site.example/" + path }
	both(t, func(t *testing.T, store *storage.Store) {
		must(store.AddLinks(t.Context(), "s", found("stored", "again", "moved", "same", "nobody", "left")))(t)
		save(t, store, piece(t, daily, at("stored"), "2026-11-20", "题", "文"))
		moved := piece(t, daily, at("target"), "2026-11-20", "题二", "文")
		moved.Link = at("moved")
		save(t, store, moved)
		moved.Link = at("again")
		save(t, store, moved)
		save(t, store, piece(t, daily, at("same"), "2026-11-21", "题", "文"))
		page := piece(t, daily, at("nobody"), "2026-11-20", "题三", "别人的事").Article
		page.Capture = gaobang.Capture{ID: 5, File: "w", Offset: 3, Length: 4, SHA256: "c", At: storagetest.Now()}
		if err := store.SaveIrrelevant(t.Context(), at("nobody"), &page, 1<<63|5); err != nil {
			t.Fatal(err)
		}
		want := map[string]storage.FetchStatus{"stored": "stored", "again": "stored", "moved": "stored", "same": "duplicate", "nobody": "irrelevant", "left": "found"}
		for _, s := range must(store.FetchStates(t.Context(), "s"))(t) {
			path := strings.TrimPrefix(s.Canonical, at(""))
			if s.Status != want[path] {
				t.Errorf("%s is %s, want %s", path, s.Status, want[path])
			}
			if path == "same" && s.Article != gaobang.NewArticleID(at("same")) {
				t.Errorf("the duplicate is %s", s.Article)
			}
			if path == "nobody" && (s.Capture != page.Capture.ID || s.Fingerprint != 1<<63|5 || s.ContentHash != page.ContentHash) {
				t.Errorf("the irrelevant page keeps %+v", s)
			}
		}
		if got := pending(t, store, "s", 9); got != "left" {
			t.Errorf("pending %q", got)
		}
		if err := store.SaveFailure(t.Context(), at("stored"), storage.Failure{Reason: "late", Missed: true}); err != nil || pending(t, store, "s", 9) != "left" {
			t.Errorf("a failure after the success changed it: %v", err)
		}
	})
}

func TestAddressesHaveALimit(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		a := gaobang.Article{}
		err := store.SaveIrrelevant(t.Context(), "http://site.example/"+strings.Repeat("x", 2000), &a, 0)
		var told *gaobang.Error
		if !errors.As(err, &told) || told.Code != gaobang.Invalid {
			t.Errorf("an address too long: %v", err)
		}
	})
}

// TestAPersonAsksForWhatFailed: what may be a piece and what is named is tried
// again, not what the site says is not there.
func TestAPersonAsksForWhatFailed(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		for path, missed := range map[string]bool{"/down": true, "/gone": false, "/gone-and-named": false} {
			link := storage.FoundLink{Canonical: "http://a.example" + path, Link: gaobang.Link{URL: "http://a.example" + path}}
			must(store.AddLinks(t.Context(), "s", []storage.FoundLink{link}))(t)
			if err := store.SaveFailure(t.Context(), link.Canonical, storage.Failure{Reason: "失败", Missed: missed}); err != nil {
				t.Fatal(err)
			}
		}
		if n := must(store.RetryMissed(t.Context(), "s", "http://a.example/gone-and-named"))(t); n != 2 {
			t.Errorf("%d links are tried again, want 2", n)
		}
		for _, l := range must(store.PendingLinks(t.Context(), "s", 9))(t) {
			if l.Canonical == "http://a.example/gone" {
				t.Error("the page that is gone is tried again")
			}
		}
		if n := must(store.RetryMissed(t.Context(), "other"))(t); n != 0 {
			t.Errorf("%d links of another source", n)
		}
	})
}

func TestFailedLinksGetTheirAttemptsAgain(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		now := storagetest.Now()
		links := []storage.FoundLink{{Canonical: "http://a.example/1", Link: gaobang.Link{URL: "http://a.example/1"}}, {Canonical: "http://a.example/2", Link: gaobang.Link{URL: "http://a.example/2"}}}
		must(store.AddLinks(t.Context(), "s", links))(t)
		must(store.AddLinks(t.Context(), "other", []storage.FoundLink{{Canonical: "http://b.example/1", Link: gaobang.Link{URL: "http://b.example/1"}}}))(t)
		for _, canonical := range []string{"http://a.example/1", "http://b.example/1"} {
			for range storage.MaxAttempts {
				if err := store.SaveFailure(t.Context(), canonical, storage.Failure{Reason: "没有文章", RetryAt: now}); err != nil {
					t.Fatal(err)
				}
			}
		}
		if left := must(store.PendingLinks(t.Context(), "s", 9))(t); len(left) != 1 {
			t.Fatalf("%d links are left, want the one that did not fail", len(left))
		}
		if n := must(store.RetryFailed(t.Context(), "s", now.Add(time.Hour)))(t); n != 0 {
			t.Errorf("%d links found before the time are tried again", n)
		}
		if n := must(store.RetryFailed(t.Context(), "s", now))(t); n != 1 {
			t.Errorf("%d links are tried again, want 1", n)
		}
		left := must(store.PendingLinks(t.Context(), "s", 9))(t)
		if len(left) != 2 || left[0].Canonical != "http://a.example/1" || left[0].Attempts != 0 {
			t.Errorf("pending: %+v", left)
		}
		if other := must(store.PendingLinks(t.Context(), "other", 9))(t); len(other) != 0 {
			t.Errorf("of another source: %+v", other)
		}
		a := gaobang.Article{Title: "题", Body: "文"}
		if err := store.SaveIrrelevant(t.Context(), "http://a.example/2", &a, 1); err != nil {
			t.Fatal(err)
		}
		if read := must(store.LastRead(t.Context(), "s", 9))(t); len(read) != 1 || read[0].Canonical != "http://a.example/2" {
			t.Errorf("last read: %+v", read)
		}
	})
}

func TestWhatWasNotReadIsKnownByDay(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		links := found("waits", "gone", "down", "tried", "read", "down-then-gone", "undated")
		for i := range links[:6] {
			links[i].PublishedAt = must(gaobang.ParseMoment("2026-11-18T08:00"))(t)
		}
		links[2].PublishedAt = must(gaobang.ParseMoment("2026-11-19"))(t)
		must(store.AddLinks(t.Context(), "s", links))(t)
		at := func(path string) string { return "http://site.example/" + path }
		for _, f := range []struct {
			path   string
			missed bool
			again  time.Time
		}{
			{"gone", false, time.Time{}}, {"down", true, time.Time{}}, {"tried", true, storagetest.Now()}, {"read", true, storagetest.Now()},
			{"down-then-gone", true, storagetest.Now()}, {"down-then-gone", false, time.Time{}},
		} {
			if err := store.SaveFailure(t.Context(), at(f.path), storage.Failure{Reason: "因为" + f.path, Missed: f.missed, RetryAt: f.again}); err != nil {
				t.Fatal(err)
			}
		}
		save(t, store, piece(t, daily, at("read"), "2026-11-20", "题", "文"))
		got := must(store.UnreadDays(t.Context()))(t)
		slices.SortFunc(got, func(a, b storage.UnreadDay) int { return a.Day.Compare(b.Day) })
		day := func(d int) gaobang.Date { return gaobang.Date{Year: 2026, Month: 11, Day: d} }
		want := []storage.UnreadDay{{"s", day(18), 2, 2, "因为tried"}, {"s", day(19), 1, 0, "因为down"}, {"s", gaobang.DateOf(storagetest.Now()), 1, 1, ""}}
		if !slices.Equal(got, want) {
			t.Errorf("unread are %v\nwant %v", got, want)
		}
	})
}
