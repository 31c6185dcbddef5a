package demo

import (
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

// moment is the time of a row; without a clock it is the start of the day.
func (w *World) moment(week, weekday, clock string) (at time.Time, timed bool) {
	day := w.day(must(strconv.Atoi(week)), must(strconv.Atoi(weekday)))
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
	for i, k := range kinds() {
		if k.style == nil {
			continue
		}
		for j := range 6 {
			t := texts[(i*3+j*7)%len(texts)]
			at := w.day(-1-j, 1+(i+j)%7).Start().Add(time.Duration(7+j)*time.Hour + time.Duration(i)*time.Minute)
			p := publication{story: fmt.Sprintf("noise%d", j), outlet: k.outlet, at: at, clock: true, title: t[0], paragraphs: strings.SplitAfterN(t[1], "。", 2)}
			if k.outlet == "dy-daily" {
				p.at, p.clock, p.page, p.pageName = gaobang.DateOf(at).Start(), false, "04", "副刊"
			}
			all = append(all, p)
		}
	}
	return all
}
