package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

const readmeFolder = "../.."

func readme(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(readmeFolder, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var (
	shellBlock = regexp.MustCompile("(?s)```sh\n(.*?)```")
	tableRow   = regexp.MustCompile("(?m)^\\| (`.*?) \\| (.*) \\|$")
	codeWord   = regexp.MustCompile("`([^`]+)`")
)

// shown are the lines that a README has people run, without their comments.
func shown(text string) []string {
	var lines []string
	for _, block := range shellBlock.FindAllStringSubmatch(text, -1) {
		for line := range strings.Lines(block[1]) {
			line, _, _ = strings.Cut(line, " #")
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return lines
}

// flagsIn are the options that a row names.
func flagsIn(row string) []string {
	var flags []string
	for _, m := range codeWord.FindAllStringSubmatch(row, -1) {
		if word, _, _ := strings.Cut(m[1], " "); strings.HasPrefix(word, "--") {
			flags = append(flags, word)
		}
	}
	slices.Sort(flags)
	return slices.Compact(flags)
}

func TestReadmesSayTheSame(t *testing.T) {
	english, chinese := readme(t, "README.md"), readme(t, "README.zh-CN.md")
	if a, b := shown(english), shown(chinese); !slices.Equal(a, b) || len(a) == 0 {
		t.Errorf("they have people run\n%q\nand\n%q", a, b)
	}
	rows, zeilen := tableRow.FindAllString(english, -1), tableRow.FindAllString(chinese, -1)
	if len(rows) != len(zeilen) {
		t.Fatalf("%d and %d commands", len(rows), len(zeilen))
	}
	for i := range rows {
		if a, b := flagsIn(rows[i]), flagsIn(zeilen[i]); !slices.Equal(a, b) {
			t.Errorf("%.40s names %v, in Chinese %v", rows[i], a, b)
		}
	}
}

// TestReadmeNamesEveryCommand: each command stands in the table, and each option
// named there is one of its row's commands.
func TestReadmeNamesEveryCommand(t *testing.T) {
	named := map[string]bool{}
	for _, row := range tableRow.FindAllStringSubmatch(readme(t, "README.md"), -1) {
		var commands []*cobra.Command
		parent := ""
		for i, m := range codeWord.FindAllStringSubmatch(row[1], -1) {
			words := strings.Fields(m[1])
			if i == 0 {
				parent = words[0]
			}
			cmd, _, err := (program{}).root().Find(words)
			if err != nil || cmd.Name() == "gaobang" { // archive list, get: of the same parent
				cmd, _, err = (program{}).root().Find(append([]string{parent}, words...))
			}
			if err != nil {
				t.Errorf("%s: no such command", m[1])
				continue
			}
			named[cmd.CommandPath()] = true
			commands = append(commands, cmd)
		}
		for _, flag := range flagsIn(row[2]) {
			if !slices.ContainsFunc(commands, func(c *cobra.Command) bool { return c.Flags().Lookup(flag[2:]) != nil }) {
				t.Errorf("%s has no option %s", row[1], flag)
			}
		}
	}
	var visit func(c *cobra.Command)
	visit = func(c *cobra.Command) {
		for _, sub := range c.Commands() {
			visit(sub)
		}
		nested := strings.Count(c.CommandPath(), " ") > 2 // learn sentiment list
		if c.Runnable() && !c.HasSubCommands() && !nested && !named[c.CommandPath()] {
			t.Errorf("%s stands in no row", c.CommandPath())
		}
	}
	visit(program{}.root())
}

// TestReadmeRuns runs what the README shows, line after line, but for what has no end.
func TestReadmeRuns(t *testing.T) {
	t.Setenv("GAOBANG_DATABASE", "")
	lines := shown(readme(t, "README.md"))
	t.Chdir(t.TempDir())
	ran := 0
	for _, line := range lines {
		words := strings.Fields(line)
		if words[0] == "cd" {
			t.Chdir(words[1])
			continue
		}
		args := words[1:]
		switch program := words[0]; {
		case strings.HasPrefix(line, "go run ./cmd/gaobang "):
			args = words[3:]
		case program == "make", program == "go", args[0] == "serve":
			continue
		case !strings.HasSuffix(program, "/gaobang"):
			t.Fatalf("nobody knows what runs here: %s", line)
		}
		if args[0] == "demo" {
			args = append(args, "--once")
		}
		var expanded []string
		for _, arg := range args {
			files, err := filepath.Glob(arg)
			if err != nil || len(files) == 0 {
				files = []string{arg}
			}
			expanded = append(expanded, files...)
		}
		status, out, errs := runCommand(t, "", expanded...)
		if status != statusDone || out == "" {
			t.Errorf("%s: %d\n%s%s", line, status, out, errs)
		}
		ran++
	}
	if ran < 8 {
		t.Errorf("only %d lines ran: %q", ran, lines)
	}
}
