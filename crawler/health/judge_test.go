package health

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
)

var today = gaobang.Date{Year: 2026, Month: time.November, Day: 24}

// usual is a good scan, n days ago.
func usual(n int) gaobang.Scan {
	return gaobang.Scan{StartedAt: today.AddDays(-n).Start().Add(7 * time.Hour), Complete: true, New: 3, Facts: gaobang.ScanFacts{
		Listed: 20, Dated: 20, Newest: today.AddDays(-n), Pages: 5, Timed: 5, Titles: 5, Chars: 600, PageShape: "0", Latency: 800 * time.Millisecond, Shape: "0",
	}}
}

func with(s gaobang.Scan, change func(*gaobang.Scan)) gaobang.Scan {
	change(&s)
	return s
}

func failed(n int, fault string) gaobang.Scan {
	return with(usual(n), func(s *gaobang.Scan) {
		s.Complete, s.Err, s.Facts = false, "抓取失败："+fault, gaobang.ScanFacts{Fault: fault}
	})
}

// history is the scans given, newest first from today, before ten good ones.
func history(latest ...func(n int) gaobang.Scan) []gaobang.Scan {
	var scans []gaobang.Scan
	for i, of := range latest {
		scans = append(scans, of(i))
	}
	for i := range 10 {
		scans = append(scans, usual(len(latest)+i))
	}
	return scans
}

func fault(kind string) func(int) gaobang.Scan {
	return func(n int) gaobang.Scan { return failed(n, kind) }
}

func facts(change func(*gaobang.ScanFacts)) func(int) gaobang.Scan {
	return func(n int) gaobang.Scan {
		return with(usual(n), func(s *gaobang.Scan) { change(&s.Facts) })
	}
}

// few is a scan with so many pages, of which so many were no article.
func few(pages, no int) func(int) gaobang.Scan {
	return facts(func(f *gaobang.ScanFacts) {
		f.Pages, f.NotArticles, f.Timed, f.Titles, f.Chars = pages, no, pages-no, pages-no, 0
		f.PageShape = "ffffffffffffffff"
		if pages == 0 {
			f.PageShape = ""
		}
	})
}

// missing is a scan that found so many pieces that could not be had, for a reason,
// and so many that could.
func missing(no, had int, kind string) func(int) gaobang.Scan {
	return facts(func(f *gaobang.ScanFacts) {
		f.Pages, f.Timed, f.Titles, f.Unfetched, f.PageFault, f.PageErr = had, had, had, no, kind, "抓取失败："+kind
	})
}

// answering is a scan with so many answers that took so long, few of them of pieces.
func answering(took time.Duration, answers int) func(int) gaobang.Scan {
	return func(n int) gaobang.Scan {
		return with(few(answers-1, 0)(n), func(s *gaobang.Scan) {
			s.Facts.Latency, s.Facts.Answers, s.Facts.PageShape = took, answers, "0"
		})
	}
}

// slowForEver is n scans of seven seconds up to yesterday, and none before them.
func slowForEver(n int) (scans []gaobang.Scan) {
	for i := range n {
		scans = append(scans, answering(7*time.Second, 6)(i+1))
	}
	return scans
}

func emptied(shape string) func(int) gaobang.Scan {
	return func(n int) gaobang.Scan {
		return with(failed(n, gaobang.FaultEmptyList), func(s *gaobang.Scan) { s.Facts.Shape = shape })
	}
}

// slow is a scan whose pieces took so many seconds; 0 is one without pieces.
func slow(seconds int) func(int) gaobang.Scan {
	return facts(func(f *gaobang.ScanFacts) {
		if f.Latency = time.Duration(seconds) * time.Second; seconds == 0 {
			f.Pages, f.Timed, f.Titles, f.Chars, f.PageShape = 0, 0, 0, 0, ""
		}
	})
}

func TestJudge(t *testing.T) {
	tests := []struct {
		name  string
		scans []gaobang.Scan
		want  gaobang.Condition
		since int // days ago
		saw   string
	}{
		{"a source never scanned whole has no condition and says so", nil, "", -1, "还没有采完过"},
		{"a first scan that was broken off is no good scan", []gaobang.Scan{with(usual(0), func(s *gaobang.Scan) { s.Complete = false })}, "", -1, "还没有采完过"},
		{"good scans are fine", history(), gaobang.Fine, -1, ""},
		{"one failed scan after a good one is no alarm but is told", history(fault("timeout")), gaobang.Fine, -1, "会自动再采"},
		{"two failed scans in a row are down since the first", history(fault("timeout"), fault("dns")), gaobang.Down, 1, "timeout"},
		{"a first scan that fails is down: nothing good came before", []gaobang.Scan{failed(0, "refused")}, gaobang.Down, 0, "refused"},
		{"a failure long after the last good scan is down at once", append([]gaobang.Scan{failed(0, "timeout")}, usual(3), usual(4)), gaobang.Down, 0, ""},
		{"a blocked scan is blocked at once, with the sign", history(fault("blocked")), gaobang.Blocked, 0, "blocked"},
		{"blocked for three scans is blocked since the third", history(fault("blocked"), fault("blocked"), fault("blocked")), gaobang.Blocked, 2, ""},
		{"a robots.txt that forbids is told as it is", history(fault("robots")), gaobang.Blocked, 0, "robots"},
		{"a host inside is down, after a good scan too", history(fault("inside")), gaobang.Down, 0, "inside"},
		{"a paper without any issue has another address", history(fault(gaobang.FaultNoIssue)), gaobang.Redesigned, 0, ""},
		{"an expired certificate is told apart from down", history(fault("expired")), gaobang.CertificateExpired, 0, ""},
		{"no list and another structure is a redesign, at the first scan", history(emptied("ffffffffffffffff")), gaobang.Redesigned, 0, "认不出来"},
		{"no list at a source that never had one is none to recognise again", []gaobang.Scan{emptied("ff")(0)}, gaobang.Redesigned, 0, "从来没有认出过"},
		{"a feed that never had a piece was not redesigned: it has no design", []gaobang.Scan{emptied("")(0)}, gaobang.Emptied, 0, "从来没有读到过"},
		{
			"no list by the profile, but known pieces in another one, is a redesign though the rest of the page stays",
			history(func(n int) gaobang.Scan {
				return with(emptied("0")(n), func(s *gaobang.Scan) { s.Facts.Known = 5 })
			}), gaobang.Redesigned, 0, "另有 5 条已知的稿件",
		},
		{"no list in the same structure is emptied", history(emptied("0")), gaobang.Emptied, 0, "没有变"},
		{
			"a list of one row where twenty are usual, and another structure, is a redesign",
			history(facts(func(f *gaobang.ScanFacts) { f.Listed, f.Dated, f.Shape = 1, 1, "ffffffffffffffff" })), gaobang.Redesigned, 0, "只认出 1 条，平时 20 条",
		},
		{
			"a list of one row in the same structure is emptied",
			history(facts(func(f *gaobang.ScanFacts) { f.Listed, f.Dated = 1, 1 })), gaobang.Emptied, 0, "平时 20 条",
		},
		{
			"a list most of whose rows lead to another site is not emptied",
			history(facts(func(f *gaobang.ScanFacts) { f.Listed, f.Dated, f.Elsewhere = 1, 1, 19 })), gaobang.Fine, -1, "",
		},
		{
			"a list all of whose rows lead to another site says so",
			history(facts(func(f *gaobang.ScanFacts) { f.Listed, f.Dated, f.Elsewhere = 0, 0, 20 })), gaobang.Fine, -1, "20 条都链到别的网站",
		},
		{
			"another structure alone is no alarm: the rows are read",
			history(facts(func(f *gaobang.ScanFacts) { f.Shape = "ffffffffffffffff" })), gaobang.Fine, -1, "",
		},
		{
			"rows that lost their dates are broken dates",
			history(facts(func(f *gaobang.ScanFacts) { f.Dated = 3 })), gaobang.DateBroken, 0, "20 条中只有 3 条有日期",
		},
		{
			"a list that jumps into the future is broken dates",
			history(facts(func(f *gaobang.ScanFacts) { f.Newest = today.AddDays(30) })), gaobang.DateBroken, 0, "还没有到",
		},
		{
			"articles that lost their times are broken dates",
			history(facts(func(f *gaobang.ScanFacts) { f.Timed = 1 })), gaobang.DateBroken, 0, "5 篇中只有 1 篇有发表时间",
		},
		{
			"article pages without title or body are a redesign",
			history(facts(func(f *gaobang.ScanFacts) { f.NotArticles, f.Timed = 4, 1 })), gaobang.Redesigned, 0, "5 页中 4 页",
		},
		{
			"article pages without title or body in another design", history(facts(func(f *gaobang.ScanFacts) {
				f.NotArticles, f.Timed, f.Titles, f.PageShape = 5, 0, 0, "ffffffffffffffff"
			})),
			gaobang.Redesigned, 0, "5 页中 5 页找不到标题或正文，平时几乎都找得到；文章页的结构变了",
		},
		{
			"a scan a day with one page each: three of them without title or body tell it",
			history(few(1, 1), few(1, 1), few(1, 1)), gaobang.Redesigned, 2, "3 页中 3 页",
		},
		{"two scans with one such page each say nothing yet", history(few(1, 1), few(1, 1)), gaobang.Fine, -1, ""},
		{"a scan without new pieces does not end it", history(few(0, 0), few(2, 2), few(2, 2)), gaobang.Redesigned, 2, "4 页中 4 页"},
		{
			"articles that all have one title in another design are a redesign",
			history(facts(func(f *gaobang.ScanFacts) { f.Titles = 1 })), gaobang.Redesigned, 0, "5 篇只有 1 个不同的标题",
		},
		{
			"articles that lost most of their text in another design are a redesign",
			history(facts(func(f *gaobang.ScanFacts) { f.Chars, f.PageShape = 40, "ffffffffffffffff" })), gaobang.Redesigned, 0, "正文中位 40 字，平时 600 字",
		},
		{
			"short articles in the usual design are briefs",
			history(facts(func(f *gaobang.ScanFacts) { f.Chars = 40 })), gaobang.Fine, -1, "",
		},
		{
			"another design of article pages alone is no alarm: they are read",
			history(facts(func(f *gaobang.ScanFacts) { f.PageShape = "ffffffffffffffff" })), gaobang.Fine, -1, "",
		},
		{
			"two odd articles say nothing",
			history(facts(func(f *gaobang.ScanFacts) { f.Pages, f.NotArticles, f.Timed = 2, 2, 0 })), gaobang.Fine, -1, "",
		},
		{
			"hours without new pieces do not end it",
			history(slices.Concat(slices.Repeat([]func(int) gaobang.Scan{few(0, 0)}, 12), []func(int) gaobang.Scan{few(3, 3)})...), gaobang.Redesigned, 12, "3 页中 3 页",
		},
		{
			"a stumble does not end an illness",
			history(fault("timeout"), facts(func(f *gaobang.ScanFacts) { f.Listed, f.Dated = 1, 1 })), gaobang.Emptied, 1, "平时 20 条",
		},
		{"pieces that cannot be had, though the list can, are down", history(missing(3, 0, "timeout")), gaobang.Down, 0, "3 篇中 3 篇抓取失败；最后一次：抓取失败：timeout"},
		{"one such piece a scan: three of them tell it", history(missing(1, 0, "status"), few(0, 0), missing(1, 0, "status"), missing(1, 0, "status")), gaobang.Down, 3, "3 篇中 3 篇"},
		{"two such pieces say nothing yet", history(missing(1, 0, "status"), missing(1, 0, "status")), gaobang.Fine, -1, ""},
		{"pieces that are warded off, though the list is not, are blocked", history(missing(4, 1, "blocked")), gaobang.Blocked, 0, "5 篇中 4 篇"},
		{"pieces on a host whose certificate expired", history(missing(3, 0, "expired")), gaobang.CertificateExpired, 0, "3 篇"},
		{"of a source seen for the first time, all pieces must fail", []gaobang.Scan{missing(4, 0, "timeout")(0)}, gaobang.Down, 0, "4 篇中 4 篇"},
		{"of a source seen for the first time, some may fail", []gaobang.Scan{missing(4, 1, "timeout")(0)}, gaobang.Fine, -1, ""},
		{
			"a source half of whose pieces always fail is as usual", func() []gaobang.Scan {
				scans := history()
				for i := range scans {
					scans[i] = missing(3, 2, "status")(i)
				}
				return scans
			}(), gaobang.Fine, -1, "",
		},
		{
			"an illness does not become usual by lasting",
			history(func() []func(int) gaobang.Scan {
				ill := make([]func(int) gaobang.Scan, 40)
				for i := range ill {
					ill[i] = facts(func(f *gaobang.ScanFacts) { f.Listed, f.Dated = 1, 1 })
				}
				return ill
			}()...), gaobang.Emptied, 39, "平时 20 条",
		},
		{
			"a list that always shows a day to come does not say anything new by it",
			func() (scans []gaobang.Scan) {
				for n := range 10 {
					scans = append(scans, facts(func(f *gaobang.ScanFacts) { f.Newest = today.AddDays(30) })(n))
				}
				return scans
			}(), gaobang.Fine, -1, "",
		},
		{
			"a list of a fifth of its rows is emptied",
			history(facts(func(f *gaobang.ScanFacts) { f.Listed, f.Dated = 4, 4 })), gaobang.Emptied, 0, "平时 20 条",
		},
		{
			"a list of more than a fifth of its rows is not",
			history(facts(func(f *gaobang.ScanFacts) { f.Listed, f.Dated = 5, 5 })), gaobang.Fine, -1, "",
		},
		{
			"four times the usual latency is slow",
			history(answering(9*time.Second, 6)), gaobang.Slow, 0, "9.0 秒，平时 0.8 秒",
		},
		{"three seconds are slow where eight tenths are usual", history(answering(3300*time.Millisecond, 6)), gaobang.Slow, 0, "3.3 秒，平时 0.8 秒"},
		{"three times the usual latency is no alarm", history(answering(2400*time.Millisecond, 6)), gaobang.Fine, -1, ""},
		{"a newcomer that takes seven seconds is slow at once", []gaobang.Scan{answering(7*time.Second, 6)(0)}, gaobang.Slow, 0, "7.0 秒"},
		{"a newcomer that takes four seconds is not", []gaobang.Scan{answering(4*time.Second, 6)(0)}, gaobang.Fine, -1, ""},
		{"two slow answers are a stumble", history(answering(9*time.Second, 2)), gaobang.Fine, -1, ""},
		{"three scans with one slow answer each tell it", history(slices.Repeat([]func(int) gaobang.Scan{answering(9*time.Second, 1)}, 3)...), gaobang.Slow, 2, "9.0 秒"},
		{"a quick answer between ends it", history(answering(9*time.Second, 1), answering(time.Second, 1), answering(9*time.Second, 2)), gaobang.Fine, -1, ""},
		{"a failed scan between does not", history(answering(9*time.Second, 1), fault("timeout"), answering(9*time.Second, 2)), gaobang.Slow, 2, "9.0 秒"},
		{
			"slowness does not become usual by lasting",
			history(slices.Repeat([]func(int) gaobang.Scan{answering(4*time.Second, 6)}, 40)...), gaobang.Slow, 39, "4.0 秒，平时 0.8 秒",
		},
		{
			"a source that was always slow is still held to its list",
			append([]gaobang.Scan{emptied("0")(0)}, slowForEver(10)...), gaobang.Emptied, 0, "没有变",
		},
		{"a source that was always slow is slow since it was first scanned", slowForEver(10), gaobang.Slow, 10, "7.0 秒"},
		{
			"scans without pieces neither end slowness nor are usual",
			history(slow(0), slow(9), slow(0), slow(0)), gaobang.Slow, 1, "9.0 秒，平时 0.8 秒",
		},
		{
			"a source with pieces in every other scan can be slow",
			append(history(slow(9))[:1], slow(0)(1), usual(2), slow(0)(3), usual(4), slow(0)(5), usual(6)), gaobang.Slow, 0, "平时 0.8 秒",
		},
		{"a quick piece ends slowness", history(slow(1), slow(9)), gaobang.Fine, -1, ""},
		{
			"a source that never dated its rows is no broken dates",
			func() []gaobang.Scan {
				scans := history()
				for i := range scans {
					scans[i].Facts.Dated = 0
				}
				return scans
			}(), gaobang.Fine, -1, "",
		},
		{
			"two good scans are too few to call anything odd",
			[]gaobang.Scan{facts(func(f *gaobang.ScanFacts) { f.Dated = 0 })(0), usual(1), usual(2)}, gaobang.Fine, -1, "",
		},
		{
			"an interrupted scan says nothing of the site",
			history(func(n int) gaobang.Scan {
				return with(usual(n), func(s *gaobang.Scan) { s.Complete, s.Facts = false, gaobang.ScanFacts{} })
			}), gaobang.Fine, -1, "",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := Judge(test.scans, nil, gaobang.Calendar{}, today)
			if got.Condition != test.want || !strings.Contains(got.Saw, test.saw) {
				t.Fatalf("got %s: %s; want %s: …%s…", got.Condition, got.Saw, test.want, test.saw)
			}
			if got.Condition.Alarming() && got.Remedy == "" {
				t.Error("no remedy")
			}
			if test.since >= 0 && gaobang.DateOf(got.Since) != today.AddDays(-test.since) {
				t.Errorf("since %s, want %s", got.Since, today.AddDays(-test.since))
			}
		})
	}
}

// TestRemedies: each illness has its own advice.
func TestRemedies(t *testing.T) {
	for _, c := range []struct {
		rule  string
		fault *fetch.Error
		want  string
	}{
		{"robots.txt 不允许：找网站放行或停用，不说会自动重试", &fetch.Error{Kind: fetch.KindRobots, URL: "http://a.example/"}, "网站不在 robots.txt 中放行就一直采不到：请征得网站同意、由它放行，放行后自动恢复；或在 sources 名册中停用该采集源（disabled: true）；期间的稿件可人工补录（gaobang import）"},
		{"内网主机：写明 allow_hosts 里写什么", &fetch.Error{Kind: fetch.KindInside, URL: "http://oa.a.example/x", Detail: "解析到内部地址 10.0.0.1"}, "确是可以采集的内网站点，请在设置 fetch 的 allow_hosts 里写上 oa.a.example，再重启 serve；否则请改正网址"},
		{"没有页面：先说怎么核对，再说会重试", &fetch.Error{Kind: fetch.KindStatus, URL: "http://a.example/", Status: 404}, "请核对网址，页面可能已被删除或改版；会继续自动重试，恢复后自动补上这段时间的稿件；若网址已作废，请在 sources 名册中改正或停用"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			scan := failed(0, string(c.fault.Kind))
			scan.Err = c.fault.Error()
			got := Judge([]gaobang.Scan{scan}, nil, gaobang.Calendar{}, today)
			if got.Remedy != c.want || strings.Contains(got.Saw, "。") || !strings.HasPrefix(scan.Err, got.Saw) {
				t.Errorf("saw    %s\nremedy %s\nwant   %s", got.Saw, got.Remedy, c.want)
			}
		})
	}
	if got := Judge([]gaobang.Scan{failed(0, gaobang.FaultNoIssue)}, nil, gaobang.Calendar{}, today); !strings.Contains(got.Remedy, "{YYYY}、{MM}、{DD} 写进 sources 的 url") {
		t.Errorf("a paper without issues: %s", got.Remedy)
	}
}

// days are a source's history up to yesterday: pattern[i] is the news of the
// i-th day, repeated over n days.
func days(n int, pattern ...int) []gaobang.ScanDay {
	out := make([]gaobang.ScanDay, n)
	for i := range out {
		out[i] = gaobang.ScanDay{Day: today.AddDays(i - n), Scans: 2, New: pattern[i%len(pattern)]}
	}
	return out
}

// silent makes the last n days silent.
func silent(d []gaobang.ScanDay, n int) []gaobang.ScanDay {
	for i := len(d) - n; i < len(d); i++ {
		d[i].New = 0
	}
	return d
}

func TestAStumbleDoesNotEndASilence(t *testing.T) {
	scans := history(fault("timeout"))
	if got := Judge(scans, silent(days(42, 2), 4), gaobang.Calendar{}, today); got.Condition != gaobang.NoNews || !strings.Contains(got.Saw, "没有新稿") || !strings.Contains(got.Saw, "timeout") {
		t.Errorf("got %s: %s", got.Condition, got.Saw)
	}
}

func TestASlowSourceFallsSilent(t *testing.T) {
	got := Judge(slowForEver(10), silent(days(42, 2), 4), gaobang.Calendar{}, today)
	if got.Condition != gaobang.NoNews || !strings.Contains(got.Saw, "没有新稿") || !strings.Contains(got.Saw, "7.0 秒") {
		t.Errorf("got %s: %s", got.Condition, got.Saw)
	}
}

func TestSilence(t *testing.T) {
	weekdays := days(42, 2)
	for i := range weekdays {
		if w := weekdays[i].Day.Start().Weekday(); w == time.Saturday || w == time.Sunday {
			weekdays[i].New = 0
		}
	}
	tests := []struct {
		name string
		days []gaobang.ScanDay
		want string // "" where the silence is usual
	}{
		{"a daily source silent for a day is usual", silent(days(42, 2), 1), ""},
		{"a daily source silent for four days is told", silent(days(42, 2), 4), "4 天都没有新稿"},
		{"a weekly source silent for six days is usual", silent(days(42, 1, 0, 0, 0, 0, 0, 0), 6), ""},
		{"a weekly source silent for a month is told", silent(days(84, 1, 0, 0, 0, 0, 0, 0), 40), "天都没有新稿"},
		{"a weekday source silent over the week-end is usual", silent(slices.Clone(weekdays), 1), ""},
		{"a source watched for ten days has no rhythm yet", silent(days(10, 2), 4), ""},
		{"a source without any news has no rhythm", days(60, 0), ""},
		{"a silence is usual that was as long before", func() []gaobang.ScanDay {
			d := silent(days(42, 2), 4)
			for i := 10; i < 15; i++ { // a holiday
				d[i].New = 0
			}
			return d
		}(), ""},
		{"today is not over", func() []gaobang.ScanDay {
			d := append(silent(days(42, 2), 1), gaobang.ScanDay{Day: today, Scans: 2})
			return d
		}(), ""},
		{"the first day brought the whole list and is no day of the rhythm", silent(days(18, 2), 4), ""},
		{"days without a scan are no silence", func() []gaobang.ScanDay {
			d := silent(days(42, 2), 10)
			for i := 32; i < 42; i++ {
				d[i].Scans = 0
			}
			return d
		}(), ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := Judge(history(), test.days, gaobang.Calendar{}, today)
			if (got.Condition == gaobang.NoNews) != (test.want != "") || !strings.Contains(got.Saw, test.want) {
				t.Errorf("got %s: %q", got.Condition, got.Saw)
			}
		})
	}
}

// TestWhatNeverWasIsNoRedesign: who never saw a list is sent to the address first.
func TestWhatNeverWasIsNoRedesign(t *testing.T) {
	unread := with(emptied("ff")(1), func(s *gaobang.Scan) { s.Facts.Fault, s.Facts.Listed = "blocked", 9 })
	for _, c := range []struct {
		rule  string
		scans []gaobang.Scan
		never bool
	}{
		{"从来没有列表", []gaobang.Scan{emptied("ff")(0), emptied("ff")(1)}, true},
		{"有过列表，稿件没有采成", []gaobang.Scan{emptied("ff")(0), unread}, false},
		{"一向正常", history(emptied("ffffffffffffffff")), false},
	} {
		h := Judge(c.scans, nil, gaobang.Calendar{}, today)
		said := strings.Contains(h.Remedy, "这个网址上从来没有认出过列表") && strings.Contains(h.Remedy, "gaobang source test 网址 核对地址")
		if h.Condition != gaobang.Redesigned || said != c.never {
			t.Errorf("%s：%+v", c.rule, h)
		}
	}
}
