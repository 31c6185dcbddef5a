package source

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"

	"github.com/gaobang/gaobang"
)

const (
	fullDate  = `((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})日?`
	shortDate = `(\d{1,2})[-/月](\d{1,2})日?`
	clockTime = `(?:[\sT]*(\d{1,2})[:：](\d{2})(?:[:：](\d{2})(?:\.\d+)?)?)?`
	around    = `^[\s\[(（【〔]*(?:(?:发布|发表|更新)?(?:时间|日期|于)?\s*[:：]?)\s*`
	closing   = `[\s\])）】〕]*$`
)

// A row's date is a text that is nothing else; only where there is none, a full
// date within other text outside the link counts, for a title may speak of dates.
var (
	wholeFull   = regexp.MustCompile(around + fullDate + clockTime + closing)
	wholeShort  = regexp.MustCompile(around + shortDate + clockTime + closing)
	partialFull = regexp.MustCompile(`(?:^|[^\d])` + fullDate + clockTime)
)

// dateText reads a text that is a date, with the year or without.
func dateText(s string, now time.Time) gaobang.Moment {
	if len(s) > 80 {
		return gaobang.Moment{}
	}
	if m := wholeFull.FindStringSubmatch(s); m != nil {
		return moment(m[1], m[2], m[3], m[4:])
	}
	if m := wholeShort.FindStringSubmatch(s); m != nil {
		return yearless(m, now)
	}
	return gaobang.Moment{}
}

// yearless takes the latest year in which the day is not in the future.
func yearless(m []string, now time.Time) gaobang.Moment {
	today := gaobang.DateOf(now)
	for year := today.Year; year > today.Year-9; year-- {
		at := moment(strconv.Itoa(year), m[1], m[2], m[3:])
		if !at.IsZero() && !at.Date().After(today) {
			return at
		}
	}
	return gaobang.Moment{}
}

// moment checks that the day exists and cuts to what is given.
func moment(year, month, day string, clock []string) gaobang.Moment {
	date, err := gaobang.ParseDate(pad(year, 4) + "-" + pad(month, 2) + "-" + pad(day, 2))
	if err != nil {
		return gaobang.Moment{}
	}
	at, precision := date.Start(), gaobang.PrecisionDay
	if len(clock) == 3 && clock[0] != "" {
		h, _ := strconv.Atoi(clock[0])
		m, _ := strconv.Atoi(clock[1])
		s, _ := strconv.Atoi(clock[2])
		if h > 23 || m > 59 || s > 59 {
			return gaobang.NewMoment(at, precision)
		}
		at = at.Add(time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second)
		precision = gaobang.PrecisionMinute
		if clock[2] != "" {
			precision = gaobang.PrecisionSecond
		}
	}
	return gaobang.NewMoment(at, precision)
}

func pad(s string, n int) string {
	if len(s) >= n {
		return s
	}
	return strings.Repeat("0", n-len(s)) + s
}

// rowDate finds the date within the nodes of one row; link is the article's own
// anchor.
func rowDate(nodes []*html.Node, link *html.Node, now time.Time) gaobang.Moment {
	var whole, partial gaobang.Moment
	for _, n := range nodes {
		visit := func(t *html.Node) {
			if whole.IsZero() {
				whole = dateText(t.Data, now)
			}
			if partial.IsZero() && !inside(t, link) && len(t.Data) < 300 {
				if m := partialFull.FindStringSubmatch(t.Data); m != nil {
					partial = moment(m[1], m[2], m[3], m[4:])
				}
			}
		}
		if n.Type == html.TextNode {
			visit(n)
			continue
		}
		walkText(n, visit)
		if whole.IsZero() {
			whole = dateText(text(n), now) // a date in pieces: <b>11</b>-<b>20</b>
		}
	}
	if whole.IsZero() {
		return partial
	}
	return whole
}

func inside(n, ancestor *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == ancestor {
			return true
		}
	}
	return false
}

// The dates that content systems write into addresses: TRS t20261120_, dated
// folders 2026-11/20, 2026/11/20, 2026/1120 and 20261120.
var addressDates = []*regexp.Regexp{
	regexp.MustCompile(`/t(20\d\d)(\d\d)(\d\d)_`),
	regexp.MustCompile(`/(20\d\d)[-/](\d{1,2})[-/](\d{1,2})/`),
	regexp.MustCompile(`/(20\d\d)/?(\d\d)/?(\d\d)/`),
}

// addressDate is the day an address names, unless it lies in the future.
func addressDate(path string, now time.Time) gaobang.Moment {
	for _, re := range addressDates {
		m := re.FindStringSubmatch(path)
		if m == nil {
			continue
		}
		if at := moment(m[1], m[2], m[3], nil); !at.IsZero() && !at.Date().After(gaobang.DateOf(now)) {
			return at
		}
	}
	return gaobang.Moment{}
}
