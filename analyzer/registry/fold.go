package registry

import "unicode"

// fold makes letters equal that differ in width or case alone: Ａ, ａ, A, a; the
// several middle dots of foreign names.
func fold(r rune) rune {
	switch {
	case r >= 0xFF01 && r <= 0xFF5E:
		r -= 0xFEE0
	case r == '•' || r == '・' || r == '‧' || r == '∙' || r == '．' || r == '●':
		return '·'
	}
	if r < 0x80 {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	if unicode.IsUpper(r) {
		return unicode.ToLower(r)
	}
	return r
}

// isGap reports whether r may stand between the letters of a name and mean
// nothing: the space that pads 曾 强, the one of a badly set line. A line break
// may not.
func isGap(r rune) bool {
	return r == ' ' || r == '\u3000' || r == '\u00A0' || r == '\t' || r == '\u200B' || r == '\uFEFF' ||
		r >= '\u2000' && r <= '\u200A'
}

// foldName is a name as the automaton knows it: folded, without gaps.
func foldName(name string) []rune {
	var folded []rune
	for _, r := range name {
		if !isGap(r) {
			folded = append(folded, fold(r))
		}
	}
	return folded
}
