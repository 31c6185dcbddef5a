package gaobang_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDecisionsEnterByOneDoor: what a person ruled is checked by the books in
// jobs.Decide; nobody else hands it to the store.
func TestDecisionsEnterByOneDoor(t *testing.T) {
	past := regexp.MustCompile(`\.(AddDecision|DecideStory)\(`)
	doors := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		switch n := len(past.FindAll(data, -1)); {
		case path == filepath.Join("jobs", "decide.go"):
			doors = n
		case n > 0:
			t.Errorf("%s gives the store a decision: use jobs.Decide", path)
		}
		return nil
	})
	if err != nil || doors != 2 {
		t.Errorf("jobs.Decide gives the store decisions at %d places, want 2: %v", doors, err)
	}
}
