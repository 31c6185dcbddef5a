package attribute

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/gazetteer"
)

// knownPlaces are the names of divisions by their first letter, the longer first:
// full names of all, bare ones of the cities of prefecture rank.
var knownPlaces = sync.OnceValue(func() map[rune][]knownPlace {
	places := map[rune][]knownPlace{}
	add := func(name string, all []gaobang.Division) {
		first, _ := utf8.DecodeRuneInString(name)
		places[first] = append(places[first], knownPlace{name, all})
	}
	seen := map[string]bool{}
	for _, e := range gazetteer.All() {
		if kindOf(e.Division) != 0 && !seen[e.Name] && utf8.RuneCountInString(e.Name) > 2 {
			seen[e.Name] = true
			add(e.Name, gazetteer.Named(e.Name))
		}
	}
	for _, names := range cities {
		for _, name := range names {
			if !slices.Contains(everydayCities, name) && !seen[name] {
				seen[name] = true
				add(name, citiesOnly(gazetteer.Named(name)))
			}
		}
	}
	for _, all := range places {
		slices.SortFunc(all, func(x, y knownPlace) int { return len(y.name) - len(x.name) })
	}
	return places
})

type knownPlace struct {
	name      string
	divisions []gaobang.Division
}

// everydayCities are cities whose bare names are also everyday words or names.
var everydayCities = []string{"安康", "中山", "朝阳", "大同", "长治", "南平", "保定", "平安", "中卫", "固原", "黄山", "通化"}

func citiesOnly(all []gaobang.Division) []gaobang.Division {
	return slices.DeleteFunc(slices.Clone(all), func(d gaobang.Division) bool { return d.Level() == gaobang.LevelCounty })
}

// areasElsewhere are the areas of a text that no hit covers.
func areasElsewhere(field gaobang.Field, text string, known []area) []area {
	var all []area
	for at := 0; at < len(text); {
		first, size := utf8.DecodeRuneInString(text[at:])
		next := at + size
		for _, p := range knownPlaces()[first] {
			if !strings.HasPrefix(text[at:], p.name) {
				continue
			}
			span := gaobang.Span{Field: field, From: at, To: at + len(p.name)}
			if !slices.ContainsFunc(known, func(k area) bool { return k.Field == field && k.From < span.To && span.From < k.To }) {
				all = append(all, areaOf(span, p))
			}
			next = span.To
			break
		}
		at = next
	}
	return all
}

// areaOf is the area of a place; one of several of its name has no division.
func areaOf(span gaobang.Span, p knownPlace) area {
	a := area{Span: span, kind: '市'}
	if len(p.divisions) == 1 {
		a.division, a.kind = p.divisions[0], kindOf(p.divisions[0])
	} else if last, _ := utf8.DecodeLastRuneInString(p.name); strings.ContainsRune("市县区", last) {
		a.kind = last
	}
	a.bare = !strings.ContainsRune("市县区", lastRune(p.name))
	return a
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// besides are the words before a place that make it nobody's scene: where somebody
// comes from, or whose example is followed.
var besides = []string{"借鉴", "来自", "学习", "参照", "仿照", "效仿", "祖籍", "籍贯", "家住", "出生于", "毕业于"}

// belongings follow a place that only says where somebody or something is from.
var belongings = []string{
	"籍", "姑娘", "小伙", "媳妇", "女婿", "老乡", "老板", "商人", "青年", "女孩", "男孩", "男子", "女子", "大妈", "大爷", "游客", "农民工",
	"话", "方言", "眼镜", "黄酒", "封缸酒", "同乡", "商会", "段",
}

// isBesides reports whether the place at a span is not where the story plays.
func isBesides(text string, from, to int) bool {
	before := strings.TrimSuffix(strings.TrimSuffix(text[:from], "江苏"), "江苏省")
	for _, word := range besides {
		if strings.HasSuffix(before, word) {
			return true
		}
	}
	return startsWithAny(text[to:], belongings...)
}

// summed ends a list that only counts places: 南京、丹阳等地.
var summed = regexp.MustCompile(`^(?:(?:、|和|及)\p{Han}{1,8}?)*等(?:地|市|县|区|[0-9一二三四五六七八九十]+个?(?:市|地|县))`)

func isSummed(text string, to int) bool { return summed.MatchString(text[to:]) }
