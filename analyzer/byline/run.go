package byline

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// letters reads a run of letters: a closer, an organisation, names, or text.
func (r *reader) letters(t token) {
	if r.now.over {
		r.clean = false
		return
	}
	run := r.line[t.from:t.to]
	if next := r.next(); next != nil && next.kind == role && next.from == t.to && r.belongs(t, next) {
		return
	}
	if c, ok := r.closer(run); ok {
		r.closeOr(c, t)
		return
	}
	if r.isReportsHead(run) || r.tells(run) {
		return
	}
	if slices.Contains(heads, run) && r.now.role == "" && r.now.empty() && !r.seg.bracketed {
		return
	}
	if r.seg.bracketed && r.now.role == "" && r.next() != nil && !r.isPerson(run) && (isShortPlace(run) || isPlace(run) || isMedia(run) && !isOrganisation(run)) {
		return // from where: （乙县 林测试）, （甲城融媒 林测试）
	}
	if slices.Contains(pageWords, run) || slices.Contains(nobody, run) || r.isLabel(t) {
		r.stop()
		return
	}
	if lent, ok := strings.CutSuffix(run, "提供"); ok && r.now.role == Photographer && isOrganisation(lent) {
		r.stop() // 图/市民政局提供: who lends a picture makes nothing
		return
	}
	if head, c, ok := gluedCloser(run); ok && r.glued(t, head, c) {
		return
	}
	r.makers(t)
}

// isReportsHead reports the head of a report with its makers behind it, outside of
// brackets: 本报讯 林测试 高示例报道.
func (r *reader) isReportsHead(run string) bool {
	if !isBlank(r.seg.toks[:r.at]) || r.seg.bracketed || !endsInOne(run, []string{"讯", "电"}) {
		return false
	}
	for _, t := range r.seg.toks[r.at+1:] {
		words := r.line[t.from:t.to]
		name, last := strings.CutSuffix(words, "报道")
		switch {
		case t.kind == space || t.kind == comma:
		case t.kind != letters || !(name == "" || r.isPerson(name) || likePerson(name)):
			return false
		case last:
			r.headed = true
			return true
		}
	}
	return false
}

// tells reads who told the story that another wrote down: 林测试口述 高示例整理.
func (r *reader) tells(run string) bool {
	for _, word := range []string{"口述", "讲述"} {
		if told, ok := strings.CutSuffix(run, word); ok && r.seg.bracketed && r.now.role == "" && (told == "" || onlyNames([]rune(told))) {
			r.now.names, r.now.units = nil, nil
			return true
		}
	}
	return false
}

func (r *reader) next() *token {
	if r.at+1 < len(r.seg.toks) {
		return &r.seg.toks[r.at+1]
	}
	return nil
}

func (r *reader) before() *token {
	if r.at > 0 {
		return &r.seg.toks[r.at-1]
	}
	return nil
}

// isLabel reports letters before a colon: they are a label of something else.
func (r *reader) isLabel(t token) bool {
	next := r.next()
	run := r.line[t.from:t.to]
	return next != nil && next.kind == colon && r.now.role != Reporter && !endsInOne(run, reports) &&
		!(r.seg.bracketed && r.now.role == "" && r.now.empty() && isOrganisation(run))
}

// belongs reads letters that run into a role word. Before 记者 they say where the
// reporter belongs, unless they are the names of the role before.
func (r *reader) belongs(t token, next *token) bool {
	run := []rune(r.line[t.from:t.to])
	if next.role == Editor && !onlyNames(run) {
		return true // 微信编辑：
	}
	_, _, sure := beforeStop(run)
	if !isNewsRole(next.role) && next.role != Photographer || sure {
		return false
	}
	if next.role == Correspondent && isOrganisation(string(run)) && !isMedia(string(run)) {
		return false
	}
	if r.now.role == "" || !r.now.empty() && isMedia(string(run)) || r.afterSign() {
		return true
	}
	if !isMedia(string(run)) {
		return !onlyNames(run)
	}
	r.addAll(t.from, r.beforeMedium(run))
	return true
}

// beforeMedium are the names before a medium: 林测试高示例甲国广播电台. The medium
// begins with a place where that can be.
func (r *reader) beforeMedium(run []rune) [][]rune {
	if len(run) < 4 || isPlace(string(run[:2])) {
		return nil
	}
	var found [][]rune
	for k := len(run) - 2; k >= 2; k-- {
		names := cut(run[:k], r.known)
		if names == nil || !isMedia(string(run[k:])) {
			continue
		}
		if isPlace(string(run[k : k+2])) {
			return names
		}
		if found == nil {
			found = names
		}
	}
	return found
}

// afterSign reports whether a sign of a role stands right before: 文/甲报记者.
func (r *reader) afterSign() bool {
	b := r.before()
	return b != nil && b.kind == role && b.signed
}

// closer is the closer that a whole run of letters is.
func (r *reader) closer(run string) (closer, bool) {
	i := slices.IndexFunc(closers, func(c closer) bool { return c.word == run })
	if i < 0 || r.now.empty() {
		return closer{}, false
	}
	return closers[i], true
}

// closeOr closes the names before, unless a name follows at once of which the
// letters are the first: 摄小样.
func (r *reader) closeOr(c closer, t token) {
	if next := r.next(); next != nil && next.from == t.to && next.kind == letters {
		r.makers(t)
		return
	}
	if c.reports {
		r.dropPlace()
	}
	r.close(c)
}

// dropPlace takes the last name if it is the place of the report and no person:
// 林测试 甲城 报道.
func (r *reader) dropPlace() {
	if n := len(r.now.names); n > 1 && !likePerson(r.now.names[n-1].text) {
		r.now.names = r.now.names[:n-1]
	}
}

// gluedCloser is a closer at the end of a run, and the letters before it.
func gluedCloser(run string) (head string, c closer, ok bool) {
	for _, c := range closers {
		if head, ok := strings.CutSuffix(run, c.word); ok && c.glued && utf8.RuneCountInString(head) >= 2 {
			return head, c, true
		}
	}
	return "", closer{}, false
}

// glued reads names with a closer behind them: 林测试摄, 乙镇民政办供稿.
func (r *reader) glued(t token, head string, c closer) bool {
	if runes := []rune(head); c.reports && r.now.role != "" {
		if names := beforePlace(runes, r.known); names != nil {
			r.addAll(t.from, names)
			r.close(c)
			return true
		}
	}
	inner := token{kind: letters, from: t.from, to: t.from + len(head)}
	isMakers := isOrganisation(head) || r.isPerson(head) || onlyNames([]rune(head))
	switch {
	case isMakers && !(c.reports && r.now.role == "" && !r.seg.bracketed && !r.headed):
		r.makers(inner)
	case c.reports && !r.now.empty(): // 林测试 甲城报道
	default:
		return false
	}
	if !r.now.over {
		r.close(c)
	}
	return true
}
