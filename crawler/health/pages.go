package health

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/crawler/source"
)

// missingPages looks at the article pages that could not be had while the list
// could: they may lie on a host of their own, or be warded off alone. Where none of
// them could, no past is needed to say so.
func missingPages(scans, past []gaobang.Scan) (gaobang.Health, bool) {
	f, from := pagesOf(scans)
	got := share(f.Pages, tried(f))
	if tried(f) < fewPages || got >= broken {
		return gaobang.Health{}, false
	}
	was := usualShare(before(past, from), func(g gaobang.ScanFacts) (int, int) { return g.Pages, tried(g) })
	if got > 0 && was < whole {
		return gaobang.Health{}, false
	}
	saw, remedy := fetch.Split(fetch.Kind(f.PageFault), f.PageErr)
	h := gaobang.Health{
		Condition: gaobang.Down, Remedy: "列表采得到，稿件页采不到：请用浏览器打开几篇新稿核对；恢复后没有采到的会自动再采",
		Saw: fmt.Sprintf("新找到的 %d 篇中 %d 篇抓取失败；最后一次：%s", tried(f), f.Unfetched, saw),
	}
	switch fetch.Kind(f.PageFault) {
	case fetch.KindBlocked, fetch.KindRobots:
		h.Condition, h.Remedy = gaobang.Blocked, remedy
	case fetch.KindExpired:
		h.Condition, h.Remedy = gaobang.CertificateExpired, remedy
	}
	return h, true
}

// before is the scans that began before a time.
func before(scans []gaobang.Scan, at time.Time) []gaobang.Scan {
	return slices.DeleteFunc(slices.Clone(scans), func(s gaobang.Scan) bool { return !s.StartedAt.Before(at) })
}

// oddPages looks at the articles of the newest scans, as many as it takes to say
// something: a paper's site may bring two a day.
func oddPages(scans, past []gaobang.Scan) (gaobang.Health, bool) {
	f, from := pagesOf(scans)
	past = before(past, from)
	if f.Pages < fewPages || len(past) < usualScans {
		return gaobang.Health{}, false
	}
	design := "；文章页的结构没有变"
	if !usualDesign(f.PageShape, past) {
		design = "；文章页的结构变了"
	}
	redesigned := gaobang.Health{Condition: gaobang.Redesigned, Remedy: "在站点规则的 article 中写明 title 和 body（正文由脚本生成的写 render: true），用 gaobang inspect page --profile 试过再 apply；生效后会自动补采"}
	articles := f.Pages - f.NotArticles
	if was := usualShare(past, func(g gaobang.ScanFacts) (int, int) { return g.Pages - g.NotArticles, g.Pages }); was >= whole && share(articles, f.Pages) < broken {
		redesigned.Saw = fmt.Sprintf("新抓的 %d 页中 %d 页找不到标题或正文，平时几乎都找得到%s", f.Pages, f.NotArticles, design)
		return redesigned, true
	}
	if was := usualShare(past, titlesOf); was >= whole && articles >= fewPages && share(f.Titles, articles) < broken {
		redesigned.Saw = fmt.Sprintf("新抓的 %d 篇只有 %d 个不同的标题，平时各不相同：读到的可能是网站的名字%s", articles, f.Titles, design)
		return redesigned, true
	}
	if was := usualChars(past); was > 0 && articles > 0 && float64(f.Chars) <= shrunk*was && !usualDesign(f.PageShape, past) {
		redesigned.Saw = fmt.Sprintf("新抓的稿件正文中位 %d 字，平时 %.0f 字%s", f.Chars, was, design)
		return redesigned, true
	}
	if was := usualShare(past, func(g gaobang.ScanFacts) (int, int) { return g.Timed, g.Pages - g.NotArticles }); was >= whole && share(f.Timed, articles) < broken {
		return gaobang.Health{Condition: gaobang.DateBroken, Remedy: "请打开几篇新稿核对日期的写法，必要时在站点规则的 article 中写明 published_at",
			Saw: fmt.Sprintf("新抓的 %d 篇中只有 %d 篇有发表时间，平时几乎都有%s", articles, f.Timed, design)}, true
	}
	return gaobang.Health{}, false
}

// titlesOf is how many of a scan's articles have a title of their own. Scans that
// did not count them say nothing.
func titlesOf(g gaobang.ScanFacts) (int, int) {
	if g.Titles == 0 {
		return 0, 0
	}
	return g.Titles, g.Pages - g.NotArticles
}

// pagesOf sums what the newest complete scans saw of article pages, and says when
// the first of them began.
func pagesOf(scans []gaobang.Scan) (sum gaobang.ScanFacts, from time.Time) {
	looked := 0
	for _, s := range scans {
		f := s.Facts
		if !s.Complete || tried(f) == 0 {
			continue // it says nothing of them
		}
		if looked++; looked > pageScans || tried(sum) >= fewPages {
			break
		}
		from = s.StartedAt
		if sum.Unfetched += f.Unfetched; sum.PageErr == "" {
			sum.PageFault, sum.PageErr = f.PageFault, f.PageErr
		}
		sum.Pages, sum.NotArticles, sum.Timed, sum.Titles = sum.Pages+f.Pages, sum.NotArticles+f.NotArticles, sum.Timed+f.Timed, sum.Titles+f.Titles
		sum.Chars, sum.PageShape = cmp.Or(sum.Chars, f.Chars), cmp.Or(sum.PageShape, f.PageShape)
	}
	return sum, from
}

// usualDesign reports that article pages looked like this before: a site has
// several designs of them, for texts, for pictures.
func usualDesign(shape string, past []gaobang.Scan) bool {
	known := false
	for _, s := range past {
		if known = known || s.Facts.PageShape != ""; source.SameShape(s.Facts.PageShape, shape) {
			return true
		}
	}
	return !known // nothing to hold it against
}

// usualChars is the median length of articles; 0 where too few scans had any.
func usualChars(past []gaobang.Scan) float64 {
	had := slices.DeleteFunc(slices.Clone(past), func(s gaobang.Scan) bool { return s.Facts.Chars == 0 })
	if len(had) < usualScans {
		return 0
	}
	return median(had, func(g gaobang.ScanFacts) float64 { return float64(g.Chars) })
}
