package health

import (
	"fmt"
	"slices"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/crawler/source"
)

// Bounds of what is usual. A figure counts as usual only where enough scans
// showed it.
const (
	usualScans   = 3   // good scans before a figure is held against them
	recentScans  = 20  // good scans looked back on
	fewPages     = 3   // articles of a scan under which their figures say nothing
	usualRows    = 4   // rows of a list that is worth watching
	shrunk       = 0.2 // of the usual rows
	broken       = 0.5 // share of dates under which they are broken, where
	whole        = 0.9 // so many are usual
	slowFactor   = 4
	slowAtLeast  = 5 * time.Second
	futureMargin = 1 // days
	trustDays    = 1 // days after the last good scan that one failure is no alarm
)

// Judge says how a source stands. Scans are its latest ones, the newest first;
// days its history by day, the oldest first.
func Judge(scans []gaobang.Scan, days []gaobang.ScanDay, today gaobang.Date) gaobang.Health {
	scans = slices.DeleteFunc(slices.Clone(scans), interrupted)
	if len(scans) == 0 {
		return gaobang.Health{Condition: gaobang.Fine, Saw: "还没有采集过"}
	}
	now := name(scans)
	if now.Condition == gaobang.Fine && now.Saw == "" {
		if quiet, since := silence(days, today); quiet != "" {
			return gaobang.Health{Condition: gaobang.NoNews, Since: since.Start(), Saw: quiet,
				Remedy: "请打开该栏目核对：若网站确无更新，不必处理；若有新稿，请核对站点规则"}
		}
	}
	now.Since = scans[0].StartedAt
	for i := 1; i < len(scans) && same(now.Condition, scans[i:]); i++ {
		now.Since = scans[i].StartedAt
	}
	return now
}

// same reports whether the newest of scans already showed the condition. For
// what is down, the first failure did, though it was no alarm yet.
func same(c gaobang.Condition, scans []gaobang.Scan) bool {
	if c == gaobang.Down && !scans[0].Complete {
		return true
	}
	return name(scans).Condition == c
}

// interrupted scans say nothing of the site.
func interrupted(s gaobang.Scan) bool { return !s.Complete && s.Err == "" }

// name says how the newest of scans stands against those before it.
func name(scans []gaobang.Scan) gaobang.Health {
	last, past := scans[0], good(scans[1:])
	if last.Complete {
		return compare(last, past)
	}
	switch fetch.Kind(last.Facts.Fault) {
	case fetch.KindBlocked:
		return gaobang.Health{Condition: gaobang.Blocked, Saw: last.Err, Remedy: "不破解：请联系网站放行；期间请人工查看该站，稿件人工录入"}
	case fetch.KindExpired:
		return gaobang.Health{Condition: gaobang.CertificateExpired, Saw: last.Err, Remedy: "请通知网站更新证书；更新后自动恢复"}
	case gaobang.FaultEmptyList:
		return withoutList(last, past)
	}
	if firstFailure(scans) {
		return gaobang.Health{Condition: gaobang.Fine, Saw: "上次没有采完，稍后自动重试：" + last.Err}
	}
	return gaobang.Health{Condition: gaobang.Down, Saw: last.Err, Remedy: "会继续自动重试，恢复后自动补上这段时间的稿件；若网址已作废，请在 sources 名册中改正或停用"}
}

// firstFailure reports a single failed scan soon after a good one: sites stumble.
func firstFailure(scans []gaobang.Scan) bool {
	if len(scans) < 2 || !scans[1].Complete {
		return false
	}
	return !gaobang.DateOf(scans[0].StartedAt).After(gaobang.DateOf(scans[1].StartedAt).AddDays(trustDays))
}

// withoutList tells a site with another design from one whose list is gone.
func withoutList(last gaobang.Scan, past []gaobang.Scan) gaobang.Health {
	if len(past) == 0 {
		return gaobang.Health{Condition: gaobang.Redesigned, Saw: "从来没有认出过列表。" + last.Err,
			Remedy: "请用 gaobang source test 网址 核对地址和站点规则"}
	}
	if source.SameShape(past[0].Facts.Shape, last.Facts.Shape) {
		return gaobang.Health{Condition: gaobang.Emptied, Saw: "页面结构没有变，但列表中一条稿件也没有。" + last.Err,
			Remedy: "请打开该栏目核对：可能是网站清理了旧稿或栏目已迁走"}
	}
	return gaobang.Health{Condition: gaobang.Redesigned, Saw: "列表认不出来了。" + last.Err,
		Remedy: "请用 gaobang source doctor 查看建议的新站点规则，接受后会自动补采"}
}

// good keeps the scans that say what is usual.
func good(scans []gaobang.Scan) []gaobang.Scan {
	var kept []gaobang.Scan
	for _, s := range scans {
		if s.Complete && len(kept) < recentScans {
			kept = append(kept, s)
		}
	}
	return kept
}

// compare holds a scan without a fault against the usual figures.
func compare(last gaobang.Scan, past []gaobang.Scan) gaobang.Health {
	f := last.Facts
	if len(past) < usualScans {
		return gaobang.Health{Condition: gaobang.Fine}
	}
	rows := median(past, func(g gaobang.ScanFacts) float64 { return float64(g.Listed) })
	if rows >= usualRows && float64(f.Listed) <= rows*shrunk {
		return fewRows(f, past[0].Facts, rows)
	}
	if h, found := odd(last, past); found {
		return h
	}
	usual := time.Duration(median(past, func(g gaobang.ScanFacts) float64 { return float64(g.Latency) }))
	if f.Latency >= slowAtLeast && usual > 0 && f.Latency >= slowFactor*usual {
		return gaobang.Health{Condition: gaobang.Slow, Saw: fmt.Sprintf("每次抓取的中位用时 %s，平时 %s", seconds(f.Latency), seconds(usual)),
			Remedy: "会继续采集；长时间如此可在站点设置中放宽间隔"}
	}
	return gaobang.Health{Condition: gaobang.Fine}
}

func fewRows(f, before gaobang.ScanFacts, rows float64) gaobang.Health {
	saw := fmt.Sprintf("列表首页只认出 %d 条，平时 %.0f 条", f.Listed, rows)
	if source.SameShape(f.Shape, before.Shape) {
		return gaobang.Health{Condition: gaobang.Emptied, Saw: saw + "；页面结构没有变", Remedy: "请打开该栏目核对：可能是网站清理了旧稿或栏目已迁走"}
	}
	return gaobang.Health{Condition: gaobang.Redesigned, Saw: saw + "；页面结构变了", Remedy: "请用 gaobang source doctor 查看建议的新站点规则，接受后会自动补采"}
}

// odd looks at dates and articles.
func odd(last gaobang.Scan, past []gaobang.Scan) (gaobang.Health, bool) {
	f := last.Facts
	dates := gaobang.Health{Condition: gaobang.DateBroken, Remedy: "请打开该栏目核对日期的写法，必要时在站点规则中写明 date 或 published_at"}
	if was := usualShare(past, func(g gaobang.ScanFacts) (int, int) { return g.Dated, g.Listed }); was >= whole && share(f.Dated, f.Listed) < broken {
		dates.Saw = fmt.Sprintf("列表 %d 条中只有 %d 条有日期，平时几乎都有", f.Listed, f.Dated)
		return dates, true
	}
	if future(last) && !future(past[0]) {
		dates.Saw = fmt.Sprintf("列表中最新的日期是 %s，还没有到", f.Newest)
		return dates, true
	}
	if f.Pages < fewPages {
		return gaobang.Health{}, false
	}
	if was := usualShare(past, func(g gaobang.ScanFacts) (int, int) { return g.Pages - g.NotArticles, g.Pages }); was >= whole && share(f.Pages-f.NotArticles, f.Pages) < broken {
		return gaobang.Health{Condition: gaobang.Redesigned, Saw: fmt.Sprintf("新抓的 %d 页中 %d 页找不到标题或正文，平时几乎都找得到", f.Pages, f.NotArticles),
			Remedy: "文章页可能已改版：请在站点规则中写明 title 和 body，再重采"}, true
	}
	if was := usualShare(past, func(g gaobang.ScanFacts) (int, int) { return g.Timed, g.Pages - g.NotArticles }); was >= whole && share(f.Timed, f.Pages-f.NotArticles) < broken {
		dates.Saw = fmt.Sprintf("新抓的 %d 篇中只有 %d 篇有发表时间，平时几乎都有", f.Pages-f.NotArticles, f.Timed)
		return dates, true
	}
	return gaobang.Health{}, false
}

// future reports that a list claims pieces of days to come.
func future(s gaobang.Scan) bool {
	return s.Facts.Newest.After(gaobang.DateOf(s.StartedAt).AddDays(futureMargin))
}

func share(part, of int) float64 {
	if of <= 0 {
		return 1
	}
	return float64(part) / float64(of)
}

// usualShare is the median share over scans that had something to share; 0 where
// too few had.
func usualShare(past []gaobang.Scan, of func(gaobang.ScanFacts) (int, int)) float64 {
	var shares []float64
	for _, s := range past {
		if part, all := of(s.Facts); all > 0 {
			shares = append(shares, share(part, all))
		}
	}
	if len(shares) < usualScans {
		return 0
	}
	slices.Sort(shares)
	return shares[len(shares)/2]
}

func median(scans []gaobang.Scan, of func(gaobang.ScanFacts) float64) float64 {
	values := make([]float64, len(scans))
	for i, s := range scans {
		values[i] = of(s.Facts)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.1f 秒", d.Seconds()) }
