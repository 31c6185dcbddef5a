package render

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestTheFoldersOfDeadProcesses: what a killed process left goes, what a living one
// uses and what is none of ours stays.
func TestTheFoldersOfDeadProcesses(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	living, remove, err := makeHome()
	if err != nil {
		t.Fatal(err)
	}
	dead, foreign := filepath.Join(dir, homePrefix+"123"), filepath.Join(dir, "chromium-123")
	for _, d := range []string{filepath.Join(dead, "Default"), foreign} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(dead+homeLock, nil, 0o600); err != nil { // a kill leaves the file, not the lock
		t.Fatal(err)
	}
	next, removeNext, err := makeHome()
	if err != nil {
		t.Fatal(err)
	}
	for path, stays := range map[string]bool{living: true, next: true, foreign: true, dead: false, dead + homeLock: false} {
		if _, err := os.Stat(path); (err == nil) != stays {
			t.Errorf("%s: %v, want it to stay: %v", path, err, stays)
		}
	}
	remove()
	removeNext()
	if left, _ := filepath.Glob(filepath.Join(dir, homePrefix+"*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestABrowserLaysDownNothingBesideItsFolder: what it leaves elsewhere nobody would
// remove after a kill.
func TestABrowserLaysDownNothingBesideItsFolder(t *testing.T) {
	dir, err := os.MkdirTemp("", "") //nolint:usetesting // a short path: Chromium makes a socket in it
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	t.Setenv("TMPDIR", dir)
	pages := columnPages()
	script := pages["www.jia.example/app.js"]
	var during []string
	pages["www.jia.example/app.js"] = func(w http.ResponseWriter, r *http.Request) {
		during, _ = filepath.Glob(filepath.Join(dir, "*"))
		script(w, r)
	}
	r, _ := renderer(t, pages, nil)
	if _, err := r.Get(t.Context(), "http://www.jia.example/yw/"); err != nil {
		t.Fatal(err)
	}
	beside := slices.DeleteFunc(slices.Clone(during), func(path string) bool { return strings.HasPrefix(filepath.Base(path), homePrefix) })
	if len(during) == 0 || len(beside) > 0 {
		t.Errorf("while the browser runs there are %v, of them beside its folder %v", during, beside)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
