package main

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/warc"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// demoOffice is the settings of a demo that has run.
func demoOffice(t *testing.T) (settings string, o demoOptions) {
	t.Helper()
	t.Setenv("GAOBANG_DATABASE", "")
	o = demoOptions{once: true, pick: oneMorning, out: t.TempDir(), now: time.Date(2026, 11, 24, 4, 0, 0, 0, time.UTC), stdout: io.Discard, stderr: io.Discard}
	if err := runDemo(context.Background(), o); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(o.out, "gaobang.yaml"), o
}

func TestArchiveOfTheDemo(t *testing.T) {
	settings, o := demoOffice(t)
	list, err := openDemo(t, o).Articles(t.Context(), storage.Filter{Limit: 1})
	if err != nil || len(list) != 1 {
		t.Fatalf("%v, %v", list, err)
	}
	address, file := list[0].URL, filepath.Join(t.TempDir(), "page.html")
	first, err := openDemo(t, o).Article(t.Context(), list[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	crawled := gaobang.DateOf(first.Capture.At)
	cases := []struct {
		rule   string
		args   []string
		status int
		want   []string
	}{
		{"一个网址的存证", []string{"list", address}, statusDone, []string{"SHA-256", "原样", ".warc.gz"}},
		{"没有存过的网址", []string{"list", "http://never.example/"}, statusFailed, []string{"没有 http://never.example/ 的存证"}},
		{"取回原样", []string{"get", address}, statusDone, []string{"核对无误", "</html>"}},
		{"取回到文件", []string{"get", address, "--at", "2026-11-01", "--out", file}, statusDone, []string{"核对无误"}},
		{"脚本没有取来什么", []string{"get", address, "--part", "1"}, statusUsage, []string{"没有第 1 项"}},
		{"时间写错", []string{"get", address, "--at", "昨天"}, statusUsage, nil},
		{"网址写错", []string{"get", "::"}, statusUsage, nil},
		{"核对", []string{"check"}, statusDone, []string{"存证文件 1 个"}},
		{"重建没有可补的", []string{"index"}, statusDone, []string{"存证文件 1 个"}},
		{"栏目页，按网址", []string{"list", "http://www.danyang.example/zwyw/index.html"}, statusDone, []string{"原样", ".warc.gz"}},
		{"栏目页，按采集源编号", []string{"list", "dy-gov-list"}, statusDone, []string{"原样", ".warc.gz"}},
		{"栏目页的原样", []string{"get", "dy-gov-list"}, statusDone, []string{"核对无误", "</html>"}},
		{"拦截程序的栏目", []string{"list", "jiangdong-list"}, statusFailed, []string{"栏目页没有存证", "gaobang source doctor jiangdong-list"}},
		{"订阅没有栏目页", []string{"list", "dy-rss-feed"}, statusFailed, []string{"不是栏目", "gaobang article list --outlet dy-rss"}},
		{"电子报没有栏目页", []string{"list", "dy-daily-epaper"}, statusFailed, []string{"不是栏目"}},
		{"没有这个采集源", []string{"list", "nobody"}, statusUsage, []string{"也不是稿件编号或采集源编号"}},
		{"没有过期的，也说明白", []string{"prune", "--dry-run"}, statusDone, []string{"没有过期的存证：与本单位无关的网页保留 90 天（retention_days），最早的一个文件到 " + crawled.AddDays(90).String() + " 才过期。"}},
		{"没有过期的", []string{"prune"}, statusDone, []string{"清理了 0 个文件"}},
		{"不需要参数", []string{"check", "x"}, statusUsage, nil},
		{"帮助", nil, statusDone, []string{"用法"}},
	}
	for _, c := range cases {
		status, out, errs := runCommand(t, "", append([]string{"-c", settings, "archive"}, c.args...)...)
		if status != c.status {
			t.Errorf("%s: status %d: %.300s%s", c.rule, status, out, errs)
		}
		for _, want := range c.want {
			if !strings.Contains(out+errs, want) {
				t.Errorf("%s: %q is not in\n%.300s%s", c.rule, want, out, errs)
			}
		}
	}
	document, err := os.ReadFile(filepath.Join(o.out, "ranking.html"))
	if err != nil {
		t.Fatal(err)
	}
	_, command, _ := strings.Cut(string(document), "<code>gaobang ")
	command, _, _ = strings.Cut(command, "</code>")
	if status, got, errs := runCommand(t, "", append([]string{"-c", settings}, strings.Fields(command)...)...); status != statusDone || !strings.Contains(errs, "核对无误") || !strings.Contains(got, "</html>") {
		t.Errorf("the page of the ranking says gaobang %s: status %d: %.300s%s", command, status, got, errs)
	}
	var out, errs strings.Builder
	later := program{stdin: strings.NewReader(""), stdout: &out, stderr: &errs, now: func() time.Time { return storagetest.Now().AddDate(0, 0, 100) }}
	if status := later.run(t.Context(), []string{"-c", settings, "archive", "prune", "--dry-run"}); status != statusDone ||
		!strings.Contains(out.String(), ".warc.gz") || !strings.Contains(out.String(), crawled.String()+" 至 "+crawled.String()) || !strings.Contains(out.String(), "会清理 1 个文件：删去 ") || !strings.Contains(out.String(), "什么也没有动") {
		t.Errorf("what would go, when something is due: status %d: %s%s", status, out.String(), errs.String())
	}
	if page, err := os.ReadFile(file); err != nil || !strings.Contains(string(page), "</html>") {
		t.Errorf("the file holds %.100s, %v", page, err)
	}
	if _, out, _ := runCommand(t, "", "-c", settings, "article", "show", list[0].ID.String()); !strings.Contains(out, "，原样，") {
		t.Errorf("article show does not say what is kept:\n%s", out)
	}
	for _, flag := range []string{"--changed", "--gone"} {
		if status, out, errs := runCommand(t, "", "-c", settings, "article", "list", flag); status != statusDone || strings.Count(out, "\n") != 1 {
			t.Errorf("article list %s: status %d: %s%s", flag, status, out, errs)
		}
	}
	t.Run("损坏的文件指名道姓", func(t *testing.T) {
		paths, err := filepath.Glob(filepath.Join(o.out, "archive", "*.warc.gz"))
		if err != nil || len(paths) != 1 {
			t.Fatalf("%v, %v", paths, err)
		}
		data, err := os.ReadFile(paths[0])
		if err != nil {
			t.Fatal(err)
		}
		piece, err := openDemo(t, o).Article(t.Context(), list[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		copy(data[piece.Capture.Offset+piece.Capture.Length/2:], "damaged!damaged!")
		if err := os.WriteFile(paths[0], data, 0o600); err != nil {
			t.Fatal(err)
		}
		status, _, errs := runCommand(t, "", "-c", settings, "archive", "check")
		if status != statusFailed || !strings.Contains(errs, filepath.Base(paths[0])+" 的第 ") {
			t.Errorf("status %d: %s", status, errs)
		}
		status, out, errs := runCommand(t, "", "-c", settings, "reprocess", "--from", "extract")
		file := filepath.Base(paths[0])
		if status != statusFailed || strings.Count(errs, "没有重读：《"+list[0].Title+"》 "+list[0].URL) != 1 || !strings.Contains(errs, "（"+file+"）：存证读不出：证据文件 "+file+" 的第 ") ||
			!strings.Contains(errs, "有 1 页的存证读不出") || !strings.Contains(out, "存证读不出 1（保持原样）；得分已重算") {
			t.Errorf("status %d: %s%s", status, out, errs)
		}
	})
}

func TestAnEmptyArchiveHasNothingToClear(t *testing.T) {
	settings := office(t)
	if status, out, errs := runCommand(t, "", "-c", settings, "archive", "prune", "--dry-run"); status != statusDone || !strings.Contains(out, "没有可清理的") {
		t.Errorf("status %d: %s%s", status, out, errs)
	}
}

// TestAPageIsHadWhereWhatLiesBehindItIsTorn: what the scripts were given was cut off,
// the page itself is whole.
func TestAPageIsHadWhereWhatLiesBehindItIsTorn(t *testing.T) {
	settings, o := demoOffice(t)
	const address = "http://a.example/script.html"
	folder := filepath.Join(o.out, "archive")
	archive, err := warc.Open(folder, func() time.Time { return o.now }, nil)
	if err != nil {
		t.Fatal(err)
	}
	x := warc.Exchange{URL: address, Proto: "HTTP/1.1", Status: http.StatusOK, Payload: []byte("<script>"), Rendered: []byte("<p>脚本写成</p>"), At: o.now}
	x.Parts = []warc.Exchange{{URL: "http://a.example/api", Proto: "HTTP/1.1", Status: http.StatusOK, Payload: []byte("[1]"), At: o.now}}
	c, err := archive.Write(x)
	if err == nil {
		err = archive.Close()
	}
	if err == nil {
		err = os.Truncate(filepath.Join(folder, c.File), c.Offset+c.Length+9)
	}
	if err == nil {
		c.URL = address
		_, _, err = openDemo(t, o).IndexCaptures(t.Context(), []storage.FoundCapture{{Capture: c}}, map[string]bool{c.File: true})
	}
	if err != nil {
		t.Fatal(err)
	}
	status, out, errs := runCommand(t, "", "-c", settings, "archive", "get", address)
	if status != statusDone || out != "<p>脚本写成</p>" || !strings.Contains(errs, "核对无误") || !strings.Contains(errs, "脚本取来的没有读全") || !strings.Contains(errs, "损坏") {
		t.Errorf("the page: status %d: %s%s", status, out, errs)
	}
	if status, out, errs := runCommand(t, "", "-c", settings, "archive", "get", address, "--part", "1"); status != statusFailed || out != "" || !strings.Contains(errs, "损坏") {
		t.Errorf("what the script was given: status %d: %s%s", status, out, errs)
	}
}
