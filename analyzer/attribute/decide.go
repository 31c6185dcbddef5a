package attribute

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
)

// claim is one candidate of a bureau: a unit, and a person where one signs.
type claim struct {
	unit     gaobang.UnitID
	person   gaobang.PersonID
	basis    gaobang.Basis
	doubt    gaobang.Doubt
	evidence []gaobang.Evidence
}

// maxEvidence is how many places of the text justify one attribution; more tell
// a reader nothing.
const maxEvidence = 5

// attributions are the claims of every bureau that is meant, with their shares.
// What was weighed and not taken goes to the dismissed.
func (r *reading) attributions() []gaobang.Attribution {
	var all []gaobang.Attribution
	bureaus := r.bureausNamed()
	claims := make(map[gaobang.UnitID][]claim, len(bureaus))
	for _, b := range bureaus {
		if c := r.grounded(b, r.strongest(b)); len(c) > 0 {
			claims[b] = c
		}
	}
	r.dropPassing(bureaus, claims)
	for _, b := range bureaus {
		all = append(all, r.share(b, claims[b])...)
	}
	r.scope(all)
	return all
}

// bureausNamed are the bureaus that anything in the article points to, in the
// order of the registry.
func (r *reading) bureausNamed() []gaobang.UnitID {
	var all []gaobang.UnitID
	add := func(unit gaobang.UnitID) {
		if b := r.at.bureauOf(unit); b != "" && !slices.Contains(all, b) {
			all = append(all, b)
		}
	}
	for _, n := range r.namings {
		add(n.unit)
	}
	for _, s := range r.signers {
		add(s.unit)
	}
	if own := r.at.bureauAt(r.home); own != "" && r.speaksAs(own) {
		add(own)
	}
	slices.SortFunc(all, func(x, y gaobang.UnitID) int { return r.at.order[x] - r.at.order[y] })
	return all
}

// strongest are the claims of the strongest basis that a bureau has.
func (r *reading) strongest(bureau gaobang.UnitID) (taken []claim) {
	for _, find := range []func(gaobang.UnitID) []claim{
		r.signing, r.bureauSigning, r.naming, r.bureauAsSource, r.placed, r.topical, r.bureauAlone, r.areaAlone,
	} {
		claims := find(bureau)
		if len(taken) == 0 {
			taken = claims
			continue
		}
		for _, c := range claims {
			if !slices.ContainsFunc(taken, func(t claim) bool { return t.unit == c.unit }) {
				c.doubt = gaobang.DoubtWeaker
				r.dismiss(c)
			}
		}
	}
	return taken
}

// signing are the registered people and the units in the byline. Where the
// registry and the byline contradict each other a person decides.
func (r *reading) signing(bureau gaobang.UnitID) []claim {
	var people []claim
	for _, s := range r.signers {
		if r.at.bureauOf(s.unit) == bureau {
			people = append(people, claim{s.unit, s.person, gaobang.ByPerson, s.doubt, []gaobang.Evidence{s.Evidence}})
		}
	}
	units := r.claimed(gaobang.ByBylineUnit, "", func(n naming) bool { return n.maker && !n.area && r.isUnitOf(n.unit, bureau) })
	joint := slices.DeleteFunc(slices.Clone(units), func(u claim) bool {
		return slices.ContainsFunc(people, func(p claim) bool { return r.at.isAbove(u.unit, p.unit) })
	})
	if r.nameless == 0 && len(joint) == len(units) && r.contradict(people, joint) {
		for _, claims := range [][]claim{people, joint} {
			for i := range claims {
				claims[i].doubt = cmp.Or(claims[i].doubt, gaobang.DoubtMismatch)
			}
		}
	}
	return append(people, joint...)
}

// contradict reports people who sign beside units that are not theirs, with
// nobody else there whose the units could be. Somebody of the bureau itself may
// sign with any of its units.
func (r *reading) contradict(people, units []claim) bool {
	return len(people) > 0 && len(units) > 0 && !slices.ContainsFunc(people, func(p claim) bool {
		return slices.ContainsFunc(units, func(u claim) bool { return r.at.isAbove(p.unit, u.unit) })
	})
}

// naming are the units that title or body name.
func (r *reading) naming(bureau gaobang.UnitID) []claim {
	return r.claimed(gaobang.ByNamedUnit, "", func(n naming) bool {
		return !n.area && !n.maker && r.isUnitOf(n.unit, bureau) && !r.isEnumerated(n, bureau)
	})
}

// bureauSigning is the bureau itself in the byline.
func (r *reading) bureauSigning(bureau gaobang.UnitID) []claim {
	return r.claimed(gaobang.ByBylineUnit, "", func(n naming) bool { return n.maker && !n.area && n.unit == bureau && !r.isSource(n) })
}

// bureauAsSource is the bureau in the source line: it says where the piece was
// found and is weaker than a unit that the piece names.
func (r *reading) bureauAsSource(bureau gaobang.UnitID) []claim {
	return r.claimed(gaobang.ByBylineUnit, "", func(n naming) bool { return n.maker && !n.area && n.unit == bureau })
}

func (r *reading) isSource(n naming) bool {
	return n.Field == gaobang.FieldSource ||
		n.Field == gaobang.FieldMeta && endsWithAny(strings.TrimRight(r.article.Meta[:n.From], "：: \u3000"), "来源", "來源")
}

// placed are the units whose area title or body name, in a piece of this field.
func (r *reading) placed(bureau gaobang.UnitID) []claim {
	claims := r.claimed(gaobang.ByPlace, gaobang.DoubtIndirect, func(n naming) bool { return n.area && !n.beside && r.isUnitOf(n.unit, bureau) })
	if len(claims) == 0 || !r.isMeantSurely(bureau) && (!r.civil() || r.isOthers() || r.anothers() || r.isOfOldDays()) {
		return nil
	}
	return claims
}

// bureauAlone is the bureau where it is named and none of its units is.
func (r *reading) bureauAlone(bureau gaobang.UnitID) []claim {
	ours := func(n naming) bool { return !n.area && n.unit == bureau }
	claims := r.claimed(gaobang.ByNamedBureau, "", ours)
	unlisted := func(n naming) bool { return ours(n) && n.doubt == gaobang.DoubtUnlisted }
	if r.isNamed(unlisted) && r.isNamed(func(n naming) bool { return ours(n) && n.doubt == "" && r.isActor(n) }) {
		for _, c := range r.claimed(gaobang.ByNamedBureau, "", unlisted) {
			r.dismiss(c)
		}
		claims = r.claimed(gaobang.ByNamedBureau, "", func(n naming) bool { return ours(n) && !unlisted(n) })
	} else if r.isNamed(unlisted) {
		for i := range claims {
			claims[i].doubt = gaobang.DoubtUnlisted
		}
		return claims
	}
	if !r.isNamed(func(n naming) bool { return ours(n) && (!n.listed || n.Field == gaobang.FieldTitle) }) {
		for i := range claims {
			claims[i].doubt = cmp.Or(claims[i].doubt, gaobang.DoubtListed)
		}
	}
	return claims
}

// areaAlone is the bureau where only its area is named, in a piece of this field
// that plays there.
func (r *reading) areaAlone(bureau gaobang.UnitID) []claim {
	own := r.at.unit(bureau).Division
	if !r.isScene(bureau) || !r.civil() || r.anothers() || r.isAway(bureau) && !r.playsIn(bureau, false) || r.home != "" && !r.home.Contains(own) && !r.isToldThere(bureau, enough) || r.isAnotherBureaus() || r.isOfOldDays() {
		return nil
	}
	return r.claimed(gaobang.ByPlace, gaobang.DoubtIndirect, func(n naming) bool {
		return n.area && !n.beside && !n.maker && n.unit == bureau && (r.home != "" && r.home.Contains(own) || !n.listed && !(r.home != "" && r.isInRow(n)))
	})
}

// isScene reports whether the piece plays in the bureau's area and is not that of
// another field.
func (r *reading) isScene(bureau gaobang.UnitID) bool {
	return r.isNamed(func(n naming) bool {
		return n.area && !n.beside && !n.maker && !n.listed && !r.isInRow(n) && n.unit == bureau
	}) && !r.isOthers()
}

// isMeant reports whether the bureau or one of its units is named.
func (r *reading) isMeant(bureau gaobang.UnitID) bool {
	return r.isNamed(func(n naming) bool { return !n.area && r.at.bureauOf(n.unit) == bureau })
}

// isMeantSurely is the same of a naming that the piece does not only pass.
func (r *reading) isMeantSurely(bureau gaobang.UnitID) bool {
	return r.isNamed(func(n naming) bool {
		return !n.area && n.doubt != gaobang.DoubtPassing && r.at.bureauOf(n.unit) == bureau
	})
}

func (r *reading) isUnitOf(unit, bureau gaobang.UnitID) bool {
	return unit != bureau && r.at.bureauOf(unit) == bureau
}

// claimed makes one claim of all namings of a unit, without the units above
// another that is claimed. A naming in doubt counts only where no other is; doubt
// is what speaks against all of the basis.
func (r *reading) claimed(basis gaobang.Basis, doubt gaobang.Doubt, which func(naming) bool) []claim {
	var claims []claim
	for _, n := range r.namings {
		if !which(n) {
			continue
		}
		d := cmp.Or(n.doubt, doubt)
		i := slices.IndexFunc(claims, func(c claim) bool { return c.unit == n.unit })
		if i < 0 {
			i = len(claims)
			claims = append(claims, claim{unit: n.unit, basis: basis, doubt: d})
		}
		if confidenceOf(basis, d) > confidenceOf(basis, claims[i].doubt) {
			claims[i].doubt = d
		}
		if len(claims[i].evidence) < maxEvidence {
			claims[i].evidence = append(claims[i].evidence, n.Evidence)
		}
	}
	return slices.DeleteFunc(claims, func(c claim) bool {
		return slices.ContainsFunc(claims, func(o claim) bool { return o.unit != c.unit && r.at.isAbove(c.unit, o.unit) })
	})
}

// maxCandidates is how many answers that were not taken are kept of one article.
const maxCandidates = 12

// dismiss puts down an answer that is not taken, with what speaks against it.
func (r *reading) dismiss(c claim) {
	same := func(o gaobang.Candidate) bool { return o.Unit == c.unit && o.Person == c.person && o.Doubt == c.doubt }
	if len(r.dismissed) == maxCandidates || slices.ContainsFunc(r.dismissed, same) {
		return
	}
	r.dismissed = append(r.dismissed, gaobang.Candidate{
		Bureau: r.at.bureauOf(c.unit), Unit: c.unit, Person: c.person, Basis: c.basis, Doubt: c.doubt, Evidence: r.whole(c.evidence),
	})
}
