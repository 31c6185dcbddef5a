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
