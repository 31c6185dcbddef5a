package jobs

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/warc"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

var silent = slog.New(slog.DiscardHandler)

// aged is a world whose archive holds one file, a hundred days old: a piece of two
// pages, and three pages about nobody.
func aged(t *testing.T, store *storage.Store) (*world, Evidence) {
	t.Helper()
	w := newWorld(t, store)
	w.list("a.example", "/1.html", "/2.html", "/3.html", "/4.html")
	w.serve("a.example/1.html", leaf(1, "1_2.html"))
	w.serve("a.example/1_2.html", leaf(2, ""))
	for n := 2; n <= 4; n++ {
		w.serve(fmt.Sprintf("a.example/%d.html", n), strings.ReplaceAll(article(n, "2026-11-20"), "乙镇民政办", "别处的人们"))
	}
	w.start(t)
	w.scan(t)
	if err := w.runner.options.Archive.Close(); err != nil { // as at the end of a day
		t.Fatal(err)
	}
	w.pass(100 * 24 * time.Hour)
	return w, Evidence{store, w.archive}
}

func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// files are the names of the archive's files, with their locks.
func (w *world) files(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(w.archive, "gaobang-*"))
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// whole reports every reference of the index that does not lead to its record, and
// how many there are.
func whole(t *testing.T, e Evidence) (captures int) {
	t.Helper()
	known, err := e.Store.ArchiveFiles(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	addresses := []string{"http://a.example/list/"}
	for n := range 5 {
		addresses = append(addresses, fmt.Sprintf("http://a.example/%d.html", n), fmt.Sprintf("http://a.example/%d_2.html", n))
	}
	for _, address := range addresses {
		all, err := e.Store.Captures(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range all {
			if _, err := e.Read(t.Context(), c); err != nil {
				t.Errorf("%s of %s cannot be read: %v", c.URL, c.File, err)
			}
		}
		captures += len(all)
	}
	inFiles := 0
	for _, f := range known {
		inFiles += f.Captures
	}
	if inFiles != captures {
		t.Errorf("%d captures in files, %d by address", inFiles, captures)
	}
	return captures
}

func TestWhatCountsOutlastsThePages(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w, e := aged(t, store)
		if got := whole(t, e); got != 6 {
			t.Fatalf("%d captures, want four pages, one of them of two parts, and the column", got)
		}
		if done, err := e.Prune(t.Context(), 101, w.clock, silent); err != nil || done != (Pruned{}) {
			t.Errorf("a day too early: %+v, %v", done, err)
		}
		before := articleAt(t, store, "http://a.example/1.html")
		done, err := e.Prune(t.Context(), 90, w.clock, silent)
		if err != nil || done.Files != 1 || done.Kept != 2 || done.Dropped != 4 || done.Freed <= 0 {
			t.Fatalf("%+v, %v", done, err)
		}
		if got, files := whole(t, e), w.files(t); got != 2 || len(files) != 1 {
			t.Errorf("%d captures are kept, in %v", got, files)
		}
		if again := articleAt(t, store, "http://a.example/1.html"); again.Capture.ID != before.Capture.ID || len(again.Captures) != 2 {
			t.Errorf("the piece keeps %+v", again.Captures)
		}
		if checked, err := e.Check(t.Context(), func(string) {}); err != nil || len(checked.Faults) != 0 {
			t.Errorf("the check says %v, %v", checked.Faults, err)
		}
		if got := reprocess(t, w, store); got.Articles != 1 || got.Changed != 0 || got.Lost+got.NoArticle != 0 {
			t.Errorf("read again: %+v", got)
		}
		if links := mustStates(t, store); len(links) != 4 {
			t.Errorf("%d links are known: what is about nobody keeps its address", len(links))
		}
		if done, err := e.Prune(t.Context(), 90, w.clock, silent); err != nil || done != (Pruned{}) {
			t.Errorf("the second time: %+v, %v", done, err)
		}
	})
}

// killed stands for the end of the process.
type killed struct{}

// TestKilledWhileClearing ends the process before and after each step, at every
// group that is copied, and clears again.
func TestKilledWhileClearing(t *testing.T) {
	points := []string{"copy 1", "copy 3", "copy 5", "before commit", "after commit"}
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		for _, point := range points {
			t.Run(point, func(t *testing.T) {
				store := storagetest.Open(t, store.Dialect())
				w, e := aged(t, store)
				name := w.archiveFile(t)
				before := w.clock().AddDate(0, 0, -90)
				ids, err := store.AgedCaptures(t.Context(), name, before)
				if err != nil {
					t.Fatal(err)
				}
				func() {
					defer func() {
						if _, ok := recover().(killed); !ok {
							t.Errorf("%s was not reached", point)
						}
					}()
					groups := 0
					keep := func(id gaobang.CaptureID) bool {
						if groups++; point == fmt.Sprint("copy ", groups) {
							panic(killed{})
						}
						return !ids[id]
					}
					_, _ = warc.Compact(w.archive, name, w.clock, keep, func(moved []gaobang.Capture) error {
						if point == "before commit" {
							panic(killed{})
						}
						if err := store.MoveCaptures(t.Context(), name, moved, before); err != nil {
							t.Error(err)
						}
						panic(killed{})
					})
				}()
				whole(t, e)
				archive, err := warc.Open(w.archive, w.clock, e.Adopt(t.Context())) // as the next process does
				if err != nil {
					t.Fatal(err)
				}
				defer archive.Close()
				whole(t, e)
				if _, err := e.Prune(t.Context(), 90, w.clock, silent); err != nil {
					t.Fatal(err)
				}
				if got, files := whole(t, e), w.files(t); got != 2 || len(files) != 1 {
					t.Errorf("%d captures are kept, in %v", got, files)
				}
				if got := reprocess(t, w, store); got.Articles != 1 || got.Changed != 0 || got.Lost+got.NoArticle != 0 {
					t.Errorf("read again: %+v", got)
				}
			})
		}
	})
}

func (w *world) archiveFile(t *testing.T) string {
	t.Helper()
	files := w.files(t)
	if len(files) != 1 {
		t.Fatalf("files %v", files)
	}
	return filepath.Base(files[0])
}

func TestClearingBesideOthersAtWork(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w, e := aged(t, store)
		name := w.archiveFile(t)
		before := w.clock().AddDate(0, 0, -90)
		other, err := warc.Open(w.archive, w.clock, nil) // another process writes to the same folder
		if err != nil {
			t.Fatal(err)
		}
		defer other.Close()
		passedOnes, err := store.PassedLinks(t.Context(), gaobang.Date{})
		if err != nil || len(passedOnes) != 3 {
			t.Fatalf("%d pages about nobody, %v", len(passedOnes), err)
		}
		original := passedOnes[0].Capture
		t.Run("清理途中又被引用，就不清理", func(t *testing.T) {
			ids, err := store.AgedCaptures(t.Context(), name, before)
			if err != nil {
				t.Fatal(err)
			}
			_, err = warc.Compact(w.archive, name, w.clock, func(id gaobang.CaptureID) bool { return !ids[id] }, func(moved []gaobang.Capture) error {
				c, err := other.Revisit(warc.Exchange{URL: original.URL, Proto: "HTTP/1.1", Status: 304, At: w.clock()}, original)
				if err != nil {
					t.Fatal(err)
				}
				c.URL = original.URL
				a := gaobang.Article{URL: c.URL, Capture: c}
				if err := store.SaveIrrelevant(t.Context(), c.URL, &a, 0); err != nil {
					t.Fatal(err)
				}
				return store.MoveCaptures(t.Context(), name, moved, before)
			})
			if gaobang.CodeOf(err) != gaobang.Conflict || whole(t, e) != 7 {
				t.Errorf("error %v", err)
			}
		})
		t.Run("被引用的比引用它的留得久", func(t *testing.T) {
			if done, err := e.Prune(t.Context(), 90, w.clock, silent); err != nil || done.Files != 0 {
				t.Errorf("%+v, %v: the file holds a page that was called unchanged today", done, err)
			}
			w.pass(91 * 24 * time.Hour)
			if _, err := other.Write(warc.Exchange{URL: "http://b.example/", Proto: "HTTP/1.1", Status: 200, At: w.clock()}); err != nil {
				t.Fatal(err) // begins a new file
			}
			if done, err := e.Prune(t.Context(), 90, w.clock, silent); err != nil || done.Dropped != 5 || whole(t, e) != 2 {
				t.Errorf("%+v, %v", done, err)
			}
		})
		t.Run("读的时候被移走，再找一次", func(t *testing.T) {
			a := articleAt(t, store, "http://a.example/1.html")
			stale := a.Capture
			stale.File = name
			if page, err := e.Read(t.Context(), stale); err != nil || page.Record.URL != a.URL {
				t.Errorf("%v", err)
			}
		})
	})
}

func TestDamageIsToldByNameAndNotCleared(t *testing.T) {
	store := storagetest.Open(t, storagetest.Kinds()[0])
	w, e := aged(t, store)
	name := filepath.Join(w.archive, w.archiveFile(t))
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	copy(data[len(data)/2:], "damaged!")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	done, err := e.Prune(t.Context(), 90, w.clock, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil || done.Files != 0 || !strings.Contains(log.String(), filepath.Base(name)) || !strings.Contains(log.String(), "损坏") {
		t.Errorf("%+v, %v: %s", done, err, log.String())
	}
	if now, err := os.ReadFile(name); err != nil || !slices.Equal(now, data) {
		t.Errorf("the damaged file was touched: %v", err)
	}
}

// TestWhatAFileLostIsTold: a file that ends earlier than the index knows, between
// two whole records, looks sound by itself.
func TestWhatAFileLostIsTold(t *testing.T) {
	store := storagetest.Open(t, storage.SQLite)
	w, e := aged(t, store)
	captures, err := store.Captures(t.Context(), "http://a.example/4.html")
	if err != nil || len(captures) != 1 {
		t.Fatalf("%+v, %v", captures, err)
	}
	if err := os.Truncate(filepath.Join(w.archive, captures[0].File), captures[0].Offset); err != nil {
		t.Fatal(err)
	}
	checked, err := e.Check(t.Context(), func(string) {})
	if err != nil || len(checked.Faults) != 1 || !strings.Contains(checked.Faults[0].Error(), "只有 5 条存证，索引登记了 6 条") {
		t.Errorf("the check says %v, %v", checked.Faults, err)
	}
}

// TestTheNightClearsOldScans: of a source that is well only what it is judged by is
// kept; one that fell silent long ago keeps its rhythm from before.
func TestTheNightClearsOldScans(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w, _ := aged(t, store)
		w.runner.options.Retention = 90
		const scans = historyScans + wellScans + 7
		for _, fresh := range []int{1, 0} {
			for range scans {
				run, err := store.StartRun(t.Context(), gaobang.SourceID(fmt.Sprint("news", fresh)), w.clock())
				if err == nil {
					err = store.FinishRun(t.Context(), run, storage.RunResult{Complete: true, New: fresh})
				}
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		w.pass(400 * 24 * time.Hour)
		if err := w.runner.pruneRuns(t.Context()); err != nil {
			t.Fatal(err)
		}
		for fresh, want := range map[int]int{1: scans, 0: historyScans + wellScans} { // the last news of the first are its last scans
			left, err := store.Runs(t.Context(), gaobang.SourceID(fmt.Sprint("news", fresh)), 2*scans)
			if err != nil || len(left) != want {
				t.Errorf("new links %d: %d scans left, want %d, %v", fresh, len(left), want, err)
			}
		}
	})
}

func TestTheSweepClearsOnceADay(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w, _ := aged(t, store)
		r := w.runner
		due := func() bool {
			due, err := r.pruneDue(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return due
		}
		if due() {
			t.Error("without a retention all is kept")
		}
		r.options.Retention = 90
		w.pass(-7 * time.Hour)
		if due() {
			t.Error("at half past one it is too early")
		}
		w.pass(7 * time.Hour)
		if !due() {
			t.Error("at half past eight it is due")
		}
		if err := r.prune(t.Context()); err != nil || due() || whole(t, r.evidence()) != 2 {
			t.Errorf("after it: %v, due %v", err, due())
		}
		w.pass(24 * time.Hour)
		if !due() {
			t.Error("the next day it is due again")
		}
	})
}
