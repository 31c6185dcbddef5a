package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/uptrace/bun"
)

// registerAgain is how long a worker waits for a server that does not take it.
const registerAgain = time.Second

// RegisterWorker makes a worker known as alive until release is called or its
// process ends: on PostgreSQL by an advisory lock on a connection of its own,
// which the server gives back with the connection. A connection that is lost while
// the process goes on is made again at once, or others would take its jobs while it
// works on them. On SQLite there is one worker, the holder of LockWorker.
func (s *Store) RegisterWorker(ctx context.Context, name string) (release func(), err error) {
	if s.pool == nil {
		return func() {}, nil
	}
	conn, err := s.register(ctx, name)
	if err != nil {
		return nil, s.explain("登记工作进程", err)
	}
	ctx, end := context.WithCancel(context.WithoutCancel(ctx))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		s.stayRegistered(ctx, name, conn)
	}()
	return func() { end(); <-ended }, nil
}

func (s *Store) register(ctx context.Context, name string) (*pgx.Conn, error) {
	conn, err := pgx.ConnectConfig(ctx, s.pool.Config().ConnConfig)
	if err != nil {
		return nil, err
	}
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1, hashtext($2))", workerLock, name); err != nil {
		leave(ctx, conn)
		return nil, err
	}
	return conn, nil
}

// stayRegistered holds the lock until ctx ends, on another connection where the one
// that holds it is lost.
func (s *Store) stayRegistered(ctx context.Context, name string, conn *pgx.Conn) {
	for {
		for err := error(nil); err == nil; { // nobody notifies it: it hears of the connection's end
			_, err = conn.WaitForNotification(ctx)
		}
		leave(ctx, conn)
		var err error
		for conn, err = s.register(ctx, name); err != nil; conn, err = s.register(ctx, name) {
			select {
			case <-ctx.Done():
				return
			case <-time.After(registerAgain):
			}
		}
	}
}

// leave closes a session, which is what gives its lock back whatever state it is in.
func leave(ctx context.Context, conn *pgx.Conn) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), connectTimeout)
	defer cancel()
	_ = conn.Close(ctx)
}

// workerLock is the first half of the advisory locks of workers: "GAOW".
const workerLock = 0x47414F57

// RequeueOrphans gives jobs of workers that died back to the queue. self is the
// caller's own name.
func (s *Store) RequeueOrphans(ctx context.Context, self string) error {
	if s.pool == nil {
		// LockWorker tells that every other worker of this file is dead.
		_, err := s.db.NewRaw("UPDATE river_job SET state = 'available' WHERE state = 'running' AND attempted_by ->> '$[#-1]' <> ?", self).Exec(ctx)
		return s.explain("收回中断的任务", err)
	}
	return s.write(ctx, "收回中断的任务", func(ctx context.Context, tx bun.Tx) error {
		var names []string
		err := tx.NewRaw("SELECT DISTINCT attempted_by[array_upper(attempted_by, 1)] FROM river_job WHERE state = 'running'").Scan(ctx, &names)
		if err != nil {
			return err
		}
		for _, name := range names {
			if err := requeueIfDead(ctx, tx, name, self); err != nil {
				return err
			}
		}
		return nil
	})
}

// requeueIfDead takes the worker's lock until the transaction ends: who gets it
// knows that the worker is gone.
func requeueIfDead(ctx context.Context, tx bun.Tx, name, self string) error {
	if name == self {
		return nil
	}
	var dead bool
	if err := tx.NewRaw("SELECT pg_try_advisory_xact_lock(?, hashtext(?))", workerLock, name).Scan(ctx, &dead); err != nil || !dead {
		return err
	}
	_, err := tx.NewRaw("UPDATE river_job SET state = 'available' WHERE state = 'running' AND attempted_by[array_upper(attempted_by, 1)] = ?", name).Exec(ctx)
	return err
}

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	return s.explain("连接数据库", s.read.PingContext(ctx))
}

// Inputs names what the ledgers depend on: two equal answers mean that nothing
// was stored, decided or applied in between.
func (s *Store) Inputs(ctx context.Context) (string, error) {
	var n struct{ Articles, Families, Decisions, Books int64 }
	err := s.read.NewRaw(`SELECT (SELECT count(*) FROM articles) AS articles,
		(SELECT value FROM counters WHERE name = 'families') AS families,
		(SELECT coalesce(max(id), 0) FROM decisions) + (SELECT count(*) FROM withdrawals) AS decisions,
		(SELECT count(*) FROM book_versions) AS books`).Scan(ctx, &n)
	if err != nil {
		return "", s.explain("读取台账的输入", err)
	}
	return fmt.Sprintf("articles %d, families %d, decisions %d, books %d", n.Articles, n.Families, n.Decisions, n.Books), nil
}
