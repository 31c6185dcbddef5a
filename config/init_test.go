package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

func TestInitWritesASetWithoutProblems(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "office")
	if err := Init(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadSettings(filepath.Join(dir, "gaobang.yaml")); err != nil {
		t.Error(err)
	}
	books, err := ParseBooks(readBooks(t, dir))
	if err != nil {
		t.Fatal(err)
	}
	towns, levels := 0, map[gaobang.Level]bool{}
	for _, u := range books.Registry.Units {
		if u.Kind == gaobang.Town && u.Parent == "danyang" {
			towns++
		}
	}
	for _, o := range books.Outlets {
		levels[o.Level] = true
	}
	if towns != 12 || len(levels) != 5 || len(books.RuleBooks) != 2 || len(books.Sources) == 0 {
		t.Errorf("towns, levels, rule books, sources = %d, %d, %d, %d", towns, len(levels), len(books.RuleBooks), len(books.Sources))
	}
}

func TestInitOverwritesNothing(t *testing.T) {
	dir := t.TempDir()
	mine := filepath.Join(dir, "books", "units.yaml")
	if err := os.MkdirAll(filepath.Dir(mine), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(mine, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Init(dir); gaobang.CodeOf(err) != gaobang.Conflict || !strings.Contains(err.Error(), mine) {
		t.Errorf("Init over %s = %v, want a conflict that names it", mine, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "gaobang.yaml")); err == nil {
		t.Error("Init wrote gaobang.yaml beside the file it refused to overwrite")
	}
}

func readBooks(t *testing.T, dir string) []File {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "books", "*.yaml"))
	if err != nil || len(paths) != 5 {
		t.Fatalf("books = %q, %v", paths, err)
	}
	var files []File
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, File{Name: filepath.Base(p), Data: data})
	}
	return files
}
