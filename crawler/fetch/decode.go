package fetch

import (
	"bytes"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// The names Decode gives to the charsets of nearly all Chinese pages.
const (
	utf8Name = "utf-8"
	gbName   = "gb18030"
)

// Decode turns a page into valid UTF-8 and names the charset it was in. It asks,
// in this order: a byte order mark, whether the bytes are UTF-8, the HTTP header,
// the page's own declaration, a detector. A label that the bytes contradict
// loses; a few broken bytes contradict nothing and come out as U+FFFD. Every
// label of the GB family is read as GB18030, which contains the others.
func Decode(body []byte, contentType string) (text []byte, charset string) {
	if text, charset, ok := decodeMarked(body); ok {
		return text, charset
	}
	body = bytes.TrimPrefix(body, mark) // it lied
	if wholeUTF8(body) {
		return body, utf8Name
	}
	shape := measureUTF8(body)
	if shape.isUTF8() && !(shape.mayBeShortGB() && labelledGB(body, contentType)) {
		if shape.bad > 0 {
			body = bytes.ToValidUTF8(body, []byte("\uFFFD"))
		}
		return body, utf8Name
	}
	if enc, name := lookup(headerLabel(contentType)); enc != nil && believable(body, name) {
		return decodeWith(body, enc, name)
	}
	if enc, name := lookup(declaredLabel(body)); enc != nil && believable(body, name) {
		return decodeWith(body, enc, name)
	}
	if shape.isPartlyUTF8() {
		return bytes.ToValidUTF8(body, []byte("\uFFFD")), utf8Name
	}
	return decodeDetected(body)
}

// mark is the byte order mark of UTF-8.
var mark = []byte{0xef, 0xbb, 0xbf}

// decodeMarked reads bodies with a byte order mark, unless the rest contradicts
// it: templates with a mark are filled with GBK.
func decodeMarked(body []byte) (text []byte, charset string, ok bool) {
	switch {
	case bytes.HasPrefix(body, mark):
		if rest := body[len(mark):]; measureUTF8(rest).isUTF8() {
			return bytes.ToValidUTF8(rest, []byte("\uFFFD")), utf8Name, true
		}
	case bytes.HasPrefix(body, []byte{0xfe, 0xff}):
		text, charset = decodeWith(body, unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM), "utf-16be")
		return text, charset, true
	case bytes.HasPrefix(body, []byte{0xff, 0xfe}):
		text, charset = decodeWith(body, unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM), "utf-16le")
		return text, charset, true
	}
	return nil, "", false
}

// wholeUTF8 is the quick answer for most pages: UTF-8 without damage, and with a
// sequence of three bytes or of none, so that it is no short GB either.
func wholeUTF8(body []byte) bool {
	if !utf8.Valid(body) {
		return false
	}
	ascii := true
	for _, c := range body {
		if c >= 0xe0 {
			return true
		}
		ascii = ascii && c < utf8.RuneSelf
	}
	return ascii
}

func decodeWith(body []byte, enc encoding.Encoding, name string) ([]byte, string) {
	if name == gbName {
		return decodeGB(body), name
	}
	text, err := enc.NewDecoder().Bytes(body)
	if err != nil { // decoders replace what they cannot read; this is for a missing mark
		text = bytes.ToValidUTF8(body, []byte("\uFFFD"))
	}
	return text, name
}

func decodeDetected(body []byte) ([]byte, string) {
	const sample = 16 << 10
	high := max(0, bytes.IndexFunc(body, func(r rune) bool { return r >= utf8.RuneSelf }))
	found := chardet.Detect(body[high:min(len(body), high+sample)])
	if enc, name := lookup(found.Encoding); enc != nil && believable(body, name) {
		return decodeWith(body, enc, name)
	}
	return decodeWith(body, simplifiedchinese.GB18030, gbName)
}

// utf8Shape counts the multi-byte sequences of a text read as UTF-8.
type utf8Shape struct{ two, three, latin, bad int }

// measureUTF8 stops where the text has shown that it is something else.
func measureUTF8(b []byte) (s utf8Shape) {
	const enough = 1000
	for i := 0; i < len(b); {
		if s.bad > enough && s.bad > s.three {
			return s
		}
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			s.bad++
		case size == 2:
			s.two++
			if b[i] <= 0xc3 {
				s.latin++
			}
		default:
			s.three++
		}
		i += size
	}
	return s
}

// isUTF8 is a majority decision: GBK read as UTF-8 is broken in nearly every
// character, UTF-8 with some damage in few.
func (s utf8Shape) isUTF8() bool { return s.bad == 0 || s.bad*5 < s.three+s.latin }

// isPartlyUTF8 sees pages put together from two charsets, which no label and no detector
// knows: GBK read as UTF-8 has hardly a sequence of three bytes in a hundred broken ones.
func (s utf8Shape) isPartlyUTF8() bool { return s.three > 20 && s.three*4 > s.bad }

// mayBeShortGB sees the pages whose few GBK characters happen to be UTF-8 as
// well, as 一 (D2 BB) is Cyrillic: no sequence of three bytes, no Latin letter.
func (s utf8Shape) mayBeShortGB() bool {
	return s.two > 0 && s.three == 0 && s.latin == 0 && s.bad == 0
}

// labelledGB reports a label of the GB family that reads the bytes as common
// characters.
func labelledGB(body []byte, contentType string) bool {
	_, inHeader := lookup(headerLabel(contentType))
	_, inPage := lookup(declaredLabel(body))
	return (inHeader == gbName || inPage == gbName) && measureGB(body).common()
}

// gbShape counts the characters of a text read as GB18030.
type gbShape struct{ pairs, usual, bad int }

// measureGB looks at the first 2,000 characters that are not ASCII.
func measureGB(b []byte) (s gbShape) {
	for i := 0; i < len(b) && s.pairs < 2000; {
		c := b[i]
		switch {
		case c < utf8.RuneSelf:
			i++
			continue
		case c == 0x80 || c == 0xff || i+1 == len(b) || b[i+1] < 0x30 || b[i+1] == 0x7f || b[i+1] == 0xff:
			s.bad++
			i++
			continue
		case b[i+1] < 0x40: // four bytes
			s.pairs++
			i += 4
			continue
		}
		s.pairs++
		// GB 2312: symbols and full-width letters, and the 3,755 common characters.
		if b[i+1] >= 0xa1 && (c >= 0xa1 && c <= 0xa3 || c >= 0xb0 && c <= 0xd7) {
			s.usual++
		}
		i += 2
	}
	return s
}

// common reports that most characters are everyday ones: over 95 % in Chinese
// pages, about a third in Big5 or Shift_JIS read as GB.
func (s gbShape) common() bool { return s.usual*10 >= s.pairs*8 && s.bad*10 <= s.pairs }

// believable holds a charset against the bytes. Single-byte charsets, Big5 and
// Shift_JIS lose to text that reads as everyday GB; GB itself loses where a tenth
// of it cannot be read, and to everyday Big5.
func believable(body []byte, name string) bool {
	gb := measureGB(body)
	switch name {
	case gbName:
		return gb.bad*10 <= gb.pairs+1 && (gb.common() || !isBig5(body))
	case utf8Name, "utf-16le", "utf-16be", "replacement", "x-user-defined":
		return false
	case "euc-kr", "euc-jp": // laid out like GB 2312: the bytes cannot tell
		return true
	}
	return !gb.common()
}

// isBig5 reports characters in Big5's places, nearly all of them in those of its
// 5,401 common ones. Of GB no text is so: rare characters begin with bytes that begin
// nothing in Big5.
func isBig5(b []byte) bool {
	pairs, usual := 0, 0
	for i := 0; i+1 < len(b) && pairs < 2000; i++ {
		if b[i] < utf8.RuneSelf {
			continue
		}
		lead, trail := b[i], b[i+1]
		if lead < 0xa1 || lead > 0xf9 || trail < 0x40 || trail > 0x7e && trail < 0xa1 || trail == 0xff {
			return false
		}
		if pairs++; lead >= 0xa4 && lead <= 0xc6 {
			usual++
		}
		i++
	}
	return pairs >= 20 && usual*10 >= pairs*8
}
