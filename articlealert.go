package gaobang

import "time"

// AlertKind is what somebody should look at in an article.
type AlertKind string

// The kinds of alert on articles.
const (
	AlertNegative AlertKind = "negative" // speaks ill of the bureau 负面报道
	AlertMessage  AlertKind = "message"  // a message that waits for a reply 待答复留言
)

// Chinese is the word shown on screens.
func (k AlertKind) Chinese() string {
	switch k {
	case AlertNegative:
		return "负面报道"
	case AlertMessage:
		return "待答复留言"
	}
	return string(k)
}

// ArticleAlert (提醒) is something in an article that a person of a bureau should
// look at. There is one of a kind for an article and a bureau: it opens once, and
// closes by a decision or when what it tells of is no more.
type ArticleAlert struct {
	ID       int64
	Article  ArticleID
	Bureau   UnitID
	Kind     AlertKind
	Quote    Evidence // the sentence
	OpenedAt time.Time
	ClosedAt time.Time // zero while open
	Decision int64     // which closed it; 0 where none did
}
