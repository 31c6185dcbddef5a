package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/entry"
	"github.com/gaobang/gaobang/storage"
)

// writeTemplate writes an empty sheet, or one with what a source has not given.
func (p program) writeTemplate(cmd *cobra.Command, o importOptions) error {
	ext := strings.ToLower(filepath.Ext(o.template))
	if ext != ".xlsx" && ext != ".csv" {
		return usagef("--template 的文件名应以 .xlsx 或 .csv 结尾")
	}
	store, _, err := p.openStore(cmd)
	if err != nil {
		return err
	}
	defer store.Close()
	books, err := booksOf(cmd.Context(), store)
	if err != nil {
		return err
	}
	form := books.form(gaobang.DateOf(p.now()))
	if o.source != "" {
		if form.Rows, err = books.unread(cmd.Context(), store, gaobang.SourceID(o.source)); err != nil {
			return err
		}
	}
	write := form.XLSX
	if ext == ".csv" {
		write = form.CSV
	}
	data, err := write()
	if err != nil {
		return err
	}
	if err := writeNew(o.template, data); err != nil {
		return err
	}
	if o.source != "" && len(form.Rows) == 0 {
		text, err := books.noLinks(cmd.Context(), store, gaobang.SourceID(o.source))
		if err == nil {
			fmt.Fprintf(cmd.OutOrStdout(), "已写出空表 %s。%s\n", o.template, text)
		}
		return err
	}
	if o.source != "" {
		fmt.Fprintf(cmd.OutOrStdout(), "已写出 %s，先填了 %s 还没采到的链接 %d 条\n", o.template, o.source, len(form.Rows))
		return nil
	}
	fmt.Fprintf(cmd.OutOrStdout(), "已写出 %s\n", o.template)
	return nil
}

// form is an empty sheet, with the outlets and units of the day to choose from.
func (k knownBooks) form(today gaobang.Date) entry.FormSheet {
	var form entry.FormSheet
	for _, o := range k.Outlets {
		if o.Validity.Contains(today) {
			form.Outlets = append(form.Outlets, o.Name)
		}
	}
	for _, u := range k.Registry.Units {
		if u.Validity.Contains(today) {
			form.Units = append(form.Units, u.Label())
		}
	}
	return form
}

// unread is the links that a source found and could not read, a row each.
func (k knownBooks) unread(ctx context.Context, store *storage.Store, id gaobang.SourceID) ([]entry.Row, error) {
	i := slices.IndexFunc(k.Sources, func(s gaobang.Source) bool { return s.ID == id })
	if i < 0 {
		return nil, gaobang.Errorf(gaobang.NotFound, "没有采集源 %s；用 gaobang source list 查看全部", id)
	}
	outlet := k.outlet(k.Sources[i].Outlet)
	states, err := store.FetchStates(ctx, id)
	if err != nil {
		return nil, err
	}
	var rows []entry.Row
	for _, s := range states {
		if s.Status != storage.LinkFound && s.Status != storage.LinkFailed {
			continue
		}
		row := entry.Row{Cells: []entry.Cell{{Header: string(entry.Link), Value: s.URL}, {Header: string(entry.Outlet), Value: outlet}}}
		if s.Title != "" {
			row.Cells = append(row.Cells, entry.Cell{Header: string(entry.Title), Value: s.Title})
		}
		if !s.PublishedAt.IsZero() {
			row.Cells = append(row.Cells, entry.Cell{Header: string(entry.Date), Value: strings.Replace(s.PublishedAt.String(), "T", " ", 1)})
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// noLinks says why a source has no links to fill in, and how the sheet is filled in
// all the same.
func (k knownBooks) noLinks(ctx context.Context, store *storage.Store, id gaobang.SourceID) (string, error) {
	states, err := store.SourceStates(ctx, id)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(k.Sources, func(s gaobang.Source) bool { return s.ID == id })
	src, state := k.Sources[i], states[id]
	if !state.LastCompleted.IsZero() {
		return fmt.Sprintf("%s 的列表读得到（上次采完 %s），列出的链接都采到了，没有要补的", id, minute(state.LastCompleted)), nil
	}
	why := "还没有采过"
	switch {
	case state.LastError != "":
		why = "它的列表从没有采完过：" + strings.TrimSuffix(state.LastError, "。")
	case !state.LastStarted.IsZero():
		why = "它的列表还没有采完过"
	}
	return fmt.Sprintf("%s 没有可填的链接，不等于没有稿件：%s。\n请在浏览器里打开 %s，一篇一行抄下标题、日期、链接，“媒体”一列写 %s；网页另存为 .html 放在同一目录，文件名写在“正文文件”一列，就有了存证",
		id, why, src.URL, k.outlet(src.Outlet)), nil
}

// writeNew writes a file that must not be there yet.
func writeNew(path string, data []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return gaobang.Errorf(gaobang.Conflict, "文件 %s 写不了，可能已经在了：请换个名字，或检查权限：%w", path, err)
	}
	if _, err := file.Write(data); err != nil {
		return errors.Join(gaobang.Errorf(gaobang.Unavailable, "文件 %s 写不进去，请检查磁盘：%w", path, err), file.Close())
	}
	return file.Close()
}
