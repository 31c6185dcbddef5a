package byline

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// inFull makes names of two letters those of three that the piece writes elsewhere,
// where the letters behind them go on so: 王小 明, 王小明确表示. Letters that were
// taken for a further name there are none.
func inFull(a *gaobang.Article, names []name, all []Name) ([]name, []Name) {
	drop := make([]bool, len(all))
	for i := range all {
		full, end := goesOnAs(a, all, i)
		if full == "" {
			continue
		}
		for j := range all {
			drop[j] = drop[j] || j != i && all[j].Field == all[i].Field && all[i].To <= all[j].From && all[j].From < end
		}
		all[i].Name, names[i].text = full, full
		names[i].to += end - all[i].To
		all[i].To = end
	}
	kept := 0
	for i := range all {
		if !drop[i] {
			names[kept], all[kept] = names[i], all[i]
			kept++
		}
	}
	return names[:kept], all[:kept]
}

// goesOnAs is the name of three letters, of the same role elsewhere in the piece,
// with which a name of two goes on, and where it ends.
func goesOnAs(a *gaobang.Article, all []Name, i int) (full string, end int) {
	short := all[i]
	if utf8.RuneCountInString(short.Name) != 2 {
		return "", 0
	}
	rest := a.Text(short.Field)[short.To:]
	behind := strings.TrimLeft(rest, " \u3000\u00A0")
	at := slices.IndexFunc(all, func(o Name) bool {
		last, begins := strings.CutPrefix(o.Name, short.Name)
		return begins && o.Role == short.Role && utf8.RuneCountInString(last) == 1 && strings.HasPrefix(behind, last)
	})
	if at < 0 {
		return "", 0
	}
	return all[at].Name, short.To + len(rest) - len(behind) + len(strings.TrimPrefix(all[at].Name, short.Name))
}
