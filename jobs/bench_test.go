package jobs

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

const (
	benchSites = 16
	benchPages = 100 // of a site
	benchShare = 100 // one page in so many is about the bureau
)

// BenchmarkCrawl measures the yardstick of DESIGN §7: a plain client with x/net's
// charset reader and goquery over known addresses, beside the whole way from the
// lists to stored articles (robots, WARC, extraction, analysis, SQLite) over the
// same loopback pages, half of them GBK by meta only. Both include the server.
// The figure is CPU time for 1,000 pages.
func BenchmarkCrawl(b *testing.B) {
	site := newBenchSite(b)
	b.Run("plain-client-goquery", func(b *testing.B) {
		w := benchWorld(b, site)
		client := &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, w.address)
		}}}
		defer client.CloseIdleConnections()
		measureCPU(b, func() (do, check func()) {
			return func() {
				for address := range site {
					if strings.Contains(address, "/p") {
						plainPage(b, client, "http://"+address)
					}
				}
			}, func() {}
		})
	})
	b.Run("gaobang", func(b *testing.B) {
		measureCPU(b, func() (do, check func()) {
			w := benchWorld(b, site)
			w.start(b)
			return func() {
				if err := w.runner.ScanNow(b.Context(), Request{}); err != nil {
					b.Fatal(err)
				}
			}, func() { wantStored(b, w.store) }
		})
	})
}

// measureCPU reports the CPU time of what prepare makes, for 1,000 pages.
func measureCPU(b *testing.B, prepare func() (do, check func())) {
	b.Helper()
	var spent time.Duration
	for b.Loop() {
		b.StopTimer()
		do, check := prepare()
		before := cpu(b)
		b.StartTimer()
		do()
		b.StopTimer()
		spent += cpu(b) - before
		check()
		b.StartTimer()
	}
	b.ReportMetric(spent.Seconds()*1000/float64(b.N*benchSites*benchPages), "cpu-s/1000-pages")
}

func cpu(b *testing.B) time.Duration {
	b.Helper()
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		b.Fatal(err)
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}

func wantStored(b *testing.B, store *storage.Store) {
	b.Helper()
	list, err := store.Articles(b.Context(), storage.Filter{})
	if err != nil {
		b.Fatal(err)
	}
	if want := benchSites * benchPages / benchShare; len(list) != want {
		b.Fatalf("stored %d articles, want %d", len(list), want)
	}
}

func plainPage(b *testing.B, client *http.Client, address string) {
	b.Helper()
	resp, err := client.Get(address)
	if err != nil {
		b.Fatal(err)
	}
	raw, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	if err != nil {
		b.Fatal(err)
	}
	r, err := charset.NewReader(bytes.NewReader(raw), resp.Header.Get("Content-Type"))
	if err != nil {
		b.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(r)
	if err != nil {
		b.Fatal(err)
	}
	if title, body := doc.Find("h1").Text(), doc.Find(".content p").Text(); title == "" || body == "" {
		b.Fatalf("%s: title %q, %d bytes of body", address, title, len(body))
	}
}

func benchWorld(b *testing.B, site map[string][]byte) *world {
	b.Helper()
	store := storagetest.Open(b, "sqlite")
	var hosts []string
	var sources, profiles strings.Builder
	for i := range benchSites {
		host := fmt.Sprintf("s%02d.example", i)
		hosts = append(hosts, host)
		fmt.Fprintf(&sources, "  - {id: s%02d, outlet: paper, name: 要闻, kind: list, url: \"http://%s/list/\", schedule: \"0 7 * * *\"}\n", i, host)
		fmt.Fprintf(&profiles, "  - {host: %s, list: {item: li, link: a, date: span}}\n", host)
	}
	parts := splitDocuments(books)
	parts[1] = []byte("sources:\n" + sources.String() + "profiles:\n" + profiles.String())
	w := newWorldOf(b, store, string(bytes.Join(parts, []byte("---\n"))), hosts...)
	for path, page := range site {
		w.handle(path, func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", "text/html")
			_, _ = rw.Write(page)
		})
	}
	return w
}

// newBenchSite makes the pages by host and path: about 24 KB each, as a portal's
// are, with 60 links around a story of some 1,000 characters.
func newBenchSite(b *testing.B) map[string][]byte {
	b.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	site := map[string][]byte{}
	for s := range benchSites {
		host := fmt.Sprintf("s%02d.example", s)
		var list strings.Builder
		list.WriteString("<html><body><ul>")
		for p := range benchPages {
			fmt.Fprintf(&list, `<li><a href="/p%03d.html">第%d站第%d篇稿件的标题</a><span>2026-11-%02d</span></li>`, p, s, p, 20-p%10)
			site[fmt.Sprintf("%s/p%03d.html", host, p)] = benchPage(b, random, s, p)
		}
		site[host+"/list/"] = []byte("<meta charset=utf-8>" + list.String() + "</ul></body></html>")
	}
	return site
}

func benchPage(b *testing.B, random *rand.Rand, s, p int) []byte {
	b.Helper()
	var page strings.Builder
	for i := range 60 {
		fmt.Fprintf(&page, `<div class="nav-item nav-item-%d"><a target="_blank" href="http://s%02d.example/column/%d/index.html" title="栏目导航">%s</a></div>`+"\n",
			i, s, i, phrase(random, 12))
	}
	fmt.Fprintf(&page, `<h1>第%d站第%d篇稿件的标题</h1><div class="info">来源：甲城报　发布时间：2026-11-%02d 08:00</div><div class="content">`, s, p, 20-p%10)
	for i := range 8 {
		about := ""
		if p%benchShare == 0 && i == 1 {
			about = "乙镇民政办走访了高龄老人。"
		}
		fmt.Fprintf(&page, "<p>%s%s。</p>\n", about, phrase(random, 120))
	}
	page.WriteString("</div>" + strings.Repeat(`<script>var track = {"page": "article", "column": 12, "load": function () { return 1; }};</script>`+"\n", 120) + "</body></html>")
	head := "<html><head><meta charset=%s><title>稿件</title></head><body>"
	if p%2 == 0 {
		return []byte(fmt.Sprintf(head, "utf-8") + page.String())
	}
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(fmt.Sprintf(head, "gbk") + page.String())
	if err != nil {
		b.Fatal(err)
	}
	return []byte(gbk)
}

// phrase is n characters of no meaning.
func phrase(random *rand.Rand, n int) string {
	common := []rune("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经")
	out := make([]rune, n)
	for i := range out {
		out[i] = common[random.IntN(len(common))]
	}
	return string(out)
}
