package storage_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// waits takes a turn and holds the wait against its bounds. Time goes by between
// two turns, so a wait may be shorter by what did.
func waits(t *testing.T, turns storage.Turns, host string, gap, want time.Duration, since time.Time) {
	t.Helper()
	wait := must(turns.Take(t.Context(), host, gap))(t)
	if least := want - time.Since(since); wait > want+2*time.Millisecond || wait < least {
		t.Errorf("the wait for %s is %v, want %v, or at least %v", host, wait, want, least)
	}
}

func TestTurnsOfAHost(t *testing.T) {
	eachDSN(t, func(t *testing.T, dsn string) {
		store := must(storage.Open(t.Context(), dsn, storagetest.Now))(t)
		turns, began := store.Turns(), time.Now()
		waits(t, turns, "a.example", time.Hour, 0, began)
		waits(t, turns, "a.example", time.Hour, time.Hour, began)
		waits(t, turns, "b.example", time.Hour, 0, began)
		leave := func(d time.Duration) {
			t.Helper()
			if err := turns.Leave(t.Context(), "a.example", d); err != nil {
				t.Fatal(err)
			}
		}
		leave(2 * time.Hour)
		waits(t, turns, "a.example", time.Hour, 2*time.Hour, began)
		leave(time.Minute)
		waits(t, turns, "a.example", time.Hour, 2*time.Hour, began)
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
		again := must(storage.Open(t.Context(), dsn, storagetest.Now))(t)
		defer again.Close()
		waits(t, again.Turns(), "a.example", time.Hour, 2*time.Hour, began)
		waits(t, again.Turns(), "b.example", time.Hour, time.Hour, began)
		waits(t, again.Turns(), "c.example", 0, 0, began)
	})
}

// TestOneOfManyGetsATurn lets two stores ask for the same turns from many
// goroutines: what passes is what a single one would have got.
func TestOneOfManyGetsATurn(t *testing.T) {
	eachDSN(t, func(t *testing.T, dsn string) {
		var turns [2]storage.Turns
		for i := range turns {
			store := must(storage.Open(t.Context(), dsn, storagetest.Now))(t)
			defer store.Close()
			turns[i] = store.Turns()
		}
		free := []string{"DELETE FROM host_turns", "UPDATE host_turns SET free_at = 0"}
		for round := range 10 {
			var taken atomic.Int32
			var all sync.WaitGroup
			for i := range 20 {
				all.Go(func() {
					if wait, err := turns[i%2].Take(t.Context(), "a.example", time.Hour); err != nil || wait == 0 {
						taken.Add(1)
					}
				})
			}
			all.Wait()
			if n := taken.Load(); n != 1 {
				t.Fatalf("%d of 20 got the one turn of a host", n)
			}
			must(queueOf(t, turnsStore(t, dsn)).Exec(free[round%2]))(t)
		}
	})
}

func turnsStore(t *testing.T, dsn string) *storage.Store {
	t.Helper()
	store := must(storage.Open(t.Context(), dsn, storagetest.Now))(t)
	t.Cleanup(func() { _ = store.Close() })
	return store
}

func TestOldTurnsDoNotStay(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		db, turns := queueOf(t, store), store.Turns()
		now := time.Now()
		for host, free := range map[string]time.Time{
			"silent.example": now.Add(-25 * time.Hour), "quiet.example": now.Add(-23 * time.Hour),
			"busy.example": now.Add(time.Hour), "ahead.example": now.AddDate(1, 0, 0), // written by a clock that was ahead
		} {
			must(db.Exec("INSERT INTO host_turns (host, free_at) VALUES ('"+host+"', $1)", free.UnixMicro()))(t)
		}
		if err := turns.Forget(t.Context()); err != nil {
			t.Fatal(err)
		}
		var left int
		if err := db.QueryRow("SELECT count(*) FROM host_turns").Scan(&left); err != nil || left != 3 {
			t.Errorf("%d rows stayed, want all but that of the silent host; %v", left, err)
		}
		waits(t, turns, "ahead.example", time.Hour, 0, now)
		waits(t, turns, "ahead.example", time.Hour, time.Hour, now)
		waits(t, turns, "busy.example", time.Hour, time.Hour, now)
	})
}

func TestADatabaseMadeBetweenTwoChangesTakesUpWhatItLacks(t *testing.T) {
	eachDSN(t, func(t *testing.T, dsn string) {
		store := must(storage.Open(t.Context(), dsn, storagetest.Now))(t)
		for _, undo := range []string{"DROP TABLE host_turns", "DELETE FROM goose_db_version WHERE version_id = 5"} {
			must(queueOf(t, store).Exec(undo))(t)
		}
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
		again := must(storage.Open(t.Context(), dsn, storagetest.Now))(t)
		defer again.Close()
		waits(t, again.Turns(), "a.example", time.Hour, 0, time.Now())
	})
}
