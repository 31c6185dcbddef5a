package attribute

import (
	"cmp"
	"slices"
	"sync"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/byline"
)

// naming is a place in the article where a unit, or only its area, is named.
type naming struct {
	gaobang.Evidence
	unit   gaobang.UnitID
	area   bool          // only the area the unit serves: 云阳街道, 我市
	beside bool          // the story does not play in that area: 借鉴丹阳, 丹阳姑娘
	doubt  gaobang.Doubt // why it may well be somebody else's name; "" where nothing says so
	listed bool          // one of several offices in a list
	maker  bool          // where the makers of the piece are named
}

// reading is one article while it is judged.
type reading struct {
	at       *Attributor
	article  *gaobang.Article
	found    Found
	home     gaobang.Division // the place the article speaks from; "" for none
	province gaobang.Division // the first two digits of where its outlet belongs; "" for the whole country
	own      bool             // it speaks as an office, so that 我局 is the bureau
	areas    []area           // named in title and body, in the order of reading
	noise    []gaobang.Span   // of the page, not of the piece
	closing  []gaobang.Span   // lines of names that close the body

	organisations []gaobang.Span // in the byline
	making        []gaobang.Span // where the makers are named
	editing       []gaobang.Span // where only editors and publishers are named
	namings       []naming
	signers       []signer
	nameless      int         // signers that the registry does not know
	civil         func() bool // of this field; few pieces need to be read for it

	othersLines   map[int]bool // lines of the body by their beginning: is the piece another office's by them
	strangers     func() bool  // isAmongStrangers, asked once
	firstOrgan    func() int   // organBefore, asked once
	touching      func() int   // weighBesides, asked once when the names are settled
	anothers      func() bool  // isWeaklyAnothers, asked once
	isOtherMatter func() bool  // tellsOtherMatter, asked once
	ofAnimals     func() bool  // isOfAnimals, asked once

	others    []gaobang.Span // 民政局 of another place
	elsewhere []naming       // names of units that stand for places elsewhere
	dismissed []gaobang.Candidate
}

// read takes the steps in order: each uses what the ones before it settled.
func (at *Attributor) read(a *gaobang.Article, found Found, bl byline.Result, outlet gaobang.Outlet) *reading {
	r := &reading{at: at, article: a, found: found, othersLines: map[int]bool{}}
	r.strangers, r.firstOrgan = sync.OnceValue(r.isAmongStrangers), sync.OnceValue(r.organBefore)
	r.touching, r.anothers = sync.OnceValue(r.weighBesides), sync.OnceValue(r.isWeaklyAnothers)
	r.isOtherMatter, r.ofAnimals = sync.OnceValue(r.tellsOtherMatter), sync.OnceValue(r.isOfAnimals)
	r.home = r.homeOf(outlet)
	if d := cmp.Or(r.home, outlet.Locality); d != "" {
		r.province = d[:2]
	}
	r.own = r.isOwn(outlet)
	r.noise = noiseSpans(a)
	r.areas = r.areasNamed()
	signatures := signaturesOf(bl)
	r.making, r.editing = r.makerSpans(signatures)
	r.nameBureausAndTowns()
	r.nameTownOffices()
	r.nameUnlistedTowns()
	r.dropNamesakes()
	r.nameDepartments()
	r.civil = sync.OnceValue(func() bool {
		return isCivilAffairs(found.on, a.Title, a.Kicker, a.Subtitle, withoutSpans(a.Body, r.notOurs()))
	})
	r.sign(signatures)
	return r
}

// notOurs are the parts of the body that say nothing about ours.
func (r *reading) notOurs() []gaobang.Span {
	all := slices.Clone(r.noise)
	for _, s := range r.others {
		if s.Field == gaobang.FieldBody {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, compareSpans)
	return all
}

// mentions are the names of units and signers, in the order of reading.
func (r *reading) mentions() []gaobang.Mention {
	var all []gaobang.Mention
	for _, n := range r.namings {
		if !n.area {
			all = append(all, gaobang.Mention{Evidence: n.Evidence, Unit: n.unit})
		}
	}
	for _, s := range r.signers {
		all = append(all, gaobang.Mention{Evidence: s.Evidence, Unit: s.unit, Person: s.person})
	}
	slices.SortStableFunc(all, func(x, y gaobang.Mention) int { return compareSpans(x.Span, y.Span) })
	return all
}

// compareSpans orders by reading.
func compareSpans(x, y gaobang.Span) int {
	if d := slices.Index(fields, x.Field) - slices.Index(fields, y.Field); d != 0 {
		return d
	}
	return x.From - y.From
}

func within(s gaobang.Span, spans []gaobang.Span) bool {
	return slices.ContainsFunc(spans, func(o gaobang.Span) bool {
		return o.Field == s.Field && o.From <= s.From && s.To <= o.To
	})
}
