package mailbox

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// Line is a line of text in which labels are looked for.
type Line struct {
	Text string
	Cuts []int // bytes at which an element of the page begins or ends
}

// Field is a labelled part of a message's page. Text without a label that
// stands for a question or a reply is a field without a Word.
type Field struct {
	Part   Part
	Word   string
	Weak   bool
	Label  Piece // the bytes of the label
	Pieces []Piece
}

// Piece is a run of bytes of a line.
type Piece struct{ Line, From, To int }

// HasLabel reports a label of a message in the line: one that no other pages have,
// or with weak one of theirs too, but for their days.
func (l Line) HasLabel(weak bool) bool {
	if len(l.Text) > 3*maxLabelled {
		l.Text = strings.ToValidUTF8(l.Text[:3*maxLabelled], "")
	}
	return slices.ContainsFunc(labelsIn(l), func(f foundLabel) bool {
		return weak && (!f.Weak || f.Part != AskedOn) || !f.Weak && f.Part != PersonalPart && f.Part != OtherPart
	})
}

// maxLabelled is the letters of a line in which labels are looked for.
const maxLabelled = 600

// in is the text of a piece.
func (p Piece) in(lines []Line) string { return lines[p.Line].Text[p.From:p.To] }

// Text is what stands behind the label, a paragraph a line.
func (f Field) Text(lines []Line) string {
	all := make([]string, 0, len(f.Pieces))
	for _, p := range f.Pieces {
		all = append(all, strings.ReplaceAll(p.in(lines), "\t", " "))
	}
	return strings.Join(all, "\n")
}

// runsOn reports a part that goes on until the next label: what is asked and
// replied, and what stands below a heading that says nothing of either.
func (f Field) runsOn() bool {
	heading := len(f.Pieces) == 0 || f.Pieces[0].Line != f.Label.Line
	return f.Part == AskedPart || f.Part == ReplyPart || f.Part == OtherPart && heading
}

// found is a label in a line, with where the text behind it begins.
type foundLabel struct {
	label

	at, from int
	bare     bool // without a colon
}

const (
	labelOpening = "【[［〔(（·•●◆▪■*＊ \u3000"
	labelClosing = "】]］〕)） \u3000"
)

// labelsIn are the labels of a line, in order. A label begins at the line's
// beginning, a cell's, an element's, or behind a space; there is a colon behind
// it, or it is all that its cell or element holds.
func labelsIn(l Line) []foundLabel {
	var all []foundLabel
	end := 0
	try := func(at int, own bool) {
		if at < end {
			return
		}
		if f, ok := labelAt(l, at, own); ok {
			all, end = append(all, f), f.from
		}
	}
	cuts := l.Cuts
	try(0, true)
	for next := 0; next < len(l.Text); {
		i := next
		if len(cuts) == 0 && gaobang.HanAt(l.Text, i) {
			next += 3
			continue
		}
		r, size := utf8.DecodeRuneInString(l.Text[i:])
		next += size
		for len(cuts) > 0 && cuts[0] <= i {
			try(cuts[0], true)
			cuts = cuts[1:]
		}
		switch r {
		case '\t':
			try(next, true)
		case ' ', '\u3000', '【', '[', '［', '|', '｜', '；', ';':
			try(next, slices.Contains(l.Cuts, next))
		}
	}
	return all
}

// labelAt is the label at a place of a line. own says that a cell or an element
// begins there.
func labelAt(l Line, at int, own bool) (foundLabel, bool) {
	s := l.Text[at:]
	rest := strings.TrimLeft(s, labelOpening)
	skipped := len(s) - len(rest)
	label, ok := knownLabelAt(rest)
	if !ok {
		return foundLabel{}, false
	}
	end := at + skipped + label.End
	tail := strings.TrimLeft(l.Text[end:], labelClosing)
	from := len(l.Text) - len(tail)
	f := foundLabel{label, at + skipped, from, true}
	sign, size := utf8.DecodeRuneInString(tail)
	switch {
	case sign == '：' || sign == ':':
		f.from += size
		f.bare = false
		return f, own || !label.Weak
	case !own:
		return f, strings.ContainsRune(l.Text[end:from], '】')
	case tail == "" || sign == '\t':
		return f, true
	case label.Weak:
		return f, false
	}
	return f, from > end || sign == '/' || slices.ContainsFunc(l.Cuts, func(c int) bool { return c >= end && c <= from })
}

// readFields takes the lines of a page apart into its labelled parts. Text that
// belongs to no label comes as fields of NoPart.
func readFields(lines []Line) []Field {
	r := reader{lines: lines}
	for i := range lines {
		if !r.row(i) {
			r.line(i)
		}
	}
	return r.fields
}

type reader struct {
	lines  []Line
	fields []Field
	heads  []int // fields that the line before names, without values: the head of a table
}

// row reads a row of values below a row of labels.
func (r *reader) row(i int) bool {
	heads := r.heads
	r.heads = nil
	if len(heads) < 2 || strings.Count(r.lines[i].Text, "\t") != len(heads)-1 || len(labelsIn(r.lines[i])) > 0 {
		return false
	}
	from := 0
	for n, value := range strings.Split(r.lines[i].Text, "\t") {
		if p, ok := trimPiece(r.lines, Piece{i, from, from + len(value)}); ok {
			r.fields[heads[n]].Pieces = []Piece{p}
		}
		from += len(value) + 1
	}
	return true
}

func (r *reader) line(i int) {
	text := r.lines[i].Text
	labels := r.own(i)
	if len(labels) == 0 {
		r.value(Piece{i, 0, len(text)})
		return
	}
	if labels[0].at > 0 {
		r.value(Piece{i, 0, labels[0].at})
	}
	first := len(r.fields)
	for n, f := range labels {
		end := len(text)
		if n+1 < len(labels) {
			end = labels[n+1].at
		}
		r.fields = append(r.fields, Field{Part: f.Part, Word: f.Word, Weak: f.Weak, Label: Piece{i, f.at, f.at + f.End}})
		if p, ok := trimPiece(r.lines, Piece{i, f.from, end}); ok {
			r.last().Pieces = append(r.last().Pieces, p)
		}
	}
	r.head(first, strings.Count(text, "\t")+1)
}

// own are the labels of a line that begin parts, without those that are values.
func (r *reader) own(i int) []foundLabel {
	var all []foundLabel
	in, filled := r.last().Part, len(r.last().Pieces) > 0
	from := 0
	for _, f := range labelsIn(r.lines[i]) {
		_, text := trimPiece(r.lines, Piece{i, from, f.at})
		if filled = filled || text; !within(f, in, filled) {
			all = append(all, f)
			in, filled = f.Part, false
		}
		from = f.from
	}
	return all
}

// head keeps the labels of a row that holds nothing else: their values may stand in
// the row below.
func (r *reader) head(first, cells int) {
	if len(r.fields)-first < 2 || len(r.fields)-first != cells {
		return
	}
	for n := first; n < len(r.fields); n++ {
		if len(r.fields[n].Pieces) > 0 {
			r.heads = nil
			return
		}
		r.heads = append(r.heads, n)
	}
}

func (r *reader) last() *Field {
	if len(r.fields) == 0 {
		return &Field{}
	}
	return &r.fields[len(r.fields)-1]
}

// within reports a label that belongs to the part in which it stands: 咨询 is what
// 来信类型 is, a reply names a telephone number, a question has 问题： before it.
func within(f foundLabel, in Part, filled bool) bool {
	switch {
	case !filled:
		return f.Weak && f.bare && (in == KindPart || in == StatePart)
	case in == ReplyPart:
		return f.Weak || f.Part == PersonalPart
	case in == AskedPart:
		return f.Weak && f.Part != ReplyPart && f.Part != StatePart || f.at > 0 && f.Part == PersonalPart
	}
	return false
}

// value adds text to the part that it belongs to.
func (r *reader) value(p Piece) {
	p, ok := trimPiece(r.lines, p)
	if !ok {
		return
	}
	in := r.last()
	if unit, is := replyHeading(p.in(r.lines)); is {
		r.fields = append(r.fields, Field{Part: Replier, Pieces: []Piece{{p.Line, p.From, p.From + len(unit)}}, Label: p}, Field{Part: ReplyPart, Label: p})
		return
	}
	if in.runsOn() || in.Part != NoPart && len(in.Pieces) == 0 || in.Part == NoPart && in.Pieces != nil {
		in.Pieces = append(in.Pieces, p)
		return
	}
	if text := p.in(r.lines); gaobang.Chars(text) >= shortestText || strings.ContainsAny(text, "，。？！；?!") {
		r.fields = append(r.fields, Field{Pieces: []Piece{p}})
	}
}

// shortestText is the letters over which a line without a mark or a label is text:
// names and tags are shorter.
const shortestText = 12

// replyHeading is the office in the line above its reply: 甲城市民政局回复：
func replyHeading(s string) (unit string, ok bool) {
	if len(s) > 3*40 {
		return "", false
	}
	s = strings.TrimRight(s, "：: ")
	for _, end := range []string{"内容", "意见", "如下"} {
		s = strings.TrimSuffix(s, end)
	}
	for _, word := range []string{"回复", "答复", "反馈", "回应"} {
		head, is := strings.CutSuffix(s, word)
		head = strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(head, "官方"), "的"), " ")
		if is && utf8.RuneCountInString(head) >= 3 && slices.ContainsFunc(officeEnds, func(e string) bool { return strings.HasSuffix(head, e) }) {
			return head, !strings.ContainsAny(head, "，。：:！？")
		}
	}
	return "", false
}

// officeEnds are how the names of offices end.
var officeEnds = strings.Fields("局 委 办 厅 院 处 所 站 部 政府 中心 街道 办事处 公司 大队 支队 委员会 联合会 集团")

// IsOffice reports whether a name ends as those of offices do.
func IsOffice(name string) bool {
	return slices.ContainsFunc(officeEnds, func(e string) bool { return strings.HasSuffix(name, e) })
}

// trimPiece drops spaces and marks around a piece; not ok is that nothing is left.
func trimPiece(lines []Line, p Piece) (Piece, bool) {
	s := p.in(lines)
	left := strings.TrimLeft(s, " \t\u3000：:/|｜;；")
	p.From += len(s) - len(left)
	p.To = p.From + len(strings.TrimRight(left, " \t\u3000【[［|｜;；"))
	return p, p.To > p.From
}
