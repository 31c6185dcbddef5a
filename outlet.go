package gaobang

// OutletID names an outlet in books and tables: a short lower-case word such as
// "danyang-daily". It never changes once applied.
type OutletID string

// OutletKind is the medium of an outlet; rule books tell media classes apart.
type OutletKind string

// The kinds of outlet.
const (
	Paper      OutletKind = "paper"      // 报纸
	Magazine   OutletKind = "magazine"   // 期刊
	Broadcast  OutletKind = "broadcast"  // 广播电视
	NewsSite   OutletKind = "site"       // 新闻网站
	Government OutletKind = "government" // 政务网站
	Account    OutletKind = "account"    // 公众号等账号
	App        OutletKind = "app"        // 客户端
)

var outletKindWords = []struct {
	kind    OutletKind
	chinese string
}{
	{Paper, "报纸"}, {Magazine, "期刊"}, {Broadcast, "广播电视"}, {NewsSite, "新闻网站"},
	{Government, "政务网站"}, {Account, "账号"}, {App, "客户端"},
}

// ParseOutletKind reads a kind by its code ("paper") or its Chinese word (报纸).
func ParseOutletKind(s string) (OutletKind, error) {
	for _, w := range outletKindWords {
		if s == string(w.kind) || s == w.chinese {
			return w.kind, nil
		}
	}
	return "", Errorf(Invalid, "没有媒体类型 %q：应为 paper、magazine、broadcast、site、government、account 或 app", s)
}

// Chinese is the word shown on screens.
func (k OutletKind) Chinese() string {
	for _, w := range outletKindWords {
		if k == w.kind {
			return w.chinese
		}
	}
	return string(k)
}

// Outlet (媒体) is who publishes: a paper, site, station or account.
type Outlet struct {
	ID       OutletID
	Name     string
	Aliases  []string // other names under which pages cite it as their source
	Kind     OutletKind
	Level    Level
	Locality Division // where it belongs: decides what 市民政局 and 我市 mean on it
	Hosts    []string // host names it publishes under, lower case
	Validity Validity
}
