package demo

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gaobang/gaobang"
)

//go:embed world key
var files embed.FS

// World is the media world up to one moment.
type World struct {
	now      time.Time
	week     gaobang.Period // the last complete week: −1 in the tables
	kinds    []kind
	pubs     []publication // newest first
	editions []edition     // by time
}

// publication is one piece at one outlet.
type publication struct {
	story, outlet string
	at            time.Time
	clock         bool // the page gives the time of day
	page          string
	pageName      string
	headline      bool
	title         string
	paragraphs    []string
	source        string
	editor        string
	path          string
	undated       bool // its row names no day
}

// New is the world as of now: its latest pieces that count for a ranking are of the
// last complete week.
func New(now time.Time) *World {
	w := &World{now: now, week: gaobang.PeriodOf(gaobang.Week, now).Previous(), kinds: kinds()}
	w.pubs = append(w.published(stories()), w.noise()...)
	slices.SortStableFunc(w.pubs, func(a, b publication) int { return b.at.Compare(a.at) })
	for _, k := range w.kinds {
		w.place(k)
	}
	w.editions = w.editionsOf(w.kinds)
	return w
}

// Period is the week that the demo ranks.
func (w *World) Period() gaobang.Period { return w.week }

// Hosts are the names under which the world is served, sorted.
func (w *World) Hosts() []string {
	var all []string
	for _, k := range w.kinds {
		all = append(all, k.host)
		if k.twin != "" {
			all = append(all, k.twin)
		}
	}
	slices.Sort(all)
	return all
}

// Books are the office's books by name, in the shapes that people write.
func (w *World) Books() map[string][]byte {
	books := map[string][]byte{}
	for name, file := range map[string]string{
		"outlets": "outlets.yaml", "sources": "sources.yaml", "units": "units.yaml",
		"rules/danyang": "rules-danyang.yaml", "rules/zhenjiang": "rules-zhenjiang.yaml",
	} {
		books[name] = []byte(w.dated(must(files.ReadFile("world/books/" + file))))
	}
	return books
}

// dated puts days for {week.weekday}: {-4.7} is the Sunday four weeks back.
func (w *World) dated(text []byte) string {
	s := string(text)
	for week := -9; week <= 0; week++ {
		for weekday := 1; weekday <= 7; weekday++ {
			s = strings.ReplaceAll(s, fmt.Sprintf("{%d.%d}", week, weekday), w.day(week, weekday).String())
		}
	}
	return s
}

// day is a day by its week, −1 for the last complete one, and weekday, 1 for
// Monday.
func (w *World) day(week, weekday int) gaobang.Date {
	return w.week.First().AddDays(7*(week+1) + weekday - 1)
}

// must is for files that are part of the program.
func must[T any](v T, err error) T {
	if err != nil {
		panic("demo: a bundled file: " + err.Error())
	}
	return v
}
