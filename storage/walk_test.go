package storage_test

import (
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// TestABackfillStandsBesideTheSchedule: days gone by are covered, and the source
// stands as its own scans left it.
func TestABackfillStandsBesideTheSchedule(t *testing.T) {
	now, day := storagetest.Now(), gaobang.DateOf(storagetest.Now())
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		ctx := t.Context()
		must(store.StartRun(ctx, "s", now))(t) // interrupted
		before := must(store.SourceStates(ctx))(t)["s"]
		walk := storage.Walk{Source: "s", Since: day.AddDays(-40), Until: day.AddDays(-20), Begun: now, Reached: day.AddDays(-25), At: `{"number":3}`}
		open := storage.Walk{Source: "s", Since: day.AddDays(-90), Begun: now}
		for _, w := range []storage.Walk{open, walk} {
			if err := store.SaveWalk(ctx, w); err != nil {
				t.Fatal(err)
			}
		}
		walk.Done, walk.At = true, `{"number":4}`
		run := must(store.StartBackfill(ctx, "s", now))(t)
		if err := store.FinishRun(ctx, run, storage.RunResult{New: 9, Note: "到 20 日", Walk: &walk}); err != nil {
			t.Fatal(err)
		}
		walks := must(store.Walks(ctx, "s"))(t)
		if len(walks) != 2 || !walks[0].Begun.Equal(now) || !walks[0].Until.IsZero() || walks[1].At != walk.At || !walks[1].Done || walks[1].Reached != walk.Reached || walks[1].Since != walk.Since {
			t.Errorf("walks %+v", walks)
		}
		run = must(store.StartBackfill(ctx, "s", now))(t)
		covered := gaobang.Days{First: walk.Since, Last: walk.Until}
		if err := store.FinishRun(ctx, run, storage.RunResult{Complete: true, Covered: covered, Walk: &walk}); err != nil {
			t.Fatal(err)
		}
		after := must(store.SourceStates(ctx))(t)["s"]
		if !slices.Equal(after.Covered, []gaobang.Days{covered}) {
			t.Errorf("covered %v", after.Covered)
		}
		if after.Incomplete != before.Incomplete || !after.LastTick.Equal(before.LastTick) || !after.LastStarted.Equal(before.LastStarted) {
			t.Errorf("the source stands otherwise than before: %+v, %+v", before, after)
		}
		if walks := must(store.Walks(ctx, ""))(t); len(walks) != 1 || !walks[0].Until.IsZero() {
			t.Errorf("walks %+v", walks)
		}
		if history := must(store.ScanHistory(ctx, "s", 10))(t); len(history) != 0 {
			t.Errorf("back-fills in the history: %+v", history)
		}
		if runs := must(store.RunsAfter(ctx, 1))(t); len(runs) != 2 || runs[0].Result.Note != "到 20 日" || !runs[0].Backfill {
			t.Errorf("runs %+v", runs)
		}
	})
}

func TestPagesOfADay(t *testing.T) {
	day := gaobang.DateOf(storagetest.Now())
	eachDSN(t, func(t *testing.T, dsn string) {
		stores := []*storage.Store{turnsStore(t, dsn), turnsStore(t, dsn)}
		var allowed atomic.Int32
		var all sync.WaitGroup
		spend := func(store *storage.Store, source gaobang.SourceID, day gaobang.Date) {
			if ok, err := store.SpendPage(t.Context(), source, day, 7); err != nil {
				t.Error(err)
			} else if ok {
				allowed.Add(1)
			}
		}
		for i := range 30 {
			all.Go(func() { spend(stores[i%2], "s", day) })
		}
		all.Wait()
		if n := allowed.Swap(0); n != 7 {
			t.Errorf("%d pages were allowed on a day of 7", n)
		}
		spend(stores[0], "s", day)
		spend(stores[0], "another", day)
		spend(stores[1], "s", day.AddDays(1))
		if n := allowed.Load(); n != 2 {
			t.Errorf("%d pages allowed: one of another source, one of the day after", n)
		}
	})
}
