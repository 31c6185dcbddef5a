package fetch

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func robotsSite(t *testing.T, status int, rules string) (*Fetcher, *clock, *atomic.Int32) {
	t.Helper()
	var asked atomic.Int32
	f, c := site(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			html(w, page)
			return
		}
		asked.Add(1)
		w.WriteHeader(status)
		_, _ = w.Write([]byte(rules))
	}, nil)
	return f, c, &asked
}

func TestRobots(t *testing.T) {
	cases := []struct {
		rule   string
		status int
		text   string
		path   string
		ok     bool
	}{
		{"禁止的不抓", 200, "User-agent: *\nDisallow: /private/", "/private/a.html", false},
		{"其余的抓", 200, "User-agent: *\nDisallow: /private/", "/a.html", true},
		{"点名本程序的规则先于通用规则", 200, "User-agent: *\nDisallow: /\n\nUser-agent: gaobang\nAllow: /", "/a.html", true},
		{"查询串也对照", 200, "User-agent: *\nDisallow: /*?print=", "/a.html?print=1", false},
		{"没有文件就是允许", 404, "", "/a.html", true},
		{"空文件就是允许", 200, "", "/a.html", true},
		{"不许看文件就是允许（RFC 9309）", 403, "", "/a.html", true},
		{"服务器出错先不抓", 500, "", "/a.html", false},
		{"嫌问得太多也先不抓", 429, "", "/a.html", false},
		{"写错的延时不毁掉整个文件", 200, "User-agent: *\nCrawl-delay: soon\nDisallow: /private/", "/private/a.html", false},
		{"规则在前、名字在后不毁掉整个文件", 200, "Disallow: /x\nUser-agent: *\nDisallow: /private/", "/private/a.html", false},
		{"带 BOM 和 CR 换行也读得懂", 200, "\xef\xbb\xbfUser-agent: *\rDisallow: /private/\r", "/private/a.html", false},
		{"CR 换行、注释在前也读得懂", 200, "# 本站规则\rUser-agent: *\rCrawl-delay: soon\rDisallow: /private/\r", "/private/a.html", false},
		{"CRLF 换行也读得懂", 200, "User-agent: *\r\nDisallow: /private/\r\n", "/private/a.html", false},
		{"汉字写的路径与编码的路径是一个", 200, "User-agent: *\nDisallow: /新闻/", "/%e6%96%b0%E9%97%BB/1.html", false},
		{"编码的大小写不论", 200, "User-agent: *\nDisallow: /%e4%b8%ad/", "/%E4%B8%AD/1.html", false},
		{"不必编码的编码了也是一个", 200, "User-agent: *\nDisallow: /%7Ejoe/", "/~joe/1.html", false},
		{"编码了的斜杠不是斜杠", 200, "User-agent: *\nDisallow: /a/b", "/a%2Fb", true},
		{"一样长的两条，允许的算数（RFC 9309）", 200, "User-agent: *\nDisallow: /a/\nAllow: /a/", "/a/1.html", true},
		{"长的一条算数，通配符不算长", 200, "User-agent: *\nDisallow: /*.?\nAllow: /a.php?", "/a.php?id=1", true},
		{"$ 是结尾", 200, "User-agent: *\nDisallow: /*.php$", "/a.php?id=1", true},
		{"$ 之前的部分在结尾找", 200, "User-agent: *\nDisallow: /*.php$", "/a.php/b.php", false},
		{"名字更短的别家不是本程序", 200, "User-agent: Gao\nDisallow: /", "/a.html", true},
		{"名字带版本号的是本程序", 200, "User-agent: Gaobang/2.0\nDisallow: /", "/a.html", false},
		{"点名的两组合为一组", 200, "User-agent: gaobang\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n\nUser-agent: Gaobang\nDisallow: /b", "/b/1.html", false},
		{"点名的两组之外都允许", 200, "User-agent: gaobang\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n\nUser-agent: Gaobang\nDisallow: /b", "/c/1.html", true},
		{"名字之间隔着网站地图还是一组", 200, "User-agent: Baiduspider\nSitemap: http://a.example/s.xml\nUser-agent: *\nDisallow: /a", "/a", false},
		{"中文冒号", 200, "User-agent：*\nDisallow：/a", "/a", false},
		{"没有写斜杠的当有", 200, "User-agent: *\nDisallow: a", "/a", false},
		{"网页冒充的文件就是允许", 200, page, "/a.html", true},
		{"超大文件只看前 512 KiB", 200, "User-agent: *\nDisallow: /private/\n" + strings.Repeat("# 注释\n", 100_000), "/private/a.html", false},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			f, _, _ := robotsSite(t, c.status, c.text)
			_, err := f.Get(t.Context(), "http://news.example"+c.path)
			if c.ok {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			kind := KindRobots
			if c.status != http.StatusOK {
				kind = KindNoRobots
			}
			if e := wantKind(t, err, kind); e.Temporary() != (kind == KindNoRobots) {
				t.Errorf("Temporary = %v", e.Temporary())
			}
		})
	}
}

// TestPackedRobots: beyond its first half MiB a file is not read, packed or not.
func TestPackedRobots(t *testing.T) {
	rules := gzipped(t, append([]byte("User-agent: *\nDisallow: /private/\n#"), make([]byte, 64<<20)...), 1)
	f, _ := site(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			html(w, page)
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(rules)
	}, nil)
	_, err := f.Get(t.Context(), "http://news.example/private/a.html")
	wantKind(t, err, KindRobots)
	if _, err = f.Get(t.Context(), "http://news.example/a.html"); err != nil {
		t.Error(err)
	}
}

func TestRobotsAreKeptForADay(t *testing.T) {
	f, c, asked := robotsSite(t, 200, "User-agent: *\nAllow: /")
	get := func(want int32) {
		t.Helper()
		if _, err := f.Get(t.Context(), "http://news.example/a.html"); err != nil {
			t.Fatal(err)
		}
		if asked.Load() != want {
			t.Errorf("robots.txt was asked %d times, want %d", asked.Load(), want)
		}
	}
	get(1)
	get(1)
	_ = c.sleep(t.Context(), 25*time.Hour)
	get(2)
}

// TestAFailingRobotsFileWaits: while it cannot be read nothing is asked of the site,
// not even the file; after ten minutes it is read again.
func TestAFailingRobotsFileWaits(t *testing.T) {
	status := http.StatusBadGateway
	var robots, pages int
	f, c := site(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			robots++
			w.WriteHeader(status)
			return
		}
		pages++
		html(w, page)
	}, nil)
	for range 3 {
		_, err := f.Get(t.Context(), "http://news.example/a.html")
		if e := wantKind(t, err, KindNoRobots); e.RetryAfter != robotsRetry || !e.Temporary() {
			t.Errorf("error = %+v", e)
		}
	}
	if robots != 1 || pages != 0 {
		t.Errorf("robots.txt was asked %d times, pages %d times", robots, pages)
	}
	status = http.StatusNotFound
	_ = c.sleep(t.Context(), robotsRetry)
	if _, err := f.Get(t.Context(), "http://news.example/a.html"); err != nil || robots != 2 || pages != 1 {
		t.Errorf("after ten minutes: robots.txt %d times, pages %d times, %v", robots, pages, err)
	}
}

// TestASiteThatWardsOffEvenItsRobotsFile is blocked, and not merely failing: some
// answer everything with their script.
func TestASiteThatWardsOffEvenItsRobotsFile(t *testing.T) {
	f, c, asked := robotsSite(t, 521, "<script>document.cookie=('_')+('_')+('j')</script>")
	for range 2 {
		_, err := f.Get(t.Context(), "http://news.example/a.html")
		if e := wantKind(t, err, KindBlocked); e.Detail != "状态 521 并带脚本" || e.URL != "http://news.example/a.html" || e.Temporary() {
			t.Errorf("error = %+v", e)
		}
	}
	_ = c.sleep(t.Context(), robotsRetry)
	if _, err := f.Get(t.Context(), "http://news.example/a.html"); err == nil || asked.Load() != 2 {
		t.Errorf("after ten minutes: asked %d times, %v", asked.Load(), err)
	}
}

func TestCrawlDelayIsRespected(t *testing.T) {
	f, c, _ := robotsSite(t, 200, "User-agent: *\nCrawl-delay: 12")
	for range 2 {
		if _, err := f.Get(t.Context(), "http://news.example/a.html"); err != nil {
			t.Fatal(err)
		}
	}
	if got := c.slept[len(c.slept)-1]; !about(got, 12*time.Second) {
		t.Errorf("waited %v between two pages, want 12s", got)
	}
}

func TestMemoryOfSitesIsBounded(t *testing.T) {
	r := newRecent[int](100)
	for i := range 10_000 {
		r.put(fmt.Sprint(i), i, 10)
	}
	if len(r.entries) != 10 || r.order.Len() != 10 || r.weight != 100 {
		t.Errorf("%d entries of weight %d", len(r.entries), r.weight)
	}
	if _, ok := r.get("9999"); !ok {
		t.Error("the newest is gone")
	}
	if _, ok := r.get("0"); ok {
		t.Error("the oldest is still there")
	}
}

// FuzzRobots: whatever else a file says, what is forbidden to us by name stays so.
func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /*.php$\nCrawl-delay: 1e9", "/a.php?x=%zz")
	f.Add("User-agent: gaobang\nAllow: /***a*$*\n", "/a")
	f.Fuzz(func(t *testing.T, text, path string) {
		parseRobots([]byte(text), "gaobang").allows(path)
		if parseRobots([]byte("User-agent: gaobang\nDisallow: /private/\n#"+strings.NewReplacer("\n", "", "\r", "").Replace(text)), "gaobang").allows("/private/" + path) {
			t.Error("allowed")
		}
	})
}
