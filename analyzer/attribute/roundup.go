package attribute

import (
	"regexp"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
)

// isRoundUp reports several items, each behind a mark or the office it is of, of
// which some name none of ours: 本市简讯.
func (r *reading) isRoundUp(mine []naming) bool {
	items, others, labelled := 0, 0, r.hasLabelledItems()
	for _, line := range lines(r.article, gaobang.FieldBody) {
		text := strings.TrimLeft(textOf(r.article, line), " \u3000")
		marked := gaobang.HasItemMark(text) || strings.HasSuffix(text, "；") || labelled && strings.HasPrefix(text, "【")
		numbered := !marked && numberedItem.MatchString(text)
		numbered = numbered || containsAny(text, "责任单位", "牵头单位", "承办单位", "主办单位：")
		if !marked && !numbered && !officeOpens.MatchString(withoutLead(text)) {
			continue
		}
		if items++; numbered {
			marked = true
			if !namesOffice.MatchString(text) {
				continue
			}
		}
		ours := func(n naming) bool {
			return (!n.area || marked && says(1, r.found.on, text)) && within(n.Span, []gaobang.Span{line})
		}
		if !slices.ContainsFunc(mine, ours) {
			others++
		}
	}
	return items > 1 && others > 0
}

// hasLabelledItems reports lines that begin with a label in brackets, each with its
// own: 【医保】, 【供水】. Where labels come again they say who speaks.
func (r *reading) hasLabelledItems() bool {
	seen := map[string]bool{}
	for _, line := range lines(r.article, gaobang.FieldBody) {
		label, _, ok := strings.Cut(textOf(r.article, line), "】")
		if !ok || !strings.HasPrefix(label, "【") {
			continue
		}
		if seen[label] {
			return false
		}
		seen[label] = true
	}
	return len(seen) > longList
}

// officeOpens is the office or town of which an item tells, where the item opens
// with it: 市交通局在……, 皇塘镇：.
var officeOpens = regexp.MustCompile(`^(?:市\p{Han}{2,8}局|\p{Han}{2,4}(?:镇|街道)(?:\p{Han}{1,6})?[：:])`)

// numberedItem begins an item of a list; one that names no office may be any
// office's, of a notice of ours too.
var (
	numberedItem = regexp.MustCompile(`^(?:[0-9]{1,2}[.．、]|[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十0-9]{1,2}[）)])`)
	namesOffice  = regexp.MustCompile(`[市县区]\p{Han}{2,8}[局委办院会]`)
)
