package jobs

import (
	"bytes"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// TestAnAlertNamesTheBureau: a person who crawls reads the name, not the code, of the
// bureau of which a piece speaks ill.
func TestAnAlertNamesTheBureau(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		var said bytes.Buffer
		w.runner.options.Logger = slog.New(slog.NewTextHandler(&said, nil))
		w.handle("a.example/list/", answer(http.StatusOK, `<ul><li><a href="/1.html">甲城市民政局被通报批评</a><span>2026-11-20</span></li></ul>`))
		w.handle("a.example/1.html", answer(http.StatusOK, newsPage("甲城市民政局被通报批评", "2026-11-20 08:00", "甲城市民政局因违规发放低保金，被市纪委通报批评。责任人已经停职，有关款项正在追缴，整改情况向社会公开。")))
		w.start(t)
		if err := w.runner.ScanNow(t.Context(), Request{}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(said.String(), "bureau=甲城市民政局") {
			t.Errorf("said %q", said.String())
		}
	})
}
