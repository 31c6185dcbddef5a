package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gaobang/gaobang/storage/storagetest"
)

// mailSite shows a box of letters, whose one letter is replied to later, and a piece
// that stands in no list.
func mailSite(replied *atomic.Bool) http.Handler {
	const design = `<html><head><title>%[1]s</title></head><body><h1>%[1]s</h1><div>发布时间：2026-11-20 08:31</div><div class="content"><p>%[2]s</p></div></body></html>`
	page := func(text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, text)
		}
	}
	letter := func(state string) string {
		return `<html><head><title>市长信箱</title></head><body><table>
<tr><td>来信类别：</td><td>投诉</td></tr><tr><td>来信时间：</td><td>2026-11-20</td></tr>
<tr><td>信件标题：</td><td>曲阿街道民政办窗口没有人</td></tr>
<tr><td>来信内容：</td><td>到丹阳市曲阿街道民政办办理高龄补贴，窗口没有人，电话也打不通，请问几点上班。</td></tr>` + state + `</table></body></html>`
	}
	mux := http.NewServeMux()
	mux.Handle("/entered/202611201.html", page(fmt.Sprintf(design, "曲阿街道助餐点开进家门口", "近日，丹阳市曲阿街道民政办在社区新开一处老年助餐点，高龄老人凭卡就餐，志愿者送餐上门。")))
	mux.Handle("/box/", page(`<html><body><ul><li><a href="/letter/202611202.html">曲阿街道民政办窗口没有人</a><span>2026-11-20</span></li></ul></body></html>`))
	mux.HandleFunc("/letter/202611202.html", func(w http.ResponseWriter, r *http.Request) {
		state := `<tr><td>办理状态：</td><td>办理中</td></tr>`
		if replied.Load() {
			state = `<tr><td>办理状态：</td><td>已办结</td></tr><tr><td>回复单位：</td><td>丹阳市民政局</td></tr><tr><td>回复时间：</td><td>2026-11-25</td></tr>
<tr><td>回复内容：</td><td>您好！您反映的问题收悉。曲阿街道民政办工作日上午八点半上班，窗口已增加一人，欢迎监督。</td></tr>`
		}
		page(letter(state))(w, r)
	})
	return mux
}

// TestCrawlVisitsWhatWaits: the command itself visits the links that people entered,
// and letters that wait; not serve alone, and by the days of the settings.
func TestCrawlVisitsWhatWaits(t *testing.T) {
	settings := office(t)
	dir := filepath.Dir(settings)
	var replied atomic.Bool
	server := httptest.NewServer(mailSite(&replied))
	defer server.Close()
	now := storagetest.Now()
	run := func(want int, args ...string) string {
		t.Helper()
		var out bytes.Buffer
		p := program{stdin: strings.NewReader(""), stdout: &out, stderr: &out, now: func() time.Time { return now }, pinned: map[string]string{"www.xinxiang.example": server.Listener.Addr().String()}}
		if status := p.run(t.Context(), append([]string{"-c", settings}, args...)); status != want {
			t.Fatalf("%v: status %d\n%s", args, status, out.String())
		}
		return out.String()
	}
	write := func(name, data string) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("gaobang.yaml", "database: sqlite:gaobang.db\nfetch: {pace: 100ms}\n")
	run(statusDone, "apply", write("books/sources.yaml", `sources:
  - {id: xx, outlet: danyang-gov, name: 信箱, kind: list, url: "http://www.xinxiang.example/box/", schedule: "0 7 * * *"}
profiles:
  - host: www.xinxiang.example
    list: {item: "li", link: a, date: span}
`))
	id := func(title string) string {
		t.Helper()
		list := run(statusDone, "article", "list", "--word", title)
		for line := range strings.Lines(list) {
			if strings.Contains(line, title) {
				return strings.Fields(line)[0]
			}
		}
		t.Fatalf("no %s in\n%s", title, list)
		return ""
	}
	run(statusDone, "import", write("补录.csv", "标题,媒体,日期,链接,正文\n曲阿街道助餐点开进家门口,丹阳日报,2026-11-20,http://www.xinxiang.example/entered/202611201.html,本报讯 近日，曲阿街道民政办在社区新开一处老年助餐点，高龄老人凭卡就餐。\n"))
	run(statusDone, "crawl")
	if show := run(statusDone, "article", "show", id("助餐点开进家门口")); !strings.Contains(show, "初次看到网页") {
		t.Errorf("the link that a person entered was not visited:\n%s", show)
	}
	letter := id("民政办窗口没有人")
	if show := run(statusDone, "article", "show", letter); strings.Contains(show, "窗口已增加一人") {
		t.Fatalf("replied to already:\n%s", show)
	}
	replied.Store(true)
	now = now.AddDate(0, 0, 1)
	run(statusDone, "crawl")
	if show := run(statusDone, "article", "show", letter); !strings.Contains(show, "2026-11-25 答复（丹阳市民政局）") {
		t.Errorf("the letter that waits was not visited:\n%s", show)
	}
}
