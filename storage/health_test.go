package storage_test

import (
	"slices"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

func TestAnAlertOpensAndClosesOnce(t *testing.T) {
	now := storagetest.Now()
	down := gaobang.Health{Condition: gaobang.Down, Since: now.Add(-time.Hour), Saw: "超时", Remedy: "等待"}
	blocked := gaobang.Health{Condition: gaobang.Blocked, Since: now, Saw: "状态 521", Remedy: "请联系网站"}
	fine := gaobang.Health{Condition: gaobang.Fine, Since: now}
	steps := []struct {
		name    string
		health  gaobang.Health
		changed bool
		open    []gaobang.Condition // and closed ones behind a "-"
	}{
		{"正常的源没有告警", fine, false, nil},
		{"不通就告警", down, true, []gaobang.Condition{"down"}},
		{"仍不通不再告警", down, false, []gaobang.Condition{"down"}},
		{"换了状况，旧告警结束", blocked, true, []gaobang.Condition{"blocked", "-down"}},
		{"恢复后告警结束", fine, true, []gaobang.Condition{"-blocked", "-down"}},
		{"一直正常不再变化", fine, false, []gaobang.Condition{"-blocked", "-down"}},
		{"再次不通是新的告警", down, true, []gaobang.Condition{"down", "-blocked", "-down"}},
	}
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		for _, step := range steps {
			if changed := must(store.SetHealth(t.Context(), "s", step.health))(t); changed != step.changed {
				t.Errorf("%s: changed %v", step.name, changed)
			}
			var open []gaobang.Condition
			for _, a := range must(store.Alerts(t.Context(), now.Add(-time.Hour)))(t) {
				if c := a.Condition; a.ClosedAt.IsZero() {
					open = append(open, c)
				} else {
					open = append(open, "-"+c)
				}
			}
			if !slices.Equal(open, step.open) {
				t.Errorf("%s: alerts %v, want %v", step.name, open, step.open)
			}
			if got := must(store.SourceStates(t.Context()))(t)["s"].Health; got != step.health {
				t.Errorf("%s: health %+v, want %+v", step.name, got, step.health)
			}
		}
		if _, err := store.SetHealth(t.Context(), "s", fine); err != nil {
			t.Fatal(err)
		}
		if late := must(store.Alerts(t.Context(), now.Add(time.Hour)))(t); len(late) != 0 {
			t.Errorf("alerts closed before: %+v", late)
		}
	})
}

func TestHistoryIsKeptByScanAndByDay(t *testing.T) {
	now := storagetest.Now() // 08:30 in Shanghai
	back := func(days int) gaobang.Days {
		return gaobang.Days{First: gaobang.DateOf(now).AddDays(-days), Last: gaobang.DateOf(now).AddDays(-1)}
	}
	facts := gaobang.ScanFacts{Fault: "timeout", Listed: 20, Dated: 19, Newest: gaobang.DateOf(now), Pages: 5, Timed: 4, NotArticles: 1, Latency: time.Second, Shape: "a"}
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		for _, result := range []storage.RunResult{
			{New: 2, Complete: true, Covered: back(30)},
			{New: 1, Err: "超时", Facts: facts},
			{New: 4, Complete: true, Covered: back(7)},
		} {
			run := must(store.StartRun(t.Context(), "s", now))(t)
			if err := store.FinishRun(t.Context(), run, result); err != nil {
				t.Fatal(err)
			}
		}
		must(store.StartRun(t.Context(), "s", now))(t) // still running: no history
		history := must(store.ScanHistory(t.Context(), "s", 10))(t)
		if len(history) != 3 || history[0].New != 4 || history[1].Facts != facts || history[1].Err != "超时" || !history[2].Complete {
			t.Errorf("history %+v", history)
		}
		days := must(store.ScanDays(t.Context(), "s", gaobang.DateOf(now)))(t)
		if want := []gaobang.ScanDay{{Day: gaobang.DateOf(now), Scans: 2, New: 7}}; !slices.Equal(days, want) {
			t.Errorf("days %+v, want %+v", days, want)
		}
		if covered := must(store.SourceStates(t.Context()))(t)["s"].Covered; !slices.Equal(covered, []gaobang.Days{back(30)}) {
			t.Errorf("covered %v", covered)
		}
		if later := must(store.ScanDays(t.Context(), "s", gaobang.DateOf(now).AddDays(1)))(t); len(later) != 0 {
			t.Errorf("later %+v", later)
		}
	})
}

// TestScansOfADayAreThoseOfShanghai: one at seven in the morning is of that day,
// though in Greenwich it is the day before; a back-fill is none.
func TestScansOfADayAreThoseOfShanghai(t *testing.T) {
	eachDSN(t, func(t *testing.T, dsn string) {
		at := time.Date(2026, 11, 20, 7, 0, 0, 0, gaobang.Shanghai)
		store := must(storage.Open(t.Context(), dsn, func() time.Time { return at }))(t)
		defer store.Close()
		for _, start := range []func() (storage.RunID, error){
			func() (storage.RunID, error) { return store.StartRun(t.Context(), "s", at) },
			func() (storage.RunID, error) { return store.StartBackfill(t.Context(), "s", at) },
		} {
			if err := store.FinishRun(t.Context(), must(start())(t), storage.RunResult{Complete: true, New: 2}); err != nil {
				t.Fatal(err)
			}
		}
		days := must(store.ScanDays(t.Context(), "s", gaobang.DateOf(at).AddDays(-3)))(t)
		if want := []gaobang.ScanDay{{Day: gaobang.DateOf(at), Scans: 1, New: 2}}; !slices.Equal(days, want) {
			t.Errorf("days %+v, want %+v", days, want)
		}
	})
}
