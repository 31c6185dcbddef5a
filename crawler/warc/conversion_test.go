package warc

import (
	"path/filepath"
	"testing"
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
