package attribute

import "github.com/gaobang/gaobang/analyzer/byline"

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
		case byline.Correspondent, byline.Intern, byline.Photographer, byline.Author:
			s.role.earns = true
		}
		all = append(all, s)
	}
	return all
}
