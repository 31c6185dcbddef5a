package main

import (
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

// TestShowByAnyAddress: a piece is opened by the address, or the ID, of any of its
// publications; one that does not stand for it says so.
func TestShowByAnyAddress(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database string) {
		d := newDesk(t, database)
		piece := gaobang.Article{
			Outlet: "danyang-daily", URL: "http://epaper.example/again.html", PublishedAt: moment(t, "2026-11-02T08:00"),
			Title: "助餐点开进家门口", Body: "本报讯 近日，云阳街道民政办在社区新开一处老年助餐点。",
		}
		again := d.put(t, piece)
		d.run(t, statusDone, "article", "decide", again.String(), "--units", "云阳街道", "--why", "核对过", "--by", "林测试")
		piece.URL, piece.PublishedAt = "http://epaper.example/first.html", moment(t, "2026-10-31T21:00")
		first := d.put(t, piece)
		for _, name := range []string{"http://epaper.example/first.html", first.String(), "http://epaper.example/again.html", again.String()} {
			shown := d.run(t, statusDone, "article", "show", name)
			for _, want := range []string{"编号：" + first.String(), "发表：2026-10-31 21:00", "又刊：2026-11-02 08:00，http://epaper.example/again.html", "认定：", "得分："} {
				if !strings.Contains(shown, want) {
					t.Errorf("%s: there is no %s in\n%s", name, want, shown)
				}
			}
			further := strings.Contains(name, "again") || name == again.String()
			if got := strings.Contains(shown, "说明："+name+" 是下面这一篇的又一处刊发（2026-11-02 08:00）"); got != further {
				t.Errorf("%s is told to be a further publication: %v\n%s", name, got, shown)
			}
		}
		d.run(t, statusDone, "article", "decide", "http://epaper.example/again.html", "--not-ours", "--why", "不是", "--by", "林测试")
		if shown := d.run(t, statusDone, "article", "show", first.String()); !strings.Contains(shown, "以前的认定：") {
			t.Errorf("a ruling on a further address does not hold for the piece:\n%s", shown)
		}
		if list := d.run(t, statusDone, "article", "list", "--period", "2026-11"); strings.Contains(list, "助餐点") {
			t.Errorf("it is listed in November too:\n%s", list)
		}
	})
}
