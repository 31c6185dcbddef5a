package demo

import (
	"sync"
	"time"

	"github.com/gaobang/gaobang"
)

// Morning is one time at which the office looks at its sources.
type Morning struct {
	At      time.Time
	Sources []gaobang.SourceID // none: all
	// Torn says that the power failed afterwards, in the middle of a record of the
	// archive.
	Torn bool
}

// The days on which the office looks: for as many at one source as it takes to know
// how often that has news, then at all for as many as it takes to know what is usual
// with them.
const (
	watchedDays = 14
	allDays     = 4
)

// Mornings are the mornings up to the world's day, the last of them its own.
func (w *World) Mornings() []Morning {
	var all []Morning
	for back := watchedDays + allDays - 1; back >= 0; back-- {
		m := Morning{At: w.now.AddDate(0, 0, -back), Torn: back == 1}
		if back >= allDays {
			m.Sources = []gaobang.SourceID{"jingshui-list"}
		}
		all = append(all, m)
	}
	return all
}

// edition is the sites as of a morning.
type edition struct {
	at    time.Time
	sites func() map[string]*site
}

func (w *World) editionsOf(kinds []kind) []edition {
	var all []edition
	for _, m := range w.Mornings() {
		all = append(all, edition{m.At, sync.OnceValue(func() map[string]*site {
			sites := map[string]*site{}
			for _, k := range kinds {
				s := w.build(k, m.At)
				sites[k.host] = s
				if k.twin != "" {
					sites[k.twin] = s
				}
			}
			return sites
		})})
	}
	return all
}
