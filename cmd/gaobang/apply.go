package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/storage"
)

func (p program) applyCommand() *cobra.Command {
	var author string
	var dry bool
	cmd := &cobra.Command{
		Use:   "apply 文件…",
		Short: "检查名册和考核办法，显示改动，存为新版本",
		Long: "检查给出的文件，连同数据库中其余的名册一起查对；有任何错误都不保存，全部错误一次列出。\n" +
			"没有错误时逐条显示改了什么（增、删，改的从什么改成什么）和由此失去的，存为新版本，记下修改人和时间；\n" +
			"先用 --dry-run 预览，看过再存。内容没变的文件不产生新版本。",
		Example: "  gaobang apply books/*.yaml\n  gaobang apply --dry-run books/units.yaml\n  gaobang apply --by 办公室 books/rules-danyang.yaml",
		Args:    atLeastOne("文件"),
		RunE: func(cmd *cobra.Command, args []string) error {
			files, err := readFiles(args)
			if err != nil {
				return err
			}
			store, _, err := p.openStore(cmd)
			if err != nil {
				return err
			}
			defer store.Close()
			return apply(cmd.Context(), cmd.OutOrStdout(), store, application{files: files, author: authorOr(author), dry: dry})
		},
	}
	cmd.Flags().StringVar(&author, "by", "", "修改人（默认是系统登录名）")
	cmd.Flags().BoolVar(&dry, "dry-run", false, "只检查和显示改动，不保存")
	return cmd
}

// application is what is to be applied.
type application struct {
	files  []config.File
	author string
	dry    bool
}

// maxBookFile is far more than a province's registry needs.
const maxBookFile = 16 << 20

// readFiles reads books, and the files of links that a sources book names beside
// itself.
func readFiles(paths []string) ([]config.File, error) {
	var files []config.File
	var faults []error
	for _, path := range paths {
		data, err := readBounded(path, maxBookFile)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		book := config.NewFile(path, data)
		files = append(files, book)
		for _, name := range config.LinkFiles(book) {
			beside := filepath.Join(filepath.Dir(path), filepath.Base(name))
			if data, err := readBounded(beside, maxBookFile); err == nil && !slices.Contains(paths, beside) {
				files = append(files, config.NewFile(beside, data))
			} // else it may stand in the database; if not, the books' check names it
		}
	}
	return files, errors.Join(faults...)
}

// readBounded reads a file of at most limit bytes.
func readBounded(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, gaobang.Errorf(gaobang.NotFound, "文件 %s 打不开，请检查路径和权限：%w", path, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, gaobang.Errorf(gaobang.Unavailable, "文件 %s 读不出来：%w", path, err)
	}
	if int64(len(data)) > limit {
		return nil, gaobang.Errorf(gaobang.Invalid, "文件 %s 超过 %d MiB", path, limit>>20)
	}
	return data, nil
}

func authorOr(author string) string {
	if author != "" {
		return author
	}
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return "不详"
}

// apply checks the files together with the books they do not replace.
func apply(ctx context.Context, w io.Writer, store *storage.Store, a application) error {
	current, err := store.CurrentBooks(ctx)
	if err != nil {
		return err
	}
	named := map[string]config.File{}
	var faults []error
	for _, f := range a.files {
		name, err := config.BookName(f)
		if err == nil && named[name].Name != "" {
			err = gaobang.Errorf(gaobang.Invalid, "%s 和 %s 是同一本名册 %s：请合成一个文件", named[name].Name, f.Name, name)
		}
		faults = append(faults, err)
		named[name] = f
	}
	if err := errors.Join(faults...); err != nil {
		return err
	}
	together := slices.Clone(a.files)
	for _, b := range current {
		if _, replaced := named[b.Name]; !replaced {
			together = append(together, config.StoredFile(b.Name, fmt.Sprintf("%s（数据库中第 %d 版）", b.Name, b.Version), b.Content))
		}
	}
	books, err := config.ParseBooks(together)
	if err != nil {
		return err
	}
	contents := showChanges(w, current, named)
	if err := warnOfLosses(ctx, w, store, current, books); err != nil {
		return err
	}
	if len(contents) == 0 {
		return nil
	}
	if a.dry {
		fmt.Fprintln(w, "以上只是预览，没有保存；去掉 --dry-run 再运行一次就保存。")
		return nil
	}
	applied, err := store.ApplyBooks(ctx, a.author, contents, books.Outlets, books.Sources)
	if err != nil {
		return err
	}
	for _, b := range applied {
		fmt.Fprintf(w, "已保存：%s 第 %d 版（%s）\n", b.Name, b.Version, b.Author)
	}
	if len(current) == 0 {
		fmt.Fprintf(w, "接下来：%s serve 按计划采集；%s crawl 现在就采一次\n", invocation(), invocation())
	}
	return nil
}

// showChanges prints what differs from the current versions and gives the
// contents that do.
func showChanges(w io.Writer, current []gaobang.BookVersion, named map[string]config.File) map[string][]byte {
	old := map[string]gaobang.BookVersion{}
	for _, b := range current {
		old[b.Name] = b
	}
	changed := map[string][]byte{}
	for _, name := range sortedKeys(named) {
		before, now := old[name].Content, named[name].Data
		if string(before) == string(now) {
			fmt.Fprintf(w, "%s：没有改动\n", name)
			continue
		}
		changed[name] = now
		if before == nil {
			fmt.Fprintf(w, "%s：新名册（%s）\n", name, named[name].Name)
			continue
		}
		fmt.Fprintf(w, "%s（现在第 %d 版）：\n%s", name, old[name].Version, config.Changes(config.StoredFile(name, name, before), named[name]))
	}
	return changed
}
