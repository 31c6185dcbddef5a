package attribute

import (
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/registry"
)

// signer is a registered person who signs the piece.
type signer struct {
	gaobang.Evidence
	person gaobang.PersonID
	unit   gaobang.UnitID
	doubt  gaobang.Doubt
}

// signature is one name in a byline.
type signature struct {
	gaobang.Span
	name string
	role role
}

// role is what a signature earns: makers earn, reporters of the outlet and
// editors do not.
type role struct{ earns, edits, unit bool }

// sign finds the registered people among the signatures. A name is looked up
// alone, so that padding and names run together are no matter.
func (r *reading) sign(signatures []signature) {
	signatures = append(signatures, r.closingSigners(signatures)...)
	for _, s := range signatures {
		if s.role.unit {
			r.organisations = append(r.organisations, s.Span)
		}
	}
	for _, s := range signatures {
		known := false
		for _, h := range r.at.names.Scan(s.name, r.found.on) {
			if len(h.People) == 0 {
				continue
			}
			known = true
			if s.role.earns {
				r.signAs(s, h.Text, h.People)
			} else {
				r.dismissSigners(s, h.Text, h.People)
			}
		}
		if s.role.earns && !known {
			r.nameless++
			r.dismissAbsent(s)
		}
	}
}

// standsWithOthers reports a name in the bracket of an organisation that the
// registry does not know: （市检察院 高兴）.
func (r *reading) standsWithOthers(s signature) bool {
	return slices.ContainsFunc(r.organisations, func(o gaobang.Span) bool {
		return o.Field == s.Field && !strings.Contains(r.article.Text(s.Field)[min(o.From, s.From):max(o.To, s.To)], "\n") &&
			max(o.From, s.From)-min(o.To, s.To) <= len("　通讯员：") && !slices.ContainsFunc(r.found.hits[o.Field], func(h registry.Hit) bool { return len(h.Units) > 0 && h.From < o.To && o.From < h.To })
	})
}

// closingSigners are the registered people in the line of names that closes the
// body, where the byline's grammar sees no signature.
func (r *reading) closingSigners(known []signature) []signature {
	var all []signature
	for _, h := range r.found.hits[gaobang.FieldBody] {
		span := gaobang.Span{Field: gaobang.FieldBody, From: h.From, To: h.To}
		inside := func(s signature) bool { return s.Field == span.Field && s.From < span.To && span.From < s.To }
		if len(h.People) > 0 && within(span, r.closing) && !slices.ContainsFunc(known, inside) {
			all = append(all, signature{Span: span, name: h.Text, role: role{earns: true}})
		}
	}
	return all
}

// dismissSigners puts down people whose names stand in a role that earns nothing.
func (r *reading) dismissSigners(s signature, name string, people []gaobang.PersonID) {
	doubt := gaobang.DoubtReporter
	if s.role.edits {
		doubt = gaobang.DoubtEditor
	}
	for _, p := range r.posts(people) {
		r.dismiss(claim{p.unit, p.person, gaobang.ByPerson, doubt, []gaobang.Evidence{r.signedWords(s, name)}})
	}
}

// dismissAbsent puts down the people of a name who held no post that day.
func (r *reading) dismissAbsent(s signature) {
	for _, id := range r.at.namesakes[s.name] {
		p, _ := r.at.reg.Person(id)
		if _, serves := p.UnitOn(r.found.on); !serves && len(p.Posts) > 0 {
			r.dismiss(claim{p.Posts[0].Unit, id, gaobang.ByPerson, gaobang.DoubtNotInPost, []gaobang.Evidence{r.signedWords(s, s.name)}})
		}
	}
}

// signAs adds the people who bear one signed name.
func (r *reading) signAs(s signature, name string, people []gaobang.PersonID) {
	candidates := slices.DeleteFunc(r.posts(people), func(c signer) bool { return r.isStranger(s, name, c) })
	if len(candidates) > 1 {
		candidates = r.tellApart(candidates)
	}
	for _, c := range candidates {
		if slices.ContainsFunc(r.signers, func(o signer) bool { return o.person == c.person }) {
			continue
		}
		c.Evidence = r.signedWords(s, name)
		c.doubt = gaobang.DoubtHomonym
		if len(candidates) == 1 {
			c.doubt = r.doubtOf(c)
		}
		r.signers = append(r.signers, c)
	}
}

// posts are the people with the units they served that day.
func (r *reading) posts(people []gaobang.PersonID) []signer {
	var all []signer
	for _, id := range people {
		p, _ := r.at.reg.Person(id)
		if unit, ok := p.UnitOn(r.found.on); ok {
			all = append(all, signer{person: id, unit: unit})
		}
	}
	return all
}

// tellApart keeps of people of one name those whose unit signs too, else those
// whose bureau is named, else those at home; all where nothing tells.
func (r *reading) tellApart(all []signer) []signer {
	for _, tells := range []func(signer) bool{
		func(s signer) bool { return r.isNamed(func(n naming) bool { return n.maker && n.unit == s.unit }) },
		func(s signer) bool {
			return r.isNamed(func(n naming) bool { return n.maker && r.at.related(n.unit, s.unit) })
		},
		func(s signer) bool { return r.isNamed(func(n naming) bool { return n.unit == s.unit }) },
		func(s signer) bool {
			u := r.at.unit(s.unit)
			return len(r.topicWords(gaobang.FieldTitle, u))+len(r.topicWords(gaobang.FieldBody, u)) > 0
		},
		func(s signer) bool {
			return r.isNamed(func(n naming) bool { return !n.area && r.at.bureauOf(n.unit) == r.at.bureauOf(s.unit) })
		},
		func(s signer) bool { return r.home != "" && r.at.unit(r.at.bureauOf(s.unit)).Division == r.home },
	} {
		kept := slices.DeleteFunc(slices.Clone(all), func(s signer) bool { return !tells(s) })
		if len(kept) == 1 {
			return kept
		}
		if len(kept) > 1 {
			all = kept
		}
	}
	return all
}

// isStranger reports, and puts down, a name in a piece from elsewhere that says
// nothing of the person's bureau: somebody there bears it too.
func (r *reading) isStranger(s signature, name string, c signer) bool {
	bureau := r.at.bureauOf(c.unit)
	if !r.isAway(c.unit) && !r.standsWithOthers(s) && !r.tellsOfACity(bureau) || r.isNamed(func(n naming) bool { return r.at.bureauOf(n.unit) == bureau }) {
		return false
	}
	r.dismiss(claim{c.unit, c.person, gaobang.ByPerson, gaobang.DoubtStranger, []gaobang.Evidence{r.signedWords(s, name)}})
	return true
}

// tellsOfACity reports a piece of no home and of another field whose title names a city
// elsewhere.
func (r *reading) tellsOfACity(bureau gaobang.UnitID) bool {
	return r.home == "" && namesCityElsewhere(r.article.Title, r.at.unit(bureau).Division) && !r.civil()
}

// doubtOf is the doubt about a name alone in its registry: a stranger may bear it.
// The unit, its place or its bureau in the piece settles it, or a piece of this field from there.
func (r *reading) doubtOf(s signer) gaobang.Doubt {
	bureau := r.at.bureauOf(s.unit)
	own := r.at.unit(bureau).Division
	ofBureau := func(n naming) bool { return r.at.bureauOf(n.unit) == bureau }
	if r.isNamed(func(n naming) bool { return n.unit == s.unit || !n.area && ofBureau(n) }) {
		return ""
	}
	if !r.isNamed(ofBureau) && slices.ContainsFunc(r.areas, func(a area) bool { return !a.beside && !a.division.Contains(own) && !own.Contains(a.division) }) {
		return gaobang.DoubtStranger
	}
	fromThere := r.home != "" && (r.home.Contains(r.at.unit(bureau).Division) || r.at.unit(bureau).Division.Contains(r.home))
	if r.civil() && (fromThere || r.isNamed(ofBureau)) {
		return ""
	}
	return gaobang.DoubtStranger
}

func (r *reading) isNamed(as func(naming) bool) bool { return slices.ContainsFunc(r.namings, as) }

// signedWords is the evidence of a signature as it stands in the article.
func (r *reading) signedWords(s signature, name string) gaobang.Evidence {
	span := s.Span
	for _, h := range r.found.hits[s.Field] {
		if h.From >= s.From && h.To <= s.To && h.Text == name {
			span.From, span.To = h.From, h.To
			break
		}
	}
	return gaobang.Evidence{Span: span, Text: textOf(r.article, span)}
}
