package storage

import (
	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// Analysis is all that is known of one article, as SaveArticle takes it.
type Analysis struct {
	Article      gaobang.Article
	Mentions     []gaobang.Mention
	Attributions []gaobang.Attribution
	Candidates   []gaobang.Candidate
	Sentiments   []gaobang.Sentiment
	Message      *gaobang.Message       // where it is one
	Alerts       []gaobang.ArticleAlert // of the kinds that an analysis finds: all there are now
	// Keys sieve the candidates of the family: two articles meet in the join
	// only if they share a key. How many there are and what they mean is the
	// caller's; without keys an article joins nobody.
	Keys  []uint64
	Terms []string // words to find it by
	// Link is the canonical address under which the piece was found, where a
	// redirect led on to Article.CanonicalURL; "" is the same.
	Link string
	// Captures are of further pages of the piece, besides Article.Capture.
	Captures []gaobang.Capture
	// Entry says who entered Article.Capture, where a person did.
	Entry *gaobang.Entry
	// Joins are articles that people entered and that turn out to be this one, whose
	// lines of sheets it has: ReviseArticle lets it absorb them.
	Joins []gaobang.ArticleID
}

type mentionRow struct {
	bun.BaseModel `bun:"table:mentions,alias:m"`

	Article  gaobang.ArticleID
	N        int
	Unit     gaobang.UnitID
	Person   gaobang.PersonID
	Evidence gaobang.Evidence `bun:"evidence,type:jsonb"`
}

func (r mentionRow) mention() gaobang.Mention {
	return gaobang.Mention{Evidence: r.Evidence, Unit: r.Unit, Person: r.Person}
}

type attributionRow struct {
	bun.BaseModel `bun:"table:attributions,alias:t"`

	Article    gaobang.ArticleID
	N          int
	Bureau     gaobang.UnitID
	Unit       gaobang.UnitID
	Person     gaobang.PersonID
	Share      string
	Confidence int
	Basis      gaobang.Basis
	Doubt      gaobang.Doubt
	Scope      gaobang.Scope
	Evidence   []gaobang.Evidence `bun:"evidence,type:jsonb"`
}

func (r attributionRow) attribution() (gaobang.Attribution, error) {
	share, err := gaobang.ParseShare(r.Share)
	return gaobang.Attribution{Article: r.Article, Bureau: r.Bureau, Unit: r.Unit, Person: r.Person, Share: share,
		Confidence: gaobang.Confidence(r.Confidence), Basis: r.Basis, Doubt: r.Doubt, Scope: r.Scope, Evidence: r.Evidence}, err //nolint:gosec // stored from one
}

type candidateAnswerRow struct {
	bun.BaseModel `bun:"table:candidates,alias:k"`

	Article  gaobang.ArticleID
	N        int
	Bureau   gaobang.UnitID
	Unit     gaobang.UnitID
	Person   gaobang.PersonID
	Basis    gaobang.Basis
	Doubt    gaobang.Doubt
	Evidence []gaobang.Evidence `bun:"evidence,type:jsonb"`
}

func (r candidateAnswerRow) candidate() gaobang.Candidate {
	return gaobang.Candidate{Bureau: r.Bureau, Unit: r.Unit, Person: r.Person, Basis: r.Basis, Doubt: r.Doubt, Evidence: r.Evidence}
}

type sentimentRow struct {
	bun.BaseModel `bun:"table:sentiments,alias:t"`

	Article  gaobang.ArticleID
	N        int
	Bureau   gaobang.UnitID
	Label    gaobang.SentimentLabel
	Score    int
	Evidence []gaobang.Evidence `bun:"evidence,type:jsonb"`
}

func (r sentimentRow) sentiment() gaobang.Sentiment {
	return gaobang.Sentiment{Bureau: r.Bureau, Label: r.Label, Score: r.Score, Evidence: r.Evidence}
}

func (an *Analysis) mentionRows() []mentionRow {
	rows := make([]mentionRow, 0, len(an.Mentions))
	for n, m := range an.Mentions {
		m.Text = legible(m.Text)
		rows = append(rows, mentionRow{Article: an.Article.ID, N: n, Unit: m.Unit, Person: m.Person, Evidence: m.Evidence})
	}
	return rows
}

func (an *Analysis) attributionRows() []attributionRow {
	rows := make([]attributionRow, 0, len(an.Attributions))
	for n, t := range an.Attributions {
		rows = append(rows, attributionRow{Article: an.Article.ID, N: n, Bureau: t.Bureau, Unit: t.Unit, Person: t.Person,
			Share: t.Share.String(), Confidence: int(t.Confidence), Basis: t.Basis, Doubt: t.Doubt, Scope: t.Scope,
			Evidence: legibleEvidence(t.Evidence)})
	}
	return rows
}

func (an *Analysis) candidateRows() []candidateAnswerRow {
	rows := make([]candidateAnswerRow, 0, len(an.Candidates))
	for n, c := range an.Candidates {
		rows = append(rows, candidateAnswerRow{Article: an.Article.ID, N: n, Bureau: c.Bureau, Unit: c.Unit, Person: c.Person,
			Basis: c.Basis, Doubt: c.Doubt, Evidence: legibleEvidence(c.Evidence)})
	}
	return rows
}

func (an *Analysis) sentimentRows() []sentimentRow {
	rows := make([]sentimentRow, 0, len(an.Sentiments))
	for n, t := range an.Sentiments {
		rows = append(rows, sentimentRow{Article: an.Article.ID, N: n, Bureau: t.Bureau, Label: t.Label, Score: t.Score,
			Evidence: legibleEvidence(t.Evidence)})
	}
	return rows
}
