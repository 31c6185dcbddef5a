package demo

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/config"
)

func now() time.Time { return time.Date(2026, 11, 24, 12, 0, 0, 0, gaobang.Shanghai) }

// get asks the world for a page as a browser would.
func get(t *testing.T, w *World, url string) (status int, header http.Header, body []byte) {
	t.Helper()
	rec := httptest.NewRecorder()
	w.Handler().ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), http.MethodGet, url, nil))
	body, err := io.ReadAll(rec.Body)
	if err != nil {
		t.Fatal(err)
	}
	return rec.Code, rec.Header(), body
}

func TestBooksHaveNoProblem(t *testing.T) {
	w := New(now())
	var files []config.File
	for name, data := range w.Books() {
		files = append(files, config.File{Name: name, Data: data})
	}
	books, err := config.ParseBooks(files)
	if err != nil {
		t.Fatal(err)
	}
	levels := map[gaobang.Level]int{}
	for _, o := range books.Outlets {
		levels[o.Level]++
	}
	if len(books.Outlets) < 9 || len(levels) != 5 {
		t.Errorf("%d outlets of levels %v, want at least nine of all", len(books.Outlets), levels)
	}
	for _, s := range books.Sources {
		if w.sites[s.Site()] == nil {
			t.Errorf("source %s lies on %s, which the world does not serve", s.ID, s.Site())
		}
	}
}

func TestShapes(t *testing.T) {
	w := New(now())
	page := func(story, outlet string) string { return w.address(story, outlet) }
	cases := []struct {
		rule, url string
		check     func(status int, h http.Header, body []byte) bool
	}{
		{"门户只在 meta 里声明 GBK", page("s05", "zj-net"), func(_ int, h http.Header, b []byte) bool {
			return h.Get("Content-Type") == "text/html" && !utf8.Valid(b) && bytes.Contains(b, []byte("charset=gb2312")) && strings.Contains(gbk(b), "敬老院")
		}},
		{"声明 gb2312 而实为 UTF-8", page("s02", "zj-daily"), func(_ int, _ http.Header, b []byte) bool {
			return utf8.Valid(b) && bytes.Contains(b, []byte("charset=gb2312")) && bytes.Contains(b, []byte("老年学堂"))
		}},
		{"大汉栏目的列表藏在脚本里", "http://mz.su.example/col/col100/index.html", func(_ int, _ http.Header, b []byte) bool {
			return bytes.Contains(b, []byte(`<script type="text/xml"><datastore>`)) && bytes.Contains(b, []byte("<record><![CDATA["))
		}},
		{"大汉栏目的其余记录在 dataproxy.jsp", "http://mz.su.example/module/web/jpage/dataproxy.jsp?startrecord=2&endrecord=3", func(status int, _ http.Header, b []byte) bool {
			return status == 200 && bytes.Contains(b, []byte("<totalrecord>")) && bytes.Count(b, []byte("<record>")) == 2
		}},
		{"镇江样式的栏目从 1 数页", "http://mz.danyang.example/mzj/gzdt/list.shtml", func(status int, _ http.Header, b []byte) bool {
			return status == 200 && bytes.Contains(b, []byte("createPageHTML('page_div',")) && bytes.Contains(b, []byte(`<span class="time">`))
		}},
		{"站点地图有新闻扩展", "http://www.wandong.example/sitemap-news.xml", func(status int, _ http.Header, b []byte) bool {
			return status == 200 && bytes.Contains(b, []byte("<news:publication_date>"))
		}},
		{"TRS 栏目的第二页是 index_1.html", "http://mzj.zhenjiang.example/gzdt/index_1.html", func(status int, _ http.Header, b []byte) bool {
			return status == 200 && bytes.Contains(b, []byte("createPageHTML(2, 1,"))
		}},
		{"GBK 电子报有头版", "http://epaper.danyang.example/html/2026-11/16/node_1.htm", func(_ int, _ http.Header, b []byte) bool {
			return strings.Contains(gbk(b), "第01版：要闻") && strings.Contains(gbk(b), "暖冬包")
		}},
		{"没有报纸的日子是 404", "http://epaper.danyang.example/html/2026-11/22/node_1.htm", func(status int, _ http.Header, _ []byte) bool { return status == 404 }},
		{"县政府网站有 47 号文的标签", page("s03", "dy-gov"), func(_ int, _ http.Header, b []byte) bool {
			return bytes.Contains(b, []byte(`name="SiteIDCode" content="3211810001"`)) && bytes.Contains(b, []byte("name='PubDate' content='2026-11-17 15:20'"))
		}},
		{"订阅源的时间不带时区", "http://rm.danyang.example/rss.xml", func(_ int, _ http.Header, b []byte) bool {
			return bytes.Contains(b, []byte("<pubDate>2026-11-20 08:20:00</pubDate>"))
		}},
		{"换了标题的转载", page("s11", "newview"), func(_ int, _ http.Header, b []byte) bool {
			return bytes.Contains(b, []byte("<h1>扫码就能看懂自己的救助账</h1>")) && bytes.Contains(b, []byte("来源：丹阳融媒"))
		}},
		{"答 521 的站", "http://www.jiangdong.example/", func(status int, _ http.Header, _ []byte) bool { return status == 521 }},
		{"关停的站", "http://www.oldnews.example/", func(status int, _ http.Header, _ []byte) bool { return status == 410 }},
		{"不认识的主机", "http://www.elsewhere.example/", func(status int, _ http.Header, _ []byte) bool { return status == 404 }},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			if status, h, body := get(t, w, c.url); !c.check(status, h, body) {
				t.Errorf("%s: %d %v\n%.600s", c.url, status, h, body)
			}
		})
	}
	if w.sites["www.slowcity.example"].delay == 0 {
		t.Error("no site is slow")
	}
}

func gbk(b []byte) string {
	s, err := simplifiedchinese.GBK.NewDecoder().Bytes(b)
	if err != nil {
		return ""
	}
	return string(s)
}

// TestKeyAgreesWithItself holds the tables of the key to each other: they were
// worked out by hand.
func TestKeyAgreesWithItself(t *testing.T) {
	w := New(now())
	k := w.Key()
	pieces := map[string]bool{}
	for _, a := range k.Articles {
		pieces[a.URL] = true
	}
	sums := map[string]gaobang.Points{}
	for _, c := range k.Ledger {
		points, err := gaobang.ParsePoints(c.Points)
		if err != nil {
			t.Error(err)
		}
		if !pieces[c.URL] {
			t.Errorf("the ledger credits %s, which articles.tsv does not hold", c.URL)
		}
		if w.inWeek(c.URL) {
			owner := string(c.Unit)
			if c.Book == "zhenjiang" {
				owner = bureauOf(owner)
			}
			sums[string(c.Book)+" "+owner] += points
		}
	}
	for _, r := range k.Rankings {
		if got := sums[string(r.Of)+" "+string(r.Unit)].String(); got != r.Points {
			t.Errorf("%s of %s: the week's ledger sums to %s, the ranking says %s", r.Unit, r.Of, got, r.Points)
		}
	}
	for _, family := range k.Families {
		for _, url := range family {
			if !pieces[url] {
				t.Errorf("family member %s is no article of the key", url)
			}
		}
	}
}

// inWeek reports whether the piece at an address is of the ranked week.
func (w *World) inWeek(url string) bool {
	for _, p := range w.pubs {
		if strings.HasSuffix(url, p.path) && strings.Contains(url, w.host(p.outlet)) {
			return w.week.Contains(gaobang.DateOf(p.at))
		}
	}
	return false
}

func bureauOf(unit string) string {
	switch unit {
	case "zhenjiang", "jurong", "yangzhong", "dantu":
		return unit
	}
	return "danyang"
}

func TestTheSameDayIsTheSameWorld(t *testing.T) {
	a, b := New(now()), New(now().Add(time.Hour))
	for _, host := range a.Hosts() {
		for path, p := range a.sites[host].pages {
			if !bytes.Equal(p.body, b.sites[host].pages[path].body) {
				t.Errorf("http://%s%s differs", host, path)
			}
		}
	}
}
