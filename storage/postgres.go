package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"github.com/gaobang/gaobang"
)

// connectTimeout bounds the wait for a server that does not answer, where the
// DSN names no connect_timeout.
const connectTimeout = 10 * time.Second

func openPostgres(ctx context.Context, dsn string, now func() time.Time) (*Store, error) {
	config, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, &gaobang.Error{Code: gaobang.Invalid, Err: err,
			Message: "数据库地址有误：应写成 postgres://用户:密码@主机:端口/库名"}
	}
	if config.ConnConfig.ConnectTimeout == 0 {
		config.ConnConfig.ConnectTimeout = connectTimeout
	}
	config.MaxConns = max(config.MaxConns, 2) // migrating takes one beside the one that locks
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("storage: pool: %w", err)
	}
	store := &Store{pool: pool, now: now, db: bunPostgres(config)}
	store.read = store.db
	err = pool.Ping(ctx)
	if err == nil {
		err = migratePostgres(ctx, store.db.DB, pool)
	}
	if err != nil {
		_ = store.Close() // the first error tells more
		return nil, unreachable(ctx, config.ConnConfig, err)
	}
	return store, nil
}

// bunPostgres speaks the simple protocol: bun writes the values into the query,
// so a prepared statement would be used once.
func bunPostgres(config *pgxpool.Config) *bun.DB {
	conn := config.ConnConfig.Copy()
	conn.DefaultQueryExecMode = pgx.QueryExecModeSimpleProtocol
	db := stdlib.OpenDB(*conn)
	db.SetMaxOpenConns(int(config.MaxConns))
	db.SetMaxIdleConns(int(config.MaxConns))
	return bun.NewDB(db, pgdialect.New())
}

// unreachable names the server and the database, never the password.
func unreachable(ctx context.Context, c *pgx.ConnConfig, err error) error {
	if gaobang.CodeOf(err) != gaobang.Internal || ctx.Err() != nil {
		return err
	}
	remedy := remedyOf(err)
	if answer := (*pgconn.PgError)(nil); !errors.As(err, &answer) {
		remedy = "连不上，请检查数据库服务与设置中的地址"
	}
	what := fmt.Sprintf("打开数据库 %s（%s:%d）", c.Database, c.Host, c.Port)
	if remedy == "" {
		return fmt.Errorf("storage: %s: %w", what, err)
	}
	return refused(what, remedy, err)
}
