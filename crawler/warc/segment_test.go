package warc

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gofrs/flock"

	"github.com/gaobang/gaobang"
)

// TestAFolderThatCannotBeLookedAtIsNotFull: the fault is told as it is.
func TestAFolderThatCannotBeLookedAtIsNotFull(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	put(t, file, "")
	_, err := newSegment(filepath.Join(file, "archive"), now())
	if gaobang.CodeOf(err) != gaobang.Unavailable || !strings.Contains(err.Error(), "路径中有一段不是文件夹") {
		t.Errorf("%v", err)
	}
}

// TestBeginLeavesWhatIsAnothers: a name whose file or lock file lies there is passed
// over, and a beginning that comes upon one all the same removes neither.
func TestBeginLeavesWhatIsAnothers(t *testing.T) {
	dir := t.TempDir()
	first, second := filepath.Join(dir, fileName(now(), os.Getpid(), 0)), filepath.Join(dir, fileName(now(), os.Getpid(), 1))
	put(t, first, "another's")
	l := flock.New(second + lockSuffix)
	if ok, err := l.TryLock(); !ok || err != nil {
		t.Fatal(ok, err)
	}
	defer l.Close()
	for _, path := range []string{first, second} {
		s := &segment{name: filepath.Base(path), path: path, begun: now(), pack: newPack()}
		if err := s.begin(dir, now()); err == nil {
			t.Errorf("%s was begun", path)
		}
		s.abandon()
	}
	s, err := newSegment(dir, now())
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	if s.name != fileName(now(), os.Getpid(), 2) {
		t.Errorf("begun as %s", s.name)
	}
	if text, err := os.ReadFile(first); string(text) != "another's" {
		t.Errorf("the other's file holds %q, %v", text, err)
	}
	if _, err := os.Stat(second + lockSuffix); err != nil {
		t.Errorf("the other's lock file: %v", err)
	}
	if _, err := os.Stat(first + lockSuffix); err == nil {
		t.Error("the lock file of the beginning that failed is left")
	}
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
