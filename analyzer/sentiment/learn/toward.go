package learn

import (
	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/sentiment"
)

// Ruled is a sample of an article on whose attitude toward a bureau a person
// ruled; mentions are those of the bureau.
func Ruled(a *gaobang.Article, bureau gaobang.UnitID, mentions []gaobang.Mention, label gaobang.SentimentLabel) Sample {
	return Sample{
		Text: sentiment.Tell(a, mentions).Text, Label: label,
		Lexicon: verdictOf(sentiment.Toward(a, bureau, mentions)),
	}
}

func verdictOf(s gaobang.Sentiment) sentiment.Verdict {
	return sentiment.Verdict{Label: s.Label, Score: sentiment.Weight(10 * s.Score)}
}

// Toward is the model's answer for an article and a bureau. Where it agrees with
// the lexicon the lexicon's words stand, which a person understands best.
func (m *Model) Toward(a *gaobang.Article, bureau gaobang.UnitID, mentions []gaobang.Mention) gaobang.Sentiment {
	said := sentiment.Toward(a, bureau, mentions)
	told := sentiment.Tell(a, mentions)
	v := m.Judge(told.Text, verdictOf(said))
	if v.Label == said.Label {
		return said
	}
	s := gaobang.Sentiment{Bureau: bureau, Label: v.Label, Evidence: []gaobang.Evidence{}}
	switch v.Label {
	case gaobang.Positive:
		s.Score = 1
	case gaobang.Negative:
		s.Score = -1
	}
	for _, f := range v.Evidence {
		if e, ok := told.Evidence(a.ID, f); ok {
			s.Evidence = append(s.Evidence, e)
		}
	}
	return s
}
