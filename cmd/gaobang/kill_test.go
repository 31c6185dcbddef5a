package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/gaobang/gaobang/crawler/fetch/fetchtest"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// Environment by which the test binary becomes a demo to be killed.
const (
	envChild    = "GAOBANG_TEST_CHILD_OUT"
	envDatabase = "GAOBANG_TEST_CHILD_DATABASE"
)

// ca is the authority that this process trusts.
var ca = fetchtest.NewAuthority()

func TestMain(m *testing.M) {
	if out := os.Getenv(envChild); out != "" {
		os.Exit(child(out))
	}
	forget, err := ca.Trust()
	if err != nil {
		panic(err)
	}
	status := m.Run()
	forget()
	os.Exit(status)
}

// child runs the demo and prints a line for every step of a scan.
func child(out string) int {
	now, err := parseNow(demoDay, storagetest.Now())
	if err != nil {
		return 1
	}
	var mu sync.Mutex
	err = runDemo(context.Background(), demoOptions{
		once: true, pick: oneMorning, out: out, database: os.Getenv(envDatabase), now: now, fixed: true, stdout: io.Discard, stderr: os.Stderr,
		observe: func(p jobs.Progress) {
			mu.Lock()
			defer mu.Unlock()
			fmt.Println(p.Step, p.Source.ID)
		},
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// killedAfter runs a demo in a process of its own and kills it after so many
// steps. It reports how many steps it saw and whether the demo ended by itself.
func killedAfter(t *testing.T, out, database string, steps int) (seen int, ended bool) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), envChild+"="+out, envDatabase+"="+database)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(stdout); lines.Scan(); {
		if seen++; seen == steps {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	err = cmd.Wait()
	if err != nil && seen < steps {
		t.Fatalf("the demo failed by itself after %d steps: %v\n%s", seen, err, stderr.String())
	}
	return seen, err == nil
}

// TestKilledAndResumedIsAsIfNothingHappened kills the crawl at twenty points on
// SQLite and five on PostgreSQL, each where the one before left off; what is in
// the database in the end must be what an undisturbed crawl leaves.
func TestKilledAndResumedIsAsIfNothingHappened(t *testing.T) {
	undisturbed := demoRun(t, "")
	undisturbed.pick = oneMorning
	if err := runDemo(t.Context(), undisturbed); err != nil {
		t.Fatal(err)
	}
	want := dump(t, undisturbed)
	if strings.Count(want, "\narticle ") < 30 {
		t.Fatalf("the undisturbed crawl stored too little:\n%.500s", want)
	}
	for _, c := range []struct {
		kind             string
		sequences, kills int
	}{{"sqlite", 4, 5}, {"postgres", 1, 5}} {
		for sequence := range c.sequences {
			t.Run(fmt.Sprintf("%s/%d", c.kind, sequence), func(t *testing.T) {
				o := demoRun(t, storagetest.DSN(t, c.kind))
				o.pick = oneMorning
				for i := range c.kills {
					steps := 3 + 9*sequence + 8*i
					if _, ended := killedAfter(t, o.out, o.database, steps); ended {
						t.Fatalf("the demo ended before kill %d after %d steps", i+1, steps)
					}
				}
				if err := runDemo(t.Context(), o); err != nil {
					t.Fatal(err)
				}
				if got := dump(t, o); got != want {
					t.Errorf("after %d kills the database differs:\n%s", c.kills, firstDifference(want, got))
				}
			})
		}
	}
}

func dump(t *testing.T, o demoOptions) string {
	t.Helper()
	var b bytes.Buffer
	if err := storagetest.Dump(t.Context(), openDemo(t, o), &b, "danyang", "zhenjiang"); err != nil {
		t.Fatal(err)
	}
	return "\n" + b.String()
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d\nwant %.600s\ngot  %.600s", i, w[i], g[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}
