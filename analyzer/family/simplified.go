package family

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed simplified.txt
var simplifiedForms string

// simplified gives each character of the basic plane its simplified form, 0 where
// it has none of its own.
var simplified = sync.OnceValue(func() *[1 << 16]uint16 {
	var table [1 << 16]uint16
	for line := range strings.Lines(simplifiedForms) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		pairs := []rune(strings.TrimSpace(line))
		for i := 0; i+1 < len(pairs); i += 2 {
			table[uint16(pairs[i])] = uint16(pairs[i+1])
		}
	}
	return &table
})
