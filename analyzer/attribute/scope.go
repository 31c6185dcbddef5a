package attribute

import (
	"slices"

	"github.com/gaobang/gaobang"
)

// scope says of each attribution how much of the piece is about its unit: a unit
// that only stands in a list is named in passing, of several others each is one of
// several.
func scope(all []gaobang.Attribution) {
	var subjects []gaobang.UnitID
	for _, t := range all {
		if t.Doubt != gaobang.DoubtListed && !slices.Contains(subjects, t.Unit) {
			subjects = append(subjects, t.Unit)
		}
	}
	for i := range all {
		switch {
		case all[i].Doubt == gaobang.DoubtListed:
			all[i].Scope = gaobang.Passing
		case len(subjects) > 1:
			all[i].Scope = gaobang.Several
		default:
			all[i].Scope = gaobang.Sole
		}
	}
}
