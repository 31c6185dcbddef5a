package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/entry"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/report"
)

var entryWords = map[jobs.EntryKind]string{jobs.EntryNew: "收录", jobs.EntryJoined: "已采到，记下补录", jobs.EntryRevised: "更正", jobs.EntrySame: "没有变化", jobs.EntryRepeated: "重复"}

// printImport prints what each row came to, and what a person should do about it.
func (k knownBooks) printImport(w io.Writer, sheet entry.Sheet, plan []jobs.PlannedEntry, dry bool) error {
	rows := [][]string{{"行", "结果", "编号", "媒体", "日期", "归属", "标题"}}
	count := map[jobs.EntryKind]int{}
	var told []string
	bare, unopened := 0, 0
	for _, e := range plan {
		if e.Kind == jobs.EntryRepeated {
			count[e.Kind]++
			told = append(told, fmt.Sprintf("第 %d 行与第 %d 行写的相同，略过", e.Document.Row, e.Repeats))
			continue
		}
		id, whose := k.standing(e)
		count[e.Kind]++
		if e.Article.Body == "" && (e.Kind == jobs.EntryNew || e.Kind == jobs.EntryRevised) {
			bare++
		}
		rows = append(rows, []string{fmt.Sprint(e.Document.Row), entryWords[e.Kind], id.String(), k.outlet(e.Article.Outlet), e.Article.PublishedAt.Date().String(), k.labels(whose), e.Article.Title})
		for _, text := range k.doubtful(e, id, whose) {
			told = append(told, fmt.Sprintf("第 %d 行：%s", e.Document.Row, text))
		}
		if e.Document.Yearless() {
			told = append(told, fmt.Sprintf("第 %d 行：日期“%s”没有年份，读作 %s（按表名里的年份，没有则是最近的这一天）", e.Document.Row, e.Document.Value(entry.Date), e.Article.PublishedAt.Date()))
		}
		if waitsForItsPage(e) {
			unopened++
		}
	}
	if err := report.Columns(w, rows, report.Words); err != nil {
		return err
	}
	if len(sheet.Unknown) > 0 {
		told = append(told, "没有认出的列："+strings.Join(sheet.Unknown, "、")+"（只作存证，不参与计算）")
	}
	if len(sheet.Skipped) > 0 {
		told = append(told, "略过的行："+strings.Join(sheet.Skipped, "、"))
	}
	if bare > 0 {
		told = append(told, fmt.Sprintf("%d 篇没有正文：认不出转载，也看不出倾向；补上正文再导入一次就是更正", bare))
	}
	if unopened > 0 {
		told = append(told, fmt.Sprintf("%d 篇的链接还没有打开过：serve 运行时、或 gaobang crawl 时打开核对，看到网页才计分；网页打不开的，附上浏览器另存的网页（正文文件一列）或由人认定", unopened))
	}
	for _, t := range told {
		fmt.Fprintln(w, t)
	}
	var sums []string
	for _, kind := range []jobs.EntryKind{jobs.EntryNew, jobs.EntryRevised, jobs.EntryJoined, jobs.EntrySame, jobs.EntryRepeated} {
		if n := count[kind]; n > 0 {
			sums = append(sums, fmt.Sprintf("%s %d 篇", entryWords[kind], n))
		}
	}
	text := strings.Join(sums, "；") + "。"
	if dry {
		text = "试算：" + text + "什么也没有保存。"
	}
	_, err := fmt.Fprintln(w, text)
	return err
}

// standing is the number of an entered piece, and the units to which it goes.
func (k knownBooks) standing(e jobs.PlannedEntry) (gaobang.ArticleID, []gaobang.UnitID) {
	id, attributions, decisions := e.Article.ID, e.Found.Attributions, e.Stored.Decisions
	if e.Stored.ID != 0 {
		id = e.Stored.ID
	}
	var units []gaobang.UnitID
	ruled := map[gaobang.UnitID][]gaobang.DecidedPart{}
	for _, d := range decisions {
		if d.Kind == gaobang.DecideUnits {
			ruled[d.Bureau] = d.Parts // the last holds
		}
	}
	add := func(u gaobang.UnitID) {
		if !slices.Contains(units, u) {
			units = append(units, u)
		}
	}
	for _, bureau := range sortedKeys(ruled) {
		for _, part := range ruled[bureau] {
			add(part.Unit)
		}
	}
	for _, t := range attributions {
		if _, decided := ruled[t.Bureau]; !decided {
			add(t.Unit)
		}
	}
	return id, units
}

func (k knownBooks) labels(units []gaobang.UnitID) string {
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = k.unit(u)
	}
	return strings.Join(names, "、")
}

// waitsForItsPage reports a link that nobody has tried to open yet.
func waitsForItsPage(e jobs.PlannedEntry) bool {
	return e.Judged.Host() != "" && e.Document.HTML == "" && (e.Stored.ID == 0 || e.Stored.Entered()) && !opened(&e.Stored) &&
		len(e.Stored.Versions) == 0 && e.Stored.Check.Error == ""
}

// doubtful is what a person should look at: where the page says otherwise than the
// row, a link that does not open, a piece that goes to nobody, or to others than the
// row says.
func (k knownBooks) doubtful(e jobs.PlannedEntry, id gaobang.ArticleID, whose []gaobang.UnitID) []string {
	var told []string
	if e.Judged.Outlet != "" {
		told = append(otherwise(&e.Article, &e.Judged, e.Stored.Copies), k.outletOtherwise(e.Article.Outlet, e.Judged.Outlet)...)
	}
	if state := linkState(&e.Stored); state != "" && !waitsForItsPage(e) {
		told = append(told, "链接"+state)
	}
	var missing []gaobang.UnitID
	for _, u := range e.Units {
		if !slices.ContainsFunc(whose, func(w gaobang.UnitID) bool { return k.isWithin(u.ID, w) }) {
			missing = append(missing, u.ID)
		}
	}
	decide := fmt.Sprintf("gaobang article decide %s --units 单位 --why 理由", id)
	switch {
	case len(missing) > 0 && len(whose) > 0:
		told = append(told, fmt.Sprintf("表里的单位是 %s，程序归给 %s；核实后可用 %s 认定", k.labels(missing), k.labels(whose), decide))
	case len(missing) > 0:
		told = append(told, fmt.Sprintf("表里的单位是 %s，程序没有归给谁；核实后可用 %s 认定", k.labels(missing), decide))
	case len(whose) == 0 && len(e.Stored.Decisions) == 0:
		told = append(told, "没有认出是谁的稿件；请在“单位”一列写明，或用 "+decide+" 认定")
	}
	if len(e.Stored.Decisions) > 0 {
		return told
	}
	for _, t := range e.Found.Attributions {
		switch t.Doubt {
		case gaobang.DoubtContradicted, gaobang.DoubtUnsupported, gaobang.DoubtOtherPiece, gaobang.DoubtUnclaimed:
			return append(told, fmt.Sprintf("%s（%s）：待核，在 gaobang article review 里；核实后可用 %s 认定", t.Doubt.Chinese(), k.answersOf(e.Found.Attributions), decide))
		}
	}
	return told
}

// answersOf is who a piece may go to, each by what.
func (k knownBooks) answersOf(all []gaobang.Attribution) string {
	words := make([]string, len(all))
	for i, t := range all {
		words[i] = t.Basis.Chinese() + " " + k.who(t.Unit, t.Person)
	}
	return strings.Join(words, "，")
}
