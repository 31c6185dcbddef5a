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

// Dates in pieces, as designs write them: a large 20 over a small 2026-11, or
// 11-20 over 2026. The numbers are the groups of year, month and day.
var pieces = []struct {
	pattern          *regexp.Regexp
	year, month, day int
}{
	{regexp.MustCompile(`^(20\d\d)年?\s+(\d{1,2})\s?[-/.月]\s?(\d{1,2})日?$`), 1, 2, 3},
	{regexp.MustCompile(`^(\d{1,2})\s?[-/.月]\s?(\d{1,2})日?\s+(20\d\d)年?$`), 3, 1, 2},
	{regexp.MustCompile(`^(\d{1,2})日?\s+(20\d\d)\s?[-/.年]\s?(\d{1,2})月?$`), 2, 3, 1},
	{regexp.MustCompile(`^(20\d\d)\s?[-/.年]\s?(\d{1,2})月?\s+(\d{1,2})日?$`), 1, 2, 3},
}

// dateText reads a text that is a date, with the year or without.
func dateText(s string, now time.Time) gaobang.Moment {
	if at := fullDateText(s); !at.IsZero() || len(s) > 80 {
		return at
	}
	if m := wholeShort.FindStringSubmatch(s); m != nil {
		return yearless(m, now)
	}
	return gaobang.Moment{}
}

// fullDateText reads a text that is a date with its year.
func fullDateText(s string) gaobang.Moment {
	if len(s) > 80 {
		return gaobang.Moment{}
	}
	if m := wholeFull.FindStringSubmatch(s); m != nil {
		return moment(m[1], m[2], m[3], m[4:])
	}
	for _, p := range pieces {
		if m := p.pattern.FindStringSubmatch(strings.TrimSpace(s)); m != nil {
			return moment(m[p.year], m[p.month], m[p.day], nil)
		}
	}
	return gaobang.Moment{}
}

// yearless takes the latest year in which the day is not in the future. Tomorrow
// is not: a site's clock may be ahead of ours, on New Year's Eve by a year.
func yearless(m []string, now time.Time) gaobang.Moment {
	tomorrow := gaobang.DateOf(now).AddDays(1)
	for year := tomorrow.Year; year > tomorrow.Year-9; year-- {
		at := moment(strconv.Itoa(year), m[1], m[2], m[3:])
		if !at.IsZero() && !at.Date().After(tomorrow) {
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
// anchor. A date with its year goes before one without, wherever they stand.
func rowDate(nodes []*html.Node, link *html.Node, now time.Time) gaobang.Moment {
	var full, short, partial gaobang.Moment
	visit := func(t *html.Node) {
		if full.IsZero() {
			full = fullDateText(t.Data)
		}
		if short.IsZero() {
			short = dateText(t.Data, now)
		}
		if partial.IsZero() && !inside(t, link) && len(t.Data) < 300 {
			if m := partialFull.FindStringSubmatch(t.Data); m != nil {
				partial = moment(m[1], m[2], m[3], m[4:])
			}
		}
	}
	for _, n := range nodes {
		if n.Type == html.TextNode {
			visit(n)
			continue
		}
		walkText(n, visit)
		if full.IsZero() {
			full = piecedDate(n, link)
		}
	}
	for _, at := range []gaobang.Moment{full, short, partial} {
		if !at.IsZero() {
			return at
		}
	}
	return gaobang.Moment{}
}

// maxPieces bounds the elements of a row that are read for a date in pieces.
const maxPieces = 40

// piecedDate is a date whose parts stand in elements of their own.
func piecedDate(row, link *html.Node) gaobang.Moment {
	if row.FirstChild == nil {
		return gaobang.Moment{}
	}
	var beside strings.Builder // what the row says besides its link
	walkText(row, func(t *html.Node) {
		if !inside(t, link) && beside.Len() <= 80 {
			beside.WriteString(t.Data + " ")
		}
	})
	if at := fullDateText(squeeze(beside.String())); !at.IsZero() {
		return at
	}
	n := 0
	for e := range row.Descendants() {
		if e.Type != html.ElementNode || e == link || e.FirstChild == nil || e.FirstChild == e.LastChild {
			continue // one piece is no date in pieces
		}
		if n++; n > maxPieces {
			break
		}
		if at := fullDateText(text(e)); !at.IsZero() {
			return at
		}
	}
	return gaobang.Moment{}
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
