package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestApplyCallsTheProgramAsItWasCalled: what it says to do next can be typed as it is.
func TestApplyCallsTheProgramAsItWasCalled(t *testing.T) {
	called := os.Args[0]
	t.Cleanup(func() { os.Args[0] = called })
	t.Setenv("GAOBANG_DATABASE", "")
	dir := filepath.Join(t.TempDir(), "office")
	if status, _, errs := runCommand(t, "", "init", dir); status != statusDone {
		t.Fatalf("init: %d %s", status, errs)
	}
	os.Args[0] = "../gaobang"
	books, err := filepath.Glob(filepath.Join(dir, "books", "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	status, out, errs := runCommand(t, "", append([]string{"-c", filepath.Join(dir, "gaobang.yaml"), "apply"}, books...)...)
	if want := "接下来：../gaobang serve 按计划采集；../gaobang crawl 现在就采一次\n"; status != statusDone || !strings.HasSuffix(out, want) {
		t.Errorf("%d, want %q at the end of\n%s%s", status, want, out, errs)
	}
}
