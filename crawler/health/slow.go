package health

import (
	"fmt"
	"slices"
	"time"

	"github.com/gaobang/gaobang"
)

const slowRemedy = "照常采集，只是更久；请用浏览器打开核对：浏览器里也慢，是网站慢，可在 sources 名册中用 hours 把采集排到它清闲的时段；只有这里慢，请检查本机到该网站的网络"

// late looks at how long the site takes to answer, over the newest scans, as many as
// bring some answers: all of them must be slow, by what is usual for the source or
// by any measure.
func late(scans, quick []gaobang.Scan) (gaobang.Health, bool) {
	bound, saw := slowAlways, fmt.Sprintf("每次抓取的中位用时 %s", seconds(latency(scans)))
	if len(quick) >= usualScans {
		usual := time.Duration(median(quick, func(g gaobang.ScanFacts) float64 { return float64(g.Latency) }))
		bound = min(bound, max(slowFactor*usual, slowAtLeast))
		saw += "，平时 " + seconds(usual)
	}
	answers := 0
	for _, s := range scans {
		if !s.Complete || s.Facts.Latency == 0 {
			continue // it says nothing of them
		}
		if s.Facts.Latency < bound {
			break
		}
		if answers += max(s.Facts.Answers, s.Facts.Pages, 1); answers >= fewAnswers {
			return gaobang.Health{Condition: gaobang.Slow, Since: s.StartedAt, Saw: saw, Remedy: slowRemedy}, true
		}
	}
	return gaobang.Health{}, false
}

// latency is that of the newest scan that had answers.
func latency(scans []gaobang.Scan) time.Duration {
	i := slices.IndexFunc(scans, func(s gaobang.Scan) bool { return s.Complete && s.Facts.Latency > 0 })
	if i < 0 {
		return 0
	}
	return scans[i].Facts.Latency
}

func seconds(d time.Duration) string {
	if d < 100*time.Millisecond {
		return "不到 0.1 秒"
	}
	return fmt.Sprintf("%.1f 秒", d.Seconds())
}
