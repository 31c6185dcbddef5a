package analyzer

import (
	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/message"
	"github.com/gaobang/gaobang/analyzer/sentiment"
)

// heed says what a person should look at: what speaks ill of a bureau, and
// messages to it that nobody has replied to. A message is not read as a piece
// about the bureau: complaining is what it is for.
func (out *Analysis) heed() {
	a := &out.Article
	m, is := message.Recognize(a)
	switch {
	case is:
		a.Form, out.Message = gaobang.MessageForm, &m
	case a.Form == gaobang.MessageForm:
		a.Form = gaobang.News // as an older program read it
	}
	for _, s := range out.Sentiments {
		alert := gaobang.ArticleAlert{Article: a.ID, Bureau: s.Bureau}
		switch {
		case is && !m.Answered:
			alert.Kind, alert.Quote = gaobang.AlertMessage, message.Question(a)
		case !is && s.Label == gaobang.Negative:
			alert.Kind, alert.Quote = gaobang.AlertNegative, sentiment.Quote(a, s.Evidence)
		default:
			continue
		}
		out.Alerts = append(out.Alerts, alert)
	}
}
