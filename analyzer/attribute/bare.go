package attribute

import (
	"strings"

	"github.com/gaobang/gaobang"
)

// bureauMeant is the bureau that 局 means at the end of before, as in 局办公室,
// 局社会救助科: the one named last, where no other organ was named since. 该局 and
// 公安局 say of themselves which one they are.
func (r *reading) bureauMeant(field gaobang.Field, before string) (gaobang.UnitID, bool) {
	before, ok := strings.CutSuffix(before, "局")
	if !ok || !endsWord(before) {
		return "", false
	}
	var meant gaobang.UnitID
	since, inField := before, -1 // behind the last naming in this field
	for _, n := range r.namings {
		switch {
		case n.area || r.at.bureauOf(n.unit) != n.unit:
		case n.Field == field && n.To <= len(before) && n.To > inField:
			meant, since, inField = n.unit, before[n.To:], n.To
		case n.Field == gaobang.FieldTitle && field == gaobang.FieldBody && inField < 0:
			meant = n.unit
		}
	}
	return meant, meant != "" && !namesOrgan(since)
}

// namesOrgan reports a name of an organ that may have departments of its own:
// 公安局 is one, 局 alone is not.
func namesOrgan(text string) bool {
	for _, organ := range []string{"法院", "检察院", "委员会", "政府", "部门"} {
		if strings.Contains(text, organ) {
			return true
		}
	}
	for {
		head, rest, ok := strings.Cut(text, "局")
		if !ok {
			return false
		}
		if !endsWord(head) {
			return true
		}
		text = rest
	}
}
