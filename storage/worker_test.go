package storage_test

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/stdlib"

	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// queueOf is the job queue's tables as a plain database.
func queueOf(t *testing.T, store *storage.Store) *sql.DB {
	if db := store.SQLite(); db != nil {
		return db
	}
	db := stdlib.OpenDBFromPool(store.Pool())
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// running puts a job into the queue that the worker took and never finished.
func running(t *testing.T, store *storage.Store, worker string) {
	t.Helper()
	by := fmt.Sprintf("jsonb('[\"earlier\", \"%s\"]')", worker)
	if store.Dialect() == storage.Postgres {
		by = fmt.Sprintf("ARRAY['earlier', '%s']", worker)
	}
	must(queueOf(t, store).Exec("INSERT INTO river_job (kind, args, max_attempts, state, attempt, attempted_by) VALUES ('" + worker + "', '{}', 3, 'running', 1, " + by + ")"))(t)
}

// statesOf is the jobs by the worker that last took them.
func statesOf(t *testing.T, store *storage.Store) string {
	t.Helper()
	rows := must(queueOf(t, store).Query("SELECT kind, state FROM river_job ORDER BY kind"))(t)
	defer rows.Close()
	var out []string
	for rows.Next() {
		var kind, state string
		if err := rows.Scan(&kind, &state); err != nil {
			t.Fatal(err)
		}
		out = append(out, kind+" "+state)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, ", ")
}

func TestJobsOfDeadWorkersGoBackToTheQueue(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		for _, worker := range []string{"dead", "self"} {
			running(t, store, worker)
		}
		release := must(store.RegisterWorker(t.Context(), "self"))(t)
		defer release()
		if err := store.RequeueOrphans(t.Context(), "self"); err != nil {
			t.Fatal(err)
		}
		if got := statesOf(t, store); got != "dead available, self running" {
			t.Errorf("the queue holds %s", got)
		}
	})
}

func TestJobsOfLivingWorkersOfTheFleetStay(t *testing.T) {
	dsn := storagetest.DSN(t, storage.Postgres)
	other := must(storage.Open(context.Background(), dsn, storagetest.Now))(t)
	defer other.Close()
	store := must(storage.Open(context.Background(), dsn, storagetest.Now))(t)
	defer store.Close()
	running(t, store, "other")
	release := must(other.RegisterWorker(t.Context(), "other"))(t)
	for _, want := range []string{"other running", "other available"} {
		if err := store.RequeueOrphans(t.Context(), "self"); err != nil {
			t.Fatal(err)
		}
		if got := statesOf(t, store); got != want {
			t.Errorf("the queue holds %s, want %s", got, want)
		}
		if want == "other running" {
			release() // as its end would
			awaitReleased(t, store, "other")
		}
	}
}

// TestAWorkerWhoseConnectionIsCutKeepsItsJobs: the server restarts, or somebody ends
// its session, and the worker goes on.
func TestAWorkerWhoseConnectionIsCutKeepsItsJobs(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	dsn := storagetest.DSN(t, storage.Postgres)
	other := must(storage.Open(ctx, dsn, storagetest.Now))(t)
	defer other.Close()
	store := must(storage.Open(ctx, dsn, storagetest.Now))(t)
	defer store.Close()
	running(t, store, "other")
	release := must(other.RegisterWorker(ctx, "other"))(t)
	const holders = `FROM pg_locks WHERE locktype = 'advisory' AND classid = $1 AND granted
		AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
	holder := func() (pid int) {
		if err := store.Pool().QueryRow(ctx, "SELECT coalesce(max(pid), 0) "+holders, 0x47414F57).Scan(&pid); err != nil {
			t.Fatal(err)
		}
		return pid
	}
	for range 3 {
		first := holder()
		must(store.Pool().Exec(ctx, "SELECT pg_terminate_backend(pid) "+holders, 0x47414F57))(t)
		for now := first; now == first || now == 0; now = holder() { // until it is registered again
			if ctx.Err() != nil {
				t.Fatal("the worker did not come back")
			}
		}
	}
	if err := store.RequeueOrphans(ctx, "self"); err != nil {
		t.Fatal(err)
	}
	if got := statesOf(t, store); got != "other running" {
		t.Errorf("the queue holds %s", got)
	}
	release()
	awaitReleased(t, store, "other")
}

// awaitReleased waits until the server has seen the worker's session end.
func awaitReleased(t *testing.T, store *storage.Store, name string) {
	t.Helper()
	must(store.Pool().Exec(t.Context(), "SELECT pg_advisory_lock($1, hashtext($2)), pg_advisory_unlock($1, hashtext($2))", 0x47414F57, name))(t)
}
