package storage

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// The databases a store can stand on, as Dialect names them.
const (
	SQLite   = "sqlite"
	Postgres = "postgres"
)

// Store is an open database whose tables are as this program knows them.
type Store struct {
	db   *bun.DB     // writes; on SQLite the only writing connection of the process
	read *bun.DB     // reads; on PostgreSQL the same as db
	path string      // of the SQLite file; "" on PostgreSQL
	file os.FileInfo // of the SQLite file when it was opened
	pool *pgxpool.Pool
	now  func() time.Time

	prepared map[string]*sql.Stmt // what is run often; nil on PostgreSQL
}

// Open opens the database and brings its tables up to date. The DSN is
// "sqlite:/path/file.db", made where it is absent, or "postgres://…". Several
// processes may open one database at once.
func Open(ctx context.Context, dsn string, now func() time.Time) (*Store, error) {
	switch scheme, rest, _ := strings.Cut(dsn, ":"); scheme {
	case "sqlite":
		return openSQLite(ctx, rest, now)
	case "postgres", "postgresql":
		return openPostgres(ctx, dsn, now)
	}
	return nil, gaobang.Errorf(gaobang.Invalid,
		"不认识的数据库地址：应写成 sqlite:文件路径 或 postgres://用户@主机:端口/库名")
}

// Close ends every connection.
func (s *Store) Close() error {
	err := s.db.Close()
	if s.read != s.db {
		err = errors.Join(s.read.Close(), err)
	}
	if s.pool != nil {
		s.pool.Close()
	}
	return err
}

// Dialect is SQLite or Postgres.
func (s *Store) Dialect() string {
	if s.pool != nil {
		return Postgres
	}
	return SQLite
}

// SQLite is the handle of the single writing connection, for the job queue that
// shares the file; nil on PostgreSQL.
func (s *Store) SQLite() *sql.DB {
	if s.pool != nil {
		return nil
	}
	return s.db.DB
}

// Pool is the connection pool for the job queue; nil on SQLite.
func (s *Store) Pool() *pgxpool.Pool { return s.pool }

// write runs f in one transaction. What names the work in errors.
func (s *Store) write(ctx context.Context, what string, f func(ctx context.Context, tx bun.Tx) error) error {
	if s.pool == nil {
		// SQLite's driver starts a goroutine beside each statement to watch a context
		// that can end: half the time of a small transaction. One begun goes to its end.
		if err := errors.Join(ctx.Err(), s.there()); err != nil {
			return s.explain(what, err)
		}
		ctx = context.WithoutCancel(ctx)
	}
	return s.explain(what, s.db.RunInTx(ctx, nil, f))
}

// snapshot runs f on one consistent state of the database.
func (s *Store) snapshot(ctx context.Context, what string, f func(ctx context.Context, tx bun.Tx) error) error {
	opts := &sql.TxOptions{ReadOnly: true}
	if s.pool != nil {
		opts.Isolation = sql.LevelRepeatableRead
	}
	return s.explain(what, s.read.RunInTx(ctx, opts, f))
}

// tick raises a counter by n and gives its new value. It holds the counter's row
// until the transaction ends, so whoever ticks the same counter waits and then
// sees what the other wrote.
func tick(ctx context.Context, tx bun.Tx, counter string, n int) (int64, error) {
	var value int64
	err := tx.NewRaw("UPDATE counters SET value = value + ? WHERE name = ? RETURNING value", n, counter).Scan(ctx, &value)
	return value, err
}
