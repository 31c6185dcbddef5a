package fetch

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/transform"
)

// decodeGB reads GB18030 and replaces what it cannot read, as its decoder does. The
// decoder takes every byte for a letter that might be any; most of a page is markup,
// which is copied here by the run.
func decodeGB(body []byte) []byte {
	text := make([]byte, 0, len(body)+len(body)/4)
	decoder := simplifiedchinese.GB18030.NewDecoder()
	for at := 0; at < len(body); {
		from := at
		for at < len(body) && body[at] < utf8.RuneSelf {
			at++
		}
		text = append(text, body[from:at]...)
		for from = at; at < len(body) && body[at] >= utf8.RuneSelf; {
			at += gbLength(body[at:])
		}
		if from < at {
			text, _, _ = transform.Append(decoder, text, body[from:at]) // it replaces what it cannot read
		}
	}
	return text
}

// gbLength is how many bytes the decoder takes for the character at the start, which
// is not ASCII. A byte that begins nothing is one, and so is what goes wrong at its
// second.
func gbLength(b []byte) int {
	if b[0] == 0x80 || b[0] == 0xff || len(b) == 1 {
		return 1
	}
	switch c := b[1]; {
	case c >= 0x40 && c < 0x7f, c >= 0x80 && c < 0xff:
		return 2
	case c >= 0x30 && c < 0x40 && len(b) >= 4 && b[2] >= 0x81 && b[2] < 0xff && b[3] >= 0x30 && b[3] < 0x3a:
		n := ((int(b[0]-0x81)*10+int(c-0x30))*126+int(b[2]-0x81))*10 + int(b[3]-0x30)
		if n < 39_420 || n >= 189_000 && n < 189_000+1<<20 { // the basic plane, and the others
			return 4
		}
	}
	return 1
}
