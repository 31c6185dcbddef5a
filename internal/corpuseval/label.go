package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

// label is what a person says of a page. A key that is absent was not looked at;
// null, or the word UNKNOWN, means that the page has none.
type label struct {
	File string
	keys map[string]any
}

func (l *label) UnmarshalJSON(data []byte) error {
	if err := json.Unmarshal(data, &l.keys); err != nil {
		return err
	}
	l.File, _ = l.keys["file"].(string)
	return nil
}

// text is the label's word for a key; "" is that the page has none.
func (l label) text(key string) (word string, labelled bool) {
	value, labelled := l.keys[key]
	word, _ = value.(string)
	if strings.HasPrefix(word, "UNKN") {
		word = ""
	}
	return word, labelled
}

func readLabels(path string) ([]label, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var labels []label
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var l label
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		labels = append(labels, l)
	}
	return labels, lines.Err()
}
