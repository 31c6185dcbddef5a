package storage

import (
	"context"
	"database/sql"
	"time"

	"github.com/uptrace/bun"
)

// Turns keeps when each host may be asked again, for every process on the
// database and over restarts. The database's clock alone says when: those of the
// fleet's machines may differ, and each is told how long to wait, not until when.
type Turns struct{ store *Store }

// Turns is the turns of the hosts.
func (s *Store) Turns() Turns { return Turns{s} }

const (
	// farthest is more than any host may be left alone for. What lies farther ahead
	// was written before the database's clock was set back, and does not hold.
	farthest = 25 * time.Hour
	// silent is how long a host was free before its row goes.
	silent = 24 * time.Hour
	// coarse is what SQLite's clock tells.
	coarse = time.Millisecond
)

// clock is the database's time in microseconds.
func (s *Store) clock() bun.Safe {
	if s.pool != nil {
		return "CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint)"
	}
	return "CAST(unixepoch('subsec') * 1000 AS integer) * 1000"
}

// Take takes the host's turn where it has come; the next one is gap later. Where
// it has not, it takes nothing and says how long there is to wait. Of several that
// ask at once, one gets the turn: a single statement looks and takes.
func (t Turns) Take(ctx context.Context, host string, gap time.Duration) (wait time.Duration, err error) {
	host = legible(host)
	for taken := false; !taken && wait == 0 && err == nil; {
		taken, wait, err = t.try(ctx, host, (gap + coarse).Microseconds())
	}
	return wait, t.store.explain("排队抓取 "+host, err)
}

// try does neither where another was first.
func (t Turns) try(ctx context.Context, host string, gap int64) (taken bool, wait time.Duration, err error) {
	db, clock := t.store.db, t.store.clock()
	var left []int64
	if err := t.store.read.NewRaw("SELECT free_at - ? FROM host_turns WHERE host = ?", clock, host).Scan(ctx, &left); err != nil {
		return false, 0, err
	}
	switch {
	case len(left) == 0:
		taken, err = changed(db.NewRaw("INSERT INTO host_turns (host, free_at) VALUES (?, ? + ?) ON CONFLICT (host) DO NOTHING", host, clock, gap).Exec(ctx))
	case left[0] > 0 && left[0] <= farthest.Microseconds():
		wait = time.Duration(left[0]) * time.Microsecond
	default:
		taken, err = changed(db.NewRaw("UPDATE host_turns SET free_at = ? + ? WHERE host = ? AND (free_at <= ? OR free_at > ? + ?)",
			clock, gap, host, clock, clock, farthest.Microseconds()).Exec(ctx))
	}
	return taken, wait, err
}

// Leave lets the host alone for so long from now; where it is left alone for
// longer already, that stays.
func (t Turns) Leave(ctx context.Context, host string, d time.Duration) error {
	host, clock, us := legible(host), t.store.clock(), (d + coarse).Microseconds()
	left, err := changed(t.store.db.NewRaw("UPDATE host_turns SET free_at = ? + ? WHERE host = ? AND (free_at < ? + ? OR free_at > ? + ?)",
		clock, us, host, clock, us, clock, farthest.Microseconds()).Exec(ctx))
	if err == nil && !left { // left alone for longer already, or never met
		_, err = t.store.db.NewRaw("INSERT INTO host_turns (host, free_at) VALUES (?, ? + ?) ON CONFLICT (host) DO NOTHING", host, clock, us).Exec(ctx)
	}
	return t.store.explain("记下 "+host+" 要等多久", err)
}

// Forget drops the hosts that nobody asked for a day.
func (t Turns) Forget(ctx context.Context) error {
	_, err := t.store.db.NewRaw("DELETE FROM host_turns WHERE free_at < ? - ?", t.store.clock(), silent.Microseconds()).Exec(ctx)
	return t.store.explain("清理久不抓取的主机", err)
}

// changed reports whether a statement changed a row.
func changed(res sql.Result, err error) (bool, error) {
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n > 0, err
}
