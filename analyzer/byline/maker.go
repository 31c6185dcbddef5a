package byline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// makers reads letters that are an organisation or people.
func (r *reader) makers(t token) {
	run := r.line[t.from:t.to]
	switch {
	case r.now.role == Unit && (slices.Contains(notPeople, run) || len(run) <= len("元")), r.now.role != "" && isShortPlace(run):
		// 单位：万元; 作者：乙镇 林测试
	case r.now.role == Unit:
		r.add(&r.now.units, run, t.from, t.to)
	case isComposed(run):
		r.add(&r.now.names, run, t.from, t.to)
	case r.now.role == Editor && (isOrganisation(run) || strings.ContainsFunc(run, isCodeLetter)):
		r.add(&r.now.names, run, t.from, t.to)
	case r.isPerson(run):
		r.add(&r.now.names, run, t.from, t.to)
	case (isOrganisation(run) || r.now.role == "" && isLikelyOffice(run)) && !r.isStory(t):
		r.add(&r.now.units, run, t.from, t.to)
	case r.unitAndPerson(t):
	case r.apart(t):
	case r.now.role == "":
		r.unnamed(t)
	default:
		r.people(t)
	}
}

// isShortPlace reports two letters of which the second makes a place: 乙镇.
func isShortPlace(run string) bool {
	return utf8.RuneCountInString(run) == 2 && endsInOne(run, []string{"镇", "乡", "县", "市", "区"})
}

// isComposed reports a name of which one letter is described in brackets.
func isComposed(run string) bool { return strings.ContainsRune(run, '（') }

// isPerson reports a name of the registry.
func (r *reader) isPerson(s string) bool { return r.known != nil && r.known(s) }

// unitAndPerson reads 乙镇民政办林测试.
func (r *reader) unitAndPerson(t token) bool {
	run := []rune(r.line[t.from:t.to])
	for _, n := range []int{3, 2, 4} {
		k := len(run) - n
		if k < 3 || !isOrganisation(string(run[:k])) {
			continue
		}
		if last := string(run[k:]); r.isPerson(last) || likePerson(last) {
			at := t.from + len(string(run[:k]))
			if !r.isStory(t) {
				r.add(&r.now.units, string(run[:k]), t.from, at)
				r.add(&r.now.names, last, at, t.to)
				return true
			}
		}
	}
	return false
}

// apart joins letters that stand apart: 曾 强, 张 胜 男, 欧阳 测. Four and more
// are cut again.
func (r *reader) apart(t token) bool {
	toks, i := r.seg.toks, r.at
	first := r.line[t.from:t.to]
	single := utf8.RuneCountInString(first) == 1
	if !single && !slices.Contains(compoundSurnames, first) {
		return false
	}
	run, to := []rune(first), t.to
	for i+2 < len(toks) && toks[i+1].kind == space && toks[i+2].kind == letters && len(run) < 12 {
		part := []rune(r.line[toks[i+2].from:toks[i+2].to])
		if len(part) != 1 && !(len(part) == 2 && len(run) == 1 && isSurname(run[0])) || isCloserHere(r, string(part), i+2) {
			break
		}
		run, to, i = append(run, part...), toks[i+2].to, i+2
		if len(part) == 2 || !single {
			break
		}
	}
	if len(run) < 2 || !single && len(run) == 2 {
		return false
	}
	if r.now.role == "" && !beginsAsName(run) {
		return false
	}
	r.at = i
	r.addApart(run, t.from, to)
	return true
}

// isCloserHere reports a letter that closes the names rather than ends one: it is
// the last of the segment, 林 测 摄.
func isCloserHere(r *reader, part string, at int) bool {
	_, ok := r.closerWord(part)
	return ok && at == len(r.seg.toks)-1
}

func (r *reader) closerWord(run string) (closer, bool) {
	i := slices.IndexFunc(closers, func(c closer) bool { return c.word == run })
	if i < 0 {
		return closer{}, false
	}
	return closers[i], true
}

// addApart adds letters that stood apart between two places of the line.
func (r *reader) addApart(run []rune, from, to int) {
	names := [][]rune{run}
	if len(run) > 3 && !startsCompound(run) || len(run) > 4 {
		if parts := cut(run, r.known); parts != nil {
			names = parts
		}
	}
	at := from
	for i, n := range names {
		end := to
		if i < len(names)-1 {
			end = r.afterLetters(at, len(n))
		}
		r.add(&r.now.names, string(n), at, end)
		at = skip(r.line, end, isPadding)
	}
}

// afterLetters is where n letters from a place end, padding between them.
func (r *reader) afterLetters(at, n int) int {
	for range n {
		at = skip(r.line, at, isPadding)
		_, size := utf8.DecodeRuneInString(r.line[at:])
		at += size
	}
	return at
}

func (r *reader) add(into *[]name, text string, from, to int) {
	if total := len(r.now.names) + len(r.now.units); total < maxNames {
		*into = append(*into, name{text: text, from: from, to: to})
	}
}

func (r *reader) addAll(from int, names [][]rune) {
	for _, n := range names {
		to := from + len(string(n))
		r.add(&r.now.names, string(n), from, to)
		from = to
	}
}

// unnamed reads people where no word says what they did: only what can be
// nothing else.
func (r *reader) unnamed(t token) {
	run := r.line[t.from:t.to]
	runes := []rune(run)
	switch names := cut(runes, r.known); {
	case likePerson(run), isPenName(runes), isForeign(runes) && isHanName(runes):
		r.add(&r.now.names, run, t.from, t.to)
	case names != nil && len(runes) == 3*len(names) && len(names) > 1:
		r.addAll(t.from, names)
	case r.hasRole || r.roleAhead():
		// where a reporter belongs, or the head of a report: 甲城在线 通讯员
		r.clean = r.clean && r.seg.bracketed
	default:
		r.stop()
	}
}

func (r *reader) roleAhead() bool {
	return slices.ContainsFunc(r.seg.toks[r.at:], func(t token) bool { return t.kind == role })
}

// isHanName reports letters of which all are Han but the points between them.
func isHanName(runes []rune) bool {
	return !slices.ContainsFunc(runes, func(l rune) bool { return !unicode.Is(unicode.Han, l) && !isPoint(l) })
}

// isPenName reports a collective name: 丹民宣, 溧民, 建萱.
func isPenName(runes []rune) bool {
	return len(runes) >= 2 && len(runes) <= 4 && isHan(runes) && strings.ContainsRune("宣萱轩民", runes[len(runes)-1]) &&
		!slices.Contains([]string{"人民", "居民", "村民", "农民", "市民", "公民", "难民", "网民", "选民", "渔民", "牧民"}, string(runes))
}
