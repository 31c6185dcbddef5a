package jobs

import (
	"cmp"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/crawler/fetch/fetchtest"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// ca is the authority that this process trusts.
var ca = fetchtest.NewAuthority()

func TestMain(m *testing.M) {
	beWorker()
	forget, err := ca.Trust()
	if err != nil {
		panic(err)
	}
	status := m.Run()
	forget()
	os.Exit(status)
}

// Days of the life of a site: well, then ill, then well again.
const (
	wellDays  = 16
	illDays   = 5
	piecesDay = 3
)

// patient is a site that falls ill in one way.
type patient struct {
	id      string
	want    gaobang.Condition
	since   int    // the first day that shows it
	alarmed int    // the day on which it is told
	saw     string // in the words to a person
	// ill answers in the place of the list or of a piece while the site is ill; nil
	// leaves it to the site.
	list, piece func(w *world, rw http.ResponseWriter, body string)
	silent      bool // no new pieces while it is ill
}

func patients() []patient {
	status := func(code int, body string) func(*world, http.ResponseWriter, string) {
		return func(_ *world, rw http.ResponseWriter, _ string) {
			rw.WriteHeader(code)
			_, _ = io.WriteString(rw, body)
		}
	}
	rewritten := func(of ...string) func(*world, http.ResponseWriter, string) {
		return func(_ *world, rw http.ResponseWriter, body string) {
			_, _ = io.WriteString(rw, strings.NewReplacer(of...).Replace(body))
		}
	}
	return []patient{
		{id: "fine", want: gaobang.Fine},
		{id: "silent", want: gaobang.NoNews, since: wellDays, alarmed: wellDays + 2, saw: "都没有新稿", silent: true},
		{id: "slow", want: gaobang.Slow, since: wellDays, alarmed: wellDays, saw: "9.0 秒，平时", list: func(w *world, rw http.ResponseWriter, body string) {
			w.later(9 * time.Second)
			_, _ = io.WriteString(rw, body)
		}, piece: func(w *world, rw http.ResponseWriter, body string) {
			w.later(9 * time.Second)
			_, _ = io.WriteString(rw, body)
		}},
		{id: "down", want: gaobang.Down, since: wellDays, alarmed: wellDays + 1, saw: "502", list: status(http.StatusBadGateway, "")},
		{id: "blocked", want: gaobang.Blocked, since: wellDays, alarmed: wellDays, saw: "521", list: status(521, "<script>document.cookie='__jsl_clearance=1'</script>")},
		{id: "redesigned", want: gaobang.Redesigned, since: wellDays, alarmed: wellDays, saw: "站点规则读不到列表了", list: rewritten("<ul class=\"list\">", "<main class=\"feed\"><header><b class=\"x\"></b></header>", "</ul>", "</main>", "<li>", `<div class="card"><p class="t">`, "</li>", "</p></div>", `<div class="wrap">`, `<section class="app">`, `<div class="main">`, `<article class="page">`)},
		{id: "emptied", want: gaobang.Emptied, since: wellDays, alarmed: wellDays, saw: "一条稿件也没有", list: func(_ *world, rw http.ResponseWriter, body string) {
			before, after, _ := strings.Cut(body, "<li>")
			_, _ = io.WriteString(rw, before+after[strings.LastIndex(after, "</ul>"):])
		}},
		{id: "undated", want: gaobang.DateBroken, since: wellDays, alarmed: wellDays, saw: "有日期，平时几乎都有", list: rewritten("<span>", "<span>日期见正文 ", "2026-", "第")},
		{id: "expired", want: gaobang.CertificateExpired, since: wellDays, alarmed: wellDays, saw: "已过期"},
		{id: "pages", want: gaobang.Redesigned, since: wellDays, alarmed: wellDays, saw: "页找不到标题或正文，平时几乎都找得到；文章页的结构变了", piece: func(_ *world, rw http.ResponseWriter, _ string) {
			_, _ = io.WriteString(rw, `<html><body><section class="app"><nav class="bar"><i class="logo"></i></nav><div id="root"></div></section></body></html>`)
		}},
		{id: "lost", want: gaobang.Down, since: wellDays, alarmed: wellDays, saw: "502", piece: status(http.StatusBadGateway, "")},
	}
}

func (w *world) later(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// hospital is the sites of all patients.
type hospital struct {
	*world

	day int
}

func (h *hospital) ill() bool { return h.day >= wellDays && h.day < wellDays+illDays }

// published is how many pieces a site has by now.
func (h *hospital) published(p patient) int {
	days := h.day + 1
	if p.silent {
		days -= min(max(days-wellDays, 0), illDays)
	}
	return days * piecesDay
}

func (h *hospital) serveSite(p patient) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		var n int
		answer, body := p.list, h.listOf(p)
		if _, err := fmt.Sscanf(r.URL.Path, "/a/2026%d.html", &n); err == nil {
			answer, body = p.piece, article(n, "2026-11-01 08:00")
		}
		if p.want == gaobang.Slow && !h.ill() {
			h.later(500 * time.Millisecond)
		}
		if answer == nil || !h.ill() || r.URL.Path == "/robots.txt" {
			_, _ = io.WriteString(rw, body)
			return
		}
		answer(h.world, rw, body)
	}
}

func (h *hospital) listOf(p patient) string {
	var b strings.Builder
	for n := h.published(p) - 1; n >= max(0, h.published(p)-30); n-- {
		fmt.Fprintf(&b, `<li><a href="/a/2026%04d.html">第%d篇关于乙镇的稿件标题</a><span>%s</span></li>`, n, n, dayOne.AddDays(n/piecesDay))
	}
	return `<html><body><header class="top"><a class="logo" href="/"><img class="sign"></a><nav class="menu"><b class="on">要闻</b></nav></header><aside class="side"><h3 class="box-title">专题</h3></aside><footer class="foot"><p class="copy">甲城</p></footer><div class="wrap"><div class="main"><ul class="list">` + b.String() + `</ul></div></div></body></html>`
}

var dayOne = gaobang.Date{Year: 2026, Month: time.November, Day: 1}

// TestEveryIllnessIsTold lives with ten sites for a month: each is well, falls ill
// in its own way, and is well again. Each illness is named, with its beginning and
// what to do, by one alert that opens and closes once; in the end no piece is
// missing.
func TestEveryIllnessIsTold(t *testing.T) {
	h := &hospital{}
	store, err := storage.Open(t.Context(), storagetest.DSN(t, storage.SQLite), func() time.Time {
		if h.world == nil {
			return storagetest.Now()
		}
		return h.clock()
	})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	_, rest, _ := strings.Cut(books, "---\nunits")
	sources, hosts := "sources:\n", []string{}
	for _, p := range patients() {
		scheme := "http"
		if p.want == gaobang.CertificateExpired {
			scheme = "https"
		}
		host := p.id + ".ward.example"
		hosts = append(hosts, host)
		sources += fmt.Sprintf("  - {id: %s, outlet: paper, name: %s, kind: list, url: \"%s://%s/list/\", schedule: \"0 7 * * *\"}\n", p.id, p.id, scheme, host)
	}
	sources += "profiles:\n"
	for _, host := range hosts {
		sources += "  - {host: " + host + ", list: {item: li, link: a, date: span}}\n"
	}
	outlets, _, _ := strings.Cut(books, "---\n")
	h.world = newWorldOf(t, store, outlets+"---\n"+sources+"---\nunits"+rest, hosts...)
	expired := h.secure(t)
	h.runner.options.Fetcher = h.fetcher(t, map[string]string{"expired.ward.example": expired}, hosts...)
	for _, p := range patients() {
		host := p.id + ".ward.example"
		for _, path := range []string{"/list/"} {
			h.handle(host+path, h.serveSite(p))
		}
	}
	h.start(t)
	alarms := map[gaobang.SourceID]int{}
	for h.day = 0; h.day <= wellDays+illDays+1; h.day++ { // on the last day comes what failed while it was ill
		h.runner.options.Fetcher.Close() // a connection kept shows no certificate
		for _, p := range patients() {
			for n := max(0, h.published(p)-30); n < h.published(p); n++ {
				h.handle(fmt.Sprintf("%s.ward.example/a/2026%04d.html", p.id, n), h.serveSite(p))
			}
		}
		var others []gaobang.SourceID
		for _, p := range patients() {
			if p.id != "slow" {
				others = append(others, gaobang.SourceID(p.id))
			}
		}
		for _, ids := range [][]gaobang.SourceID{others, {"slow"}} { // its slowness moves the clock of all
			h.mu.Lock()
			h.now = dayOne.AddDays(h.day).Start().Add(7*time.Hour + 30*time.Minute)
			h.mu.Unlock()
			if err := h.runner.ScanNow(t.Context(), Request{Sources: ids}); err != nil {
				t.Fatal(err)
			}
		}
		states, err := store.SourceStates(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range patients() {
			id := gaobang.SourceID(p.id)
			if _, told := alarms[id]; !told && states[id].Health.Condition.Alarming() {
				alarms[id] = h.day
			}
		}
		if h.day == wellDays+illDays-1 {
			wantIll(t, states)
		}
	}
	wantWell(t, h, store, alarms)
}

// wantIll holds the last day of illness.
func wantIll(t *testing.T, states map[gaobang.SourceID]storage.SourceState) {
	t.Helper()
	for _, p := range patients() {
		got := states[gaobang.SourceID(p.id)].Health
		if got.Condition != p.want || !strings.Contains(got.Saw, p.saw) {
			t.Errorf("%s: %s: %s; want %s: …%s…", p.id, got.Condition, got.Saw, p.want, p.saw)
		}
		if p.want != gaobang.Fine && (got.Remedy == "" || gaobang.DateOf(got.Since) != dayOne.AddDays(p.since)) {
			t.Errorf("%s: since %s, remedy %q; want since %s", p.id, got.Since, got.Remedy, dayOne.AddDays(p.since))
		}
		if byHand := strings.Contains(got.Remedy, "gaobang import --template 补录.xlsx --source "+p.id); byHand != (p.want == gaobang.Blocked) {
			t.Errorf("%s: advised to enter by hand: %t: %s", p.id, byHand, got.Remedy)
		}
	}
}

// wantWell holds the day after the illness.
func wantWell(t *testing.T, h *hospital, store *storage.Store, alarms map[gaobang.SourceID]int) {
	t.Helper()
	h.day--
	states, err := store.SourceStates(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all, err := store.Alerts(t.Context(), dayOne.Start())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range patients() {
		id := gaobang.SourceID(p.id)
		if got := states[id].Health; got.Condition != gaobang.Fine {
			t.Errorf("%s: %s in the end: %s", p.id, got.Condition, got.Saw)
		}
		var alerts []gaobang.Alert
		for _, a := range all {
			if a.Source == id {
				alerts = append(alerts, a)
			}
		}
		switch {
		case p.want == gaobang.Fine:
			if len(alerts) > 0 {
				t.Errorf("%s: alerts %+v", p.id, alerts)
			}
		case len(alerts) != 1 || alerts[0].Condition != p.want || alerts[0].ClosedAt.IsZero() || alarms[id] != p.alarmed:
			t.Errorf("%s: told on day %d, want %d; alerts %+v", p.id, alarms[id], p.alarmed, alerts)
		}
		links, err := store.FetchStates(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		read := 0
		for _, l := range links {
			if l.Status == storage.LinkStored || l.Status == storage.LinkIrrelevant || l.Status == storage.LinkDuplicate {
				read++
			}
		}
		if read != h.published(p) {
			t.Errorf("%s: %d of %d pieces are read in the end", p.id, read, h.published(p))
		}
	}
}

// secure serves the sites by TLS, with a certificate that ends when the well days
// do and is renewed after the ill ones.
func (h *hospital) secure(t *testing.T) (address string) {
	t.Helper()
	old := ca.Issue(t, "*.ward.example", dayOne.AddDays(-300).Start(), dayOne.AddDays(wellDays).Start())
	renewed := ca.Issue(t, "*.ward.example", dayOne.Start(), dayOne.AddDays(400).Start())
	s := httptest.NewUnstartedServer(h.world)
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.TLS = &tls.Config{GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
		if h.day < wellDays+illDays {
			return &old, nil
		}
		return &renewed, nil
	}}
	s.StartTLS()
	t.Cleanup(s.Close)
	return s.Listener.Addr().String()
}

// fetcher reaches the hosts at the world's server, but for those with an address
// of their own.
func (h *hospital) fetcher(t *testing.T, own map[string]string, hosts ...string) *fetch.Fetcher {
	t.Helper()
	pinned := map[string]string{}
	for _, host := range hosts {
		pinned[host] = cmp.Or(own[host], h.address)
	}
	f := fetch.New(fetch.Options{Pace: time.Millisecond, Timeout: time.Minute, MaxBody: 1 << 20, Now: h.clock, Pinned: pinned})
	t.Cleanup(f.Close)
	return f
}
