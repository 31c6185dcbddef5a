package family

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// particular is a figure or a name in its place. Texts of one template have the
// same places with other values; a reprint keeps the value where it keeps the
// place.
type particular struct{ place, value uint64 }

// named are the words behind the names of places and people that tell one
// filled-in form from another, by what they are names of.
var named = map[string]rune{
	"镇": 'T', "街道": 'T', "村": 'V', "社区": 'V', "敬老院": 'H', "福利中心": 'H', "护理院": 'H', "颐养中心": 'H', "同志": 'P',
}

// namedFirst is how those words begin.
const namedFirst = "镇街村社敬福护颐同"

// noName are letters that stand before such a word and are no name.
const noName = "我各个全本该每名的在和与及到由入为至从了这那某一两三四五六七八九十百千农乡进老新市县区"

const (
	placeLetters = 2 // behind a figure
	nameLetters  = 2 // before the word behind a name
)

func particularsOf(letters []rune) []particular {
	var all []particular
	for i := 0; i < len(letters); {
		if n := figureAt(letters[i:]); n > 0 {
			all = append(all, particular{hashRun(behind(letters[i+n:])), valueOf(letters[i : i+n])})
			i += n
			continue
		}
		if kind := namedAt(letters[i:]); kind != 0 && i >= nameLetters && isName(letters[i-nameLetters:i]) {
			all = append(all, particular{hashRun([]rune{kind}), hashRun(letters[i-nameLetters : i])})
		}
		i++
	}
	slices.SortFunc(all, func(a, b particular) int { return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.value, b.value)) })
	return slices.Compact(all)
}

// behind is the place of a figure: the letters behind it, other figures left out.
func behind(letters []rune) []rune {
	place := make([]rune, 0, placeLetters)
	for i := 0; i < len(letters) && len(place) < placeLetters; {
		if n := figureAt(letters[i:]); n > 0 {
			place = append(place, '#')
			i += n
			continue
		}
		place = append(place, letters[i])
		i++
	}
	return place
}

const numerals = "〇零一二三四五六七八九十百千万两"

// figureAt is how many letters of a figure stand at the start: digits, or at least
// two numerals, because one is often no number.
func figureAt(letters []rune) int {
	n := 0
	for n < len(letters) && unicode.IsDigit(letters[n]) {
		n++
	}
	if n > 0 {
		return n
	}
	for n < len(letters) && strings.ContainsRune(numerals, letters[n]) {
		n++
	}
	if n < 2 {
		return 0
	}
	return n
}

// valueOf is the hash of a figure: 二十八 is 28, 二〇二六 is 2026.
func valueOf(figure []rune) uint64 {
	if unicode.IsDigit(figure[0]) {
		return hashRun(figure)
	}
	if !slices.ContainsFunc(figure, func(r rune) bool { return scale[r] > 0 }) {
		digits := make([]rune, len(figure))
		for i, r := range figure {
			digits[i] = '0' + digit[r]
		}
		return hashRun(digits)
	}
	total, section, last := 0, 0, 0 // of the whole, under 万, and the digit before a scale
	for _, r := range figure {
		switch s := scale[r]; {
		case s == 10000:
			total, section, last = (total+section+last)*s, 0, 0
		case s > 0:
			section, last = section+max(last, 1)*s, 0
		default:
			last = int(digit[r])
		}
	}
	return hashRun([]rune(strconv.Itoa(total + section + last)))
}

var (
	digit = map[rune]rune{'〇': 0, '零': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
	scale = map[rune]int{'十': 10, '百': 100, '千': 1000, '万': 10000}
)

// namedAt is what kind of name stands before the letters, 0 where none does.
func namedAt(letters []rune) rune {
	if !strings.ContainsRune(namedFirst, letters[0]) {
		return 0
	}
	for n := 1; n <= min(4, len(letters)); n++ {
		if kind, ok := named[string(letters[:n])]; ok {
			return kind
		}
	}
	return 0
}

func isName(letters []rune) bool {
	return !slices.ContainsFunc(letters, func(r rune) bool { return unicode.IsDigit(r) || strings.ContainsRune(noName, r) })
}

// disagreement counts the places that both texts have: where they agree on a
// value, and where they have none in common.
func disagreement(a, b []particular) (agree, differ int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch place := a[i].place; {
		case place < b[j].place:
			i++
		case place > b[j].place:
			j++
		default:
			n, m := i, j
			for n < len(a) && a[n].place == place {
				n++
			}
			for m < len(b) && b[m].place == place {
				m++
			}
			if common(a[i:n], b[j:m]) {
				agree++
			} else {
				differ++
			}
			i, j = n, m
		}
	}
	return agree, differ
}

// common reports whether half of the values of one are values of the other.
func common(a, b []particular) bool {
	both := 0
	for _, p := range a {
		if slices.Contains(b, p) {
			both++
		}
	}
	return 2*both >= min(len(a), len(b)) && both > 0
}
