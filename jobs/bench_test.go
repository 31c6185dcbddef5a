package jobs

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

const (
	benchSites  = 17
	benchPages  = 300 // of a site: 5,100 in all
	benchLists  = 4   // columns of a site, which overlap: most pages stand in two
	benchShare  = 100 // one page in so many is about the bureau
	benchAtOnce = 16  // connections
	benchMemory = 100 // MB at most
)

// BenchmarkCrawl measures the yardstick of DESIGN §7: a plain client with x/net's
// charset reader and goquery over known addresses, beside the whole way from the
// lists to stored articles (robots, WARC, extraction, analysis, SQLite) over the
// same 5,100 loopback pages, half of them GBK by meta only, each of which links 46
// to 81 others. Both include the server. The figures are CPU time for 1,000 pages
// and the most memory that was in use, the dictionary loaded before left out. It
// fails where a page is asked for twice, a title is wrong or more memory is used.
func BenchmarkCrawl(b *testing.B) {
	site := newBenchSite(b)
	b.Run("plain-client-goquery", func(b *testing.B) {
		w := benchWorld(b, site)
		client := &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, w.address)
		}}}
		defer client.CloseIdleConnections()
		measure(b, func() (do, check func()) {
			return func() {
				for address := range site {
					if strings.Contains(address, "/p") {
						plainPage(b, client, "http://"+address)
					}
				}
			}, func() {}
		})
	})
	whole := func(b *testing.B) (do, check func()) {
		b.Helper()
		w := benchWorld(b, site)
		w.start(b)
		return func() {
			if err := w.runner.ScanNow(b.Context(), Request{}); err != nil {
				b.Fatal(err)
			}
		}, func() { wantAll(b, w) }
	}
	b.Run("gaobang", func(b *testing.B) { measure(b, func() (do, check func()) { return whole(b) }) })
	b.Run("gaobang-memory", func(b *testing.B) {
		for b.Loop() {
			do, check := whole(b)
			peak := float64(held(do)) / 1e6
			b.ReportMetric(peak, "peak-MB")
			if peak > benchMemory {
				b.Errorf("%.0f MB were in use, %d are the goal", peak, benchMemory)
			}
			check()
		}
	})
}

// measure reports the CPU time of what prepare makes, for 1,000 pages.
func measure(b *testing.B, prepare func() (do, check func())) {
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

// held is the most memory that do had from the system beyond what was live before
// it: heap, stacks and the runtime's own. The collector is kept busy, for its
// usual slack is as large as all that lives, here the server's pages and the
// dictionary.
func held(do func()) uint64 {
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	debug.FreeOSMemory()
	before, most := resident(), uint64(0)
	done := make(chan struct{})
	var watch sync.WaitGroup
	watch.Go(func() {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			most = max(most, resident())
			select {
			case <-done:
				return
			case <-tick.C:
			}
		}
	})
	do()
	close(done)
	watch.Wait()
	return most - min(before, most)
}

// resident is the memory the process has from the system and did not give back.
func resident() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64() - sample[1].Value.Uint64()
}

func cpu(b *testing.B) time.Duration {
	b.Helper()
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		b.Fatal(err)
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}

// wantAll checks that every page was asked for once and read right: the content
// hash covers title and body.
func wantAll(b *testing.B, w *world) {
	b.Helper()
	states, err := w.store.FetchStates(b.Context(), "")
	if err != nil {
		b.Fatal(err)
	}
	hashes := map[string]string{}
	for _, s := range states {
		if s.ContentHash != "" {
			hashes[strings.TrimPrefix(s.URL, "http://")] = s.ContentHash
		}
	}
	list, err := w.store.Articles(b.Context(), storage.Filter{})
	if err != nil {
		b.Fatal(err)
	}
	if want := benchSites * benchPages / benchShare; len(list) != want {
		b.Fatalf("stored %d articles, want %d", len(list), want)
	}
	for _, a := range list {
		hashes[strings.TrimPrefix(a.URL, "http://")] = a.ContentHash
	}
	for s := range benchSites {
		for p := range benchPages {
			address := benchAddress(s, p)
			if n := w.asked[address]; n != 1 {
				b.Errorf("%s was asked for %d times", address, n)
			}
			if title, body := benchText(s, p); hashes[address] != gaobang.HashContent(title, body) {
				b.Errorf("%s was not read right", address)
			}
		}
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
		for l := range benchLists {
			fmt.Fprintf(&sources, "  - {id: s%02d-%d, outlet: paper, name: 要闻, kind: list, url: \"http://%s/list%d/\", schedule: \"0 7 * * *\"}\n", i, l, host, l)
		}
		fmt.Fprintf(&profiles, "  - {host: %s, list: {item: li, link: a, date: span}}\n", host)
	}
	parts := splitDocuments(books)
	parts[1] = []byte("sources:\n" + sources.String() + "profiles:\n" + profiles.String())
	w := newPacedWorld(b, store, string(bytes.Join(parts, []byte("---\n"))), time.Millisecond, time.Now, hosts...)
	o := w.runner.options
	o.Workers = benchAtOnce - 2 // the queue has two more, for what is no scan
	runner, err := New(o)
	if err != nil {
		b.Fatal(err)
	}
	w.runner = runner
	for path, page := range site {
		w.handle(path, func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", "text/html")
			_, _ = rw.Write(page)
		})
	}
	return w
}

// newBenchSite makes the pages by host and path: about 24 KB each, as a portal's
// are, with 46 to 81 links around a story of some 1,000 characters.
func newBenchSite(b *testing.B) map[string][]byte {
	b.Helper()
	site := map[string][]byte{}
	for s := range benchSites {
		for l := range benchLists {
			var list strings.Builder
			for i := range benchPages / 2 {
				p := (l*benchPages/benchLists + i) % benchPages
				title, _ := benchText(s, p)
				fmt.Fprintf(&list, `<li><a href="/p%03d.html">%s</a><span>2026-11-%02d</span></li>`, p, title, 20-p%10)
			}
			site[fmt.Sprintf("s%02d.example/list%d/", s, l)] = []byte("<meta charset=utf-8><html><body><ul>" + list.String() + "</ul></body></html>")
		}
		for p := range benchPages {
			site[benchAddress(s, p)] = benchPage(b, s, p)
		}
	}
	return site
}

func benchAddress(s, p int) string { return fmt.Sprintf("s%02d.example/p%03d.html", s, p) }

// benchText is a page's title and body, the same at every call.
func benchText(s, p int) (title, body string) {
	random := rand.New(rand.NewPCG(uint64(s), uint64(p)))
	paragraphs := make([]string, 8)
	for i := range paragraphs {
		if p%benchShare == 0 && i == 1 {
			paragraphs[i] = "乙镇民政办走访了高龄老人。"
		}
		paragraphs[i] += phrase(random, 120) + "。"
	}
	return fmt.Sprintf("第%d站第%d篇稿件的标题", s, p), strings.Join(paragraphs, "\n")
}

func benchPage(b *testing.B, s, p int) []byte {
	b.Helper()
	title, body := benchText(s, p)
	random := rand.New(rand.NewPCG(uint64(s), uint64(p)))
	var page strings.Builder
	for i := range 46 + (s+p)%36 {
		fmt.Fprintf(&page, `<div class="nav-item nav-item-%d"><a target="_blank" href="http://%s" title="栏目导航">%s</a></div>`+"\n",
			i, benchAddress((s+i)%benchSites, (p+7*i+1)%benchPages), phrase(random, 12))
	}
	fmt.Fprintf(&page, `<h1>%s</h1><div class="info">来源：甲城报　发布时间：2026-11-%02d 08:00</div><div class="content">`, title, 20-p%10)
	for paragraph := range strings.SplitSeq(body, "\n") {
		fmt.Fprintf(&page, "<p>%s</p>\n", paragraph)
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
