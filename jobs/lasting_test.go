package jobs

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// TestACrawlEndsAtAFullDisk: it says so and ends, for trying again would fill
// minutes and nothing else; asked again when there is room, it goes on.
func TestACrawlEndsAtAFullDisk(t *testing.T) {
	store := storagetest.Open(t, storage.SQLite)
	w := newWorld(t, store)
	var links []string
	for i := range 30 {
		links = append(links, fmt.Sprintf("/2026%04d.html", i))
		long := strings.Repeat(fmt.Sprintf("<p>乙镇民政办第%d次走访高龄老人，送去棉被和药箱，登记下一次上门的日子。</p>", i), 400)
		w.serve("a.example"+links[i], strings.Replace(article(i, "2026-11-20"), `<div class="content">`, `<div class="content">`+long, 1))
	}
	w.list("a.example", links...)
	w.start(t)
	room := func(pages int) {
		t.Helper()
		if err := execute(t.Context(), store, fmt.Sprintf("PRAGMA max_page_count = %d", pages)); err != nil {
			t.Fatal(err)
		}
	}
	room(1) // no page more than there are: SQLITE_FULL, as of a disk
	request := Request{Sources: []gaobang.SourceID{"list"}}
	if err := w.runner.ScanNow(t.Context(), request); err == nil || !strings.Contains(err.Error(), "磁盘已满") {
		t.Fatalf("%v", err)
	}
	room(1 << 30)
	if err := w.runner.ScanNow(t.Context(), request); err != nil {
		t.Fatal(err)
	}
	list, err := store.Articles(t.Context(), storage.Filter{})
	if err != nil || len(list) != len(links) {
		t.Errorf("%d pieces, want %d; %v", len(list), len(links), err)
	}
}
