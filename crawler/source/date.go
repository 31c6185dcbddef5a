package source

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/extract"
)

const (
	fullDate  = `((?:19|20)\d\d)\s?(?:[-/.年]|——|—)\s?(\d{1,2})\s?(?:[-/.月]|——|—)\s?(\d{1,2})日?`
	shortDate = `(\d{1,2})\s?[-/月]\s?(\d{1,2})日?`
	clockTime = `(?:[\sT]*(\d{1,2})[:：](\d{2})(?:[:：](\d{2})(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?`
	weekday   = `(?:\s*(?:星期|周)[一二三四五六日天])?`
	around    = `^[\s\[(（【〔|/·]*(?:(?:发布|发表|更新)?(?:时间|日期|于)?\s*[:：]?)\s*`
	closing   = `[\s\])）】〕|/]*$`
)

// A row's date is a text that is nothing else; only where there is none, a full
// date within other text outside the link counts, for a title may speak of dates.
var (
	wholeFull    = regexp.MustCompile(around + fullDate + weekday + clockTime + closing)
	wholeShort   = regexp.MustCompile(around + shortDate + weekday + clockTime + closing)
	dottedShort  = regexp.MustCompile(around + `(\d\d)\.(\d\d)` + closing)
	compactFull  = regexp.MustCompile(around + `(20\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])` + closing)
	shortYear    = regexp.MustCompile(around + `([12]\d)[-/.](\d\d)[-/.](\d\d)` + clockTime + closing)
	dayMonthYear = regexp.MustCompile(around + `(\d\d)/(\d\d)/(20\d\d)` + closing)
	chineseFull  = regexp.MustCompile(around + `二\S{3}年\S{1,2}月\S{1,3}日` + closing)
	partialFull  = regexp.MustCompile(`(?:^|[^\d])` + fullDate + clockTime)
	labelled     = regexp.MustCompile(`(?:发布|发表|发文|更新)?(?:时间|日期)\s*[:：]?\s*` + fullDate + clockTime)
	relativeDay  = regexp.MustCompile(around + `(?:(\d{1,3})\s?(分钟|小时|天)前|(刚刚|今天|昨天|前天)\s?(?:(\d{1,2})[:：](\d{2}))?)` + closing)
)

// Dates in pieces, as designs write them: a large 20 over a small 2026-11, or
// 11-20 over 2026. The numbers are the groups of year, month and day; a year of 0
// is not written.
var pieces = []struct {
	pattern          *regexp.Regexp
	year, month, day int
}{
	{regexp.MustCompile(`^(20\d\d)年?\s+(\d{1,2})\s?[-/.月]\s?(\d{1,2})日?$`), 1, 2, 3},
	{regexp.MustCompile(`^(\d{1,2})\s?[-/.月]\s?(\d{1,2})日?\s+(20\d\d)年?$`), 3, 1, 2},
	{regexp.MustCompile(`^(\d{1,2})日?[\s/]+(20\d\d)\s?[-/.年]\s?(\d{1,2})月?$`), 2, 3, 1},
	{regexp.MustCompile(`^(20\d\d)\s?[-/.年]\s?(\d{1,2})月?[\s/]+(\d{1,2})日?$`), 1, 2, 3},
	{regexp.MustCompile(`^(\d{1,2})日?[\s/]+(\d{1,2})月$`), 0, 2, 1},
}

// English designs: Nov 19, 2026, November 19, 19 Nov 2026, 19 Nov.
const month = `(?i:(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?)`

var (
	monthFirst = regexp.MustCompile(around + month + `\s*(\d{1,2})(?:st|nd|rd|th)?(?:,?\s*(20\d\d))?` + closing)
	dayFirst   = regexp.MustCompile(around + `(\d{1,2})(?:st|nd|rd|th)?[\s-]*` + month + `(?:[,\s-]*(20\d\d))?` + closing)
	monthStart = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
)

// english are the year, 0 where it is not written, the month and the day of a date
// with an English month.
func english(s string) (year, month, day string, is bool) {
	m := monthFirst.FindStringSubmatch(s)
	if m == nil {
		if m = dayFirst.FindStringSubmatch(s); m == nil {
			return "", "", "", false
		}
		m[1], m[2] = m[2], m[1]
	}
	n := slices.Index(monthStart, strings.ToLower(m[1][:3])) + 1
	return m[3], strconv.Itoa(n), m[2], true
}

// maxDateText bounds a text that is a date and nothing else.
const maxDateText = 80

// mayBeDate is a quick look: most texts of a page are none.
func mayBeDate(s string) bool {
	return len(s) <= maxDateText && strings.ContainsAny(s, "0123456789０１２年天刚")
}

// dateText reads a text that is a date, with the year or without.
func dateText(s string, now time.Time) gaobang.Moment {
	if at := fullDateText(s); !at.IsZero() || !mayBeDate(s) {
		return at
	}
	s = plain(s)
	for _, re := range []*regexp.Regexp{wholeShort, dottedShort} {
		if m := re.FindStringSubmatch(s); m != nil {
			return yearless(m, now)
		}
	}
	if m := pieces[len(pieces)-1].pattern.FindStringSubmatch(s); m != nil {
		return yearless([]string{"", m[2], m[1], "", "", ""}, now)
	}
	if year, month, day, is := english(s); is && year == "" {
		return yearless([]string{"", month, day, "", "", ""}, now)
	}
	return relative(s, now)
}

// fullDateText reads a text that is a date with its year.
func fullDateText(s string) gaobang.Moment {
	if !mayBeDate(s) {
		return gaobang.Moment{}
	}
	s = plain(s)
	if m := wholeFull.FindStringSubmatch(s); m != nil {
		return moment(m[1], m[2], m[3], m[4:])
	}
	if m := compactFull.FindStringSubmatch(s); m != nil {
		return moment(m[1], m[2], m[3], nil)
	}
	if m := shortYear.FindStringSubmatch(s); m != nil {
		return moment("20"+m[1], m[2], m[3], m[4:])
	}
	if chineseFull.MatchString(s) {
		return extract.ParseTime(s)
	}
	if m := dayMonthYear.FindStringSubmatch(s); m != nil {
		switch {
		case m[1] > "12" && m[2] <= "12":
			return moment(m[3], m[2], m[1], nil)
		case m[2] > "12" && m[1] <= "12":
			return moment(m[3], m[1], m[2], nil)
		}
		return gaobang.Moment{} // which is the day nobody can tell
	}
	if year, month, day, is := english(s); is && year != "" {
		return moment(year, month, day, nil)
	}
	for _, p := range pieces {
		if m := p.pattern.FindStringSubmatch(s); m != nil && p.year > 0 {
			return moment(m[p.year], m[p.month], m[p.day], nil)
		}
	}
	return gaobang.Moment{}
}

// plain writes the digits and signs of a Chinese keyboard as others are.
func plain(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '－' || r == '–':
			return '-'
		case r == '／':
			return '/'
		case r == '\u00a0' || r == '　':
			return ' '
		}
		return r
	}, s))
}

// relative reads what counts back from now: 3天前, 昨天 08:31. What is said in hours
// is sure of the day only.
func relative(s string, now time.Time) gaobang.Moment {
	m := relativeDay.FindStringSubmatch(s)
	if m == nil {
		return gaobang.Moment{}
	}
	now = now.In(gaobang.Shanghai)
	back := map[string]time.Duration{"分钟": time.Minute, "小时": time.Hour, "天": 24 * time.Hour}[m[2]]
	if n, err := strconv.Atoi(m[1]); err == nil {
		return gaobang.NewMoment(now.Add(-time.Duration(n)*back), gaobang.PrecisionDay)
	}
	day := gaobang.DateOf(now).AddDays(map[string]int{"昨天": -1, "前天": -2}[m[3]])
	return moment(strconv.Itoa(day.Year), strconv.Itoa(int(day.Month)), strconv.Itoa(day.Day), append(m[4:6:6], ""))
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
