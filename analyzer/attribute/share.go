package attribute

import (
	"cmp"
	"slices"

	"github.com/gaobang/gaobang"
)

// share divides one bureau's article: equally among the units, and a unit's part
// equally among its people.
func (r *reading) share(bureau gaobang.UnitID, claims []claim) []gaobang.Attribution {
	slices.SortStableFunc(claims, func(x, y claim) int {
		return cmp.Or(r.at.order[x.unit]-r.at.order[y.unit], r.at.persons[x.person]-r.at.persons[y.person])
	})
	people, units := map[gaobang.UnitID]int{}, 0
	for _, c := range claims {
		if people[c.unit]++; people[c.unit] == 1 {
			units++
		}
	}
	var all []gaobang.Attribution
	for _, c := range claims {
		all = append(all, gaobang.Attribution{
			Article: r.article.ID, Bureau: bureau, Unit: c.unit, Person: c.person,
			Share: gaobang.EqualShares(units * people[c.unit])[0], Confidence: confidenceOf(c.basis, c.doubt), Basis: c.basis, Doubt: c.doubt, Evidence: c.evidence,
		})
	}
	return all
}

// dropPassing drops the bureaus that a piece of another only touches: one named
// once in the body of a piece that others sign, and one of which only the area is
// named where another bureau is meant.
func (r *reading) dropPassing(bureaus []gaobang.UnitID, claims map[gaobang.UnitID][]claim) {
	signed, meant := map[gaobang.UnitID]bool{}, map[gaobang.UnitID]bool{}
	for b, c := range claims {
		signed[b] = c[0].basis == gaobang.ByPerson || c[0].basis == gaobang.ByBylineUnit
		meant[b] = signed[b] || r.isMeant(b)
	}
	for _, b := range bureaus {
		if len(claims[b]) == 0 {
			continue
		}
		other := func(in map[gaobang.UnitID]bool) bool {
			for o, yes := range in {
				if yes && o != b {
					return true
				}
			}
			return false
		}
		below := func() bool {
			for o := range meant {
				if o != b && r.at.isAbove(b, o) {
					return true
				}
			}
			return false
		}
		switch {
		case !meant[b] && (other(meant) || below()), !signed[b] && other(signed) && r.isTouched(b):
			for _, c := range claims[b] {
				c.doubt = gaobang.DoubtPassing
				r.dismiss(c)
			}
			delete(claims, b)
		}
	}
}

// isTouched reports whether a bureau and its units are named once at most, and
// not in the title.
func (r *reading) isTouched(bureau gaobang.UnitID) bool {
	times := 0
	for _, n := range r.namings {
		if n.area || r.at.bureauOf(n.unit) != bureau {
			continue
		}
		if times++; n.Field == gaobang.FieldTitle {
			return false
		}
	}
	return times <= 1
}
