package warc

import (
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

// TestARenderedPageStandsBesideThePageAsReceived: the capture is of what was read,
// and leads to what was sent.
func TestARenderedPageStandsBesideThePageAsReceived(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	mustWrite(t, w, 1)
	x := exchange(2)
	x.Rendered = []byte("<html><body><ul><li>脚本写出的一行</li></ul></body></html>")
	capture, err := w.Write(x)
	if err != nil {
		t.Fatal(err)
	}
	mustWrite(t, w, 3)
	got, err := Read(dir, capture)
	if err != nil || string(got.Payload) != string(x.Rendered) || got.Type != "conversion" || got.Header.Get("Content-Type") != "text/html; charset=utf-8" || got.URL != x.URL || !got.At.Equal(x.At) {
		t.Fatalf("%+v, %v", got, err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var sent *Record
	kinds := ""
	for _, r := range readAll(t, filepath.Join(dir, capture.File)) {
		kinds += r.Type + " "
		if r.ID == got.Fields.Get("WARC-Refers-To") {
			sent = &r
		}
	}
	if kinds != "warcinfo response request response request conversion response request " {
		t.Errorf("records: %s", kinds)
	}
	if sent == nil || sent.Type != "response" || string(sent.Payload) != string(x.Payload) {
		t.Errorf("the conversion refers to %+v, not to the page as received", sent)
	}
	capture.SHA256 = Digest(x.Payload)
	if _, err := Read(dir, capture); err == nil {
		t.Error("a conversion passes under the digest of the page as received")
	}
}

// scripted is a page that scripts made of what two requests gave them.
func scripted(n int) Exchange {
	x := exchange(n)
	x.Rendered = []byte(fmt.Sprintf("<p>第 %d 页，脚本写成</p>", n))
	data, posted := exchange(100+n), exchange(200+n)
	data.URL, data.Payload = "http://api.example/list?page=1", []byte(`["一","二"]`)
	posted.URL, posted.Method, posted.RequestBody, posted.Status = "http://api.example/body", http.MethodPost, []byte("id=1\r\n\r\n2"), http.StatusCreated
	x.Parts = []Exchange{data, posted}
	return x
}

// TestWhatScriptsWereGivenIsKeptBesideThePage: it is read back, goes and stays with
// its page, and is no page of its own.
func TestWhatScriptsWereGivenIsKeptBesideThePage(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	pages := []gaobang.Capture{mustWrite(t, w, 1)}
	for n := range 3 {
		c, err := w.Write(scripted(n))
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, c)
	}
	pages = append(pages, mustWrite(t, w, 2))
	told := func(c gaobang.Capture) (all []string) {
		t.Helper()
		parts, err := Parts(dir, c)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range parts {
			all = append(all, fmt.Sprintf("%s %d %s", p.URL, p.Status, p.Payload))
		}
		return all
	}
	want := func(n int) []string {
		x := scripted(n)
		return []string{`http://api.example/list?page=1 200 ["一","二"]`, "http://api.example/body 201 " + string(x.Parts[1].Payload)}
	}
	for n := range 3 { // also while the file is open
		if got := told(pages[n+1]); !slices.Equal(got, want(n)) {
			t.Errorf("%q, want %q", got, want(n))
		}
	}
	if parts, err := Parts(dir, pages[0]); err != nil || len(parts) != 0 {
		t.Errorf("of a page without scripts: %v, %v", parts, err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var posted Record
	for _, r := range readAll(t, filepath.Join(dir, pages[1].File)) {
		if r.Type == "request" && r.Method == http.MethodPost {
			posted = r
		}
	}
	if posted.Target != "/body" || string(posted.Payload) != "id=1\r\n\r\n2" {
		t.Errorf("what was asked: %s %q", posted.Target, posted.Payload)
	}
	walked := func(name string) (captures []gaobang.CaptureID) {
		damages, err := WalkGroups(dir, name, func(g Group) error {
			if g.Capture.ID != 0 {
				captures = append(captures, g.Capture.ID)
			}
			return g.Err
		})
		if err != nil || len(damages) > 0 {
			t.Fatal(damages, err)
		}
		return captures
	}
	var ids []gaobang.CaptureID
	for _, c := range pages {
		ids = append(ids, c.ID)
	}
	if got := walked(pages[0].File); !slices.Equal(got, ids) {
		t.Errorf("the file holds\n%v, want\n%v", got, ids)
	}
	var moved []gaobang.Capture
	keep := func(id gaobang.CaptureID) bool { return id == pages[2].ID }
	if _, err := Compact(dir, pages[0].File, now, keep, func(m []gaobang.Capture) error { moved = m; return nil }); err != nil || len(moved) != 1 {
		t.Fatal(moved, err)
	}
	if got := told(moved[0]); !slices.Equal(got, want(1)) {
		t.Errorf("after the file was cleared: %q", got)
	}
}

// TestPartsWithoutTheirPageAreNoPages: the records before them are damaged.
func TestPartsWithoutTheirPageAreNoPages(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	c, err := w.Write(scripted(1))
	if err != nil {
		t.Fatal(err)
	}
	after := mustWrite(t, w, 2)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, c.File)
	all := readAll(t, path)
	damage(t, path, gaobang.Capture{Offset: all[1].Offset, Length: all[1].Length}) // the response
	damage(t, path, c)
	var found []gaobang.CaptureID
	if _, err := WalkGroups(dir, c.File, func(g Group) error {
		if g.Capture.ID != 0 {
			found = append(found, g.Capture.ID)
		}
		return nil
	}); err != nil || !slices.Equal(found, []gaobang.CaptureID{after.ID}) {
		t.Errorf("%+v, %v", found, err)
	}
	if _, err := Parts(dir, c); err == nil || !strings.Contains(err.Error(), "损坏") {
		t.Errorf("the parts of a page that is lost: %v", err)
	}
}
