package gaobang_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/gaobang/gaobang"

// arrows says which rooms a room may import besides the root and itself. Tests
// may reach further: they are not imported.
func arrows() map[string][]string {
	return map[string][]string{
		"":         {},
		"config":   {},
		"mailbox":  {},
		"crawler":  {"mailbox"},
		"analyzer": {"mailbox"},
		"storage":  {},
		"report":   {},
		"jobs":     {"config", "crawler", "analyzer", "storage"},
		"demo":     {"config"},
		"web":      {"config", "storage", "jobs", "report", "analyzer"},
		"cmd":      {"config", "crawler", "analyzer", "storage", "jobs", "report", "web", "demo"},
		"internal": {"config", "crawler", "analyzer", "storage", "jobs", "report"},
	}
}

func TestImportsRunOneWay(t *testing.T) {
	packages := goList(t)
	if len(packages) < 10 {
		t.Fatalf("go list found %d packages: the test looks at the wrong tree", len(packages))
	}
	for _, p := range packages {
		room, own := roomOf(p.ImportPath)
		allowed, known := arrows()[room]
		if !own || !known {
			t.Errorf("%s: a new room; say in arrows what it may import", p.ImportPath)
		}
		for _, path := range p.Imports {
			to, own := roomOf(path)
			if !own || to == room || to == "" || slices.Contains(allowed, to) {
				continue
			}
			t.Errorf("%s imports %s: %q may import only the root and %q", p.ImportPath, path, room, allowed)
		}
		if room == "" {
			standardOnly(t, p)
		}
	}
}

// standardOnly holds the root to the standard library.
func standardOnly(t *testing.T, p goPackage) {
	t.Helper()
	for _, path := range p.Imports {
		if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") {
			t.Errorf("the root package imports %s: it holds the domain, with the standard library only", path)
		}
	}
}

type goPackage struct {
	ImportPath string
	Imports    []string
}

// roomOf is the first folder of a package of this module, "" for the root.
func roomOf(path string) (room string, own bool) {
	if path == module {
		return "", true
	}
	rest, own := strings.CutPrefix(path, module+"/")
	room, _, _ = strings.Cut(rest, "/")
	return room, own
}

func goList(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []goPackage
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		switch err := d.Decode(&p); {
		case errors.Is(err, io.EOF):
			return all
		case err != nil:
			t.Fatal(err)
		}
		all = append(all, p)
	}
}
