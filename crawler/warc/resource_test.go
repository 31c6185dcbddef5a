package warc

import (
	"testing"
	"time"

	"github.com/gaobang/gaobang"
)

// TestAnEntryIsAResource: what a person entered is read back, held to its digest and
// seen when a file is walked, between pages.
func TestAnEntryIsAResource(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	mustWrite(t, w, 1)
	entry := Resource{URI: "entry:danyang-tv/2026-11-20/00ff", Type: "application/json", Payload: []byte(`{"标题":"走访老人"}`), At: time.Unix(1_795_000_000, 0).UTC()}
	capture, err := w.WriteResource(entry)
	if err != nil {
		t.Fatal(err)
	}
	mustWrite(t, w, 2)
	got, err := Read(dir, capture)
	if err != nil || string(got.Payload) != string(entry.Payload) || got.URL != entry.URI || got.Header.Get("Content-Type") != entry.Type || !got.At.Equal(entry.At) {
		t.Fatalf("%+v, %v", got, err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var walked []gaobang.Capture
	damages, err := WalkGroups(dir, capture.File, func(g Group) error {
		if g.Capture.ID != 0 {
			walked = append(walked, g.Capture)
		}
		return g.Err
	})
	if err != nil || len(damages) > 0 || len(walked) != 3 || walked[1] != capture {
		t.Errorf("walked %+v, %v, %v; want %+v between two pages", walked, damages, err, capture)
	}
	capture.SHA256 = Digest(nil)
	if _, err := Read(dir, capture); err == nil {
		t.Error("an entry passes under another digest")
	}
}

func TestAResourceNeedsAnAddress(t *testing.T) {
	w := mustOpen(t, t.TempDir())
	for _, uri := range []string{"", "danyang", "entry:a b", "entry:a\r\nWARC-Type: response"} {
		if _, err := w.WriteResource(Resource{URI: uri, Type: "text/plain"}); err == nil {
			t.Errorf("%q passes", uri)
		}
	}
}
