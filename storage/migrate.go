package storage

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/gaobang/gaobang"
)

// migrations holds one folder a dialect; a number means the same in both.
//
//go:embed migrations
var migrations embed.FS

// migrationLock is the PostgreSQL advisory lock under which tables change:
// "GAOB".
const migrationLock = applicationID

func migrateSQLite(ctx context.Context, db *sql.DB) error {
	if err := migrate(ctx, goose.DialectSQLite3, "migrations/sqlite", db); err != nil {
		return err
	}
	return migrateQueue(ctx, riversqlite.New(db))
}

// migratePostgres holds an advisory lock on a connection of its own, which the
// server gives back if this process dies.
func migratePostgres(ctx context.Context, db *sql.DB, pool *pgxpool.Pool) (err error) {
	conn, err := pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", int64(migrationLock)); err != nil {
		return err
	}
	defer func() {
		_, unlockErr := conn.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", int64(migrationLock))
		err = errors.Join(err, unlockErr)
	}()
	if err := migrate(ctx, goose.DialectPostgres, "migrations/postgres", db); err != nil {
		return err
	}
	return migrateQueue(ctx, riverpgxv5.New(pool))
}

func migrate(ctx context.Context, dialect goose.Dialect, folder string, db *sql.DB) error {
	files, err := fs.Sub(migrations, folder)
	if err != nil {
		return err
	}
	// Changes made side by side get their numbers first and come in any order: a
	// database made between two of them takes up the one it lacks.
	provider, err := goose.NewProvider(dialect, db, files, goose.WithDisableGlobalRegistry(true), goose.WithAllowOutofOrder(true))
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	current, target, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	if current > target {
		return gaobang.Errorf(gaobang.Conflict, "数据库由更新的程序写成（结构版本 %d，本程序只认到 %d）：请升级本程序后再打开", current, target)
	}
	if _, err = provider.Up(ctx); err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	return nil
}

// migrateQueue makes the tables of the job queue in the same database.
func migrateQueue[T any](ctx context.Context, driver riverdriver.Driver[T]) error {
	migrator, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return fmt.Errorf("queue migrations: %w", err)
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("queue migrations: %w", err)
	}
	return nil
}
