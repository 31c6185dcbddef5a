package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer"
	"github.com/gaobang/gaobang/analyzer/attribute"
	"github.com/gaobang/gaobang/analyzer/attribute/example"
)

// addExample adds the article with the decided answer to a file of examples, and
// says what the program makes of it now. Without a file it does nothing.
func (c decideCase) addExample(w io.Writer, path string, d gaobang.Decision) error {
	if path == "" {
		return nil
	}
	old, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return gaobang.Errorf(gaobang.Unavailable, "例子文件 %s 读不出来，请检查权限：%w", path, err)
	}
	known, err := example.Parse(path, string(old))
	if err != nil {
		return err
	}
	e := c.example(d)
	if slices.ContainsFunc(known, func(k example.Example) bool { return k.ID == e.ID }) {
		return gaobang.Errorf(gaobang.Conflict, "例子文件 %s 里已有 %s：请先删去旧的", path, e.ID)
	}
	text := strings.TrimRight(string(old), "\n")
	if text != "" {
		text += "\n\n"
	}
	if err := os.WriteFile(path, []byte(text+e.String()), 0o600); err != nil { //nolint:gosec // the file that the user names
		return gaobang.Errorf(gaobang.Unavailable, "例子文件 %s 写不了，请检查权限和磁盘空间：%w", path, err)
	}
	an := analyzer.New(c.books.Registry, c.books.Outlets, nil)
	_, whose := an.Whose(e.Article())
	var score example.Score
	score.Add(e, whose.Attributions, attribute.UsualThreshold)
	verdict := "程序现在判得不对"
	if len(score.Faults) == 0 {
		verdict = "程序现在已能判对"
	}
	_, err = fmt.Fprintf(w, "已记入 %s：%s；可用 gaobang inspect attribute --score %s 检验\n", path, verdict, path)
	return err
}

// example is the article with the decision as its key.
func (c decideCase) example(d gaobang.Decision) example.Example {
	a := c.record.Article
	e := example.Example{
		ID: a.ID.String(), Case: d.Why, Class: "decided", Outlet: a.Outlet, Date: c.day(), Title: a.Title,
		Meta: strings.Join(strings.Fields(strings.ReplaceAll(a.Meta, "\n", " ")), " "), Body: a.Body, Keyed: true,
	}
	if a.ContentSource != "" && !strings.Contains(e.Meta, a.ContentSource) {
		e.Meta = strings.TrimSpace(e.Meta + " 来源：" + a.ContentSource)
	}
	if len(d.Parts) == 0 {
		return e
	}
	about := example.About{Bureau: d.Bureau, Scope: gaobang.Sole}
	for _, t := range c.record.Attributions {
		if t.Bureau == d.Bureau && t.Scope != "" {
			about.Scope = t.Scope
		}
	}
	e.About = []example.About{about}
	for _, p := range d.Parts {
		e.Units = append(e.Units, example.Credit{Bureau: d.Bureau, Unit: p.Unit, Basis: c.basisOf(p), Person: p.Person})
	}
	return e
}

// basisOf is the basis on which the program weighed a decided part, where it did.
func (c decideCase) basisOf(p gaobang.DecidedPart) gaobang.Basis {
	for _, t := range c.record.Attributions {
		if t.Unit == p.Unit && t.Person == p.Person {
			return t.Basis
		}
	}
	for _, k := range c.record.Candidates {
		if k.Unit == p.Unit && k.Person == p.Person {
			return k.Basis
		}
	}
	return gaobang.ByDecision
}
