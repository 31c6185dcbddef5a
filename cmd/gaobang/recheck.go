package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

// checkLines is what later visits found of an article, the newest last. The
// article's own text is as first published.
func checkLines(r storage.ArticleRecord) []string {
	var lines []string
	before := gaobang.VersionOf(&r.Article)
	for _, v := range r.Versions {
		words := make([]string, len(v.Changes))
		for i, c := range v.Changes {
			words[i] = c.Chinese()
		}
		text := minute(v.SeenAt) + "，" + strings.Join(words, "、")
		if v.Saw != "" {
			text += "（" + v.Saw + "）"
		}
		lines = append(lines, text)
		if slices.Contains(v.Changes, gaobang.Opened) && v.Title != before.Title {
			lines = append(lines, "　网页标题 "+orNone(v.Title))
		}
		if !slices.Contains(v.Changes, gaobang.Gone) {
			lines = append(lines, differences(&before, &v)...)
			before = v
		}
	}
	switch c := r.Check; {
	case !c.GoneSince.IsZero():
		lines = append(lines, minute(c.GoneSince)+" 起不在网站上")
	case !c.MissingSince.IsZero():
		lines = append(lines, minute(c.MissingSince)+" 没有找到，次日再看")
	case c.Failures > 0:
		lines = append(lines, fmt.Sprintf("第 %d 次没有看成：%s", c.Failures, c.Error))
	case c.Error != "":
		lines = append(lines, minute(c.CheckedAt)+" 没有看成："+c.Error)
	case !c.CheckedAt.IsZero() && len(lines) == 0:
		lines = append(lines, minute(c.CheckedAt)+"，没有改动")
	}
	if due := r.Check.DueAt; due.Unix() > 0 {
		lines = append(lines, "下次 "+gaobang.DateOf(due).String())
	} else if due.IsZero() && !r.Check.CheckedAt.IsZero() {
		lines = append(lines, "复查的日子都过了，以后的改动和下架不再知道（设置 recheck_days）")
	}
	return lines
}

// leftAlone says why nobody visits a piece whose time has come.
func (k knownBooks) leftAlone(r storage.ArticleRecord) string {
	site := r.Host()
	for _, s := range k.Sources {
		if s.ID == r.Source {
			site = s.Site()
		}
	}
	if r.Check.DueAt.IsZero() || !gaobang.LeftAlone(k.Sources, site) {
		return ""
	}
	return "这个网站的采集源都停用了（disabled），停用期间不再看"
}

// differences shows what a version says otherwise, old and new.
func differences(old, v *gaobang.Version) []string {
	var lines []string
	show := func(c gaobang.Change, was, is string) {
		if slices.Contains(v.Changes, c) {
			lines = append(lines, "　"+orNone(was)+" → "+orNone(is))
		}
	}
	show(gaobang.ChangedTitle, old.Title, v.Title)
	if slices.Contains(v.Changes, gaobang.ChangedBody) {
		was, is := strings.Split(old.Body, "\n"), strings.Split(v.Body, "\n")
		for _, p := range was {
			if !slices.Contains(is, p) {
				lines = append(lines, "　删 "+p)
			}
		}
		for _, p := range is {
			if !slices.Contains(was, p) {
				lines = append(lines, "　增 "+p)
			}
		}
	}
	show(gaobang.ChangedByline, makers(old.Byline), makers(v.Byline))
	show(gaobang.ChangedPublished, old.PublishedAt.String(), v.PublishedAt.String())
	show(gaobang.ChangedSource, old.ContentSource, v.ContentSource)
	return lines
}

func orNone(s string) string {
	if s == "" {
		return "（无）"
	}
	return s
}

// makers is a byline on one line.
func makers(b gaobang.Byline) string {
	var parts []string
	for _, m := range []struct {
		word  string
		names []string
	}{{"记者", b.Reporters}, {"通讯员", b.Correspondents}, {"实习生", b.Interns}, {"摄影", b.Photographers}, {"作者", b.Authors}, {"责编", b.Editors}, {"单位", b.Units}} {
		if len(m.names) > 0 {
			parts = append(parts, m.word+" "+strings.Join(m.names, "、"))
		}
	}
	return strings.Join(parts, "；")
}
