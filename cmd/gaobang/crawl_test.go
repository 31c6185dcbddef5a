package main

import (
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// TestPagesNotHadAreToldAsOfToday: those of earlier scans are among them, and no list
// is promised where there is none.
func TestPagesNotHadAreToldAsOfToday(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		told := func() string {
			var out strings.Builder
			f := jobs.Finding{Source: gaobang.Source{ID: "s", Name: "甲网"}}
			if err := explainRun(t.Context(), &out, store, f, storage.RunResult{Complete: true, Failed: 1}); err != nil {
				t.Fatal(err)
			}
			return out.String()
		}
		if got := told(); got != "" {
			t.Errorf("nothing is left to be had: %q", got)
		}
		const page = "http://a.example/1"
		if _, err := store.AddLinks(t.Context(), "s", []storage.FoundLink{{Canonical: page, Link: gaobang.Link{URL: page}}}); err != nil {
			t.Fatal(err)
		}
		if err := store.SaveFailure(t.Context(), page, storage.Failure{Reason: "没有文章", RetryAt: storagetest.Now()}); err != nil {
			t.Fatal(err)
		}
		if got := told(); !strings.Contains(got, "甲网（s）至今有 1 页没有抓到：") || !strings.Contains(got, "没有文章") {
			t.Errorf("%q", got)
		}
	})
}

// TestOneRowASource: a scan that was broken off and the one asked for now, a scan and
// the walk back behind it, are one source.
func TestOneRowASource(t *testing.T) {
	whole := func(r storage.RunResult) storage.RunResult { r.Complete = true; return r }
	broken := storage.RunResult{New: 9, Stored: 2, Failed: 1}
	rest := whole(storage.RunResult{New: 1, Stored: 5, Repeated: 1, Irrelevant: 2})
	for _, c := range []struct {
		rule string
		runs []storage.Run
		want string
	}{
		{"一次", []storage.Run{{Result: rest}}, "s 1 5 1 2 0 完成"},
		{"没有采完的先接着采，再照要求采", []storage.Run{{Result: broken}, {Result: rest}}, "s 10 7 1 2 1 完成"},
		{"采完又往回翻", []storage.Run{{Result: rest}, {Result: broken, Backfill: true}}, "s 10 7 1 2 1 完成；补采：中断"},
		{"接着补采，再补采", []storage.Run{{Result: broken, Backfill: true}, {Result: rest, Backfill: true}}, "s 10 7 1 2 1 补采：完成"},
	} {
		if got := strings.Join(runRow("s", c.runs), " "); got != c.want {
			t.Errorf("%s：%s，应为 %s", c.rule, got, c.want)
		}
	}
}
