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

var (
	timeLabel = regexp.MustCompile(`(发布时间|发布日期|发表时间|发布于|發佈時間|發布時間|发稿时间|发文日期|更新时间|更新日期|成文日期|时间|日期|发表于|发表|Posted on|Posted)\s*[:：]?`)
	// Labels of days on which a piece was not published: of its signature, of a
	// later change.
	otherDay = regexp.MustCompile(`(?:(?:来信|写信|留言|诉求|咨询|投诉|提问|信访|受理|办理|办结|回复|答复|征集|报名|申报|登记)(?:时间|日期)|更新时间|更新日期|修改时间|成文日期|生成日期|生成时间|印发日期|采集时间|截止时间|活动时间|会议时间)$`)
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
		if m := ParseTime(d.selectText(profile.Article.PublishedAt)); !m.IsZero() {
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
	if m := ParseTime(d.founder["date"]); !m.IsZero() {
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
		if m := ParseTime(d.metas[name]); !m.IsZero() {
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
		if repeatsTitle(d.lines[i].text, title) {
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
	var plain, other shownTime
	for i := z.from; i < z.to && i < len(d.lines); i++ {
		l := d.lines[i]
		if l.chars > 3*longAbout || i >= body.from && l.chars > longAbout || !hasDigits(l.text) && !isTimeLabel(l) {
			continue
		}
		m, published := d.labelledTime(i)
		if published {
			return shownTime{Moment: m, labelled: true}
		}
		if !m.IsZero() {
			if other.IsZero() {
				other = shownTime{Moment: m, labelled: true}
			}
			if isTimeLabel(l) {
				i++ // it stands in the next line
			}
			continue
		}
		if m := d.yearless(l.text); plain.IsZero() && !m.IsZero() && i < body.from {
			plain.Moment = m
		}
		if m := parted(l); plain.IsZero() && !m.IsZero() && i < body.from {
			plain.Moment = m
		}
		if m := ParseTime(l.text); plain.IsZero() && !m.IsZero() && mostlyTime(l.text) && (i >= body.from-nearTime && i < body.from || l.links*2 <= l.chars) {
			plain.Moment = m
		}
	}
	if plain.IsZero() {
		return other
	}
	return plain
}

// isTimeLabel reports a label alone, whose time stands in the next cell.
func isTimeLabel(l line) bool {
	if l.chars > 8 || !strings.HasSuffix(l.text, "：") && !strings.HasSuffix(l.text, ":") {
		return false
	}
	at := timeLabel.FindStringIndex(l.text)
	return at != nil && at[1] == len(l.text)
}

// labelledTime is the time behind a label of the i-th line, or in the next where
// the label stands alone. published is that the label says so; 成文日期 and
// 更新时间 do not.
func (d *document) labelledTime(i int) (m gaobang.Moment, published bool) {
	text := d.lines[i].text
	for _, at := range timeLabel.FindAllStringIndex(text, 4) {
		rest := text[at[1]:]
		if strings.TrimSpace(rest) == "" && i+1 < len(d.lines) {
			rest = d.lines[i+1].text
		}
		found := labelledAt(d.lines[i], rest, at[1])
		if found.IsZero() {
			continue
		}
		if !otherDay.MatchString(strings.TrimRight(text[:at[1]], " :：")) {
			return found, true
		}
		if m.IsZero() {
			m = found
		}
	}
	return m, false
}

// labelledAt reads the time that a label's text begins with.
func labelledAt(l line, rest string, from int) gaobang.Moment {
	if m := ParseTime(rest); !m.IsZero() {
		return m
	}
	if m := shortYear.FindStringSubmatch(rest); m != nil {
		return momentOf("20"+m[1], m[2], m[3], m[4], m[5], m[6], false)
	}
	if len(l.cuts) > 0 && from <= len(l.text) {
		return parted(l)
	}
	return gaobang.Moment{}
}

// parted reads a day whose parts stand in elements of their own.
func parted(l line) gaobang.Moment {
	if l.chars > longAbout {
		return gaobang.Moment{}
	}
	if m := partedDay.FindStringSubmatch(l.spaced()); m != nil {
		return momentOf(m[1], m[2], m[3], m[4], m[5], m[6], false)
	}
	return gaobang.Moment{}
}

// spaced is the line with a space at every cut.
func (l line) spaced() string {
	var b strings.Builder
	from := 0
	for _, at := range l.cuts {
		if at > from && at < len(l.text) {
			b.WriteString(l.text[from:at])
			b.WriteByte(' ')
			from = at
		}
	}
	b.WriteString(l.text[from:])
	return b.String()
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
