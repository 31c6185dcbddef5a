package attribute

import (
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
)

// dropPassing drops the bureaus that a piece of another only touches: one named
// once in the body of a piece that others sign, and one of which only the area is
// named where another bureau is meant and the story does not play there.
func (r *reading) dropPassing(bureaus []gaobang.UnitID, claims map[gaobang.UnitID][]claim) {
	signed, meant := map[gaobang.UnitID]bool{}, map[gaobang.UnitID]bool{}
	for b, c := range claims {
		signed[b] = c[0].doubt == "" && (c[0].basis == gaobang.ByPerson || c[0].basis == gaobang.ByBylineUnit)
		meant[b] = signed[b] || r.isMeant(b)
	}
	for _, b := range bureaus {
		if len(claims[b]) == 0 {
			continue
		}
		other := func(in map[gaobang.UnitID]bool) bool {
			return slices.ContainsFunc(bureaus, func(o gaobang.UnitID) bool { return in[o] && o != b })
		}
		below := slices.ContainsFunc(bureaus, func(o gaobang.UnitID) bool { return len(claims[o]) > 0 && o != b && r.at.isAbove(b, o) })
		switch {
		case !meant[b] && (below || meant[r.at.bureauAt(r.home)] && r.home.Level() == gaobang.LevelCounty && !r.opensTitle(b) || other(meant) && !r.playsIn(b, other(signed)) || len(claims) > 1 && !r.isToldThere(b, 1)), meant[b] && !signed[b] && other(signed) && r.isTouched(b) && !r.isJoined(b):
			for _, c := range claims[b] {
				c.doubt = gaobang.DoubtPassing
				r.dismiss(c)
			}
			delete(claims, b)
		}
	}
}

// isToldThere reports whether a paragraph that names the bureau's area, or the title
// that does, has words of the field that weigh so much: what another paragraph tells is another's.
func (r *reading) isToldThere(bureau gaobang.UnitID, least int) bool {
	return r.isNamed(func(n naming) bool {
		if r.at.bureauOf(n.unit) != bureau {
			return false
		}
		if n.Field != gaobang.FieldBody {
			return true
		}
		line := n.Text
		for _, l := range lines(r.article, n.Field) {
			if within(n.Span, []gaobang.Span{l}) {
				line = textOf(r.article, l)
			}
		}
		return says(least, r.found.on, line)
	})
}

// isTouched reports whether a bureau and its units are named once at most, and
// the title names neither them nor their city. A result of its own is
// more than a touch.
func (r *reading) isTouched(bureau gaobang.UnitID) bool {
	if r.opensTitle(bureau) {
		return false
	}
	times := 0
	for _, n := range r.namings {
		if r.at.bureauOf(n.unit) != bureau {
			continue
		}
		if n.area {
			if n.Field == gaobang.FieldTitle && !n.listed && !n.beside && !r.isInRow(n) {
				return false
			}
			continue
		}
		if times++; n.Field == gaobang.FieldTitle || isScored(r.article.Text(n.Field)[n.To:]) {
			return false
		}
	}
	return times <= 1
}

// scenes are the words before a place where something happens, besides the
// beginning of a clause.
var scenes = []string{"在", "赴", "到", "来到", "走进", "参观", "参观了", "观摩", "观摩了", "考察", "前往", "走访"}

// openings end what stands before the first words of a clause: the line of a
// dispatch.
var openings = []string{"，", "）", ")", "讯", "电"}

// playsIn reports whether the area of a bureau is where part of the story happens:
// the title names it, a clause begins with it, or, unless others sign the piece,
// somebody goes there.
func (r *reading) playsIn(bureau gaobang.UnitID, signed bool) bool {
	return r.isNamed(func(n naming) bool {
		if !n.area || n.beside || n.maker || n.unit != bureau {
			return false
		}
		text := r.article.Text(n.Field)
		before := strings.TrimRight(text[sentenceStart(text, n.From):n.From], " \u3000")
		return n.Field == gaobang.FieldTitle || before == "" || endsInAny(before, gaobang.ItemMarks) || endsWithAny(before, openings...) || !signed && endsWithAny(before, scenes...)
	})
}

func endsWithAny(s string, suffixes ...string) bool {
	return slices.ContainsFunc(suffixes, func(x string) bool { return strings.HasSuffix(s, x) })
}

// isJoined reports whether a bureau is named together with another: 丹阳市和丹徒区
// 民政局.
func (r *reading) isJoined(bureau gaobang.UnitID) bool {
	return r.isNamed(func(n naming) bool {
		if n.area || n.Field != gaobang.FieldBody || r.at.bureauOf(n.unit) != bureau {
			return false
		}
		before := r.article.Body[:n.From]
		return slices.ContainsFunc([]string{"和", "与", "、", "及", "联合", "会同", "携手"}, func(word string) bool {
			head, joined := strings.CutSuffix(before, word)
			return joined && slices.ContainsFunc(r.areas, func(a area) bool { return a.Field == n.Field && a.To == len(head) && !a.beside }) ||
				joined && r.isNamed(func(o naming) bool { return o.Field == n.Field && o.To == len(head) && r.at.bureauOf(o.unit) != bureau })
		})
	})
}
