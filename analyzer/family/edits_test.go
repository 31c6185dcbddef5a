package family

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// reprint is an edited reprint of an article of the set.
type reprint struct {
	of       string // name of the story or template
	kind     string
	strength int // 1 light to 3 heavy
	origin   piece
	edited   piece
	roundUp  bool // the origin is one of several items
}

// editing is a kind of edit at three strengths.
type editing struct {
	kind string
	make func(e vocabulary, r *rand.Rand, p piece, strength int) piece
}

var editings = []editing{
	{"改词", reword},
	{"删句", dropSentences},
	{"缩成简讯", shorten},
	{"收入综合", roundUp},
	{"扩写", extend},
	{"换题换署名换导语", retitle},
	{"调整段落", reorder},
	{"同集团另一家", sisterOutlet},
}

// reprints makes every story's by every kind of edit at every strength, and some
// of every template's.
func (h half) reprints() []reprint {
	var all []reprint
	for _, s := range h.stories {
		for _, edit := range editings {
			for strength := 1; strength <= 3; strength++ {
				edited := edit.make(h.words, dice(s.name, edit.kind, "123"[:strength]), s.origin, strength)
				all = append(all, reprint{s.name, edit.kind, strength, s.origin, edited, edit.kind == "收入综合"})
			}
		}
	}
	for _, t := range h.templates {
		if strings.HasPrefix(t.name, "短") {
			continue
		}
		for i, p := range t.filled {
			strength := 1 + i%3
			edited := retitle(h.words, dice(t.name, "转载"), p, 1)
			switch strength {
			case 2:
				edited = reword(h.words, dice(t.name, "改词", p.body()), edited, 1)
			case 3:
				edited = sisterOutlet(h.words, dice(t.name, "同集团", p.body()), edited, 1)
			}
			all = append(all, reprint{t.name, "模板稿的转载", strength, p, edited, false})
		}
	}
	return all
}

// reword puts other words for 15, 30 or 50 per cent of those it knows.
func reword(e vocabulary, r *rand.Rand, p piece, strength int) piece {
	share := []float64{0.15, 0.3, 0.5}[strength-1]
	return p.each(func(text string) string {
		var b strings.Builder
		for len(text) > 0 {
			i := slices.IndexFunc(e.synonyms, func(s [2]string) bool { return strings.HasPrefix(text, s[0]) })
			from := text[:len(string([]rune(text)[:1]))]
			to := from
			if i >= 0 {
				if from = e.synonyms[i][0]; r.Float64() < share {
					to = e.synonyms[i][1]
				} else {
					to = from
				}
			}
			b.WriteString(to)
			text = text[len(from):]
		}
		return b.String()
	})
}

// each is the piece with its paragraphs changed.
func (p piece) each(change func(string) string) piece {
	paragraphs := make([]string, len(p.paragraphs))
	for i, text := range p.paragraphs {
		paragraphs[i] = change(text)
	}
	p.paragraphs = paragraphs
	return p
}

var sentence = regexp.MustCompile(`[^。！？]+[。！？]+[”）]?|[^。！？]+$`)

func letters(text string) int {
	return len([]rune(strings.Join(strings.Fields(text), "")))
}

// dropSentences drops 15, 30 or 50 per cent, but never the first.
func dropSentences(_ vocabulary, r *rand.Rand, p piece, strength int) piece {
	return drop(r, p, []float64{0.15, 0.3, 0.5}[strength-1])
}

func drop(r *rand.Rand, p piece, share float64) piece {
	first := true
	return p.each(func(text string) string {
		kept := ""
		for _, s := range sentence.FindAllString(text, -1) {
			if first || r.Float64() >= share {
				kept += s
			}
			first = false
		}
		return kept
	})
}

// shorten keeps the first half, third or fifth, at least eighty letters.
func shorten(e vocabulary, r *rand.Rand, p piece, strength int) piece {
	room := max(80, letters(p.body())*[]int{50, 33, 20}[strength-1]/100)
	short := piece{title: "[简讯]" + p.title}
	text := ""
	for _, s := range sentence.FindAllString(strings.Join(p.paragraphs, ""), -1) {
		if text += s; letters(text) >= room {
			break
		}
	}
	short.paragraphs = []string{text}
	if strength == 3 {
		short = reword(e, r, short, 1)
	}
	return short
}

// roundUp puts the piece among two, four or eight other items, cut a little.
func roundUp(e vocabulary, r *rand.Rand, p piece, strength int) piece {
	others := []int{2, 4, 8}[strength-1]
	item := p
	if strength > 1 {
		item = drop(r, p, []float64{0, 0.15, 0.3}[strength-1])
	}
	items := []string{strings.Join(item.paragraphs, "")}
	for _, i := range r.Perm(len(e.items))[:others] {
		items = append(items, e.items[i])
	}
	r.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
	if strength == 2 {
		for i := range items {
			items[i] = "●" + items[i]
		}
	}
	return piece{title: []string{"民政工作综合", "一周民政动态", "丹阳民政多点发力惠民生"}[strength-1], paragraphs: items}
}

// extend adds a quarter, six tenths or the whole length of new paragraphs.
func extend(e vocabulary, r *rand.Rand, p piece, strength int) piece {
	more := letters(p.body()) * []int{25, 60, 100}[strength-1] / 100
	out := p
	out.paragraphs = slices.Clone(p.paragraphs)
	if strength > 1 {
		out.paragraphs = slices.Insert(out.paragraphs, 0, e.leads[r.IntN(len(e.leads))])
	}
	for _, i := range r.Perm(len(e.paragraphs)) {
		if more <= 0 {
			break
		}
		more -= letters(e.paragraphs[i])
		at := len(out.paragraphs)
		if strength == 3 {
			at = 1 + r.IntN(at)
		}
		out.paragraphs = slices.Insert(out.paragraphs, at, e.paragraphs[i])
	}
	return out
}

// retitle changes title and byline; then the first sentence too; then the first
// paragraph, and the last sentence goes.
func retitle(e vocabulary, r *rand.Rand, p piece, strength int) piece {
	out := piece{title: "丹阳：" + string([]rune(p.title)[max(0, len([]rune(p.title))-6):]), byline: "江南在线讯（记者 孙范例 通讯员 高示例）"}
	out.paragraphs = slices.Clone(p.paragraphs)
	lead := e.leads[r.IntN(len(e.leads))]
	switch first := sentence.FindString(p.paragraphs[0]); {
	case strength == 2:
		out.paragraphs[0] = lead + strings.TrimPrefix(p.paragraphs[0], first)
	case strength == 3 && len(p.paragraphs) > 2:
		out.paragraphs[0] = lead
		last := len(out.paragraphs) - 1
		all := sentence.FindAllString(out.paragraphs[last], -1)
		out.paragraphs[last] = strings.Join(all[:len(all)-1], "")
	case strength == 3:
		out.paragraphs[0] = lead + strings.TrimPrefix(p.paragraphs[0], first)
	}
	return out
}

// reorder swaps two paragraphs, shuffles them, or shuffles all sentences.
func reorder(_ vocabulary, r *rand.Rand, p piece, strength int) piece {
	out := p
	out.paragraphs = slices.Clone(p.paragraphs)
	if strength == 3 || len(p.paragraphs) < 3 {
		out.paragraphs = sentence.FindAllString(strings.Join(p.paragraphs, ""), -1)
	}
	if n := len(out.paragraphs); strength == 1 {
		out.paragraphs[n-1], out.paragraphs[n-2] = out.paragraphs[n-2], out.paragraphs[n-1]
	} else {
		r.Shuffle(n, func(i, j int) { out.paragraphs[i], out.paragraphs[j] = out.paragraphs[j], out.paragraphs[i] })
	}
	return out
}

// sisterOutlet sets the text in another house's manner: its frame; widths, spaces
// and line breaks; traditional characters and all frames.
func sisterOutlet(e vocabulary, r *rand.Rand, p piece, strength int) piece {
	out := p
	i := r.IntN(len(e.frames))
	out.paragraphs = slices.Concat([]string{e.frames[i]}, p.paragraphs, []string{e.frames[(i+1)%len(e.frames)]})
	switch strength {
	case 2:
		out.paragraphs = []string{widen(strings.Join(out.paragraphs, "　　"))}
	case 3:
		out = out.each(e.traditional.Replace)
		out.paragraphs = append(out.paragraphs, e.frames[(i+2)%len(e.frames)])
	}
	return out
}

func widen(text string) string {
	n := 0
	return strings.Map(func(r rune) rune {
		if n++; n%40 == 0 && unicode.IsSpace(r) {
			return '\n'
		}
		if unicode.IsDigit(r) || r == '%' || r == '.' {
			return r - '!' + '！'
		}
		return r
	}, text)
}
