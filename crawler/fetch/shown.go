package fetch

import "bytes"

// shown counts the characters that a page shows, about, and gives up beyond a limit:
// its charset is not known yet, and a Chinese character is two or three bytes. What
// is not shown are tags, comments, and what stands in scripts, styles and the title;
// one of those that never ends hides the rest.
func shown(body []byte, limit int) int {
	n, high := 0, 0
	eachShown(body, func(c byte) bool {
		if c >= 0x80 {
			high++
		} else {
			n++
		}
		return n+high/3 <= limit
	})
	return n + high/3
}

// visible is what a page shows, without its blanks.
func visible(body []byte) (text []byte) {
	eachShown(body, func(c byte) bool {
		text = append(text, c)
		return true
	})
	return text
}

// eachShown gives take the bytes that are shown, but for blanks, until it has enough.
func eachShown(body []byte, take func(byte) bool) {
	tags := true
	for i := 0; i < len(body); {
		if body[i] == '<' {
			end := hiddenEnd(body, i)
			if end == i && tags {
				end += bytes.IndexByte(body[i:], '>') + 1
				tags = end > i // else no tag ends from here on
			}
			if end > i {
				i = end
				continue
			}
		}
		if c := body[i]; c > ' ' && !take(c) {
			return
		}
		i++
	}
}

// hiddenEnd is where a comment ends, or an element whose text is not shown, that
// begins with the < at i; i where none does.
func hiddenEnd(body []byte, i int) int {
	rest := body[i+1:]
	switch {
	case bytes.HasPrefix(rest, []byte("!--")):
		if end := bytes.Index(rest[3:], []byte("-->")); end >= 0 {
			return i + 4 + end + 3
		}
		return len(body)
	case elementName(rest) > 0:
		return textEnd(body, i+1)
	}
	return i
}

// elementName is how long the name of an element is whose text is not shown, if it
// stands here; 0 for none.
func elementName(b []byte) int {
	for _, name := range [...]string{"script", "style", "title"} {
		if len(b) >= len(name) && equalFold(b[:len(name)], name) && (len(b) == len(name) || !isWord(b[len(name)])) {
			return len(name)
		}
	}
	return 0
}

// textEnd is behind the next end tag of such an element.
func textEnd(body []byte, from int) int {
	for {
		at := bytes.Index(body[from:], []byte("</"))
		if at < 0 {
			return len(body)
		}
		from += at + 2
		if n := elementName(body[from:]); n > 0 {
			if rest := bytes.TrimLeft(body[from+n:], "\t\n\f\r "); len(rest) > 0 && rest[0] == '>' {
				return len(body) - len(rest) + 1
			}
		}
	}
}

// equalFold holds bytes against a name in lower-case letters.
func equalFold(b []byte, name string) bool {
	for i := range name {
		if b[i]|0x20 != name[i] {
			return false
		}
	}
	return true
}

func isWord(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '_'
}
