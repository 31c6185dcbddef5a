package attribute

import "github.com/gaobang/gaobang/analyzer/byline"

// Known tells the names of people that the registry has on the day of the
// article, to read its byline by.
func (at *Attributor) Known(f Found) byline.Known {
	return func(name string) bool { return at.names.Person(name, f.on) }
}

// signaturesOf are the byline's names with what their roles earn.
func signaturesOf(bl byline.Result) []signature {
	all := make([]signature, 0, len(bl.Names))
	for _, n := range bl.Names {
		s := signature{Span: n.Span, name: n.Name}
		switch n.Role {
		case byline.Editor:
			s.role.edits = true
		case byline.Unit:
			s.role.unit = true
		case byline.Reporter:
		case byline.Correspondent, byline.Intern, byline.Photographer, byline.Author, byline.Writer:
			s.role.earns = true
		}
		all = append(all, s)
	}
	return all
}
