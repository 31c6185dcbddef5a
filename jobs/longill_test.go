package jobs

import (
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// TestAnIllnessIsOneAlertHoweverLongItLasts: neither the scans nor the days looked
// back on end it.
func TestAnIllnessIsOneAlertHoweverLongItLasts(t *testing.T) {
	good := gaobang.ScanFacts{Listed: 20, Dated: 20, Shape: "0", Latency: time.Second, Answers: 3}
	few, undated, slow := good, good, good
	few.Listed, few.Dated = 1, 1
	undated.Dated = 0
	slow.Latency = 4 * time.Second
	for _, c := range []struct {
		rule  string
		every time.Duration
		scans int // of the illness
		ill   storage.RunResult
		want  gaobang.Condition
	}{
		{"列表只剩一条，每两小时采一次，三个星期", 2 * time.Hour, 250, storage.RunResult{Complete: true, New: 1, Facts: few}, gaobang.Emptied},
		{"日期没有了", 2 * time.Hour, 250, storage.RunResult{Complete: true, New: 1, Facts: undated}, gaobang.DateBroken},
		{"列表认不出了", 2 * time.Hour, 250, storage.RunResult{Err: "没有列表", Facts: gaobang.ScanFacts{Fault: gaobang.FaultEmptyList, Shape: "0"}}, gaobang.Emptied},
		{"慢", 2 * time.Hour, 250, storage.RunResult{Complete: true, New: 1, Facts: slow}, gaobang.Slow},
		{"网站不通", 2 * time.Hour, 250, storage.RunResult{Err: "超时", Facts: gaobang.ScanFacts{Fault: "timeout"}}, gaobang.Down},
		{"每天采一次，半年没有新稿", 24 * time.Hour, 180, storage.RunResult{Complete: true, Facts: good}, gaobang.NoNews},
	} {
		t.Run(c.rule, func(t *testing.T) {
			for _, kind := range []string{storage.SQLite, storage.Postgres} {
				t.Run(kind, func(t *testing.T) {
					w := &world{now: storagetest.Now()}
					store, err := storage.Open(t.Context(), storagetest.DSN(t, kind), w.clock)
					if err != nil {
						t.Fatal(err)
					}
					defer store.Close()
					s := newWorld(t, store).scanOf(t, "list")
					run := func(result storage.RunResult) {
						w.later(c.every)
						s.judged(t, w, result)
					}
					for range 40 {
						run(storage.RunResult{Complete: true, New: 3, Facts: good})
					}
					began := w.clock().Add(c.every)
					for range c.scans {
						run(c.ill)
					}
					alerts, err := store.Alerts(t.Context(), time.Time{})
					if err != nil {
						t.Fatal(err)
					}
					if len(alerts) != 1 || alerts[0].Condition != c.want || !alerts[0].ClosedAt.IsZero() {
						t.Fatalf("alerts %+v", alerts)
					}
					states, err := store.SourceStates(t.Context(), "list")
					if err != nil {
						t.Fatal(err)
					}
					if got := states["list"].Health; got.Condition != c.want || gaobang.DateOf(got.Since) != gaobang.DateOf(began) {
						t.Errorf("%s since %s, want since %s", got.Condition, got.Since, began)
					}
				})
			}
		})
	}
}

// scanOf is a scan of a source, as a job would begin it.
func (w *world) scanOf(t testing.TB, id gaobang.SourceID) *scan {
	t.Helper()
	office, err := w.runner.offices.current(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, sources := range office.sites {
		for _, src := range sources {
			if src.ID == id {
				return &scan{Runner: w.runner, office: office, source: src}
			}
		}
	}
	t.Fatalf("no source %s", id)
	return nil
}

// judged puts down a scan with its result, and how the source stands after it.
func (s *scan) judged(t testing.TB, w *world, result storage.RunResult) {
	t.Helper()
	s.options.Now = w.clock
	run, err := s.options.Store.StartRun(t.Context(), s.source.ID, w.clock())
	if err == nil {
		err = s.options.Store.FinishRun(t.Context(), run, result)
	}
	if err == nil {
		err = s.judge(t.Context(), t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
}
