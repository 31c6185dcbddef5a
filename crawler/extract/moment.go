package extract

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/gaobang/gaobang"
)

const (
	dayPattern   = `((?:19|20)\d\d)\s?(?:[-/.年]|——|—|－)\s?(\d{1,2})\s?(?:[-/.月]|——|—|－)\s?(\d{1,2})\s?日?`
	clockPattern = `(?:[\sT　]*(?:上午|下午)?\s*(\d{1,2})\s?[:：时点]\s?(\d{2})(?:\s?[:：分]\s?(\d{2})(?:\.\d+)?)?)?`
)

var (
	fullTime = regexp.MustCompile(dayPattern + clockPattern)
	// The parts of a day in blocks of their own: 2026 11/20 08:31:05.
	partedDay = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)\s{1,2}(\d{1,2})\s?[/.\-月]\s?(\d{1,2})日?(?:\s+(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?)?(?:[^\d]|$)`)
	// A year of two digits, which only a label makes one.
	shortYear  = regexp.MustCompile(`^\s*(\d\d)[-/.](\d\d)[-/.](\d\d)(?:\s*(\d\d)[:：](\d\d)(?:[:：](\d\d))?)?(?:[^\d]|$)`)
	zoned      = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)$`)
	compact    = regexp.MustCompile(`^(20\d\d|19\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?$`)
	chineseDay = regexp.MustCompile(`([二][〇○零OoＯ0一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日`)
)

// hasDigits reports whether a text may hold a date.
func hasDigits(s string) bool {
	return holdsDigits(s, 4) || strings.Contains(s, "年") || strings.Contains(s, "前") || strings.Contains(s, "天")
}

// holdsDigits reports n figures at least.
func holdsDigits(s string, n int) bool {
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			if n--; n == 0 {
				return true
			}
		}
	}
	return false
}

// mostlyTime reports a line in which the time is no part of a sentence.
func mostlyTime(text string) bool {
	rest := fullTime.ReplaceAllString(text, "")
	return !strings.ContainsAny(rest, "。，；") && gaobang.Chars(rest) <= longAbout
}

// ParseTime reads the first full time in a text: 2026-11-20 08:31, 2026年11月20日,
// 二〇二六年十一月二十日.
func ParseTime(s string) gaobang.Moment {
	s = strings.TrimSpace(s)
	if len(s) > 400 {
		s = strings.ToValidUTF8(s[:400], "")
	}
	if holdsDigits(s, len("202611")) {
		if m, ok := timeInFigures(s); ok {
			return m
		}
	}
	if m := chineseDay.FindStringSubmatch(s); m != nil {
		return momentOf(chineseNumber(m[1]), chineseNumber(m[2]), chineseNumber(m[3]), "", "", "", false)
	}
	return gaobang.Moment{}
}

// timeInFigures is the first full time in figures, zero where it is none that there
// is.
func timeInFigures(s string) (m gaobang.Moment, ok bool) {
	if zoned.MatchString(s) {
		for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05-0700", "2006-01-02T15:04Z07:00", time.RFC3339Nano} {
			if t, err := time.Parse(layout, s); err == nil {
				return gaobang.NewMoment(t, gaobang.PrecisionSecond), true
			}
		}
	}
	if m := compact.FindStringSubmatch(s); m != nil {
		return momentOf(m[1], m[2], m[3], m[4], m[5], m[6], false), true
	}
	if m := fullTime.FindStringSubmatch(s); m != nil {
		return momentOf(m[1], m[2], m[3], m[4], m[5], m[6], strings.Contains(m[0], "下午")), true
	}
	return gaobang.Moment{}, false
}

func momentOf(year, month, day, hour, minute, second string, afternoon bool) gaobang.Moment {
	number := func(s string) int { n, _ := strconv.Atoi(s); return n } // digits only
	y, mo, dd := number(year), number(month), number(day)
	date := time.Date(y, time.Month(mo), dd, 0, 0, 0, 0, gaobang.Shanghai)
	if date.Month() != time.Month(mo) || date.Day() != dd || mo == 0 {
		return gaobang.Moment{}
	}
	h, mi, se := number(hour), number(minute), number(second)
	if hour == "" || h > 23 || mi > 59 || se > 59 {
		return gaobang.NewMoment(date, gaobang.PrecisionDay)
	}
	if afternoon && h < 12 {
		h += 12
	}
	if h+mi+se == 0 && second != "" {
		return gaobang.NewMoment(date, gaobang.PrecisionDay) // a day, written as its first second
	}
	precision := gaobang.PrecisionMinute
	if second != "" {
		precision = gaobang.PrecisionSecond
	}
	return gaobang.NewMoment(date.Add(time.Duration(h)*time.Hour+time.Duration(mi)*time.Minute+time.Duration(se)*time.Second), precision)
}

// chineseNumber reads 二〇一〇, 十二, 三十一.
func chineseNumber(s string) string {
	digits := map[rune]int{'〇': 0, '○': 0, '零': 0, 'O': 0, 'o': 0, 'Ｏ': 0, '0': 0, '一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
	if !strings.ContainsRune(s, '十') {
		var out strings.Builder
		for _, r := range s {
			out.WriteString(strconv.Itoa(digits[r]))
		}
		return out.String()
	}
	tens, ones, _ := strings.Cut(s, "十")
	n := 10
	if r := []rune(tens); len(r) == 1 {
		n = 10 * digits[r[0]]
	}
	if r := []rune(ones); len(r) == 1 {
		n += digits[r[0]]
	}
	return strconv.Itoa(n)
}

// timeOfURL is the day in an address.
func timeOfURL(address string) gaobang.Moment {
	day := gaobang.DayInAddress(address)
	if day.IsZero() {
		return gaobang.Moment{}
	}
	return gaobang.NewMoment(day.Start(), gaobang.PrecisionDay)
}
