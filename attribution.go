package gaobang

import "time"

// Evidence (依据) is the words that justify an answer, as bytes of an article's
// stored text. Text repeats the words so that a reader needs no article.
type Evidence struct {
	Article ArticleID `json:"article"` // another member of the family where the words stand there
	Span
	Text string `json:"text"`
}

// Basis is the sort of evidence an attribution rests on, the strongest first.
type Basis string

// The bases in falling strength.
const (
	ByDecision     Basis = "decision"      // a person ruled so 人工认定
	ByPerson       Basis = "person"        // a registered correspondent signs 通讯员署名
	ByBylineUnit   Basis = "byline_unit"   // the byline or tail names the unit 署名单位
	ByNamedUnit    Basis = "named_unit"    // title or body names the unit 文中单位
	ByPlace        Basis = "place"         // the body names the unit's place 文中地名
	ByTopic        Basis = "topic"         // words of one unit's business 业务用语
	ByNamedBureau  Basis = "named_bureau"  // only the bureau is named, no unit 只见本局
	ByClaim        Basis = "claim"         // a person's sheet says so, and no page 补录申报
	ByFamilyOrigin Basis = "family_origin" // taken from the first publication of the same story 同稿首发
)

var basisWords = map[Basis]string{
	ByDecision: "人工认定", ByPerson: "通讯员署名", ByBylineUnit: "署名单位", ByNamedUnit: "文中单位",
	ByPlace: "文中地名", ByTopic: "业务用语", ByNamedBureau: "只见本局", ByClaim: "补录申报", ByFamilyOrigin: "同稿首发",
}

// Chinese is the word shown on screens.
func (b Basis) Chinese() string { return basisWords[b] }

// Confidence is 0 to 100: of a hundred answers with this confidence at least so
// many are right (docs/attribution.md).
type Confidence uint8

// Mention (提及) is a place in an article that names a unit, person or bureau.
type Mention struct {
	Evidence
	Unit   UnitID
	Person PersonID
}

// Attribution (归属) credits an article to a unit and maybe a person. The shares
// of one article within one bureau sum to one. A piece about the bureau without
// any unit is attributed to the bureau itself.
type Attribution struct {
	Article    ArticleID
	Bureau     UnitID
	Unit       UnitID
	Person     PersonID
	Share      Share
	Confidence Confidence
	Basis      Basis
	Doubt      Doubt // why the confidence is no higher; "" where nothing speaks against it
	Scope      Scope
	Evidence   []Evidence
}

// Scope (用稿方式) is how much of a piece is about a bureau. Rule books pay a piece
// of its own and a round-up apart (DOMAIN.md R6); how many units share a piece within
// a bureau is seen from the attributions.
type Scope string

// The scopes.
const (
	Sole    Scope = "sole"    // 单独: nobody else is its subject
	Several Scope = "several" // 综合: it is one of several
	Passing Scope = "passing" // 提及: the piece is about others
)

// ParseScope reads a scope by its code ("sole") or its Chinese word (单独).
func ParseScope(s string) (Scope, error) {
	for _, scope := range []Scope{Sole, Several, Passing} {
		if s == string(scope) || s == scope.Chinese() {
			return scope, nil
		}
	}
	return "", Errorf(Invalid, "没有用稿方式 %q：应为 sole（单独）、several（综合）或 passing（提及）", s)
}

// Chinese is the word shown on screens.
func (s Scope) Chinese() string {
	switch s {
	case Sole:
		return "单独"
	case Several:
		return "综合"
	case Passing:
		return "提及"
	}
	return string(s)
}

// SentimentLabel is the attitude of a piece toward a bureau.
type SentimentLabel string

// The attitudes.
const (
	Positive SentimentLabel = "positive"
	Neutral  SentimentLabel = "neutral"
	Negative SentimentLabel = "negative"
)

// Chinese is the word shown on screens.
func (l SentimentLabel) Chinese() string {
	switch l {
	case Positive:
		return "正面"
	case Neutral:
		return "中性"
	case Negative:
		return "负面"
	}
	return string(l)
}

// ParseSentimentLabel reads a label by its code ("negative") or its Chinese word (负面).
func ParseSentimentLabel(s string) (SentimentLabel, error) {
	for _, l := range []SentimentLabel{Positive, Neutral, Negative} {
		if s == string(l) || s == l.Chinese() {
			return l, nil
		}
	}
	return "", Errorf(Invalid, "没有倾向 %q：应为 positive（正面）、neutral（中性）或 negative（负面）", s)
}

// Sentiment is the attitude toward a bureau with the words that show it.
type Sentiment struct {
	Bureau   UnitID
	Label    SentimentLabel
	Score    int // negative words below, praise above zero
	Evidence []Evidence
}

// DecisionKind is what a decision rules on.
type DecisionKind string

// The kinds of decision.
const (
	DecideUnits     DecisionKind = "units"      // whose the piece is; no parts means not ours
	DecideSentiment DecisionKind = "sentiment"  // what attitude it has
	DecideReplied   DecisionKind = "replied"    // a message was replied to
	DecideSameStory DecisionKind = "same_story" // carries one story with Other, whatever the bureau
	DecideApart     DecisionKind = "apart"      // carries another story than Other
)

// OnStory reports whether such a decision makes or parts families.
func (k DecisionKind) OnStory() bool { return k == DecideSameStory || k == DecideApart }

// Decision (认定) is what a person ruled on an article for a bureau. It stands
// above every automatic result and survives re-analysis; of several of a kind the
// latest holds. Decisions are added, never edited.
type Decision struct {
	ID        int64
	Article   ArticleID
	Bureau    UnitID
	Kind      DecisionKind
	Parts     []DecidedPart
	Sentiment SentimentLabel
	Other     ArticleID // of a decision on the story
	By        string
	Why       string
	At        time.Time
}

// Withdrawal (撤回) takes a ruling back: what was ruled before it holds again, or
// what the program finds. Rulings and withdrawals are added, never edited.
type Withdrawal struct {
	Decision

	WithdrawnBy string
	Reason      string
	WithdrawnAt time.Time
}

// NotOurs reports a ruling that the article is not about the bureau at all.
func (d *Decision) NotOurs() bool { return d.Kind == DecideUnits && len(d.Parts) == 0 }

// Behind are the rulings that a credit for a unit of a bureau rests on, out of those
// on its article and on its story's first publication in the order in which they
// were made: the last on whose it is, and the last on its attitude.
func Behind(c *Credit, bureau UnitID, decisions []Decision) []Decision {
	var units, sentiment []Decision
	for _, d := range decisions {
		switch {
		case d.Bureau != bureau:
		case d.Kind == DecideUnits && (c.Basis == ByDecision && d.Article == c.Article || c.Basis == ByFamilyOrigin && d.Article != c.Article):
			units = []Decision{d}
		case d.Kind == DecideSentiment && d.Article == c.Article && c.Reason != AwaitsReview:
			sentiment = []Decision{d}
		}
	}
	return append(units, sentiment...)
}

// DecidedPart is one unit's part of a decided article; parts sum to one.
type DecidedPart struct {
	Unit   UnitID   `json:"unit"`
	Person PersonID `json:"person,omitempty"`
	Share  Share    `json:"share"`
}
