package family

import (
	"slices"
	"strings"
)

// strangers are two texts that are not one story.
type strangers struct {
	kind string
	a, b piece
}

// strangers makes the pairs that are easily taken for one story.
func (h half) strangers() []strangers {
	var all []strangers
	for _, s := range h.stories {
		all = append(all, pairs("同一事件另写", append([]piece{s.origin}, s.others...))...)
	}
	for _, t := range h.templates {
		kind, _, _ := strings.Cut(t.name, "-")
		all = append(all, pairs(map[string]string{
			"通告": "一个格式的通告", "年年": "年年同一模板", "镇镇": "各镇同一模板", "短": "一句话的图片稿",
		}[kind], t.filled)...)
	}
	for i, s := range h.stories {
		next := h.stories[(i+1)%len(h.stories)]
		for _, quote := range h.words.quotes {
			all = append(all, strangers{"引同一段话", with(s.origin, quote), with(next.origin, quote)})
		}
		if quotes := h.words.quotes; letters(s.origin.body()) > 300 {
			all = append(all, strangers{"引同两段话", with(with(s.origin, quotes[0]), quotes[1]), with(with(next.origin, quotes[0]), quotes[1])})
		}
		same := next.origin
		same.title = s.origin.title
		all = append(all, strangers{"同题异文", s.origin, same})
	}
	return append(all, h.unrelated()...)
}

// unrelated is every two stories, and every two forms filled in.
func (h half) unrelated() []strangers {
	var all []strangers
	for i, a := range h.stories {
		for _, b := range h.stories[i+1:] {
			all = append(all, strangers{"不相干的两篇", a.origin, b.origin})
		}
	}
	for i, a := range h.templates {
		for _, b := range h.templates[i+1:] {
			all = append(all, strangers{"不同格式的两份", a.filled[0], b.filled[0]})
		}
	}
	return all
}

func pairs(kind string, pieces []piece) []strangers {
	var all []strangers
	for i, a := range pieces {
		for _, b := range pieces[i+1:] {
			all = append(all, strangers{kind, a, b})
		}
	}
	return all
}

// with is the piece with a paragraph before its last.
func with(p piece, paragraph string) piece {
	p.paragraphs = slices.Insert(slices.Clone(p.paragraphs), len(p.paragraphs)-1, paragraph)
	return p
}
