package demo

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/gaobang/gaobang"
)

// story is a piece as written, before anybody publishes it.
type story struct {
	title      string
	paragraphs []string
}

// stories reads world/stories.txt: == id | title, then a paragraph a line.
func stories() map[string]story {
	all := map[string]story{}
	for block := range strings.SplitSeq(string(must(files.ReadFile("world/stories.txt"))), "== ") {
		head, body, _ := strings.Cut(strings.TrimSpace(block), "\n")
		if id, title, ok := strings.Cut(head, " | "); ok {
			all[id] = story{title, strings.Split(strings.TrimSpace(body), "\n")}
		}
	}
	return all
}

// rows are the lines of a table in a bundled TSV file, comments left out.
func rows(name string) [][]string {
	var all [][]string
	for line := range strings.SplitSeq(string(must(files.ReadFile(name))), "\n") {
		if line != "" && !strings.HasPrefix(line, "#") {
			all = append(all, strings.Split(line, "\t"))
		}
	}
	return all
}

// cell is a field of a row; "" where the row is shorter.
func cell(row []string, i int) string {
	if i >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[i])
}

func (w *World) published(stories map[string]story) []publication {
	var all []publication
	for _, row := range rows("world/publications.tsv") {
		s, ok := stories[row[0]]
		if !ok {
			panic("demo: publications.tsv names story " + row[0] + ", which stories.txt does not hold")
		}
		p := publication{
			story: row[0], outlet: row[1], title: s.title, paragraphs: s.paragraphs,
			source: cell(row, 7), editor: cell(row, 8),
		}
		p.at, p.clock = w.moment(row[2], row[3], cell(row, 4))
		p.page, p.pageName, _ = strings.Cut(cell(row, 5), "/")
		p.pageName, p.headline = strings.CutSuffix(p.pageName, "!")
		if t := cell(row, 6); t != "" {
			p.title = t
		}
		all = append(all, p)
	}
	return all
}

// today stands for the world's own day in the column of the week.
const today = "today"

// moment is the time of a row; without a clock it is the start of the day.
func (w *World) moment(week, weekday, clock string) (at time.Time, timed bool) {
	day := gaobang.DateOf(w.now)
	if week != today {
		day = w.day(must(strconv.Atoi(week)), must(strconv.Atoi(weekday)))
	}
	if clock == "" {
		return day.Start(), false
	}
	t := must(time.Parse("15:04", clock))
	return day.Start().Add(time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute), true
}

// noise gives every site pieces about nobody, so that what counts has to be
// found among them.
func (w *World) noise() []publication {
	var texts [][2]string
	for line := range strings.SplitSeq(strings.TrimSpace(string(must(files.ReadFile("world/noise.txt")))), "\n") {
		title, body, _ := strings.Cut(line, "|")
		texts = append(texts, [2]string{title, body})
	}
	var all []publication
	for i, k := range w.kinds {
		for n := range k.fresh {
			t := texts[(i*3+(9-n)*7)%len(texts)]
			all = append(all, publication{
				story: fmt.Sprintf("fresh%d", n), outlet: k.outlet, at: gaobang.DateOf(w.now).Start(), title: t[0], paragraphs: strings.SplitAfterN(t[1], "。", 2),
				undated: k.undated,
			})
		}
		switch {
		case k.daily: // up to the first of the mornings on which all sources are looked at
			all = append(all, w.dailies(k, watchedDays+allDays, allDays-1)...)
		case k.paper != nil: // a paper that does not appear for a week is gone
			all = append(all, w.dailies(k, issueDays, 0)...)
		}
		if k.style.build == nil {
			continue
		}
		for j := range cmp.Or(k.noise, usualNoise) {
			t := texts[(i*3+j*7)%len(texts)]
			at := w.day(-1-j%8, 1+(i+j)%7).Start().Add(time.Duration(7+j)*time.Hour + time.Duration(i)*time.Minute)
			p := publication{story: fmt.Sprintf("noise%d", j), outlet: k.outlet, at: at, clock: true, title: t[0], paragraphs: strings.SplitAfterN(t[1], "。", 2)}
			if k.paper != nil {
				p.at, p.clock = gaobang.DateOf(at).Start(), false
				p.page, p.pageName = k.paper.last()
			}
			all = append(all, p)
		}
	}
	return all
}

// usualNoise is how many pieces about nobody a site has.
const usualNoise = 6

// issueDays are the last days on which a paper appears, but for Sundays.
const issueDays = 10

// dailies are a piece a day, between so many days back.
func (w *World) dailies(k kind, first, last int) []publication {
	var all []publication
	for back := first; back >= last; back-- {
		day := gaobang.DateOf(w.now).AddDays(-back)
		p := publication{
			story: fmt.Sprintf("daily%d", back), outlet: k.outlet, at: day.Start(),
			title:      fmt.Sprintf("%d月%d日太湖流域水情播报", int(day.Month), day.Day),
			paragraphs: []string{fmt.Sprintf("%d月%d日八时，各水位站的读数都在警戒线以下，闸站按计划开闭。", int(day.Month), day.Day), "夜间有小雨，圩区的泵站留人值守。"},
		}
		if k.paper != nil {
			p.page, p.pageName = k.paper.last()
		}
		if k.paper == nil || p.at.Weekday() != time.Sunday {
			all = append(all, p)
		}
	}
	return all
}
