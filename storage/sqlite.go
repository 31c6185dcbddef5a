package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"github.com/gaobang/gaobang"
)

// applicationID marks our files: "GAOB" in PRAGMA application_id.
const applicationID = 0x47414F42

// Every connection waits 10 s for another process's write. page_size counts only
// before the first write and before WAL, so a connection of its own makes a new
// file; 16384 holds an article of the usual length in one page. What a connection has
// cached it keeps for as long as it is open, and the system caches the file besides:
// four readers of a large ledger held 112 MB with 32 MB each, 19 with 8, as quick.
const (
	sqliteMaker  = "_pragma=busy_timeout(10000)&_pragma=page_size(16384)"
	sqliteWriter = "_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)" +
		"&_pragma=foreign_keys(1)&_pragma=cache_size(-16384)&_txlock=immediate"
	sqliteReader = "_pragma=busy_timeout(10000)&_pragma=query_only(1)&_pragma=cache_size(-8192)"
)

func openSQLite(ctx context.Context, path string, now func() time.Time) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, gaobang.Errorf(gaobang.Invalid, "数据库路径有误：%w", err)
	}
	if err := checkFile(path); err != nil {
		return nil, err
	}
	store := &Store{path: path, now: now}
	err = withLock(ctx, path+".migrate", func() error { return store.prepareSQLite(ctx) })
	if err != nil {
		return nil, err
	}
	if store.file, err = os.Stat(path); err != nil {
		return nil, errors.Join(store.there(), store.Close())
	}
	return store, nil
}

// there reports a file that does not lie where it was opened any more. It would take
// everything that is written, and all of it would be gone with the last handle.
func (s *Store) there() error {
	named, err := os.Stat(s.path)
	if err == nil && os.SameFile(s.file, named) {
		return nil
	}
	return &gaobang.Error{Code: gaobang.Unavailable, Err: errTakenAway,
		Message: fmt.Sprintf("数据库文件 %s 被移走、删除或换掉了，什么也没有存：请停止本程序，放回原来的文件或用备份恢复，再启动", s.path)}
}

// prepareSQLite opens both handles on a file that is ours and up to date.
func (s *Store) prepareSQLite(ctx context.Context) error {
	what := "打开数据库 " + s.path + " "
	if err := claimFile(ctx, s.path); err != nil {
		return s.explain(what, err)
	}
	writer, err := sql.Open("sqlite", sqliteURI(s.path, sqliteWriter))
	if err != nil {
		return s.explain(what, err)
	}
	writer.SetMaxOpenConns(1)
	reader, err := sql.Open("sqlite", sqliteURI(s.path, sqliteReader))
	if err != nil {
		return errors.Join(s.explain(what, err), writer.Close())
	}
	reader.SetMaxOpenConns(max(4, 2*runtime.NumCPU()))
	s.db, s.read = bun.NewDB(writer, sqlitedialect.New()), bun.NewDB(reader, sqlitedialect.New())
	if err := migrateSQLite(ctx, writer); err != nil {
		_ = s.Close() // the first error tells more
		return s.explain(what, err)
	}
	if err := s.prepare(ctx); err != nil {
		_ = s.Close()
		return s.explain(what, err)
	}
	return nil
}

func sqliteURI(path, query string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: query}).String()
}

// checkFile reports a folder that is absent or read-only, and a file that is no
// database, before SQLite says so in fewer words.
func checkFile(path string) error {
	folder := filepath.Dir(path)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return gaobang.Errorf(gaobang.Unavailable, "数据文件夹 %s 不存在或打不开：请先建好文件夹，或改正设置中的数据库路径", folder)
	}
	probe, err := os.CreateTemp(folder, ".gaobang-probe-*")
	if err != nil {
		return gaobang.Errorf(gaobang.Unavailable, "数据文件夹 %s 不可写，请检查运行本程序的用户有没有写权限、磁盘是否已满或只读：%w", folder, err)
	}
	if err := errors.Join(probe.Close(), os.Remove(probe.Name())); err != nil {
		return gaobang.Errorf(gaobang.Unavailable, "数据文件夹 %s 不可写，请检查磁盘：%w", folder, err)
	}
	return checkHeader(path)
}

func checkHeader(path string) error {
	// A new database is for its owner alone: the stories name poor people.
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return gaobang.Errorf(gaobang.Unavailable, "数据库文件 %s 打不开，请检查读写权限：%w", path, err)
	}
	defer f.Close()
	head := make([]byte, 16)
	n, err := io.ReadFull(f, head)
	if n == 0 && errors.Is(err, io.EOF) || string(head) == "SQLite format 3\x00" {
		return nil
	}
	return gaobang.Errorf(gaobang.Invalid, "文件 %s 不是数据库：请核对设置中的数据库路径，不要覆盖别的文件", path)
}

// claimFile makes a new file and marks it as ours; it refuses the database of
// another program and leaves it as it is.
func claimFile(ctx context.Context, path string) (err error) {
	db, err := sql.Open("sqlite", sqliteURI(path, sqliteMaker))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	var id, tables int
	err = db.QueryRowContext(ctx, "SELECT (SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_master)").Scan(&id, &tables)
	if err != nil || id == applicationID {
		return err
	}
	if id != 0 || tables > 0 {
		return gaobang.Errorf(gaobang.Invalid, "数据库 %s 属于别的程序：请在设置中另写一个文件路径", path)
	}
	_, err = db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID))
	return err
}
