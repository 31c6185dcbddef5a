package gaobang

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// ArticleID is made from the canonical URL, so the same page has the same ID in
// every database and in every run.
type ArticleID int64

// NewArticleID is the first 63 bits of the canonical URL's SHA-256. At a million
// articles two share an ID with a chance of about 5 in 10^8; the store refuses
// the second.
func NewArticleID(canonicalURL string) ArticleID {
	sum := sha256.Sum256([]byte(canonicalURL))
	return ArticleID(binary.BigEndian.Uint64(sum[:8]) >> 1)
}

// ParseArticleID reads the sixteen hexadecimal digits that String writes.
func ParseArticleID(s string) (ArticleID, error) {
	v, err := strconv.ParseUint(s, 16, 63)
	if err != nil || len(s) != 16 {
		return 0, Errorf(Invalid, "不是稿件编号 %q：应为 16 位十六进制数", s)
	}
	return ArticleID(v), nil
}

func (id ArticleID) String() string { return fmt.Sprintf("%016x", int64(id)) }

// MarshalText writes what String gives: JavaScript cannot hold 63-bit numbers.
func (id ArticleID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText accepts what ParseArticleID accepts.
func (id *ArticleID) UnmarshalText(b []byte) error {
	v, err := ParseArticleID(string(b))
	if err != nil {
		return err
	}
	*id = v
	return nil
}

// Article (稿件) is one published page of one outlet.
type Article struct {
	ID            ArticleID
	Outlet        OutletID
	Source        SourceID
	URL           string // as fetched, after redirects
	CanonicalURL  string
	Kicker        string // 引题
	Title         string
	Subtitle      string // 副题
	PublishedAt   Moment
	ContentSource string // 来源 as the page names it
	Byline        Byline
	Body          string // paragraphs, one a line
	Meta          string // the lines about the piece outside its body (作者, 来源, 责编), one a line
	BylineSpans   []Span // where names of the makers may stand: lead, tail, meta lines
	Form          Form
	Placement     Placement
	Locality      Division // from the page's SiteIDCode; "" where it has none
	ContentHash   string   // see HashContent
	Capture       Capture
}

// Host is where the article's page stands; "" for one without a page.
func (a *Article) Host() string { return hostOf(a.CanonicalURL) }

// Entered reports an article that stands as a person entered it by hand.
func (a *Article) Entered() bool { return a.Capture.Kind == CapturedEntry }

// Field is a part of an article that evidence points into.
type Field string

// The fields of evidence.
const (
	FieldTitle  Field = "title"
	FieldBody   Field = "body"
	FieldMeta   Field = "meta"
	FieldSource Field = "content_source"
)

// Text is the field's text; spans count bytes of it.
func (a *Article) Text(f Field) string {
	switch f {
	case FieldTitle:
		return a.Title
	case FieldBody:
		return a.Body
	case FieldMeta:
		return a.Meta
	case FieldSource:
		return a.ContentSource
	}
	return ""
}

// Span is a run of bytes in one field of an article.
type Span struct {
	Field Field `json:"field"`
	From  int   `json:"from"`
	To    int   `json:"to"`
}

// HashContent is the SHA-256 of title and body without white space: the same
// piece at two addresses of one outlet is one article.
func HashContent(title, body string) string {
	text := make([]byte, 0, len(title)+1+len(body))
	for _, part := range []string{title, "\x00", body} {
		for i := 0; i < len(part); {
			if HanAt(part, i) {
				text = append(text, part[i], part[i+1], part[i+2])
				i += 3
				continue
			}
			r, size := utf8.DecodeRuneInString(part[i:])
			if !isSpace(r) {
				text = utf8.AppendRune(text, r)
			}
			i += size
		}
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Chars is the characters of a text, spaces not counted, as rule books count.
func Chars(s string) int {
	n := 0
	for i := 0; i < len(s); {
		if HanAt(s, i) {
			n++
			i += 3
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !isSpace(r) {
			n++
		}
		i += size
	}
	return n
}

// HanAt reports a letter of three bytes from U+4000 to U+CFFF at a byte of a text:
// most of what texts are of, known without decoding it, and never white space.
func HanAt(s string, i int) bool {
	return i+2 < len(s) && s[i]-0xE4 < 9 && s[i+1]&s[i+2]&0xC0 == 0x80 && (s[i+1]|s[i+2])&0x40 == 0
}

// isSpace is unicode.IsSpace, which has no space behind the ideographic one, quick
// for the letters that texts are of.
func isSpace(r rune) bool { return r <= '\u3000' && unicode.IsSpace(r) }

// Form (体裁) is what sort of piece an article is.
type Form string

// The forms rule books tell apart.
const (
	News        Form = "news"     // 消息
	Feature     Form = "feature"  // 通讯
	Brief       Form = "brief"    // 简讯
	Photo       Form = "photo"    // 图片
	Video       Form = "video"    // 视频
	Research    Form = "research" // 调研
	MessageForm Form = "message"  // 网民留言: see Message; no rule book counts it
)

var formWords = []struct {
	form    Form
	chinese string
}{{News, "消息"}, {Feature, "通讯"}, {Brief, "简讯"}, {Photo, "图片"}, {Video, "视频"}, {Research, "调研"}}

// ParseForm reads a form by its code ("news") or its Chinese word (消息).
func ParseForm(s string) (Form, error) {
	for _, w := range formWords {
		if s == string(w.form) || s == w.chinese {
			return w.form, nil
		}
	}
	return "", Errorf(Invalid, "没有体裁 %q：应为 news、feature、brief、photo、video 或 research", s)
}

// Chinese is the word shown on screens.
func (f Form) Chinese() string {
	for _, w := range formWords {
		if f == w.form {
			return w.chinese
		}
	}
	if f == MessageForm {
		return "网民留言"
	}
	return string(f)
}

// Placement (版面位置) is where in its outlet a piece stood.
type Placement struct {
	Page      string `json:"page,omitempty"`       // 版次 as printed: 01, A01
	PageName  string `json:"page_name,omitempty"`  // 版名: 要闻
	Column    string `json:"column,omitempty"`     // 栏目
	FrontPage bool   `json:"front_page,omitempty"` // 头版
	Headline  bool   `json:"headline,omitempty"`   // 头条
	HomePage  bool   `json:"home_page,omitempty"`  // 网站首页
}

// Byline (署名) is who made a piece, each kind apart. Editors and reviewers never
// earn credit.
type Byline struct {
	Reporters      []string `json:"reporters"`
	Correspondents []string `json:"correspondents"`
	Interns        []string `json:"interns"`
	Photographers  []string `json:"photographers"`
	Authors        []string `json:"authors"`
	Editors        []string `json:"editors"`
	Units          []string `json:"units"` // organisations named as makers
}

// Signed reports whether somebody is named as a maker of the piece.
func (b Byline) Signed() bool {
	return len(b.Reporters)+len(b.Correspondents)+len(b.Interns)+len(b.Photographers)+len(b.Authors)+len(b.Units) > 0
}
