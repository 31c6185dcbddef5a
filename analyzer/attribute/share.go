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
			Share: gaobang.EqualShares(units * people[c.unit])[0], Confidence: confidenceOf(c.basis, c.doubt), Basis: c.basis, Doubt: c.doubt, Evidence: r.whole(c.evidence),
		})
	}
	return all
}
