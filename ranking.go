package gaobang

// Ranking (排名) is a view of the ledger for a period: the children of one unit,
// or people or outlets within it. The same ledger gives the same Ranking.
type Ranking struct {
	Period   Period       `json:"period"`
	Of       UnitID       `json:"of"`
	OfName   string       `json:"of_name"`
	By       RankBy       `json:"by"`
	RuleBook RuleBookID   `json:"rule_book"`
	Version  int          `json:"rule_book_version"`
	Title    string       `json:"rule_book_title"`
	Rows     []RankingRow `json:"rows"`
	// Unassigned holds what was credited to the ranked unit itself: pieces that
	// name no child of it.
	Unassigned *RankingRow `json:"unassigned,omitempty"`
	// Awaiting is how many pieces of the period wait for a ruling of a person and have
	// no points yet, each counted once.
	Awaiting int      `json:"awaiting"`
	Coverage Coverage `json:"coverage"`
	// Before is the coverage of the period before, where rows are compared with it.
	Before Coverage `json:"coverage_before,omitzero"`
	// AsOf is the day on which the last of what it shows came in: a piece that it
	// cites, a ruling on one, a book; not a ruling that took a piece out of it. It dates
	// the document: the same data and rules have the same one, whenever it is made.
	AsOf Date `json:"as_of"`
	// Articles are the pieces that rows cite, by ID.
	Articles map[ArticleID]CitedArticle `json:"articles"`
	// Clauses are the words of the rules that rows cite, by clause ID.
	Clauses map[string]string `json:"clauses"`
}

// RankBy is what the rows of a ranking are.
type RankBy string

// The sorts of row.
const (
	RankUnits   RankBy = "unit"
	RankPeople  RankBy = "person"
	RankOutlets RankBy = "outlet"
)

// RankingRow is one unit, person or outlet. Equal points share a rank and the
// next rank is left out (1, 2, 2, 4); units without any piece are rows too.
type RankingRow struct {
	Rank     int             `json:"rank"`
	ID       string          `json:"id"`
	Name     string          `json:"name"`
	Group    string          `json:"group,omitempty"`
	Points   Points          `json:"points"`
	Articles int             `json:"articles"`           // pieces with points, each counted once
	Negative int             `json:"negative,omitempty"` // pieces that cost points, each counted once
	ByLevel  []LevelCount    `json:"by_level"`           // national first; levels without a piece left out
	Previous *RankingBefore  `json:"previous"`           // absent where the row did not exist in the period before
	Quotas   []QuotaProgress `json:"quotas,omitempty"`
	Awaiting *Awaiting       `json:"awaiting,omitempty"`
	Credits  []RankingCredit `json:"credits"` // newest day first
}

// Awaiting (待核) is what of a row waits for a ruling, and what the row would have by
// one: computed from the whole ledger, not added up, because one story pays once.
type Awaiting struct {
	Articles int     `json:"articles"`
	Counted  Outcome `json:"if_counted"` // every waiting piece of the period ruled as the program has it, and not negative
	// Negative is every piece that seems negative ruled so and the others left waiting;
	// absent where none of the row's does.
	Negative *Outcome `json:"if_negative,omitempty"`
}

// Outcome is where a row would stand.
type Outcome struct {
	Rank   int    `json:"rank"` // 0 for what has no rank
	Points Points `json:"points"`
}

// LevelCount is pieces and points at one level.
type LevelCount struct {
	Level    Level  `json:"level"`
	Articles int    `json:"articles"`
	Points   Points `json:"points"`
}

// RankingBefore is the row in the period before.
type RankingBefore struct {
	Rank     int    `json:"rank"`
	Points   Points `json:"points"`
	Articles int    `json:"articles"`
}

// QuotaProgress is how much of a quota is done in its own period, counted to the
// end of the ranking's period. Of a quota whose periods are shorter than the
// ranking's, it is how many of those that are over were met.
type QuotaProgress struct {
	Quota  string `json:"quota"`
	Text   string `json:"text"`
	Period Period `json:"period"` // the last one counted
	// Periods is how many were counted, where there is more than one, and Met in how
	// many of them the quota was done.
	Periods int `json:"periods,omitempty"`
	Met     int `json:"met,omitempty"`
	// Owed and Done are of one sort: pieces, or points.
	OwedArticles int    `json:"owed_articles,omitempty"`
	DoneArticles int    `json:"done_articles"`
	OwedPoints   Points `json:"owed_points,omitempty"`
	DonePoints   Points `json:"done_points"`
}

// Done reports that what was owed in Period is done.
func (q QuotaProgress) Done() bool {
	if q.OwedArticles > 0 {
		return q.DoneArticles >= q.OwedArticles
	}
	return q.DonePoints >= q.OwedPoints
}

// RankingCredit is a credit as a reader opens it.
type RankingCredit struct {
	Article  ArticleID    `json:"article"`
	Unit     UnitID       `json:"unit"`
	UnitName string       `json:"unit_name"`
	Person   PersonID     `json:"person,omitempty"`
	Clause   string       `json:"clause,omitempty"`
	Share    Share        `json:"share"`
	Points   Points       `json:"points"`
	Reason   CreditReason `json:"reason,omitempty"`
	Basis    Basis        `json:"basis"`
	Evidence []Evidence   `json:"evidence"`
	Rulings  []Ruling     `json:"rulings,omitempty"` // that it rests on
}

// Ruling is a decision as a reader of a credit sees it.
type Ruling struct {
	Kind      DecisionKind   `json:"kind"`
	Sentiment SentimentLabel `json:"sentiment,omitempty"`
	By        string         `json:"by"`
	Day       Date           `json:"day"`
	Why       string         `json:"why"`
}

// RulingOf is a decision without its parts, which the credits are.
func RulingOf(d Decision) Ruling {
	return Ruling{Kind: d.Kind, Sentiment: d.Sentiment, By: d.By, Day: DateOf(d.At), Why: d.Why}
}

// Chinese is who ruled, when, what and why.
func (r Ruling) Chinese() string {
	what := "归属"
	if r.Kind == DecideSentiment {
		what = "为" + r.Sentiment.Chinese()
	}
	return r.Day.String() + " " + r.By + "认定" + what + "：" + r.Why
}

// CitedArticle is what a ranking shows of an article: never its text.
type CitedArticle struct {
	Title       string    `json:"title"`
	OutletName  string    `json:"outlet"`
	Level       Level     `json:"level"`
	PublishedAt Moment    `json:"published_at"`
	URL         string    `json:"url"`
	Placement   Placement `json:"placement"`
	Origin      ArticleID `json:"origin"`           // the first publication of its story; itself where it is the first
	Entered     bool      `json:"entered,omitzero"` // by hand: see Entry
	KeptOn      Date      `json:"kept_on,omitzero"` // when its evidence was captured
}
