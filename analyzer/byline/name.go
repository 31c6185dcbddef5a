package byline

import (
	"slices"
	"unicode"

	"github.com/gaobang/gaobang/analyzer/gazetteer"
)

// Known tells the names of people in the registry on the day of the piece, by
// which names without anything between them are told apart; nil knows nobody.
type Known func(name string) bool

// likePerson reports letters that may be a person's name and no other word:
// nothing but a surname tells them from the words of a bracket.
func likePerson(s string) bool {
	runes := []rune(s)
	if len(runes) < 2 || len(runes) > 4 || !isHan(runes) || isPlace(s) || isOrganisation(s) {
		return false
	}
	for n := 2; n <= len(runes); n++ {
		if slices.Contains(notPeople, string(runes[:n])) && (n == len(runes) || len(runes) > 3 || n == 2) {
			return false
		}
	}
	if len(runes) == 4 {
		return startsCompound(runes)
	}
	return beginsAsName(runes)
}

// onlyNames reports letters that are one name with a surname, or several without
// anything between them.
func onlyNames(runes []rune) bool {
	if len(runes) < 2 || isForeign(runes) && len(runes) <= maxNameChars {
		return len(runes) > 1 && isHanName(runes) && isForeign(runes)
	}
	if len(runes) <= 3 {
		return isHan(runes) && beginsAsName(runes)
	}
	return cut(runes, nil) != nil
}

// beginsAsName reports letters that begin with a surname.
func beginsAsName(runes []rune) bool { return isSurname(runes[0]) || startsCompound(runes) }

func isPoint(r rune) bool { return r == '·' || r == '•' || r == '・' }

// isForeign reports a name in other letters, or one with a point between its
// parts.
func isForeign(runes []rune) bool {
	return slices.ContainsFunc(runes, isPoint) || !slices.ContainsFunc(runes, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// runTogether reports four letters that are two names of two.
func runTogether(l []rune) bool { return isSurname(l[0]) && isSurname(l[2]) && !startsCompound(l) }

func isHan(runes []rune) bool {
	return !slices.ContainsFunc(runes, func(r rune) bool { return !unicode.Is(unicode.Han, r) })
}

// isPlace reports the name of a province, city or county: （江苏） is no maker.
func isPlace(s string) bool { return s == "中国" || len(gazetteer.Named(s)) > 0 }
