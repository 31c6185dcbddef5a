// Package simplify gives letters of the traditional script their simplified form,
// by one table for names, texts and whatever else compares them.
package simplify

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed traditional.txt
var pairs string

// basic is how many letters stand in a table: those of the basic plane, which is
// nearly all that is printed. The others are looked up.
const basic = 1 << 16

type forms struct {
	basic [basic]rune // 0 where a letter has no other form
	rare  map[rune]rune
}

var table = sync.OnceValue(func() *forms {
	f := forms{rare: map[rune]rune{}}
	for line := range strings.Lines(pairs) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		letters := []rune(strings.TrimSpace(line))
		for i := 0; i+1 < len(letters); i += 2 {
			if r := letters[i]; r < basic {
				f.basic[r] = letters[i+1]
			} else {
				f.rare[r] = letters[i+1]
			}
		}
	}
	return &f
})

// Rune is the simplified form of a letter; the letter itself where it has no other.
func Rune(r rune) rune {
	f := table()
	if r >= 0 && r < basic {
		if s := f.basic[r]; s != 0 {
			return s
		}
		return r
	}
	if s, ok := f.rare[r]; ok {
		return s
	}
	return r
}
