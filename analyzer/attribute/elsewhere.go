package attribute

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/gazetteer"
	"github.com/gaobang/gaobang/analyzer/registry"
)

// clauseHead is what may stand before the place with which a story opens: the head
// of a dispatch, a day.
var clauseHead = regexp.MustCompile(`^[ \x{3000}]*(?:\p{Han}{0,8}[讯电][ \x{3000}]*)?(?:[（(][^）)\n]{0,60}[）)])?[ \x{3000}]*(?:(?:近日|日前|昨日|昨天|今天|近年来|今年以来|今年|去年|[0-9０-９]{1,2}月[0-9０-９]{1,2}日|记者从|在|走进)[，,]?)*`)

// guests are how somebody from elsewhere comes into a story of ours.
var guests = []string{"来到", "前来", "一行", "来访", "到访", "护送", "返乡", "接回", "送回", "回家", "寻亲"}

// isToldElsewhere reports a story from another city that an outlet at home prints:
// it opens with that city and nowhere names ours or says 我市.
func (r *reading) isToldElsewhere(home gaobang.Division) bool {
	title, lead := r.article.Title, strings.TrimLeft(r.article.Body, " \u3000\n")
	opening := lead[len(clauseHead.FindString(lead)):]
	elsewhere := opensElsewhere(opening, home)
	if to := strings.Index(title, "："); to > 0 && to <= longestPlace {
		elsewhere = elsewhere || opensElsewhere(title[:to], home)
	}
	lead, _, _ = strings.Cut(lead, "\n")
	return elsewhere && !r.namesOwn(home) && !containsAny(title+lead, guests...)
}

// longestPlace is how many bytes the name of a place takes at the head of a title.
const longestPlace = 24

// opensElsewhere reports a text that begins with a city or county that is neither
// above the home nor in it, with or without its province: 安徽合肥, 绩溪县.
func opensElsewhere(text string, home gaobang.Division) bool {
	for _, p := range provinces {
		if rest, ok := strings.CutPrefix(text, p.name); ok {
			text = strings.TrimPrefix(rest, "省")
			break
		}
	}
	letters := 0
	for i := range text + " " {
		if letters++; letters <= 2 {
			continue
		}
		name := text[:i]
		divisions := gazetteer.Named(name)
		full := endsInAny(name, "市县区州旗")
		sure := full || slices.Contains(cities[lastRune(name)], name) && !slices.Contains(everydayCities, name)
		if len(divisions) > 0 && sure && !(isBesides(text, 0, i) || isCompound(name, text[i:])) &&
			!slices.ContainsFunc(divisions, func(d gaobang.Division) bool { return d.Contains(home) || home.Contains(d) }) {
			return true
		}
		if letters > longestBare+2 {
			break
		}
	}
	return false
}

// namesOwn reports whether title or body name the home, a unit there by its own
// name, or say 我市.
func (r *reading) namesOwn(home gaobang.Division) bool {
	return slices.ContainsFunc(fields[:2], func(f gaobang.Field) bool {
		return slices.ContainsFunc(r.found.hits[f], func(h registry.Hit) bool {
			if h.Relative {
				return startsWithAny(h.Name, "我", "本", "局")
			}
			d, ok := r.divisionOf(h)
			named := h.Place != nil || !slices.ContainsFunc(h.Units, r.isGeneric(h))
			return ok && named && (home.Contains(d) || d.Contains(home))
		})
	})
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
