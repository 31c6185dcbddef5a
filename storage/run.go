package storage

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// RunID names one scan of one source.
type RunID int64

// RunResult is what came of a scan.
type RunResult struct {
	Found      int // links seen
	New        int // of them never seen before
	Stored     int
	Repeated   int // pieces that the outlet had shown before, under another address
	Irrelevant int
	Failed     int
	Complete   bool         // the whole list was walked
	Err        string       // why not, for a person; "" where the scan was interrupted, which is no failure
	RetryAt    time.Time    // of a failed scan
	Note       string       // what a person should know of it all the same
	Covered    gaobang.Days // the days that a complete scan saw whole; none where it ends before it begins
	Facts      gaobang.ScanFacts
	Validators Validators // of the first page where it was read whole
	Walk       *Walk      // the back-fill it was part of: gone when it is complete, else where it stands
}

// Run is one scan of one source. FinishedAt is zero while it runs, and for ever
// where the process died.
type Run struct {
	ID         RunID
	Source     gaobang.SourceID
	Tick       time.Time
	StartedAt  time.Time
	FinishedAt time.Time
	Backfill   bool // of days gone by: it says nothing of how the source stands now
	Result     RunResult
}

// SourceState is how the scanning of a source stands.
type SourceState struct {
	Source        gaobang.SourceID
	LastStarted   time.Time // of any scan
	LastTick      time.Time // of the last scan that was completed
	LastCompleted time.Time
	Incomplete    bool      // a scan was begun after the last completed one
	Failures      int       // scans in a row that failed
	RetryAt       time.Time // zero where the last scan did not fail
	LastError     string
	Covered       []gaobang.Days // found complete; the day of LastTick up to then
	Unbroken      gaobang.Date   // from its beginning on, each completed scan joined that before it
	Validators    Validators
	Health        gaobang.Health
}

// Validators are what the first page of a source was last known by, at which
// address behind its redirects, and when it was last read whole.
type Validators struct {
	URL, ETag, LastModified string
	At                      time.Time
}

type runRow struct {
	bun.BaseModel `bun:"table:runs,alias:r"`

	ID         int64 `bun:",pk,autoincrement"`
	Source     gaobang.SourceID
	Tick       int64
	StartedAt  int64
	FinishedAt int64
	Found      int
	Fresh      int
	Stored     int
	Repeated   int
	Irrelevant int
	Failed     int
	Complete   bool
	Error      string
	Facts      gaobang.ScanFacts `bun:"type:jsonb"`
	Backfill   bool
	Note       string
}

func (r runRow) run() Run {
	return Run{ID: RunID(r.ID), Source: r.Source, Tick: timeOf(r.Tick), StartedAt: timeOf(r.StartedAt), FinishedAt: timeOf(r.FinishedAt), Backfill: r.Backfill,
		Result: RunResult{Found: r.Found, New: r.Fresh, Stored: r.Stored, Repeated: r.Repeated, Irrelevant: r.Irrelevant, Failed: r.Failed, Complete: r.Complete, Err: r.Error, Note: r.Note, Facts: r.Facts}}
}

type stateRow struct {
	bun.BaseModel `bun:"table:source_states,alias:st"`

	Source        gaobang.SourceID `bun:",pk"`
	LastStarted   int64
	LastTick      int64
	LastCompleted int64
	Incomplete    bool
	Failures      int
	RetryAt       int64
	LastError     string
	Condition     gaobang.Condition
	Since         int64
	Saw           string
	Remedy        string
	Proposal      gaobang.Proposal `bun:"type:jsonb"`
	ETag          string           `bun:"etag"`
	LastModified  string
	ValidatedAt   int64
	ValidatedURL  string
	Unbroken      int
}

// SourceStates is the state of every source that was ever scanned or back-filled, or
// of those named.
func (s *Store) SourceStates(ctx context.Context, of ...gaobang.SourceID) (map[gaobang.SourceID]SourceState, error) {
	var rows []stateRow
	q := s.read.NewSelect().Model(&rows)
	if len(of) > 0 {
		q = q.Where("source IN (?)", bun.List(of))
	}
	if err := q.Scan(ctx); err != nil {
		return nil, s.explain("读取采集状态", err)
	}
	covered, err := coveredDays(ctx, s.read, of...)
	states := make(map[gaobang.SourceID]SourceState, len(rows))
	for _, r := range rows {
		states[r.Source] = SourceState{
			Source: r.Source, LastStarted: timeOf(r.LastStarted), LastTick: timeOf(r.LastTick), LastCompleted: timeOf(r.LastCompleted), Unbroken: dayOf(r.Unbroken),
			Incomplete: r.Incomplete, Failures: r.Failures, RetryAt: timeOf(r.RetryAt), LastError: r.LastError,
			Validators: Validators{r.ValidatedURL, r.ETag, r.LastModified, timeOf(r.ValidatedAt)}, Health: gaobang.Health{Condition: r.Condition, Since: timeOf(r.Since), Saw: r.Saw, Remedy: r.Remedy, Proposal: r.Proposal},
		}
	}
	for source, days := range covered { // also where there were back-fills only
		state := states[source]
		state.Source, state.Covered = source, days
		states[source] = state
	}
	return states, s.explain("读取采集状态", err)
}

// StartRun records that a scan begins and marks the source incomplete, which
// stays if the process dies.
func (s *Store) StartRun(ctx context.Context, source gaobang.SourceID, at time.Time) (RunID, error) {
	return s.start(ctx, runRow{Source: source, Tick: micros(at), StartedAt: micros(s.now())})
}

// StartBackfill records that a scan of days gone by begins. The scans by schedule
// go on as if it were not there.
func (s *Store) StartBackfill(ctx context.Context, source gaobang.SourceID, at time.Time) (RunID, error) {
	return s.start(ctx, runRow{Source: source, Tick: micros(at), StartedAt: micros(s.now()), Backfill: true})
}

func (s *Store) start(ctx context.Context, row runRow) (RunID, error) {
	err := s.write(ctx, "记录采集 "+string(row.Source), func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil || row.Backfill {
			return err
		}
		state := stateRow{Source: row.Source, LastStarted: row.Tick, Incomplete: true}
		_, err := overwrite(tx.NewInsert().Model(&state), "source", "last_started", "incomplete").Exec(ctx)
		return err
	})
	return RunID(row.ID), err
}

// FinishRun records what came of a scan. A complete one covers its days and, if it
// is no back-fill, moves the source's LastTick, never backwards.
func (s *Store) FinishRun(ctx context.Context, run RunID, r RunResult) error {
	return s.write(ctx, "记录采集结果", func(ctx context.Context, tx bun.Tx) error {
		row := runRow{ID: int64(run)}
		if err := tx.NewSelect().Model(&row).WherePK().Scan(ctx); errors.Is(err, sql.ErrNoRows) {
			return gaobang.Errorf(gaobang.NotFound, "没有采集记录 %d", run)
		} else if err != nil {
			return err
		}
		row.FinishedAt, row.Found, row.Fresh, row.Stored, row.Repeated = micros(s.now()), r.Found, r.New, r.Stored, r.Repeated
		row.Irrelevant, row.Failed, row.Complete, row.Error = r.Irrelevant, r.Failed, r.Complete, legible(r.Err)
		row.Facts, row.Note = r.Facts, legible(r.Note)
		if _, err := tx.NewUpdate().Model(&row).WherePK().Exec(ctx); err != nil {
			return err
		}
		if err := finishWalk(ctx, tx, row, r); err != nil || row.Backfill {
			return err
		}
		return finishState(ctx, tx, row, r)
	})
}

// finishWalk puts down what days are covered and where a back-fill stands.
func finishWalk(ctx context.Context, tx bun.Tx, run runRow, r RunResult) error {
	if run.Complete {
		if err := cover(ctx, tx, run.Source, r.Covered); err != nil {
			return err
		}
	}
	switch {
	case r.Walk == nil:
		return nil
	case run.Complete && r.Walk.Done:
		return dropWalk(ctx, tx, *r.Walk)
	}
	return saveWalk(ctx, tx, *r.Walk)
}

func finishState(ctx context.Context, tx bun.Tx, run runRow, r RunResult) error {
	state := stateRow{Source: run.Source}
	if err := tx.NewSelect().Model(&state).WherePK().Scan(ctx); err != nil {
		return err
	}
	switch {
	case run.Complete:
		if !r.Validators.At.IsZero() {
			v := r.Validators
			state.ValidatedURL, state.ETag, state.LastModified, state.ValidatedAt = legible(v.URL), legible(v.ETag), legible(v.LastModified), micros(v.At)
		}
		state.LastTick, state.Unbroken = max(state.LastTick, run.Tick), dayNumber(r.Covered.First)
		state.LastCompleted, state.Incomplete, state.Failures, state.RetryAt, state.LastError = run.FinishedAt, false, 0, 0, ""
	case run.Error != "":
		state.Failures, state.RetryAt, state.LastError = state.Failures+1, micros(r.RetryAt), run.Error
	}
	_, err := tx.NewUpdate().Model(&state).WherePK().Exec(ctx)
	return err
}

// Runs is the latest scans of a source, or of all for "", the newest first.
func (s *Store) Runs(ctx context.Context, source gaobang.SourceID, limit int) ([]Run, error) {
	var rows []runRow
	q := s.read.NewSelect().Model(&rows).Order("r.id DESC").Limit(int64(limit))
	if source != "" {
		q = q.Where("r.source = ?", source)
	}
	err := q.Scan(ctx)
	return mapped(rows, runRow.run), s.explain("读取采集记录", err)
}

// RunsAfter is the scans that were begun after a run, the oldest first; 0 is before
// all.
func (s *Store) RunsAfter(ctx context.Context, last RunID) ([]Run, error) {
	var rows []runRow
	err := s.read.NewSelect().Model(&rows).Where("r.id > ?", int64(last)).Order("r.id").Scan(ctx)
	return mapped(rows, runRow.run), s.explain("读取采集记录", err)
}

// LatestRuns is the last scan of every source that was ever scanned.
func (s *Store) LatestRuns(ctx context.Context) (map[gaobang.SourceID]Run, error) {
	var rows []runRow
	last := s.read.NewSelect().Model((*runRow)(nil)).ColumnExpr("max(r.id)").Group("r.source")
	err := s.read.NewSelect().Model(&rows).Where("r.id IN (?)", last).Scan(ctx)
	runs := make(map[gaobang.SourceID]Run, len(rows))
	for _, r := range rows {
		runs[r.Source] = r.run()
	}
	return runs, s.explain("读取采集记录", err)
}

// DropRuns deletes the scans of a source that were begun before a time, but for so many
// of the newest that were finished, and for all later ones. It reports how many.
func (s *Store) DropRuns(ctx context.Context, source gaobang.SourceID, before time.Time, keep int) (dropped int64, err error) {
	err = s.write(ctx, "清理采集记录", func(ctx context.Context, tx bun.Tx) error {
		oldest := tx.NewSelect().Model((*runRow)(nil)).Column("r.id").Where("r.source = ?", source).Where("r.started_at < ?", micros(before)).
			Where("r.finished_at <> 0").Where("NOT r.backfill").Order("r.id DESC").Limit(1).Offset(int64(max(keep-1, 0)))
		result, err := tx.NewDelete().Model((*runRow)(nil)).Where("source = ?", source).Where("started_at < ?", micros(before)).
			Where("id < (?)", oldest).Exec(ctx)
		if err != nil {
			return err
		}
		dropped, err = result.RowsAffected()
		return err
	})
	return dropped, err
}
