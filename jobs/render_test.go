package jobs

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/render/rendertest"
	"github.com/gaobang/gaobang/crawler/warc"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// TestPagesThatScriptsMake scans a site whose list and articles are made by
// scripts: the pieces are stored, what was read is kept beside what was sent, and
// the archive gives the same text again.
func TestPagesThatScriptsMake(t *testing.T) {
	rendertest.NeedsChromium(t)
	scripted := strings.Replace(books, "list: {item: li, link: a, date: span}}", `list: {item: li, link: a, date: span, render: true}, article: {render: true}}`, 1)
	store := storagetest.Open(t, storagetest.Kinds()[0])
	w := newWorldOf(t, store, scripted, "a.example", "b.example")
	w.serve("a.example/list/", `<html><body><ul id="l"></ul><script>fetch('/api/list').then(r => r.json()).then(all => all.forEach((u, i) => {
		const li = document.createElement('li'); li.innerHTML = '<a href="' + u + '">第' + (i + 1) + '篇关于乙镇的稿件标题</a><span>2026-11-20</span>'; document.getElementById('l').appendChild(li) }))</script></body></html>`)
	w.handle("a.example/api/list", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "application/json")
		fmt.Fprint(rw, `["/20261101.html","/20261102.html"]`)
	})
	for i := range 2 {
		w.serve(fmt.Sprintf("a.example/2026110%d.html", i+1), `<html><head><title>甲城报</title></head><body><div id="app"></div><script>document.getElementById('app').innerHTML = `+
			fmt.Sprintf("%q", articleBody(i+1))+`</script></body></html>`)
	}
	w.start(t)
	if err := w.runner.ScanNow(t.Context(), Request{Sources: []gaobang.SourceID{"list"}}); err != nil {
		t.Fatal(err)
	}
	list, err := store.Articles(t.Context(), storage.Filter{})
	if err != nil || len(list) != 2 {
		t.Fatalf("%d articles, %v: %+v", len(list), err, mustStates(t, store))
	}
	for _, item := range list {
		record, err := store.Article(t.Context(), item.ID)
		if err != nil {
			t.Fatal(err)
		}
		kept, err := warc.Read(w.archive, record.Capture)
		if err != nil || kept.Type != "conversion" || !strings.Contains(string(kept.Payload), "<h1>"+record.Title+"</h1>") {
			t.Errorf("kept %s, %v: %s", kept.Type, err, kept.Payload)
		}
	}
	evidence := Evidence{store, w.archive}
	column, err := evidence.Near(t.Context(), "http://a.example/list/", w.clock())
	if err != nil {
		t.Fatal(err)
	}
	parts, err := evidence.Parts(t.Context(), column.Capture)
	if err != nil || len(parts) != 1 || parts[0].URL != "http://a.example/api/list" || string(parts[0].Payload) != `["/20261101.html","/20261102.html"]` {
		t.Errorf("what the script of the column was given: %+v, %v", parts, err)
	}
	again, err := Reprocess{Store: store, Segmenter: w.runner.options.Segmenter, Archive: w.archive, Now: w.clock, Extract: true}.Run(t.Context())
	if err != nil || again.Articles != 2 || again.Changed != 0 || again.Lost+again.NoArticle != 0 {
		t.Errorf("from the archive: %+v, %v", again, err)
	}
}

// articleBody is what a script writes for article n.
func articleBody(n int) string {
	page := article(n, "2026-11-20")
	_, body, _ := strings.Cut(page, "<body>")
	body, _, _ = strings.Cut(body, "</body>")
	return body
}
