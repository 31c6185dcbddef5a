package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLinksBesideTheBookAreAppliedWithIt: the file named beside the book is kept
// as a version of its own, and other books are checked without it being at hand.
func TestLinksBesideTheBookAreAppliedWithIt(t *testing.T) {
	settings := office(t)
	folder := filepath.Join(filepath.Dir(settings), "books")
	sources, links := filepath.Join(folder, "sources.yaml"), filepath.Join(folder, "公众号.txt")
	data, err := os.ReadFile(sources)
	if err != nil {
		t.Fatal(err)
	}
	before, _, _ := strings.Cut(string(data), "\nprofiles:")
	outlet := before[strings.Index(before, "outlet: ")+len("outlet: "):]
	outlet = outlet[:strings.IndexAny(outlet, ",}\n ")]
	added := before + "\n  - {id: gzh, outlet: " + outlet + ", name: 公众号各篇, kind: links, links_file: 公众号.txt, schedule: \"0 7 * * *\"}\n"
	write := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	apply := func(want string, status int, paths ...string) {
		t.Helper()
		got, out, errs := runCommand(t, "", append([]string{"-c", settings, "apply"}, paths...)...)
		if got != status || !strings.Contains(out+errs, want) {
			t.Errorf("apply %v: %d, want %q in\n%s%s", paths, got, want, out, errs)
		}
	}
	write(sources, added)
	apply("没有文本文件", statusFailed, sources)
	write(links, "走访老人 https://mp.weixin.example/s/1\n")
	apply("links/公众号.txt：新名册", statusDone, sources)
	write(links, "走访老人 https://mp.weixin.example/s/1\nhttps://mp.weixin.example/s/2\n")
	apply("增 链接：https://mp.weixin.example/s/2", statusDone, links)
	if err := os.Remove(links); err != nil {
		t.Fatal(err)
	}
	apply("没有改动", statusDone, filepath.Join(folder, "outlets.yaml"), sources)
}
