// Package storagetest gives tests a real, empty store on both databases:
//
//  1. Each runs a test once on SQLite and once on PostgreSQL;
//  2. Open opens one store, gone when the test ends;
//  3. Dump writes what a store means, so that two stores can be compared.
//
// PostgreSQL is the server of GAOBANG_TEST_POSTGRES, on which databases are made
// and dropped. Where it is unset, its tests are skipped; with
// GAOBANG_TEST_REQUIRE=1 they fail.
package storagetest

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

// Now is the clock of the stores: 2026-11-24 08:30 in Asia/Shanghai.
func Now() time.Time { return time.Date(2026, 11, 24, 8, 30, 0, 0, gaobang.Shanghai) }

// Kinds are the databases, as storage names them.
func Kinds() []string { return []string{storage.SQLite, storage.Postgres} }

// Each runs the test on every database.
func Each(t *testing.T, test func(t *testing.T, store *storage.Store)) {
	t.Helper()
	for _, kind := range Kinds() {
		t.Run(kind, func(t *testing.T) { test(t, Open(t, kind)) })
	}
}

// Open is an empty store of the kind.
func Open(tb testing.TB, kind string) *storage.Store {
	tb.Helper()
	store, err := storage.Open(context.Background(), DSN(tb, kind), Now)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := store.Close(); err != nil {
			tb.Error(err)
		}
	})
	return store
}

// DSN names a database of the kind that nobody has opened yet. It is dropped
// when the test ends.
func DSN(tb testing.TB, kind string) string {
	tb.Helper()
	if kind == storage.SQLite {
		return "sqlite:" + filepath.Join(tb.TempDir(), "gaobang.db")
	}
	return newDatabase(tb)
}

func server(tb testing.TB) string {
	tb.Helper()
	dsn := os.Getenv("GAOBANG_TEST_POSTGRES")
	if dsn == "" && os.Getenv("GAOBANG_TEST_REQUIRE") == "1" {
		tb.Fatal("PostgreSQL: GAOBANG_TEST_POSTGRES names no server, and GAOBANG_TEST_REQUIRE=1 forbids to skip")
	}
	if dsn == "" {
		tb.Skip("PostgreSQL: GAOBANG_TEST_POSTGRES names no server")
	}
	return dsn
}

// newDatabase makes a database named after the test and drops it afterwards.
func newDatabase(tb testing.TB) string {
	tb.Helper()
	dsn := server(tb)
	name := databaseName(tb.Name())
	onServer(tb, dsn, "CREATE DATABASE "+name+" TEMPLATE template0 ENCODING 'UTF8'")
	tb.Cleanup(func() { onServer(tb, dsn, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)") })
	return withDatabase(tb, dsn, name)
}

// databaseName is unlike that of any other test, of any process at any time.
func databaseName(test string) string {
	word := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(test))
	stamp := strings.ReplaceAll(time.Now().UTC().Format("150405.000000000"), ".", "")
	return "gaobang_" + word[:min(len(word), 30)] + "_" + strconv.Itoa(os.Getpid()) + "_" + stamp
}

func onServer(tb testing.TB, dsn, sql string) {
	tb.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		tb.Fatalf("PostgreSQL: GAOBANG_TEST_POSTGRES: %v", err)
	}
	defer conn.Close(ctx) //nolint:errcheck // nothing is lost
	if _, err := conn.Exec(ctx, sql); err != nil {
		tb.Errorf("PostgreSQL: %s: %v", sql, err)
	}
}

// withDatabase is the DSN of another database on the same server.
func withDatabase(tb testing.TB, dsn, name string) string {
	tb.Helper()
	u, err := url.Parse(dsn)
	if err != nil || !strings.HasPrefix(u.Scheme, "postgres") {
		tb.Fatal("PostgreSQL: GAOBANG_TEST_POSTGRES must be written postgres://user@host:port/database")
	}
	u.Path = "/" + name
	return u.String()
}
