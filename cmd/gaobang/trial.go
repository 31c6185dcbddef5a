package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/crawler/render"
	"github.com/gaobang/gaobang/crawler/source"
	"github.com/gaobang/gaobang/report"
	"github.com/gaobang/gaobang/storage"
)

func (p program) sourceTestCommand() *cobra.Command {
	var profiles, write, format string
	var scripted bool
	cmd := &cobra.Command{
		Use:   "test 网址",
		Short: "一个网址能采到什么：稿件、日期、凭什么认出；什么也不保存",
		Long: "抓取一个栏目页、电子报版面或订阅源，显示会采到的稿件和日期、用的是什么规则、有没有下一页，\n" +
			"并给出可以写进 sources 名册的几行。--write 把列表的站点规则写进名册文件（从今天起生效）。",
		Example: "  gaobang source test http://www.example.com/yaowen/\n  gaobang source test http://www.example.com/yaowen/ --write books/sources.yaml",
		Args:    exactlyOne("网址"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if format != "table" && format != "json" {
				return usagef("--format 应为 table 或 json，不是 %q", format)
			}
			return p.testSource(cmd, trialRequest{args[0], profiles, write, format, scripted})
		},
	}
	cmd.Flags().StringVar(&profiles, "profile", "", "写有站点规则（profiles）的 sources 名册文件，用来试其中的规则")
	cmd.Flags().StringVar(&write, "write", "", "把站点规则写进这个 sources 名册文件")
	cmd.Flags().StringVar(&format, "format", "table", "table 或 json")
	cmd.Flags().BoolVar(&scripted, "render", false, "先用 Chromium 运行页面的脚本，再认列表")
	return cmd
}

// trialRequest is what was asked.
type trialRequest struct {
	address, profiles, write, format string

	scripted bool
}

func (p program) testSource(cmd *cobra.Command, q trialRequest) error {
	var profile *gaobang.Profile
	if q.profiles != "" {
		known, err := readProfiles(q.profiles)
		if err != nil {
			return err
		}
		profile = p.profileOf(pageInput{url: q.address, profiles: known})
	}
	settings, err := settingsOf(cmd)
	if err != nil && (gaobang.CodeOf(err) != gaobang.NotFound || cmd.Flags().Changed("settings")) {
		return err
	}
	fetcher := fetch.New(p.fetchOptions(settings))
	defer fetcher.Close()
	var get source.Getter = fetcher
	if q.scripted || profile != nil && profile.List.Render {
		get = render.New(fetcher, renderOptions(settings))
	}
	if !strings.Contains(q.address, "://") {
		q.address = "http://" + q.address
	}
	trial, failed := source.Try(cmd.Context(), get, q.address, profile, p.now())
	if failed != nil && trial.Profile.Item == "" {
		return failed
	}
	if q.format == "json" {
		err = trialJSON(cmd.OutOrStdout(), trial)
	} else {
		err = p.printTrial(cmd.OutOrStdout(), trial, failed)
	}
	if err != nil || q.write == "" {
		return err
	}
	if trial.Profile == (gaobang.ListProfile{}) {
		return gaobang.Errorf(gaobang.Invalid, "这个网址不需要站点规则（%s），没有写入 %s", trial.Rule, q.write)
	}
	if err := p.writeProfile(cmd.OutOrStdout(), q.write, columnProfile(trial)); err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "请运行 gaobang apply %s 使它生效\n", q.write)
	return err
}

// columnProfile is the profile of a list for its column alone: the other columns of the
// site may have designs of their own.
func columnProfile(t source.Trial) gaobang.Profile {
	p := gaobang.Profile{Host: gaobang.Source{URL: t.URL}.Site(), List: t.Profile}
	if u, err := url.Parse(t.URL); err == nil {
		if folder := u.Path[:strings.LastIndex(u.Path, "/")+1]; folder != "/" {
			p.Path = folder
		}
	}
	return p
}

func (p program) writeProfile(w io.Writer, path string, profile gaobang.Profile) error {
	data, err := readBounded(path, maxBookFile)
	if err != nil {
		return err
	}
	changed, err := config.AddProfile(config.NewFile(path, data), gaobang.DateOf(p.now()), profile)
	if err != nil {
		return err
	}
	err = writeFile(path, func(w io.Writer) error { _, err := w.Write(changed); return err })
	if err == nil {
		fmt.Fprintf(w, "已把 %s 的站点规则写进 %s\n", profile.Host+profile.Path, path)
	}
	return err
}

// trialView is `source test --format json`.
type trialView struct {
	URL    string             `json:"url"`
	Kind   gaobang.SourceKind `json:"kind"`
	Rule   string             `json:"rule"`
	Links  []linkView         `json:"links"`
	Next   string             `json:"next,omitempty"`
	NextBy string             `json:"next_by,omitempty"`
	// Elsewhere counts the rows that lead to other sites, by host.
	Elsewhere map[string]int      `json:"elsewhere,omitempty"`
	Profile   gaobang.ListProfile `json:"profile,omitzero"`
}

type linkView struct {
	URL         string            `json:"url"`
	Title       string            `json:"title,omitempty"`
	PublishedAt gaobang.Moment    `json:"published_at,omitzero"`
	Placement   gaobang.Placement `json:"placement,omitzero"`
}

func trialJSON(w io.Writer, t source.Trial) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	links := make([]linkView, len(t.Links))
	for i, l := range t.Links {
		links[i] = linkView(l)
	}
	return out.Encode(trialView{URL: t.URL, Kind: t.Kind, Rule: t.Rule, Links: links, Next: t.Next, NextBy: t.NextBy, Elsewhere: t.Seen.Elsewhere.Hosts, Profile: t.Profile})
}

var kindWords = map[gaobang.SourceKind]string{gaobang.ListSource: "栏目页", gaobang.EPaperSource: "电子报", gaobang.FeedSource: "订阅源", gaobang.SitemapSource: "站点地图"}

// partWords are what of a source a trial reads.
var partWords = map[gaobang.SourceKind]string{gaobang.ListSource: "第一页", gaobang.EPaperSource: "这一期", gaobang.FeedSource: "现有", gaobang.SitemapSource: "现有"}

func (p program) printTrial(w io.Writer, t source.Trial, failed error) error {
	if failed != nil {
		fmt.Fprintf(w, "%v\n但按通用规则认得出 %d 条；可用下面的站点规则代替。\n", failed, len(t.Seen.Sample))
		t.Links = t.Seen.Sample
	} else {
		fmt.Fprintf(w, "%s：%s\n%s %d 条，%d 条有日期", kindWords[t.Kind], t.Rule, partWords[t.Kind], t.Seen.Rows, t.Seen.Dated)
		switch {
		case t.Next != "":
			fmt.Fprintf(w, "；下一页 %s（凭%s）", t.Next, t.NextBy)
		case t.NextBy != "":
			fmt.Fprintf(w, "；只看到第一页：%s", t.NextBy)
		case t.Kind == gaobang.ListSource:
			fmt.Fprint(w, "；没有找到下一页")
		}
		fmt.Fprintln(w)
		if saw := t.Seen.Elsewhere.Saw(); saw != "" {
			fmt.Fprintf(w, "%s。%s。\n", saw, source.ElsewhereRemedy)
		}
	}
	rows := [][]string{{"日期", "标题", "网址"}}
	if t.Kind == gaobang.EPaperSource {
		rows[0] = []string{"日期", "版面", "标题", "网址"}
	}
	for _, l := range t.Links {
		row := []string{l.PublishedAt.Date().String(), l.Title, l.URL}
		if t.Kind == gaobang.EPaperSource {
			row = slices.Insert(row, 1, pageWords(l.Placement))
		}
		rows = append(rows, row)
	}
	if err := report.Columns(w, rows, report.Words); err != nil {
		return err
	}
	fmt.Fprintf(w, "\n写进 sources 名册的采集源（请改 id、outlet 和 name）：\n  - {id: 编号, outlet: 媒体编号, name: 名称, kind: %s, url: %q, schedule: \"0 7 * * *\"}\n", t.Kind, t.URL)
	if t.Profile != (gaobang.ListProfile{}) {
		why := "站点规则一般不用写；要固定选择器时写在 profiles 下"
		if t.Profile.Render {
			why = "这一页要运行脚本才有列表，站点规则必须写在 profiles 下"
		}
		fmt.Fprintf(w, "%s：\n%s", why, config.ProfileYAML(gaobang.DateOf(p.now()), columnProfile(t)))
	}
	return nil
}

// pageWords are where in a paper a piece stands.
func pageWords(p gaobang.Placement) string {
	words := strings.TrimSpace(p.Page + " " + p.PageName)
	if p.FrontPage {
		words += "（头版）"
	}
	return words
}

// acceptProposal writes the proposed profile of a redesigned source into the
// sources book and applies it; the next scan walks the list from where the last
// good one ended.
func (p program) acceptProposal(ctx context.Context, w io.Writer, store *storage.Store, found gaobang.Source, path string) error {
	states, err := store.SourceStates(ctx)
	if err != nil {
		return err
	}
	health := states[found.ID].Health
	proposal := health.Proposal
	if proposal.IsZero() {
		return gaobang.Errorf(gaobang.NotFound, "采集源 %s 没有等待接受的站点规则", found.ID)
	}
	if _, err := os.Stat(path); err != nil {
		return gaobang.Errorf(gaobang.NotFound, "文件 %s 打不开：%w", path, err)
	}
	if err := p.writeProposal(w, found, proposal, path); err != nil {
		return err
	}
	files, err := readFiles([]string{path})
	if err != nil {
		return err
	}
	if err := apply(ctx, w, store, application{files: files, author: authorOr("")}); err != nil {
		return err
	}
	// Pages that could not be read have used up their attempts by the time that a
	// person comes.
	if _, err := store.RetryFailed(ctx, found.ID, health.Since); err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "已接受；下次采集会补上这段时间的稿件，也可现在就运行 gaobang crawl %s\n", found.ID)
	return err
}

// writeProposal writes a list's profile where the one stands that failed, and that of
// the articles for the whole site.
func (p program) writeProposal(w io.Writer, found gaobang.Source, proposal gaobang.Proposal, path string) error {
	data, err := readBounded(path, maxBookFile)
	if err != nil {
		return err
	}
	profile := gaobang.Profile{Host: found.Site(), List: proposal.List, Article: proposal.Article}
	if proposal.List == (gaobang.ListProfile{}) {
		return p.writeProfile(w, path, profile)
	}
	if profile.Path, err = config.ListPath(config.NewFile(path, data), found.URL, gaobang.DateOf(p.now())); err != nil {
		return err
	}
	if profile.Path != "" && proposal.Article != (gaobang.ArticleProfile{}) {
		if err := p.writeProfile(w, path, gaobang.Profile{Host: found.Site(), Article: proposal.Article}); err != nil {
			return err
		}
		profile.Article = gaobang.ArticleProfile{}
	}
	return p.writeProfile(w, path, profile)
}
