package extract

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/gaobang/gaobang"
)

// nearTime is the lines above the body in which a time may stand among links.
const nearTime = 6

const (
	dayPattern   = `((?:19|20)\d\d)\s?(?:[-/.年]|——|—|－)\s?(\d{1,2})\s?(?:[-/.月]|——|—|－)\s?(\d{1,2})\s?日?`
	clockPattern = `(?:[\sT　]*(?:上午|下午)?\s*(\d{1,2})\s?[:：时点]\s?(\d{2})(?:\s?[:：分]\s?(\d{2})(?:\.\d+)?)?)?`
)

var (
	fullTime   = regexp.MustCompile(dayPattern + clockPattern)
	zoned      = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)$`)
	compact    = regexp.MustCompile(`^(20\d\d|19\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?$`)
	timeLabel  = regexp.MustCompile(`(发布时间|发布日期|发表时间|发布于|发稿时间|发文日期|更新时间|更新日期|成文日期|时间|日期|发表于|发表|Posted on|Posted)\s*[:：]?`)
	urlDay     = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)[-/]?(\d{1,2})[-/](\d{1,2})(?:[^\d]|$)|t?((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])[_/.\-]`)
	chineseDay = regexp.MustCompile(`([二][〇○零OoＯ0一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日`)
)

// timeMetas are the names under which pages give their time, the best first.
var timeMetas = []string{
	"pubdate", "article:published_time", "og:release_date", "publishdate", "publish_date", "publishtime", "weibo:article:create_at",
	"weibo: article:create_at", "firstpublishedtime", "datepublished", "apub:time", "_pubtime", "release_date", "date", "dc.date",
}

// publishedAt is the profile's, else what the page shows beside its title, which
// readers see, or its meta; of the two on one day the more precise where they
// agree. A meta later than a labelled line is the time of regeneration. The list
// on which the page was found and its address come last.
func (d *document) publishedAt(body span, title string) gaobang.Moment {
	profile := d.in.Profile
	if profile != nil && profile.Article.PublishedAt != "" {
		if m := parseTime(d.selectText(profile.Article.PublishedAt)); !m.IsZero() {
			return m
		}
	}
	shown := d.shownTime(body, title)
	meta := d.metaTime()
	if profile != nil && profile.Article.DistrustPubDate {
		meta = gaobang.Moment{}
	}
	if chosen := choose(shown, meta); !chosen.IsZero() {
		return chosen
	}
	if m := parseTime(d.founder["date"]); !m.IsZero() {
		return m
	}
	if !d.in.Link.PublishedAt.IsZero() {
		return d.in.Link.PublishedAt
	}
	return timeOfURL(d.in.URL)
}

// shownTime is a time as the page shows it.
type shownTime struct {
	gaobang.Moment

	labelled bool // 发布时间：
	beside   bool // between the title and the body
}

// choose takes one of what the page shows and what its meta says.
func choose(shown shownTime, meta gaobang.Moment) gaobang.Moment {
	switch {
	case meta.IsZero():
		return shown.Moment
	case shown.IsZero():
		return meta
	case shown.Date() == meta.Date():
		if shown.Precision == gaobang.PrecisionDay || meta.Precision > shown.Precision && meta.Time.Truncate(time.Minute).Equal(shown.Time.Truncate(time.Minute)) {
			return meta
		}
		return shown.Moment
	case (shown.labelled || shown.beside) && shown.Date().Before(meta.Date()):
		return shown.Moment
	}
	return meta
}

func (d *document) metaTime() gaobang.Moment {
	for _, name := range timeMetas {
		if m := parseTime(d.metas[name]); !m.IsZero() {
			return m
		}
	}
	return gaobang.Moment{}
}

// shownTime is the time in the lines between the title and the body, then in the
// lines above it, then in those below; a labelled one goes first.
func (d *document) shownTime(body span, title string) shownTime {
	from := max(0, body.from-linesAbove)
	above := span{from, body.from}
	for i := body.from - 1; i >= from; i-- {
		if d.lines[i].text == title || sameText(d.lines[i].text, title) {
			from = i
			break
		}
	}
	beside := span{from, min(body.from+4, len(d.lines))}
	for _, z := range []span{beside, above, {body.to, min(len(d.lines), body.to+linesBelow)}} {
		if t := d.timeWithin(z, body); !t.IsZero() {
			t.beside = z == beside && from > above.from
			return t
		}
	}
	return shownTime{}
}

func (d *document) timeWithin(z, body span) shownTime {
	var plain shownTime
	for i := z.from; i < z.to && i < len(d.lines); i++ {
		l := d.lines[i]
		if l.chars > 3*longAbout || i >= body.from && l.chars > longAbout || !hasDigits(l.text) {
			continue
		}
		if at := timeLabel.FindStringIndex(l.text); at != nil {
			if m := parseTime(l.text[at[1]:]); !m.IsZero() {
				return shownTime{Moment: m, labelled: true}
			}
		}
		if m := d.yearless(l.text); plain.IsZero() && !m.IsZero() && i < body.from {
			plain.Moment = m
		}
		if m := parseTime(l.text); plain.IsZero() && !m.IsZero() && mostlyTime(l.text) && (i >= body.from-nearTime && i < body.from || l.links*2 <= l.chars) {
			plain.Moment = m
		}
	}
	return plain
}

var (
	monthDay = regexp.MustCompile(`(?:^|[^\d\-/.年])(\d{1,2})\s?[-/月]\s?(\d{1,2})\s?日?\s+(\d{1,2})[:：](\d{2})(?:[^\d]|$)`)
	relative = regexp.MustCompile(`(?:^|[^\d])(\d{1,3})\s?(分钟|小时|天)前|(今天|昨天|前天)\s?(?:(\d{1,2})[:：](\d{2}))?`)
)

// yearless reads a time that leaves the year to the reader, 11-20 08:31, or counts
// back from now, 3小时前. The year is the list's or the address's, else that of
// the last such day before the fetch; without any of them there is no time.
func (d *document) yearless(text string) gaobang.Moment {
	if gaobang.Chars(text) > longAbout || fullTime.MatchString(text) {
		return gaobang.Moment{}
	}
	if m := monthDay.FindStringSubmatch(text); m != nil {
		return d.inYear(m)
	}
	m := relative.FindStringSubmatch(text)
	if m == nil || d.in.FetchedAt.IsZero() {
		return gaobang.Moment{}
	}
	fetched := d.in.FetchedAt.In(gaobang.Shanghai)
	if n, err := strconv.Atoi(m[1]); err == nil {
		switch m[2] {
		case "分钟":
			return gaobang.NewMoment(fetched.Add(-time.Duration(n)*time.Minute), gaobang.PrecisionMinute)
		case "小时":
			return gaobang.NewMoment(fetched.Add(-time.Duration(n)*time.Hour), gaobang.PrecisionDay)
		}
		return gaobang.NewMoment(fetched.AddDate(0, 0, -n), gaobang.PrecisionDay)
	}
	day := fetched.AddDate(0, 0, -map[string]int{"今天": 0, "昨天": 1, "前天": 2}[m[3]])
	return momentOf(strconv.Itoa(day.Year()), strconv.Itoa(int(day.Month())), strconv.Itoa(day.Day()), m[4], m[5], "", false)
}

func (d *document) inYear(m []string) gaobang.Moment {
	known := d.in.Link.PublishedAt
	if known.IsZero() {
		known = timeOfURL(d.in.URL)
	}
	if !known.IsZero() {
		return momentOf(strconv.Itoa(known.Date().Year), m[1], m[2], m[3], m[4], "", false)
	}
	if d.in.FetchedAt.IsZero() {
		return gaobang.Moment{}
	}
	year := d.in.FetchedAt.In(gaobang.Shanghai).Year()
	at := momentOf(strconv.Itoa(year), m[1], m[2], m[3], m[4], "", false)
	if !at.IsZero() && at.Time.After(d.in.FetchedAt.Add(clockSkew)) {
		at = momentOf(strconv.Itoa(year-1), m[1], m[2], m[3], m[4], "", false)
	}
	return at
}

// hasDigits reports whether a text may hold a date.
func hasDigits(s string) bool {
	n := 0
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			if n++; n >= 4 {
				return true
			}
		}
	}
	return strings.Contains(s, "年") || strings.Contains(s, "前") || strings.Contains(s, "天")
}

// mostlyTime reports a line in which the time is no part of a sentence.
func mostlyTime(text string) bool {
	rest := fullTime.ReplaceAllString(text, "")
	return !strings.ContainsAny(rest, "。，；") && gaobang.Chars(rest) <= longAbout
}

// parseTime reads the first full time in a text.
func parseTime(s string) gaobang.Moment {
	s = strings.TrimSpace(s)
	if len(s) > 400 {
		s = strings.ToValidUTF8(s[:400], "")
	}
	if zoned.MatchString(s) {
		for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05-0700", "2006-01-02T15:04Z07:00", time.RFC3339Nano} {
			if t, err := time.Parse(layout, s); err == nil {
				return gaobang.NewMoment(t, gaobang.PrecisionSecond)
			}
		}
	}
	if m := compact.FindStringSubmatch(s); m != nil {
		return momentOf(m[1], m[2], m[3], m[4], m[5], m[6], false)
	}
	if m := fullTime.FindStringSubmatch(s); m != nil {
		return momentOf(m[1], m[2], m[3], m[4], m[5], m[6], strings.Contains(m[0], "下午"))
	}
	if m := chineseDay.FindStringSubmatch(s); m != nil {
		return momentOf(chineseNumber(m[1]), chineseNumber(m[2]), chineseNumber(m[3]), "", "", "", false)
	}
	return gaobang.Moment{}
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

// timeOfURL is the day in an address: what e-papers and TRS sites write there.
func timeOfURL(address string) gaobang.Moment {
	m := urlDay.FindStringSubmatch(address)
	if m == nil {
		return gaobang.Moment{}
	}
	if m[1] != "" {
		return momentOf(m[1], m[2], m[3], "", "", "", false)
	}
	return momentOf(m[4], m[5], m[6], "", "", "", false)
}
