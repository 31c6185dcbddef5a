package registry

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gaobang/gaobang/analyzer/gazetteer"
)

// foreignPlaces are the places that only their form shows: two letters before
// the 市 of 市民政局 make it a bureau elsewhere, and the relative name there means
// nothing to us. The candidates are in reading order.
func foreignPlaces(text string, all []candidate) []candidate {
	var found []candidate
	for i, c := range all {
		if !c.relative {
			continue
		}
		first, size := utf8.DecodeRuneInString(c.name)
		if first != '市' && first != '县' && first != '区' || strings.HasPrefix(text[c.from:], " ") {
			continue
		}
		from, name := areaBefore(text[:c.from])
		if name == "" || overlapped(all[:i], from, c.from) {
			continue
		}
		to := c.from + size
		e := &entry{name: text[from:to]}
		found = append(found, candidate{from, to, e, &meaning{place: &Place{Name: e.name}}})
	}
	return found
}

// maxNameBytes is more than a name of the registry takes in a text, padding
// included.
const maxNameBytes = 4 * maxLetters * (1 + maxGap)

// overlapped reports whether one of the candidates before reaches into a run.
func overlapped(before []candidate, from, to int) bool {
	for _, c := range slices.Backward(before) {
		if c.from < to && c.to > from {
			return true
		}
		if c.from < from-maxNameBytes {
			return false
		}
	}
	return false
}

// areaBefore is the two-letter name that stands alone at the end of before: after
// punctuation, or after the 省 or 市 it lies in.
func areaBefore(before string) (from int, name string) {
	at := len(before)
	var letters [2]rune
	for i := range slices.Backward(letters[:]) {
		r, size := utf8.DecodeLastRuneInString(before[:at])
		if !unicode.Is(unicode.Han, r) || notInPlaces.has(r) {
			return 0, ""
		}
		letters[i] = r
		at -= size
	}
	if !gazetteer.MayName(letters[0], letters[1]) {
		return 0, ""
	}
	if r, _ := utf8.DecodeLastRuneInString(before[:at]); at > 0 && unicode.Is(unicode.Han, r) && !strings.ContainsRune("省市州区", r) {
		return 0, ""
	}
	return at, before[at:]
}

// notInPlaces are letters of the words that stand before a relative name:
// 近日市民政局, 由市民政局, 联合市民政局, 我市民政局.
var notInPlaces = lettersOf("的了是在由从与和及同跟向对被给为把将让使据经按以于到至自来去前后日近昨今明年月时分天我全本该各其某另" +
	"说称者记会议上下里内中间外合联通知组织获悉悉了解介绍发报讯息省市县区州镇乡局部厅委办处所政府级两三四五六七八九十个" +
	"起当过就也都还又再并且或但因所而则如若即便只又更最很第等名位次场项张据此此外同时随后目")
