package storage_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// wantFailure opens a database that cannot be opened.
func wantFailure(t *testing.T, dsn string, code gaobang.ErrorCode, words ...string) {
	t.Helper()
	store, err := storage.Open(t.Context(), dsn, storagetest.Now)
	if err == nil {
		t.Error(store.Close())
		t.Fatalf("%s opened", dsn)
	}
	wantCode(t, err, code)
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%q does not say %q", err, w)
		}
	}
}

func TestWrongFileIsRefusedAndLeftAlone(t *testing.T) {
	foreign := func(t *testing.T, path string) {
		db := must(sql.Open("sqlite", path))(t)
		must(db.Exec("CREATE TABLE notes (text)"))(t)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		name  string
		make  func(t *testing.T, path string)
		code  gaobang.ErrorCode
		words []string
	}{
		{"别的文件不是数据库", func(t *testing.T, path string) { write(t, path, strings.Repeat("通报 ", 900)) }, gaobang.Invalid, []string{"不是数据库"}},
		{"太短的文件不是数据库", func(t *testing.T, path string) { write(t, path, "x") }, gaobang.Invalid, []string{"不是数据库"}},
		{"别的程序的数据库不碰", foreign, gaobang.Invalid, []string{"别的程序"}},
		{"损坏的数据库要用备份", corrupt, gaobang.Unavailable, []string{"损坏", "备份"}},
		{"文件是个文件夹", func(t *testing.T, path string) { mkdir(t, path) }, gaobang.Unavailable, []string{"打不开"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "gaobang.db")
			tt.make(t, path)
			before, _ := os.ReadFile(path)
			wantFailure(t, "sqlite:"+path, tt.code, append(tt.words, path)...)
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func mkdir(t *testing.T, path string) {
	t.Helper()
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
}

// corrupt is a database of ours with its first pages overwritten behind the
// header.
func corrupt(t *testing.T, path string) {
	store := must(storage.Open(t.Context(), "sqlite:"+path, storagetest.Now))(t)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	b := must(os.ReadFile(path))(t)
	for i := 100; i < len(b); i++ {
		b[i] = 0xA5
	}
	write(t, path, string(b))
}

// TestAFullDiskIsExplained: what a person has to know is which disk.
func TestAFullDiskIsExplained(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gaobang.db")
	store := must(storage.Open(t.Context(), "sqlite:"+path, storagetest.Now))(t)
	defer store.Close()
	must(store.SQLite().Exec("PRAGMA max_page_count = 1"))(t) // no page more than there are: SQLITE_FULL, as of a disk
	var err error
	for i := 0; i < 10_000 && err == nil; i++ {
		_, err = store.StartRun(t.Context(), gaobang.SourceID(strings.Repeat("x", 1000)+fmt.Sprint(i)), storagetest.Now())
	}
	asked := store.Explain("把任务放进队列", queueFull(t, store))
	for _, err := range []error{err, asked} {
		if gaobang.CodeOf(err) != gaobang.Unavailable || !strings.Contains(fmt.Sprint(err), "数据库文件 "+path+" 所在的磁盘已满") {
			t.Errorf("%v", err)
		}
	}
}

// TestAFileThatWasTakenAwayIsNoticed: the open handles take what is written as before,
// and all of it is lost.
func TestAFileThatWasTakenAwayIsNoticed(t *testing.T) {
	for rule, take := range map[string]func(path string) error{
		"被删除": os.Remove,
		"被移走": func(path string) error { return os.Rename(path, path+".old") },
		"被换掉": func(path string) error {
			return errors.Join(os.Rename(path, path+".old"), os.WriteFile(path, nil, 0o600))
		},
	} {
		t.Run(rule, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "gaobang.db")
			store := must(storage.Open(t.Context(), "sqlite:"+path, storagetest.Now))(t)
			defer store.Close()
			must(store.StartRun(t.Context(), "s", storagetest.Now()))(t)
			if err := take(path); err != nil {
				t.Fatal(err)
			}
			if _, err := store.StartRun(t.Context(), "s", storagetest.Now()); gaobang.CodeOf(err) != gaobang.Unavailable || !strings.Contains(err.Error(), path) {
				t.Errorf("%v", err)
			}
		})
	}
}

// queueFull is the error of a queue that has no room.
func queueFull(t *testing.T, store *storage.Store) (err error) {
	t.Helper()
	for i := 0; i < 10_000 && err == nil; i++ {
		_, err = store.SQLite().Exec("INSERT INTO river_job (kind, args, max_attempts) VALUES ('x', ?, 1)", `"`+strings.Repeat("x", 10_000)+`"`)
	}
	return err
}

func TestWrongAddressIsExplained(t *testing.T) {
	listener := must(net.Listen("tcp", "127.0.0.1:0"))(t)
	closed := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	missing := filepath.Join(t.TempDir(), "缺 失", "gaobang.db")
	wantFailure(t, "", gaobang.Invalid, "sqlite:")
	wantFailure(t, "mysql://root@host/db", gaobang.Invalid, "postgres://")
	wantFailure(t, "sqlite:"+missing, gaobang.Unavailable, filepath.Dir(missing))
	wantFailure(t, "postgres://u:hunter2@host:port/db", gaobang.Invalid, "postgres://")
	wantFailure(t, "postgres://u:hunter2@"+closed+"/db", gaobang.Unavailable, "连不上", "db")
	_, err := storage.Open(t.Context(), "postgres://u:hunter2@"+closed+"/db", storagetest.Now)
	if strings.Contains(err.Error(), "hunter2") {
		t.Errorf("%q shows the password", err)
	}
}

// A server that accepts and never answers must not hold the program for ever.
func TestSilentServerIsGivenUp(t *testing.T) {
	listener := must(net.Listen("tcp", "127.0.0.1:0"))(t)
	t.Cleanup(func() { _ = listener.Close() })
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	_, err := storage.Open(ctx, "postgres://u@"+listener.Addr().String()+"/db?connect_timeout=1&sslmode=disable", storagetest.Now)
	wantCode(t, err, gaobang.Unavailable)
	if ctx.Err() != nil {
		t.Error("it waited for its caller to give up")
	}
}

func TestMissingDatabaseOnServerIsExplained(t *testing.T) {
	u := must(url.Parse(storagetest.DSN(t, storage.Postgres)))(t)
	u.Path += "_missing"
	wantFailure(t, u.String(), gaobang.Unavailable, "不存在")
}

// raw is the database of a DSN without the store.
func raw(t *testing.T, dsn string) *sql.DB {
	t.Helper()
	if path, ok := strings.CutPrefix(dsn, "sqlite:"); ok {
		return must(sql.Open("sqlite", path))(t)
	}
	return must(sql.Open("pgx/v5", dsn))(t)
}

var _ = stdlib.GetDefaultDriver // registers "pgx/v5"

func TestNewerDatabaseIsRefused(t *testing.T) {
	eachDSN(t, func(t *testing.T, dsn string) {
		if err := must(storage.Open(t.Context(), dsn, storagetest.Now))(t).Close(); err != nil {
			t.Fatal(err)
		}
		db := raw(t, dsn)
		must(db.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, TRUE)"))(t)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		wantFailure(t, dsn, gaobang.Conflict, "99999", "升级")
	})
}

func eachDSN(t *testing.T, test func(t *testing.T, dsn string)) {
	t.Helper()
	for _, kind := range storagetest.Kinds() {
		t.Run(kind, func(t *testing.T) { test(t, storagetest.DSN(t, kind)) })
	}
}

func TestManyOpenANewDatabaseAtOnce(t *testing.T) {
	eachDSN(t, func(t *testing.T, dsn string) {
		var wait sync.WaitGroup
		for range 8 {
			wait.Go(func() {
				store, err := storage.Open(t.Context(), dsn, storagetest.Now)
				if err == nil {
					_, err = store.CurrentBooks(t.Context())
				}
				if err != nil {
					t.Error(err)
					return
				}
				if err := store.Close(); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
	})
}

func TestDataOutlivesTheProcess(t *testing.T) {
	eachDSN(t, func(t *testing.T, dsn string) {
		for want := range 3 {
			store := must(storage.Open(t.Context(), dsn, storagetest.Now))(t)
			if got := len(must(store.Runs(t.Context(), "", 9))(t)); got != want {
				t.Errorf("%d runs are there, want %d", got, want)
			}
			must(store.StartRun(t.Context(), "s", storagetest.Now()))(t)
			if err := store.Close(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestSQLiteIsSetUpForOneWriterAndManyReaders(t *testing.T) {
	dsn := "sqlite:" + filepath.Join(t.TempDir(), "稿榜 50%?#.db")
	store := must(storage.Open(t.Context(), dsn, storagetest.Now))(t)
	defer store.Close()
	for pragma, want := range map[string]string{"page_size": "16384", "journal_mode": "wal", "foreign_keys": "1", "busy_timeout": "10000", "application_id": "1195462466"} {
		var got string
		if err := store.SQLite().QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %s, %v; want %s", pragma, got, err, want)
		}
	}
	if n := store.SQLite().Stats().MaxOpenConnections; n != 1 {
		t.Errorf("%d connections write, want 1", n)
	}
	if _, err := os.Stat(strings.TrimPrefix(dsn, "sqlite:")); err != nil {
		t.Error(err)
	}
}

func TestHandlesForTheQueue(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		lite := store.Dialect() == storage.SQLite
		if (store.SQLite() != nil) != lite || (store.Pool() != nil) == lite {
			t.Errorf("%s has the handles %v and %v", store.Dialect(), store.SQLite(), store.Pool())
		}
		if err := store.Ping(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

// A database that restarts costs one failed call at most.
func TestLostConnectionsAreMadeAnew(t *testing.T) {
	dsn := storagetest.DSN(t, storage.Postgres)
	store := must(storage.Open(t.Context(), dsn, storagetest.Now))(t)
	defer store.Close()
	must(store.CurrentBooks(t.Context()))(t)
	server := raw(t, dsn)
	defer server.Close()
	must(server.Exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"))(t)
	if _, err := store.CurrentBooks(t.Context()); err != nil {
		wantCode(t, err, gaobang.Unavailable)
	}
	if _, err := store.StartRun(t.Context(), "s", storagetest.Now()); err != nil {
		t.Errorf("the second call after the loss: %v", err)
	}
}
