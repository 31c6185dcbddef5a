package gaobang

import (
	"slices"
	"time"
)

// RuleBookID names a rule book; its versions share it.
type RuleBookID string

// SameStory is what a rule book gives for further publications of one story.
type SameStory string

// The policies on one story in several outlets (DOMAIN.md §1.2).
const (
	HighestOnce   SameStory = "highest_once"   // 按最高分值计分，不累计 (R4 R5 R7)
	EveryAdoption SameStory = "every_adoption" // 每次采用均计分 (R11 R14 R16)
)

// RuleBook (考核办法) is a bureau's or a prefecture's scoring rules as data.
type RuleBook struct {
	ID        RuleBookID
	Title     string // 丹阳市民政局信息宣传工作考核办法
	Owner     UnitID // whose children it scores
	Version   int    // given by the store when applied
	Validity  Validity
	SameStory SameStory
	// SameStoryText is the rule's own words for SameStory: every withheld or
	// topped-up point opens to it.
	SameStoryText string
	Threshold     Confidence // an attribution below it waits for a person
	Clauses       []Clause
	Quotas        []Quota
}

// PaysByScope reports a book by which one article can be worth different amounts
// to the bureaus in it: then a story's best is each bureau's own.
func (b *RuleBook) PaysByScope() bool {
	return slices.ContainsFunc(b.Clauses, func(c Clause) bool { return c.Kind != DeductClause && len(c.Match.Scopes) > 0 })
}

// ClauseKind is what a clause does to an article's points.
type ClauseKind string

// The kinds of clause. An article earns its dearest matching base clause, times
// every matching multiply clause, plus every matching add clause. An article
// decided to be negative earns nothing and loses every matching deduct clause.
const (
	BaseClause     ClauseKind = "base"
	MultiplyClause ClauseKind = "multiply"
	AddClause      ClauseKind = "add"
	DeductClause   ClauseKind = "deduct"
)

// Clause (条款) is one rule in the book's own words and what it means.
type Clause struct {
	ID     string // 第六条(一): what a person would cite
	Text   string // the words of the rule
	Kind   ClauseKind
	Match  Match
	Amount Points // points; for multiply the factor, 2 for ×2
}

// Match is the conditions of a clause; all that are given must hold, and an
// empty Match always does.
type Match struct {
	Levels      []Level
	Outlets     []OutletID
	OutletKinds []OutletKind
	Forms       []Form
	FrontPage   *bool
	Headline    *bool
	Scopes      []Scope
	Reprint     *bool // another outlet published the story first
	MinChars    int   // characters of the body, spaces not counted
	MaxChars    int   // 0 is no limit
}

// Facts is what a clause may look at.
type Facts struct {
	Outlet    OutletID
	Kind      OutletKind
	Level     Level
	Form      Form
	Placement Placement
	Scope     Scope // of the bureau whose part is paid
	Reprint   bool
	Chars     int
}

// Holds reports whether the conditions hold for the facts.
func (m Match) Holds(f Facts) bool {
	among := func(n int, found bool) bool { return n == 0 || found }
	same := func(want *bool, is bool) bool { return want == nil || *want == is }
	return among(len(m.Levels), slices.Contains(m.Levels, f.Level)) &&
		among(len(m.Outlets), slices.Contains(m.Outlets, f.Outlet)) &&
		among(len(m.OutletKinds), slices.Contains(m.OutletKinds, f.Kind)) &&
		among(len(m.Forms), slices.Contains(m.Forms, f.Form)) &&
		among(len(m.Scopes), slices.Contains(m.Scopes, f.Scope)) &&
		same(m.FrontPage, f.Placement.FrontPage) &&
		same(m.Headline, f.Placement.Headline) &&
		same(m.Reprint, f.Reprint) &&
		f.Chars >= m.MinChars && (m.MaxChars == 0 || f.Chars <= m.MaxChars)
}

// Clause is the clause of that ID.
func (b *RuleBook) Clause(id string) (Clause, bool) {
	i := slices.IndexFunc(b.Clauses, func(c Clause) bool { return c.ID == id })
	if i < 0 {
		return Clause{}, false
	}
	return b.Clauses[i], true
}

// Quota (任务) is what each of some units owes in every period of a kind.
type Quota struct {
	ID       string
	Text     string     // the rule's words
	Groups   []string   // 考核组 it binds; none is all
	Units    []UnitID   // units it binds besides the groups
	Per      PeriodKind // in every week, month …
	MinLevel Level      // only pieces of this level or higher; LevelUnknown is all
	Articles int        // pieces owed, or
	Points   Points     // points owed
}

// Binds reports whether the quota binds the unit.
func (q Quota) Binds(u Unit) bool {
	return len(q.Groups) == 0 && len(q.Units) == 0 ||
		slices.Contains(q.Groups, u.Group) || slices.Contains(q.Units, u.ID)
}

// CreditReason says why a credit is not simply its clause's amount.
type CreditReason string

// The reasons. A withheld credit stands in the ledger with zero points, so that
// whoever asks finds the piece and the words that decided.
const (
	Earned          CreditReason = ""
	SameStoryOnce   CreditReason = "same_story"       // the story already earned as much or more
	SameStoryTopUp  CreditReason = "same_story_topup" // only what exceeds the story's earlier credit
	AwaitsReview    CreditReason = "awaits_review"    // confidence under the threshold
	AwaitsSentiment CreditReason = "awaits_sentiment" // looks negative, nobody has ruled
	NoDate          CreditReason = "no_date"          // the page gives no time: no period can be told
	NoClause        CreditReason = "no_clause"        // no base clause names such an outlet or form
	NotCounted      CreditReason = "not_counted"      // negative, and no deduct clause matches
	NoPiece         CreditReason = "no_piece"         // a message to the bureau is no piece about it
)

var creditReasonWords = map[CreditReason]string{
	Earned: "", SameStoryOnce: "同稿不累计", SameStoryTopUp: "同稿补差", AwaitsReview: "归属待认定",
	AwaitsSentiment: "倾向待认定", NoDate: "缺发表时间", NoClause: "无对应条款", NotCounted: "不计分", NoPiece: "网民留言不计分",
}

// Chinese is the word shown on screens.
func (r CreditReason) Chinese() string { return creditReasonWords[r] }

// Awaits reports points withheld until a person rules.
func (r CreditReason) Awaits() bool { return r == AwaitsReview || r == AwaitsSentiment }

// Credit (得分条目) is one earned, lost or withheld amount.
type Credit struct {
	RuleBook RuleBookID
	Version  int // of the rule book
	Article  ArticleID
	Unit     UnitID // as attributed, which may be far below the owner's child
	Person   PersonID
	Clause   string
	Share    Share
	Points   Points
	Day      Date // of publication: the period it falls in
	Level    Level
	Reason   CreditReason
	Basis    Basis
	Evidence []Evidence
}

// BookVersion is a book as a person applied it.
type BookVersion struct {
	Name    string // outlets, sources, units, rules/<id>
	Version int    // from 1, without gaps
	Content []byte // the YAML as applied
	SHA256  string
	Author  string
	At      time.Time
}
