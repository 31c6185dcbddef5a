package sentiment

import (
	"strings"

	"github.com/gaobang/gaobang"
)

// Told is what an article tells of a bureau: its title and the sentences that
// Toward looks at, one a line.
type Told struct {
	Text  string
	parts []gaobang.Span // where each line stands in the article
}

// Tell reads an article as Toward does.
func Tell(a *gaobang.Article, mentions []gaobang.Mention) Told {
	var t Told
	for _, p := range shipped().passages(a, mentions) {
		t.Text += strings.ReplaceAll(p.text, "\n", " ") + "\n"
		t.parts = append(t.parts, p.Span)
	}
	return t
}

// Evidence is where a word found in the text stands in the article.
func (t Told) Evidence(id gaobang.ArticleID, f Found) (gaobang.Evidence, bool) {
	from := 0
	for _, p := range t.parts {
		length := p.To - p.From
		if f.From >= from && f.To <= from+length {
			return gaobang.Evidence{
				Article: id, Span: gaobang.Span{Field: p.Field, From: p.From + f.From - from, To: p.From + f.To - from}, Text: f.Text,
			}, true
		}
		from += length + 1
	}
	return gaobang.Evidence{}, false
}

// quoteLetters of a sentence are quoted at most.
const quoteLetters = 120

// Quote is the sentence that holds the first of the words, as a person reads it.
func Quote(a *gaobang.Article, words []gaobang.Evidence) gaobang.Evidence {
	if len(words) == 0 {
		return gaobang.Evidence{Article: a.ID, Span: gaobang.Span{Field: gaobang.FieldTitle, To: len(a.Title)}, Text: a.Title}
	}
	at := words[0].Span
	text := a.Text(at.Field)
	sentence, from := sentenceAround(text, at.From)
	from += len(sentence) - len(strings.TrimLeft(sentence, " \u3000\t"))
	sentence = firstChars(strings.TrimSpace(text[from:from+len(strings.TrimLeft(sentence, " \u3000\t"))]), quoteLetters)
	return gaobang.Evidence{Article: a.ID, Span: gaobang.Span{Field: at.Field, From: from, To: from + len(sentence)}, Text: sentence}
}
