package health

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/crawler/source"
)

// Bounds of what is usual. A figure counts as usual only where enough scans
// showed it.
const (
	usualScans   = 3   // good scans before a figure is held against them
	recentScans  = 20  // fine scans looked back on
	pageScans    = 10  // scans with pages looked through for those that came lately
	fewPages     = 3   // articles under which their figures say nothing
	usualRows    = 4   // rows of a list that is worth watching
	shrunk       = 0.2 // of the usual rows
	broken       = 0.5 // share of dates under which they are broken, where
	whole        = 0.9 // so many are usual
	slowFactor   = 4   // times the usual answer that is slow, where
	slowAtLeast  = 2 * time.Second
	slowAlways   = 5 * time.Second // is slow, whatever is usual: nobody waits so long for a page
	fewAnswers   = 3               // under which one stumble would tell
	futureMargin = 1               // days
	trustDays    = 1               // days after the last good scan that one failure is no alarm
)

// newProfile is what to do about a list with another design; who can propose a
// profile says so in its place.
const newProfile = "在站点规则的 list 中写明 item、link 和 date，用 gaobang source test 网址 --profile 名册文件 试过再 apply；生效后会自动补采"

// neverAList is what to do about a column that never showed a list: its address may
// be wrong, for nothing says that the site was ever another.
const neverAList = "这个网址上从来没有认出过列表，未必是网站改版：请先用 gaobang source test 网址 核对地址对不对、能找到什么，不对就改正 sources 里的 url；地址无误的，再在站点规则的 list 中写明 item、link 和 date，apply 后会自动采"

// lookAtList is what to do about a list that is gone from a page of the usual design.
const lookAtList = "请打开该栏目核对：可能是网站清理了旧稿或栏目已迁走；若刚改过站点规则，请核对其中的 item"

// issueRemedy is what to do about a paper of which every day is missing: days
// without an issue are normal, all days are not.
const issueRemedy = "请在浏览器中打开这份报纸，点进最近一期的头版，把网址里的年、月、日换成 {YYYY}、{MM}、{DD} 写进 sources 的 url，用 gaobang source test 试过再 apply；生效后会自动补采。报纸隔得久才出一期的，把 lookback 写大些"

// Judge says how a source stands. Scans are its latest ones, the newest first, and
// where it was not well in all of them, some from before that; days its history by
// day, the oldest first; the calendar says which of them are holidays. A source of
// which no scan went to its end has no condition yet. What is usual is what its good
// scans showed that were fine themselves: an illness does not become usual by lasting.
// Slow ones are fine but for their answers.
func Judge(scans []gaobang.Scan, days []gaobang.ScanDay, calendar gaobang.Calendar, today gaobang.Date) gaobang.Health {
	scans = slices.DeleteFunc(slices.Clone(scans), interrupted)
	if len(scans) == 0 {
		return gaobang.Health{Saw: "还没有采完过"}
	}
	all := make([]gaobang.Health, len(scans)+1) // none before the first
	var fine, quick []gaobang.Scan              // the newest first
	for i := range slices.Backward(scans) {
		all[i] = name(scans[i:], fine[:min(len(fine), recentScans)], quick[:min(len(quick), recentScans)], all[i+1])
		if f := scans[i].Facts; !scans[i].Complete || !read(all[i].Condition) || unreadable(f) || unfetched(f) {
			continue
		}
		fine = slices.Insert(fine, 0, scans[i])
		if all[i].Condition == gaobang.Fine && scans[i].Facts.Latency > 0 {
			quick = slices.Insert(quick, 0, scans[i])
		}
	}
	now := all[0]
	if read(now.Condition) {
		if quiet, since := silence(days, calendar, today); quiet != "" {
			if now.Saw != "" {
				quiet += "；" + now.Saw
			}
			return gaobang.Health{Condition: gaobang.NoNews, Since: since.Start(), Saw: quiet,
				Remedy: "请打开该栏目核对：若网站确无更新，不必处理（长假停更的，把假日写进设置 reply 的 holidays）；若有新稿，请核对站点规则"}
		}
	}
	now.Since = since(now.Condition, scans, all)
	return now
}

// read are the conditions under which all is read that the site shows.
func read(c gaobang.Condition) bool { return c == gaobang.Fine || c == gaobang.Slow }

// since is the start of the first scan of the newest that showed a condition. For
// what is down, the first failure did, though it was no alarm yet; for article
// pages that cannot be read, or not be had, the first of them.
func since(c gaobang.Condition, scans []gaobang.Scan, all []gaobang.Health) time.Time {
	first := scans[0].StartedAt
	ofPages := scans[0].Complete && pagesCanBe(c)
	for i, s := range scans {
		f := s.Facts
		switch {
		case all[i].Condition == c, c == gaobang.Down && !s.Complete, c == gaobang.Redesigned && s.Complete && unreadable(f), ofPages && s.Complete && unfetched(f):
			if first = s.StartedAt; !all[i].Since.IsZero() {
				first = all[i].Since
			}
		case c != gaobang.Redesigned && !ofPages || !s.Complete || tried(f) > 0: // one without pages says nothing of them
			return first
		}
	}
	return first
}

// pagesCanBe are the conditions of article pages that cannot be had, beside a list
// that can.
func pagesCanBe(c gaobang.Condition) bool {
	return c == gaobang.Down || c == gaobang.Blocked || c == gaobang.CertificateExpired
}

// tried is how many pages a scan asked for the first time.
func tried(f gaobang.ScanFacts) int { return f.Pages + f.Unfetched }

// unfetched are the pages of a scan most of which could not be had. Too few of
// them are no alarm yet, but not what is usual either.
func unfetched(f gaobang.ScanFacts) bool { return tried(f) > 0 && share(f.Pages, tried(f)) < broken }

// unreadable are the pages of a scan of which most are no article. Too few of them
// are no alarm yet, but not what is usual either.
func unreadable(f gaobang.ScanFacts) bool {
	return f.Pages > 0 && share(f.Pages-f.NotArticles, f.Pages) < broken
}

// interrupted scans say nothing of the site.
func interrupted(s gaobang.Scan) bool { return !s.Complete && s.Err == "" }

// name says how the newest of scans stands against what is usual, and after how the
// one before it stood.
func name(scans, past, quick []gaobang.Scan, before gaobang.Health) gaobang.Health {
	last := scans[0]
	if last.Complete {
		return compare(scans, past, quick)
	}
	kind := fetch.Kind(last.Facts.Fault)
	saw, remedy := fetch.Split(kind, last.Err)
	switch kind {
	case fetch.KindBlocked, fetch.KindRobots:
		return gaobang.Health{Condition: gaobang.Blocked, Saw: saw, Remedy: remedy}
	case fetch.KindExpired:
		return gaobang.Health{Condition: gaobang.CertificateExpired, Saw: saw, Remedy: remedy}
	case fetch.KindInside:
		return gaobang.Health{Condition: gaobang.Down, Saw: saw, Remedy: remedy}
	case gaobang.FaultEmptyList:
		return withoutList(scans, past)
	case gaobang.FaultNoIssue:
		return gaobang.Health{Condition: gaobang.Redesigned, Saw: saw, Remedy: issueRemedy}
	}
	switch {
	case firstFailure(scans) && before.Condition.Alarming():
		return before // a stumble ends no illness
	case firstFailure(scans):
		return gaobang.Health{Condition: gaobang.Fine, Saw: "上次没有采完，会自动再采：" + saw}
	}
	again := "会继续自动重试，"
	if strings.Contains(remedy, "自动重试") {
		again = ""
	}
	if remedy != "" {
		remedy += "；"
	}
	return gaobang.Health{Condition: gaobang.Down, Saw: saw, Remedy: remedy + again + "恢复后自动补上这段时间的稿件；若网址已作废，请在 sources 名册中改正或停用"}
}

// firstFailure reports a single failed scan soon after a good one: sites stumble.
func firstFailure(scans []gaobang.Scan) bool {
	if len(scans) < 2 || !scans[1].Complete {
		return false
	}
	return !gaobang.DateOf(scans[0].StartedAt).After(gaobang.DateOf(scans[1].StartedAt).AddDays(trustDays))
}

// withoutList tells a site with another design from one whose list is gone.
func withoutList(scans, past []gaobang.Scan) gaobang.Health {
	last := scans[0]
	if last.Facts.Shape == "" && len(past) == 0 { // a feed or a sitemap has no design to change
		return gaobang.Health{Condition: gaobang.Emptied, Saw: "从来没有读到过一条稿件。" + last.Err,
			Remedy: "请用浏览器打开该网址核对：是空的就等网站发稿，有了会自动采；不是订阅或站点地图就请改正 sources 里的 url 和 kind"}
	}
	if len(past) == 0 && !slices.ContainsFunc(scans, listed) {
		return gaobang.Health{Condition: gaobang.Redesigned, Saw: "从来没有认出过列表。" + last.Err,
			Remedy: neverAList}
	}
	if last.Facts.Known > 0 {
		return gaobang.Health{Condition: gaobang.Redesigned, Saw: fmt.Sprintf("站点规则读不到列表了，页面上另有 %d 条已知的稿件。%s", last.Facts.Known, last.Err), Remedy: newProfile}
	}
	if len(past) > 0 && source.SameShape(past[0].Facts.Shape, last.Facts.Shape) {
		return gaobang.Health{Condition: gaobang.Emptied, Saw: "页面结构没有变，但列表中一条稿件也没有。" + last.Err, Remedy: lookAtList}
	}
	return gaobang.Health{Condition: gaobang.Redesigned, Saw: "列表认不出来了。" + last.Err,
		Remedy: newProfile}
}

// listed reports a scan that read a list, however the rest of it went.
func listed(s gaobang.Scan) bool { return shown(s.Facts) > 0 }

// compare holds a scan without a fault against the usual figures.
func compare(scans, past, quick []gaobang.Scan) gaobang.Health {
	last := scans[0]
	f := last.Facts
	if len(past) >= usualScans {
		rows := median(past, func(g gaobang.ScanFacts) float64 { return float64(shown(g)) })
		if rows >= usualRows && float64(shown(f)) <= rows*shrunk {
			return fewRows(f, past[0].Facts, rows)
		}
		if h, found := odd(last, past); found {
			return h
		}
	}
	if f.Listed == 0 && f.Elsewhere > 0 {
		return gaobang.Health{Condition: gaobang.Fine, Saw: fmt.Sprintf("列表首页的 %d 条都链到别的网站，没有一条是本站的稿件", f.Elsewhere), Remedy: source.ElsewhereRemedy}
	}
	if h, found := missingPages(scans, past); found {
		return h
	}
	if len(past) >= usualScans {
		if h, found := oddPages(scans, past); found {
			return h
		}
	}
	if h, found := late(scans, quick); found {
		return h
	}
	return gaobang.Health{Condition: gaobang.Fine}
}

// shown is how many rows a list has, wherever they lead.
func shown(f gaobang.ScanFacts) int { return f.Listed + f.Elsewhere }

func fewRows(f, before gaobang.ScanFacts, rows float64) gaobang.Health {
	saw := fmt.Sprintf("列表首页只认出 %d 条，平时 %.0f 条", shown(f), rows)
	if source.SameShape(f.Shape, before.Shape) {
		return gaobang.Health{Condition: gaobang.Emptied, Saw: saw + "；页面结构没有变", Remedy: lookAtList}
	}
	return gaobang.Health{Condition: gaobang.Redesigned, Saw: saw + "；页面结构变了", Remedy: newProfile}
}

// odd looks at the dates of the list.
func odd(last gaobang.Scan, past []gaobang.Scan) (gaobang.Health, bool) {
	f := last.Facts
	dates := gaobang.Health{Condition: gaobang.DateBroken, Remedy: "请打开该栏目核对日期的写法，必要时在站点规则中写明 date 或 published_at"}
	if was := usualShare(past, func(g gaobang.ScanFacts) (int, int) { return g.Dated, g.Listed }); was >= whole && share(f.Dated, f.Listed) < broken {
		dates.Saw = fmt.Sprintf("列表 %d 条中只有 %d 条有日期，平时几乎都有", f.Listed, f.Dated)
		if f.Dated == 0 {
			dates.Saw = fmt.Sprintf("列表 %d 条都没有日期，平时几乎都有", f.Listed)
		}
		return dates, true
	}
	if future(last) && !future(past[0]) {
		dates.Saw = fmt.Sprintf("列表中最新的日期是 %s，还没有到", f.Newest)
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
