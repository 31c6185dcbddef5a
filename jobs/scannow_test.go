package jobs

import (
	"testing"

	"github.com/riverqueue/river/rivertype"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// TestWhatWasBrokenOffIsNotAskedTwice: a scan that stands in the queue is what is
// asked for now if it is the same and nobody else was at it before.
func TestWhatWasBrokenOffIsNotAskedTwice(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		there := ScanSite{Site: "a.example", Sources: []gaobang.SourceID{"list"}}
		if _, err := w.runner.insert(t.Context(), there); err != nil {
			t.Fatal(err)
		}
		other, since := there, there
		other.Sources = nil
		since.Since = gaobang.Date{Year: 2026, Month: 11, Day: 1}
		for _, c := range []struct {
			rule  string
			asked ScanSite
			by    string // who is at it
			want  bool
		}{
			{"同样的，还没有人接着采", there, "", true},
			{"同样的，自己正接着采", there, w.runner.name, true},
			{"同样的，别的进程正在采：再采一次", there, "别的进程", false},
			{"按计划的，不是点名要的", other, "", false},
			{"别的日子", since, "", false},
		} {
			inserted, err := w.runner.insert(t.Context(), c.asked)
			if err != nil || !inserted.UniqueSkippedAsDuplicate {
				t.Fatalf("%s：%+v, %v", c.rule, inserted, err)
			}
			if c.by != "" {
				inserted.Job.State, inserted.Job.AttemptedBy = rivertype.JobStateRunning, []string{"先前的进程", c.by}
			}
			if got := w.runner.resumes(inserted.Job, c.asked); got != c.want {
				t.Errorf("%s：%v", c.rule, got)
			}
		}
	})
}
