package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSentimentsMeasuresLabelledLines(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sentiment.csv")
	var out bytes.Buffer
	if err := sentiments(&out, path); err != nil || out.Len() > 0 {
		t.Errorf("a corpus without lines: %v %s", err, out.String())
	}
	lines := "title,lead,label\n两车相撞,三人受伤,negative\n老人获赠锦旗,连声道谢,positive\n周一闭馆,周二照常,neutral\n"
	if err := os.WriteFile(path, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := sentiments(&out, path); err != nil || !strings.Contains(out.String(), "lexicon macro-F1 1.000, negative recall 1.000") {
		t.Errorf("%v %s", err, out.String())
	}
}
