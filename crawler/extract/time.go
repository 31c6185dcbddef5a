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
	fullTime   = regexp.MustCompile(dayPattern + clockPattern)
	zoned      = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)$`)
	compact    = regexp.MustCompile(`^(20\d\d|19\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?$`)
	timeLabel  = regexp.MustCompile(`(发布时间|发布日期|发表时间|发布于|发稿时间|发文日期|更新时间|更新日期|成文日期|时间|日期|发表于)\s*[:：]?`)
	urlDay     = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)[-/]?(\d{1,2})[-/](\d{1,2})(?:[^\d]|$)|t?((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])[_/.\-]`)
	chineseDay = regexp.MustCompile(`([二][〇○零OoＯ0一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日`)
)

// timeMetas are the names under which pages give their time, the best first.
var timeMetas = []string{
	"pubdate", "article:published_time", "og:release_date", "publishdate", "publish_date", "publishtime", "weibo:article:create_at",
	"firstpublishedtime", "datepublished", "apub:time", "_pubtime", "release_date", "date", "dc.date",
}

// publishedAt is the first time that holds: the profile's, the meta, the line
// around the title; of a meta and a labelled line of one day the more precise. A
// meta later than a labelled line is the time of regeneration. The address of the
// page and the list it was found on come last.
func (d *document) publishedAt(body span, title string) gaobang.Moment {
	profile := d.in.Profile
	if profile != nil && profile.Article.PublishedAt != "" {
		if m := parseTime(d.selectText(profile.Article.PublishedAt)); !m.IsZero() {
			return m
		}
	}
	shown, labelledTime := d.shownTime(body, title)
	meta := d.metaTime()
	if profile != nil && profile.Article.DistrustPubDate {
		meta = gaobang.Moment{}
	}
	switch {
	case meta.IsZero() && !shown.IsZero():
		return shown
	case !meta.IsZero() && !shown.IsZero() && shown.Date() == meta.Date():
		if shown.Precision > meta.Precision {
			return shown
		}
		return meta
	case !meta.IsZero() && labelledTime && shown.Date().Before(meta.Date()):
		return shown
	case !meta.IsZero():
		return meta
	}
	if m := parseTime(d.founder["date"]); !m.IsZero() {
		return m
	}
	if !d.in.Link.PublishedAt.IsZero() {
		return d.in.Link.PublishedAt
	}
	return timeOfURL(d.in.URL)
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
// body's first lines, then below it; a labelled one goes first.
func (d *document) shownTime(body span, title string) (m gaobang.Moment, labelled bool) {
	from := max(0, body.from-linesAbove)
	for i := body.from - 1; i >= from; i-- {
		if d.lines[i].text == title || sameText(d.lines[i].text, title) {
			from = i
			break
		}
	}
	zones := []span{{from, min(body.from+4, len(d.lines))}, {max(0, body.from-linesAbove), body.from}, {body.to, min(len(d.lines), body.to+linesBelow)}}
	for _, z := range zones {
		var plain gaobang.Moment
		for i := z.from; i < z.to && i < len(d.lines); i++ {
			text := d.lines[i].text
			if gaobang.Chars(text) > 3*longAbout || i >= body.from && gaobang.Chars(text) > longAbout {
				continue
			}
			at := timeLabel.FindStringIndex(text)
			if at != nil {
				if m := parseTime(text[at[1]:]); !m.IsZero() {
					return m, true
				}
			}
			if m := parseTime(text); plain.IsZero() && !m.IsZero() && mostlyTime(text) {
				plain = m
			}
		}
		if !plain.IsZero() {
			return plain, false
		}
	}
	return gaobang.Moment{}, false
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
