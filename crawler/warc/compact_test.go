package warc

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/gaobang/gaobang"
)

// closed is a file of n pages, of which the even ones stay, and of revisits.
func closed(t *testing.T, dir string, n int) (name string, stay map[gaobang.CaptureID]gaobang.Capture, all []gaobang.Capture) {
	t.Helper()
	w := mustOpen(t, dir)
	stay = map[gaobang.CaptureID]gaobang.Capture{}
	for i := range n {
		x := exchange(i)
		if i%3 == 0 {
			x.Via = "http://news.example/a/0.html"
		}
		if i%4 == 0 {
			parts := scripted(i)
			x.Rendered, x.Parts = parts.Rendered, parts.Parts
		}
		c, err := w.Write(x)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
		if i%2 == 0 {
			stay[c.ID] = c
		}
		if c.Kind == gaobang.CapturedPage {
			r := mustRevisit(t, w, again(i, 304), c)
			all = append(all, r)
			if i%2 == 0 {
				stay[r.ID] = r
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return all[0].File, stay, all
}

func keepOnly(stay map[gaobang.CaptureID]gaobang.Capture) func(gaobang.CaptureID) bool {
	return func(id gaobang.CaptureID) bool { _, ok := stay[id]; return ok }
}

func TestCompactKeepsWhatStays(t *testing.T) {
	dir := t.TempDir()
	name, stay, all := closed(t, dir, 12)
	before := map[gaobang.CaptureID]Record{}
	for id, c := range stay {
		r, err := Read(dir, c)
		if err != nil {
			t.Fatal(err)
		}
		before[id] = r
	}
	var moved []gaobang.Capture
	done, err := Compact(dir, name, now, keepOnly(stay), func(m []gaobang.Capture) error {
		moved = m
		for _, c := range all { // until it is put down, the old file is whole
			if _, err := Read(dir, c); err != nil {
				t.Error(err)
			}
		}
		return nil
	})
	if err != nil || done.Kept != len(stay) || done.Dropped != len(all)-len(stay) || done.Freed <= 0 {
		t.Fatalf("%+v, %v", done, err)
	}
	for _, c := range moved {
		got, err := Read(dir, c)
		want := before[c.ID]
		if err != nil || got.ID != want.ID || string(got.Payload) != string(want.Payload) || got.Fields.Get("WARC-Refers-To") != want.Fields.Get("WARC-Refers-To") {
			t.Errorf("%s reads back as %+v, %v", got.URL, got.Fields, err)
		}
	}
	if left := files(t, dir, "*.warc.gz*"); len(left) != 1 || filepath.Base(left[0]) != moved[0].File {
		t.Errorf("left are %v", left)
	}
	groups := 0
	if _, err := WalkGroups(dir, moved[0].File, func(g Group) error {
		if g.Capture.ID != 0 {
			groups++
			if g.Records[len(g.Records)-1].Type == g.Records[0].Type {
				t.Errorf("the request of %s is lost", g.Address)
			}
		}
		return g.Err
	}); err != nil || groups != len(stay) {
		t.Errorf("%d groups, %v", groups, err)
	}
	if all := readAll(t, filepath.Join(dir, moved[0].File)); all[0].Type != "warcinfo" || all[1].Type != "warcinfo" || all[2].Fields.Get("WARC-Warcinfo-ID") != all[1].ID {
		t.Error("the records lost the warcinfo that they stand under")
	}
}

func TestCompactOfWhatAllMayGoLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	name, _, _ := closed(t, dir, 3)
	done, err := Compact(dir, name, now, func(gaobang.CaptureID) bool { return false }, func(moved []gaobang.Capture) error {
		if len(moved) != 0 {
			t.Errorf("moved %v", moved)
		}
		return nil
	})
	if left := files(t, dir, "*.warc.gz*"); err != nil || len(left) != 0 || done.Kept != 0 {
		t.Errorf("%+v, %v; left are %v", done, err, left)
	}
}

func TestCompactRefuses(t *testing.T) {
	lost := errors.New("connection lost")
	cases := []struct {
		rule   string
		spoil  func(t *testing.T, dir, name string)
		commit error
		want   func(error) bool
		left   int // files, with their locks
	}{
		{"正在写的文件", func(t *testing.T, dir, name string) {
			unlock, err := lockFile(dir, name)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(unlock)
		}, nil, code(gaobang.Conflict), 2},
		{"没有的文件", func(_ *testing.T, dir, name string) { _ = os.Rename(filepath.Join(dir, name), filepath.Join(dir, "x")) }, nil, code(gaobang.NotFound), 0},
		{"中间损坏的文件", func(t *testing.T, dir, name string) {
			damage(t, filepath.Join(dir, name), gaobang.Capture{Offset: 1000})
		}, nil, func(err error) bool { return errors.As(err, new(DamagedError)) }, 1},
		{"登记时又被引用", nil, gaobang.Errorf(gaobang.Conflict, "又被引用"), code(gaobang.Conflict), 1},
		{"登记与否不明，两个文件都留着", nil, lost, func(err error) bool { return errors.Is(err, lost) }, 3},
	}
	for _, k := range cases {
		t.Run(k.rule, func(t *testing.T) {
			dir := t.TempDir()
			name, stay, all := closed(t, dir, 8)
			if k.spoil != nil {
				k.spoil(t, dir, name)
			}
			committed := false
			_, err := Compact(dir, name, now, keepOnly(stay), func([]gaobang.Capture) error { committed = true; return k.commit })
			if !k.want(err) || committed != (k.commit != nil) {
				t.Errorf("error %v, committed %v", err, committed)
			}
			if left := files(t, dir, "*.warc.gz*"); len(left) != k.left {
				t.Errorf("left are %v", left)
			}
			if k.commit != nil {
				for _, c := range all {
					if _, err := Read(dir, c); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
}

func code(want gaobang.ErrorCode) func(error) bool {
	return func(err error) bool { return gaobang.CodeOf(err) == want }
}

// TestCompactOnAFullDisk fails each write of the new file in turn.
func TestCompactOnAFullDisk(t *testing.T) {
	dir := t.TempDir()
	name, stay, all := closed(t, dir, 8)
	for failing := range len(stay) {
		c := compaction{dir: dir, now: now}
		seen := 0
		c.keep = func(id gaobang.CaptureID) bool {
			if !keepOnly(stay)(id) {
				return false
			}
			if seen == failing { // from here on nothing can be written
				if err := c.begin(); err != nil {
					t.Fatal(err)
				}
				_ = c.to.file.Close()
				readOnly, err := os.Open(c.to.path)
				if err != nil {
					t.Fatal(err)
				}
				c.to.file = readOnly
			}
			seen++
			return true
		}
		if err := c.copy(name); gaobang.CodeOf(err) != gaobang.Unavailable {
			t.Fatalf("write %d: %v", failing, err)
		}
		c.discard()
		c.release()
		if left := files(t, dir, "*.warc.gz*"); len(left) != 1 {
			t.Fatalf("write %d: left are %v", failing, left)
		}
		for _, c := range all {
			if _, err := Read(dir, c); err != nil {
				t.Fatalf("write %d: %v", failing, err)
			}
		}
	}
}

func TestRemoveLeavesALivingFileAlone(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	c := mustWrite(t, w, 1)
	if err := Remove(dir, c.File); gaobang.CodeOf(err) != gaobang.Conflict {
		t.Errorf("error %v", err)
	}
	if _, err := Read(dir, c); err != nil {
		t.Error(err)
	}
	path := die(t, w)
	if err := Remove(dir, filepath.Base(path)); err != nil || len(files(t, dir, "*.warc.gz*")) != 0 {
		t.Errorf("error %v, left are %v", err, files(t, dir, "*.warc.gz*"))
	}
}
