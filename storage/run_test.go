package storage_test

import (
	"context"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

func TestSourceStateFollowsItsRuns(t *testing.T) {
	now := storagetest.Now()
	complete, failed := storage.RunResult{Found: 9, New: 3, Stored: 1, Repeated: 1, Irrelevant: 1, Complete: true}, storage.RunResult{Found: 1, Failed: 1, Err: "网站返回 521", RetryAt: now.Add(time.Hour)}
	steps := []struct {
		name   string
		tick   time.Time
		result *storage.RunResult
		want   storage.SourceState
	}{
		{"开始而未完成", now, nil, storage.SourceState{LastStarted: now, Incomplete: true}},
		{"完成", now, &complete, storage.SourceState{LastStarted: now, LastTick: now, LastCompleted: now}},
		{"失败一次", now.Add(time.Hour), &failed, storage.SourceState{LastStarted: now.Add(time.Hour), LastTick: now, LastCompleted: now, Incomplete: true, Failures: 1, RetryAt: now.Add(time.Hour), LastError: "网站返回 521"}},
		{"中断不算失败", now.Add(time.Hour), &storage.RunResult{}, storage.SourceState{LastStarted: now.Add(time.Hour), LastTick: now, LastCompleted: now, Incomplete: true, Failures: 1, RetryAt: now.Add(time.Hour), LastError: "网站返回 521"}},
		{"再完成一次，时刻不倒退", now.Add(-time.Hour), &complete, storage.SourceState{LastStarted: now.Add(-time.Hour), LastTick: now, LastCompleted: now}},
	}
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		for _, step := range steps {
			run := must(store.StartRun(t.Context(), "s", step.tick))(t)
			if step.result != nil {
				if err := store.FinishRun(t.Context(), run, *step.result); err != nil {
					t.Fatal(err)
				}
			}
			step.want.Source = "s"
			if got := must(store.SourceStates(t.Context()))(t)["s"]; !reflect.DeepEqual(got, step.want) {
				t.Errorf("%s:\n%+v, want\n%+v", step.name, got, step.want)
			}
		}
		must(store.StartRun(t.Context(), "other", now))(t)
		all, of := must(store.SourceStates(t.Context()))(t), must(store.SourceStates(t.Context(), "s", "unknown"))(t)
		if len(all) != 2 || len(of) != 1 || !reflect.DeepEqual(of["s"], all["s"]) {
			t.Errorf("of two sources %+v, of one %+v", all, of)
		}
		runs := must(store.Runs(t.Context(), "s", 3))(t)
		if len(runs) != 3 || runs[0].ID < runs[1].ID || runs[2].Result.Err != "网站返回 521" || !runs[2].Tick.Equal(now.Add(time.Hour)) {
			t.Errorf("runs %+v", runs)
		}
		if latest := must(store.LatestRuns(t.Context()))(t); latest["s"].ID != runs[0].ID || latest["s"].Result != complete {
			t.Errorf("latest %+v", latest)
		}
		wantCode(t, store.FinishRun(t.Context(), 999, complete), gaobang.NotFound)
	})
}

func TestMetaKeepsTheLastValue(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		for _, value := range []string{"", "一", "二"} {
			if value != "" {
				if err := store.SetMeta(t.Context(), "k", value); err != nil {
					t.Fatal(err)
				}
			}
			if got := must(store.Meta(t.Context(), "k"))(t); got != value {
				t.Errorf("meta is %q, want %q", got, value)
			}
		}
	})
}

// TestOldRunsAreDropped: of scans begun before a time the newest stay, whose last
// finished ones a source is judged by; back-fills and broken off ones count for nothing.
func TestOldRunsAreDropped(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		begin := func(source gaobang.SourceID, start func(context.Context, gaobang.SourceID, time.Time) (storage.RunID, error), finished bool) storage.RunID {
			run := must(start(t.Context(), source, storagetest.Now()))(t)
			if finished {
				if err := store.FinishRun(t.Context(), run, storage.RunResult{Complete: true}); err != nil {
					t.Fatal(err)
				}
			}
			return run
		}
		begin("s", store.StartRun, true)
		begin("s", store.StartRun, false) // its process died
		begin("s", store.StartBackfill, true)
		other := begin("o", store.StartRun, true)
		first, second := begin("s", store.StartRun, true), begin("s", store.StartRun, true)
		backfill := begin("s", store.StartBackfill, true)
		left := func(source gaobang.SourceID) []storage.RunID {
			var ids []storage.RunID
			for _, r := range must(store.Runs(t.Context(), source, 100))(t) {
				ids = append(ids, r.ID)
			}
			return ids
		}
		later := storagetest.Now().Add(time.Second)
		for _, c := range []struct {
			rule    string
			before  time.Time
			keep    int
			dropped int64
			left    []storage.RunID
		}{
			{"没有到期的", storagetest.Now(), 1, 0, nil},
			{"还不够要留的次数", later, 4, 0, nil},
			{"留两次采完的，此前的都清理", later, 2, 3, []storage.RunID{backfill, second, first}},
			{"再清理一次，没有可清的", later, 2, 0, []storage.RunID{backfill, second, first}},
		} {
			if got := must(store.DropRuns(t.Context(), "s", c.before, c.keep))(t); got != c.dropped {
				t.Errorf("%s：清理了 %d 条，应为 %d", c.rule, got, c.dropped)
			}
			if got := left("s"); c.left != nil && !slices.Equal(got, c.left) {
				t.Errorf("%s：留下 %v，应为 %v", c.rule, got, c.left)
			}
		}
		if got := left("o"); !slices.Equal(got, []storage.RunID{other}) {
			t.Errorf("别的采集源留下 %v", got)
		}
	})
}
