package gaobang

import "time"

// Condition is how a source stands.
type Condition string

// The conditions. Under all but the first three, pieces may be missing.
const (
	Fine               Condition = "fine"
	NoNews             Condition = "no_news" // read without fault, but silent for longer than it ever is
	Slow               Condition = "slow"    // read whole, but its answers take long
	Down               Condition = "down"
	Blocked            Condition = "blocked"
	Redesigned         Condition = "redesigned"
	Emptied            Condition = "emptied" // the page has its design, but not its list
	DateBroken         Condition = "date_broken"
	CertificateExpired Condition = "certificate_expired"
)

var conditionWords = []struct {
	condition Condition
	chinese   string
}{
	{Fine, "正常"}, {NoNews, "久无新稿"}, {Slow, "缓慢"}, {Down, "不通"}, {Blocked, "被拦截"}, {Redesigned, "改版"},
	{Emptied, "列表空了"}, {DateBroken, "日期失常"}, {CertificateExpired, "证书过期"},
}

// Conditions are all conditions, the best first.
func Conditions() []Condition {
	all := make([]Condition, len(conditionWords))
	for i, w := range conditionWords {
		all[i] = w.condition
	}
	return all
}

// Chinese is the word shown on screens.
func (c Condition) Chinese() string {
	for _, w := range conditionWords {
		if c == w.condition {
			return w.chinese
		}
	}
	return string(c)
}

// Alarming reports whether a person should look after the source.
func (c Condition) Alarming() bool { return c != Fine && c != "" }

// Health (状况) is what the scans of a source say of it.
type Health struct {
	Condition Condition
	Since     time.Time // start of the first scan that showed it
	Saw       string    // what was seen, for a person
	Remedy    string    // what to do
	Proposal  Proposal  // after a redesign, where one could be made
}

// Proposal is a profile for a person to accept, of a list or of article pages, and
// what speaks for it on the pages as they are now.
type Proposal struct {
	List    ListProfile    `json:"list,omitzero"`
	Article ArticleProfile `json:"article,omitzero"`
	Found   int            `json:"found,omitzero"` // rows; of article pages: those it reads of today's that could not be read
	Known   int            `json:"known,omitzero"` // of the rows, pieces found before the redesign; of articles, those read before it and read alike now

	// Of a list, what the archive says: on KeptOn the page still showed its list, of so
	// many rows; of these, so many stand on it now, so many with their title and day.
	KeptOn Date `json:"kept_on,omitzero"`
	Kept   int  `json:"kept,omitzero"`
	Shared int  `json:"shared,omitzero"`
	Alike  int  `json:"alike,omitzero"`
}

// IsZero reports that there is nothing to accept.
func (p Proposal) IsZero() bool { return p.List == (ListProfile{}) && p.Article == (ArticleProfile{}) }

// ScanFacts are what a scan saw of its source, kept with every scan so that a
// change of the site shows as a change of its figures.
type ScanFacts struct {
	Fault  string `json:"fault,omitzero"`  // kind of the failure that ended the scan; "" where none did
	Listed int    `json:"listed,omitzero"` // rows of the first page of the list
	Dated  int    `json:"dated,omitzero"`  // of them with a date
	// Elsewhere are rows beside the listed that lead to other sites and are not taken.
	Elsewhere int  `json:"elsewhere,omitzero"`
	Newest    Date `json:"newest,omitzero"` // of their dates
	// Known are pieces found before that stand in a list which the site's profile does
	// not read, where it reads none.
	Known int `json:"known,omitzero"`
	// Pages were read as articles; the others count those of them with a time,
	// and those that were no article: no title or no body. A page tried again counts
	// only where it succeeds: one broken page is no broken site.
	Pages       int           `json:"pages,omitzero"`
	Timed       int           `json:"timed,omitzero"`
	NotArticles int           `json:"not_articles,omitzero"`
	Titles      int           `json:"titles,omitzero"`     // different ones of the articles
	Chars       int           `json:"chars,omitzero"`      // of an article's body, median
	PageShape   string        `json:"page_shape,omitzero"` // structure of the first page read as an article
	Unfetched   int           `json:"unfetched,omitzero"`  // pages that could not be had, each at its first attempt
	PageFault   string        `json:"page_fault,omitzero"` // kind of the last of those failures
	PageErr     string        `json:"page_err,omitzero"`   // the same for a person
	Latency     time.Duration `json:"latency,omitzero"`    // nanoseconds of a fetch without its wait for the host's turn, median
	Answers     int           `json:"answers,omitzero"`    // of how many fetches
	Shape       string        `json:"shape,omitzero"`      // structure of the list page; equal while the design stays
}

// Faults of scans beside the kinds of failed fetches.
const (
	FaultEmptyList = "empty_list" // the list page showed no list
	FaultNoIssue   = "no_issue"   // the paper had no issue on any day looked at
)

// Scan is one scan of a source, as health is judged by it.
type Scan struct {
	StartedAt time.Time
	Complete  bool
	New       int    // links never seen before
	Err       string // why it was not completed, for a person
	Facts     ScanFacts
}

// Alert (告警) is a condition that a person should look after, from the scan that
// opened it to the one that closed it.
type Alert struct {
	Source SourceID
	Health
	OpenedAt time.Time
	ClosedAt time.Time // zero while it is open
}

// ScanDay is a day of a source's history.
type ScanDay struct {
	Day   Date
	Scans int // completed
	New   int
}
