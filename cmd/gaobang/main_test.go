package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gaobang/gaobang/storage/storagetest"
)

// runCommand runs one command line in a folder of settings.
func runCommand(t *testing.T, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	p := program{stdin: strings.NewReader(stdin), stdout: &out, stderr: &errs, now: storagetest.Now}
	status = p.run(t.Context(), args)
	return status, out.String(), errs.String()
}

// office is a folder as gaobang init makes it, with its books applied.
func office(t *testing.T) (settings string) {
	t.Helper()
	t.Setenv("GAOBANG_DATABASE", "")
	dir := filepath.Join(t.TempDir(), "office")
	if status, _, errs := runCommand(t, "", "init", dir); status != statusDone {
		t.Fatalf("init: %d %s", status, errs)
	}
	settings = filepath.Join(dir, "gaobang.yaml")
	paths, err := filepath.Glob(filepath.Join(dir, "books", "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if status, out, errs := runCommand(t, "", append([]string{"-c", settings, "apply", "--by", "测试"}, paths...)...); status != statusDone {
		t.Fatalf("apply: %d %s%s", status, out, errs)
	}
	return settings
}

func TestOfficeFromInitToRank(t *testing.T) {
	settings := office(t)
	cases := []struct {
		args []string
		want string
	}{
		{[]string{"source", "list"}, "js-mzt-55087"},
		{[]string{"article", "list"}, "没有这样的稿件"},
		{[]string{"rank"}, "丹阳市民政局2026年第47周"},
		{[]string{"rank", "--format", "html"}, "这一期还没有采集过"},
		{[]string{"rank", "--of", "danyang", "--period", "2026-W47"}, "云阳街道"},
		{[]string{"rank", "--of", "zhenjiang", "--period", "2026-Q4", "--format", "csv"}, "句容"},
		{[]string{"version"}, "gaobang"},
		{[]string{"--version"}, "gaobang"},
	}
	for _, c := range cases {
		status, out, errs := runCommand(t, "", append([]string{"-c", settings}, c.args...)...)
		if status != statusDone || !strings.Contains(out, c.want) {
			t.Errorf("%v: %d, want %q in\n%s%s", c.args, status, c.want, out, errs)
		}
	}
}

func TestApplyTwiceMakesNoNewVersion(t *testing.T) {
	settings := office(t)
	units := filepath.Join(filepath.Dir(settings), "books", "units.yaml")
	status, out, _ := runCommand(t, "", "-c", settings, "apply", units)
	if status != statusDone || !strings.Contains(out, "没有改动") || strings.Contains(out, "已保存") {
		t.Errorf("unchanged: %d %s", status, out)
	}
	data, err := os.ReadFile(units)
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Replace(data, []byte("short: 云阳街道"), []byte("short: 云阳"), 1)
	if err := os.WriteFile(units, changed, 0o600); err != nil {
		t.Fatal(err)
	}
	status, out, _ = runCommand(t, "", "-c", settings, "apply", "--dry-run", units)
	if status != statusDone || !strings.Contains(out, "改 单位 yunyang 云阳街道民政办：short 云阳街道 → 云阳\n") || !strings.Contains(out, "只是预览，没有保存") || strings.Contains(out, "已保存") {
		t.Errorf("dry run: %d %s", status, out)
	}
	status, out, _ = runCommand(t, "", "-c", settings, "apply", "--by", "测试", units)
	if status != statusDone || !strings.Contains(out, "已保存：units 第 2 版（测试）") {
		t.Errorf("changed: %d %s", status, out)
	}
}

// TestWrongUseAndFailures is what a person sees who gets it wrong: what failed,
// on what, what to do, and a status that scripts can tell apart.
func TestWrongUseAndFailures(t *testing.T) {
	settings := office(t)
	dir := filepath.Dir(settings)
	write := func(name, data string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	cases := []struct {
		rule   string
		args   []string
		status int
		want   string
	}{
		{"没有的命令", []string{"publish"}, statusUsage, `没有命令 "publish"`},
		{"没有的选项", []string{"rank", "--perid", "2026"}, statusUsage, "没有选项 --perid"},
		{"考核期写错", []string{"-c", settings, "rank", "--period", "2026-W54"}, statusUsage, "2026-W54"},
		{"缺参数", []string{"apply"}, statusUsage, "请给出文件"},
		{"没有设置文件", []string{"-c", filepath.Join(dir, "none.yaml"), "serve"}, statusFailed, "gaobang init"},
		{"设置文件是空的", []string{"-c", write("empty.yaml", ""), "serve"}, statusFailed, "文件是空的"},
		{"设置里有不认识的键", []string{"-c", write("key.yaml", "databse: x\n"), "serve"}, statusFailed, "key.yaml:1:1"},
		{"名册文件不存在", []string{"-c", settings, "apply", filepath.Join(dir, "none.yaml")}, statusFailed, "打不开"},
		{"名册写坏", []string{"-c", settings, "apply", write("broken.yaml", "units: [\n")}, statusFailed, "不合 YAML 语法"},
		{"单位重复", []string{"-c", settings, "apply", write("twice.yaml", "units:\n- {id: a, name: 甲局, kind: bureau}\n- {id: a, name: 乙局, kind: bureau}\n")}, statusFailed, "twice.yaml:3:"},
		{"采集源的媒体不存在", []string{"-c", settings, "apply", write("src.yaml", "sources:\n- {id: s, outlet: nobody, name: 栏目, kind: list, url: \"http://a.example/\", schedule: \"0 7 * * *\"}\n")}, statusFailed, `没有媒体 "nobody"`},
		{"数据库连不上", []string{"-c", write("pg.yaml", "database: postgres://nobody@127.0.0.1:1/none?connect_timeout=1\n"), "rank"}, statusFailed, "连不上"},
		{"数据文件夹不存在", []string{"-c", write("dir.yaml", "database: sqlite:/nonexistent/a.db\n"), "rank"}, statusFailed, "/nonexistent"},
		{"采集源不存在", []string{"-c", settings, "crawl", "none"}, statusFailed, "没有采集源 none"},
		{"稿件不存在", []string{"-c", settings, "article", "show", "0000000000000000"}, statusFailed, "没有稿件 0000000000000000：可用 gaobang article list --word 标题里的词 查它的编号"},
		{"考核期还没有开始", []string{"-c", settings, "rank", "--period", "2027"}, statusUsage, "还没有开始"},
		{"稿件的单位不存在", []string{"-c", settings, "article", "list", "--unit", "none"}, statusFailed, "没有单位 none"},
		{"稿件的媒体不存在", []string{"-c", settings, "article", "list", "--outlet", "none"}, statusFailed, "没有媒体 none"},
		{"补采的日子还没有到", []string{"-c", settings, "crawl", "--since", "2999-01-01"}, statusUsage, "还没有到"},
		{"存证不是网址", []string{"-c", settings, "archive", "list", "甲城"}, statusUsage, "也不是稿件编号"},
		{"存证的稿件不存在", []string{"-c", settings, "archive", "list", "0000000000000000"}, statusFailed, "没有稿件"},
		{"补采的日子颠倒", []string{"-c", settings, "crawl", "--since", "2026-11-10", "--until", "2026-11-01"}, statusUsage, "晚于 --until"},
		{"样板不写进单位的文件夹", []string{"demo", "--once", "--out", dir}, statusUsage, "请换一个 --out"},
		{"网页文件不存在", []string{"inspect", "page", filepath.Join(dir, "none.html")}, statusFailed, "none.html"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			status, _, errs := runCommand(t, "", c.args...)
			if status != c.status || !strings.Contains(errs, c.want) {
				t.Errorf("status %d, want %d; want %q in\n%s", status, c.status, c.want, errs)
			}
		})
	}
}

func TestPortInUse(t *testing.T) {
	settings := office(t)
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	data := "database: sqlite:gaobang.db\nlisten: " + taken.Addr().String() + "\n"
	if err := os.WriteFile(settings, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
	status, _, errs := runCommand(t, "", "-c", settings, "serve")
	if status != statusFailed || !strings.Contains(errs, taken.Addr().String()) || !strings.Contains(errs, "占用") {
		t.Errorf("serve on a port in use: %d %s", status, errs)
	}
}

func TestSecondProcessOnOneSQLiteFile(t *testing.T) {
	o := demoRun(t, "")
	o.pick = oneMorning
	store := openDemo(t, o)
	unlock, err := store.LockWorker()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = unlock() }()
	if err := runDemo(t.Context(), o); err == nil || !strings.Contains(err.Error(), "另一个进程") {
		t.Errorf("a second worker on one file: %v", err)
	}
}

func TestServeStopsAtASignal(t *testing.T) {
	settings := office(t)
	data := "database: sqlite:gaobang.db\nlisten: 127.0.0.1:0\n"
	if err := os.WriteFile(settings, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var errs bytes.Buffer
	started := make(chan struct{})
	p := program{stdin: strings.NewReader(""), stdout: &bytes.Buffer{}, stderr: &notifier{w: &errs, word: "已开始答复", seen: started}, now: storagetest.Now}
	done := make(chan int)
	go func() { done <- p.run(ctx, []string{"-c", settings, "serve", "--role", "web"}) }()
	<-started
	cancel()
	if status := <-done; status != statusDone {
		t.Errorf("serve ended with %d: %s", status, errs.String())
	}
}

// TestToldToStopWhileStarting: a service that stops as it is told has done well; a
// crawl has not done what was asked.
func TestToldToStopWhileStarting(t *testing.T) {
	settings := office(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for command, want := range map[string]int{"serve": statusDone, "crawl": statusFailed} {
		var errs bytes.Buffer
		p := program{stdin: strings.NewReader(""), stdout: &bytes.Buffer{}, stderr: &errs, now: storagetest.Now}
		if status := p.run(ctx, []string{"-c", settings, command}); status != want || (want == statusFailed) != strings.Contains(errs.String(), "已中断") {
			t.Errorf("%s ended with %d: %s", command, status, errs.String())
		}
	}
}

// notifier closes seen when a word was written.
type notifier struct {
	w    *bytes.Buffer
	word string
	seen chan struct{}
}

func (n *notifier) Write(b []byte) (int, error) {
	if n.seen != nil && bytes.Contains(b, []byte(n.word)) {
		close(n.seen)
		n.seen = nil
	}
	return n.w.Write(b)
}

func TestInspect(t *testing.T) {
	page := "<html><head><meta charset=gb2312><title>x</title></head><body><h1>乙镇走访老人</h1><p>发布时间：2026-11-20 08:31 来源：甲城报</p>" +
		"<div><p>乙镇民政办走访高龄老人，送去棉被，检查取暖设备，登记下次上门的日子。（通讯员 林测试）</p></div></body></html>"
	status, out, errs := runCommand(t, page, "inspect", "page")
	if status != statusDone {
		t.Fatalf("inspect page: %d %s", status, errs)
	}
	var v pageView
	if err := json.Unmarshal([]byte(out), &v); err != nil {
		t.Fatal(err)
	}
	if v.Charset != "utf-8" || v.Title != "乙镇走访老人" || v.PublishedAt != "2026-11-20T08:31" || v.ContentSource != "甲城报" ||
		strings.Join(v.Correspondents, "") != "林测试" || !strings.HasPrefix(v.Body, "乙镇民政办走访") {
		t.Errorf("inspect page = %+v", v)
	}
	if _, out, _ = runCommand(t, "（记者 林测试 通讯员 高示例）\n", "inspect", "byline"); !strings.Contains(out, `"reporters":["林测试"],"correspondents":["高示例"]`) {
		t.Errorf("inspect byline = %s", out)
	}
	_, out, _ = runCommand(t, "人民政府开会\n市民政局走访\n", "inspect", "term", "民政")
	if want := "{\"match\":false,\"spans\":[]}\n{\"match\":true,\"spans\":[[3,9]]}\n"; out != want {
		t.Errorf("inspect term = %s, want %s", out, want)
	}
}
