package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestWrongUseIsToldInChinese: what is wrong, and what it should be.
func TestWrongUseIsToldInChinese(t *testing.T) {
	cases := []struct {
		args []string
		want string
	}{
		{[]string{"publish"}, `没有命令 "publish"`},
		{[]string{"article", "bogus"}, `gaobang article 没有命令 "bogus"`},
		{[]string{"inspect", "foo"}, `gaobang inspect 没有命令 "foo"`},
		{[]string{"help", "nothing"}, `没有命令 "nothing"`},
		{[]string{"rnak"}, "没有命令 \"rnak\"，是不是 gaobang rank？"},
		{[]string{"review"}, "没有命令 \"review\"，是不是 gaobang article review？"},
		{[]string{"article", "lst"}, "gaobang article 没有命令 \"lst\"，是不是 gaobang article list？"},
		{[]string{"help", "article", "nothing"}, `gaobang article 没有命令 "nothing"`},
		{[]string{"rank", "extra"}, `不需要参数 "extra"`},
		{[]string{"article", "list", "--limit", "x"}, `选项 --limit 的值 "x" 不对：应是整数`},
		{[]string{"article", "list", "--limit", "99999999999999999999"}, `选项 --limit 的值 "99999999999999999999" 不对：应是整数`},
		{[]string{"article", "list", "--gone=maybe"}, `选项 --gone 的值 "maybe" 不对：应是 true 或 false`},
		{[]string{"article", "list", "--word", `"a`}, "选项 --word 的值"},
		{[]string{"crawl", "-x"}, "没有选项 -x"},
		{[]string{"rank", "--perid", "2026"}, "没有选项 --perid"},
		{[]string{"rank", "-c"}, "选项缺少值：-c"},
		{[]string{"rank", "--of"}, "选项缺少值：--of"},
	}
	for _, c := range cases {
		status, out, errs := runCommand(t, "", c.args...)
		if status != statusUsage || !strings.HasPrefix(errs, "用法不对："+c.want) || out != "" {
			t.Errorf("%v: %d %s%s; want %q", c.args, status, out, errs, c.want)
		}
		if english := englishIn(errs); english != "" {
			t.Errorf("%v says %q: %s", c.args, english, errs)
		}
	}
}

// TestModelByNumber: --model 3 is --model=3, unless there is a file of that name.
func TestModelByNumber(t *testing.T) {
	settings := office(t)
	t.Chdir(t.TempDir())
	see := func() string {
		_, out, errs := runCommand(t, "", "-c", settings, "inspect", "sentiment", "--model", "3")
		return out + errs
	}
	if got := see(); !strings.Contains(got, "没有第 3 版倾向模型") {
		t.Errorf("version 3: %s", got)
	}
	if err := os.WriteFile("3", []byte("走访老人\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := see(); !strings.Contains(got, "没有启用的倾向模型") {
		t.Errorf("file 3: %s", got)
	}
}

// TestHelpIsChinese goes through the help of every command.
func TestHelpIsChinese(t *testing.T) {
	var visit func(c *cobra.Command)
	visit = func(c *cobra.Command) {
		args := strings.Fields(c.CommandPath() + " --help")[1:]
		status, out, errs := runCommand(t, "", args...)
		if status != statusDone || errs != "" || !strings.Contains(out, "用法：") {
			t.Errorf("%v: %d %s", args, status, errs)
		}
		if english := englishIn(out); english != "" {
			t.Errorf("%v says %q", args, english)
		}
		for _, sub := range c.Commands() {
			visit(sub)
		}
	}
	root := program{}.root()
	root.InitDefaultHelpCmd()
	visit(root)
}

// englishIn is what cobra, pflag and strconv say by themselves.
func englishIn(s string) string {
	return regexp.MustCompile(`strconv|Usage:|invalid|unknown|\(default|\[flags\]|help for|\bin -|\b(string|int|strings|duration)\b {2,}`).FindString(s)
}
