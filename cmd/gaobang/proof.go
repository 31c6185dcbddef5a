package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/entry"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/storage"
)

// linkState is how the link of a piece that was entered by hand stands while nobody
// has seen its page; "" where it was seen, and where there is none.
func linkState(r *storage.ArticleRecord) string {
	if !r.Entered() || r.Host() == "" || opened(r) {
		return ""
	}
	c := &r.Check
	saved := "；没有看到过网页，按考核办法的计分门槛（threshold）待核"
	if slices.ContainsFunc(r.Entries, func(e gaobang.Entry) bool { return e.Saved && e.Capture == r.Capture.ID }) {
		saved = "；凭补录时所附的网页计分"
	}
	saw := c.Error
	for _, v := range r.Versions {
		if v.Saw != "" {
			saw = v.Saw
		}
	}
	switch {
	case !c.GoneSince.IsZero():
		return "打不开（" + saw + "，" + minute(c.GoneSince) + " 起）" + saved
	case !c.MissingSince.IsZero():
		return "打不开（" + saw + "，" + minute(c.MissingSince) + "，次日再看一次）" + saved
	case c.Error != "" && !c.CheckedAt.IsZero():
		return "没有打开（" + minute(c.CheckedAt) + " " + c.Error + "）" + saved
	case c.Error != "":
		return "没有打开（" + c.Error + "，还会再试）" + saved
	}
	return "还没有打开过：serve 运行时、或 gaobang crawl 时打开核对" + saved
}

// opened reports that the page of an entered piece was seen.
func opened(r *storage.ArticleRecord) bool {
	return slices.ContainsFunc(r.Versions, func(v gaobang.Version) bool { return slices.Contains(v.Changes, gaobang.Opened) })
}

// claimed is what sheets say of who made a piece, on one line.
func claimed(a *gaobang.Article) string {
	return strings.ReplaceAll(strings.TrimPrefix(a.Claims(), gaobang.ClaimMark), "\n"+gaobang.ClaimMark, "；")
}

// otherwise is where a sheet says otherwise than a piece now stands: by its page,
// which holds. A further publication that a sheet means is told as such, and the day of
// that is compared.
func otherwise(said, stands *gaobang.Article, copies []gaobang.Publication) []string {
	var lines []string
	tell := func(what, was, is string) {
		lines = append(lines, what+"表里是 "+was+"，网页是 "+is+"，以网页为准")
	}
	if said.Title != "" && entry.Identity(said.Title) != entry.Identity(stands.Title) {
		tell("标题", said.Title, stands.Title)
	}
	was, is := said.PublishedAt.Date(), stands.PublishedAt.Date()
	if means, meant := furtherMeant(said, copies); meant && (said.URL != "" || was != is) {
		what := "这个网址"
		if said.URL == "" {
			what = was.String() + " 刊发的"
		}
		lines = append(lines, what+"是 "+is.String()+" 首发的 "+stands.CanonicalURL+" 的又刊，算作一篇")
		is = means.PublishedAt.Date()
	}
	if !was.IsZero() && was != is && !is.IsZero() {
		tell("日期", was.String(), is.String())
	}
	if said.ContentSource != "" && stands.ContentSource != said.ContentSource {
		tell("来源", said.ContentSource, orNone(stands.ContentSource))
	}
	return lines
}

// furtherMeant is the further publication of a piece that a sheet means: by its link,
// else by its day.
func furtherMeant(said *gaobang.Article, copies []gaobang.Publication) (gaobang.Publication, bool) {
	link, _ := fetch.Canonical(said.URL) // "" where it has none
	i := slices.IndexFunc(copies, func(p gaobang.Publication) bool {
		return link != "" && p.Address == link || link == "" && p.PublishedAt.Date() == said.PublishedAt.Date()
	})
	if i < 0 {
		return gaobang.Publication{}, false
	}
	return copies[i], true
}

// outletOtherwise is where a sheet names another outlet.
func (k knownBooks) outletOtherwise(said, stands gaobang.OutletID) []string {
	if said == "" || said == stands {
		return nil
	}
	return []string{"媒体表里是 " + k.outlet(said) + "，收录的是 " + k.outlet(stands)}
}

// saidBySheets is where the sheets that name a piece say otherwise than it stands.
// What the archive does not give back says nothing.
func (k knownBooks) saidBySheets(ctx context.Context, e jobs.Evidence, r *storage.ArticleRecord) []string {
	var lines []string
	for _, s := range r.Entries {
		doc, err := e.Entered(ctx, s)
		if err != nil {
			continue
		}
		said, _ := doc.Article() // it was read without a fault when it was entered
		for _, line := range otherwise(&said, &r.Article, r.Copies) {
			lines = append(lines, fmt.Sprintf("%s：%s", doc, line))
		}
	}
	return lines
}
