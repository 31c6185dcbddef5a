package byline

import (
	"slices"
	"strings"
)

// name is a name in a line, with its bytes.
type name struct {
	role     Role
	text     string // without padding
	from, to int
}

// maxNames bounds what a line can hold.
const maxNames = 40

// segment is a part of a line in which one byline can stand: a bracket, or a
// sentence outside of brackets.
type segment struct {
	toks      []token
	bracketed bool
	lead      bool // a bracket behind 讯, 电 or 消息
	last      bool // nothing stands behind it; behind a mark's, nothing but brackets
	marked    bool // a sign such as □ stands before it
	role      Role // that right before its bracket, or in the one before: 通讯员（林测试）, 【记者】林测试
}

// segments are the parts of a line in order.
func segments(line string, toks []token) []segment {
	var all []segment
	now := segment{}
	end := func(next segment) {
		if len(now.toks) > 0 {
			all = append(all, now)
		}
		now = next
	}
	for _, t := range toks {
		switch t.kind {
		case open:
			end(segment{bracketed: true, lead: endsHead(line[:t.from]), role: roleBefore(now.toks)})
		case closing:
			end(segment{role: roleAlone(now)})
		case sentence:
			end(segment{})
		case mark:
			end(segment{marked: true})
		case letters, role, bothRole, space, comma, slash, colon, other:
			now.toks = append(now.toks, t)
		}
	}
	end(segment{})
	onlyBrackets := true
	for i, seg := range slices.Backward(all) {
		all[i].last = onlyBrackets && (seg.marked || isBlankFrom(all[i+1:]))
		onlyBrackets = onlyBrackets && (seg.bracketed || isBlank(seg.toks))
	}
	return all
}

// roleBefore is the role with which tokens end; "" for none.
func roleBefore(toks []token) Role {
	for i := len(toks) - 1; i >= 0 && i >= len(toks)-2; i-- {
		if t := toks[i]; t.kind == role && !t.signed {
			return t.role
		} else if t.kind != space {
			break
		}
	}
	return ""
}

// roleAlone is the role of a bracket that holds nothing else: 【记者】林测试.
func roleAlone(s segment) Role {
	if s.bracketed && len(s.toks) == 1 && s.toks[0].kind == role && s.toks[0].signed {
		return s.toks[0].role
	}
	return ""
}

// maxHeadBytes is how far before a bracket the head of a report is looked for.
const maxHeadBytes = 40

// endsHead reports whether a text ends in the head of a report: 本报讯,
// 新华社南京11月20日电, 【甲城讯】.
func endsHead(before string) bool {
	before = before[max(0, len(before)-maxHeadBytes):]
	before = strings.TrimRight(before, " \u3000\u00a0】]）)(（")
	return endsInOne(before, []string{"讯", "訊", "电", "電", "消息"})
}

func isBlankFrom(rest []segment) bool {
	return !slices.ContainsFunc(rest, func(s segment) bool { return !isBlank(s.toks) })
}

func isBlank(toks []token) bool {
	for _, t := range toks {
		if t.kind != space {
			return false
		}
	}
	return true
}

// group is the names that one role word holds; role is "" where none stands
// before them.
type group struct {
	role  Role
	photo bool // they took the pictures too
	names []name
	units []name
	over  bool // the story has begun: no more names
}

func (g *group) empty() bool { return len(g.names)+len(g.units) == 0 }

// reader reads one segment.
type reader struct {
	line   string
	known  Known
	seg    segment
	at     int // the token
	groups []*group
	now    *group
	// clean says that nothing but names and their words stands in the segment.
	clean    bool
	hasRole  bool
	headed   bool // the head of a report stands first, its makers behind it
	hasClose bool // a closer, which no other text than a byline has
}

// read reads the names of one segment.
func read(line string, seg segment, known Known) []name {
	r := &reader{line: line, known: known, seg: seg, clean: true}
	r.begin(seg.role)
	for ; r.at < len(seg.toks); r.at++ {
		t := seg.toks[r.at]
		switch t.kind {
		case role:
			r.role(t)
		case bothRole:
			r.both()
		case letters:
			r.letters(t)
		case comma:
			if r.now.role != "" && r.now.empty() && r.line[t.from:t.to] == "，" {
				r.stop() // 他告诉记者，…
			}
		case colon:
			if !r.now.empty() && !r.introduces() {
				r.now.over = true
			}
		case other:
			r.stop()
		case space, slash, open, closing, mark, sentence:
		}
	}
	return r.result()
}

func (r *reader) begin(as Role) {
	r.now = &group{role: as}
	r.groups = append(r.groups, r.now)
}

// stop ends the names before text that is none.
func (r *reader) stop() {
	r.clean = false
	r.begin("")
	r.now.over = true
}

func (r *reader) role(t token) {
	photo := r.now.photo && r.now.empty()
	if isNewsRole(t.role) {
		r.dropMedium()
	}
	if r.now.role == Photographer && r.now.empty() && isNewsRole(t.role) {
		photo = true // 图/甲报记者 林测试
	}
	r.hasRole = true
	r.begin(t.role)
	r.now.photo = photo
}

func isNewsRole(as Role) bool {
	return as == Reporter || as == Writer || as == Correspondent || as == Intern
}

// dropMedium takes a medium from before 记者: it says where they belong.
func (r *reader) dropMedium() {
	if n := len(r.now.units); n > 0 && isMedia(r.now.units[n-1].text) {
		r.now.units = r.now.units[:n-1]
	}
}

// both reads 文/图: a closer behind names, else a role.
func (r *reader) both() {
	if !r.now.empty() {
		r.close(bothCloser)
		return
	}
	if r.now.role == "" {
		r.begin(Writer)
		r.hasRole = true
	}
	r.now.photo = r.now.photo || !r.roleFollows()
}

// roleFollows reports whether the next word is a role, or runs into one, to which
// 文/图 adds nothing certain: 文/图 甲报记者 林测试 通讯员 高示例.
func (r *reader) roleFollows() bool {
	rest := r.seg.toks[r.at+1:]
	for len(rest) > 0 && rest[0].kind == space {
		rest = rest[1:]
	}
	if len(rest) > 1 && rest[0].kind == letters {
		rest = rest[1:]
	}
	return len(rest) > 0 && rest[0].kind == role
}

// introduces reports whether nothing but an organisation in a bracket stands before
// a colon, so that its people follow: （民政局：林测试）.
func (r *reader) introduces() bool {
	return r.seg.bracketed && r.now.role == "" && len(r.now.units) == 1 && len(r.now.names) == 0
}

// close applies a closer to the names before it.
func (r *reader) close(c closer) {
	r.hasClose = true
	for _, g := range r.groups {
		if g != r.now && !(c.all && isMaker(g.role)) {
			continue
		}
		switch {
		case g.role == "":
			g.role = c.role
			g.photo = c.photo && c.role != Photographer
		case c.photo && isMaker(g.role):
			g.photo = true
		}
	}
	r.begin("")
}

func isMaker(as Role) bool {
	return as == "" || as == Author || isNewsRole(as)
}

// result is the names of all groups, those without a role only where nothing
// else can be meant.
func (r *reader) result() []name {
	var all []name
	for _, g := range r.groups {
		as := g.role
		if as == "" {
			if as = Author; !r.mayBeUnnamed() {
				continue
			}
		}
		if r.closedOutside(g) {
			continue
		}
		for _, n := range g.units {
			n.role = Unit
			all = append(all, n)
		}
		for _, n := range g.names {
			n.role = as
			all = append(all, n)
			if g.photo {
				n.role = Photographer
				all = append(all, n)
			}
		}
	}
	return all
}

// mayBeUnnamed reports whether names without a role are makers: in a bracket that
// ends the line, follows a report's head or has another role, and behind a mark.
func (r *reader) mayBeUnnamed() bool {
	if !r.clean {
		return false
	}
	return r.seg.bracketed && (r.seg.last || r.seg.lead || r.hasRole || r.hasClose) || r.seg.marked && r.seg.last
}

// closedOutside reports a group outside of brackets whose only word is a closer,
// in a sentence that says more: 他喜欢摄影.
func (r *reader) closedOutside(g *group) bool {
	return r.hasClose && !r.clean && !r.hasRole && !r.headed && (g.role == Author || g.role == Writer || g.role == Photographer)
}
