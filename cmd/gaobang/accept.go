package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/registry"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/storage"
)

// acceptance is what a decision teaches the units book.
type acceptance struct {
	aliases, people []string
	from            string // the first day; "" is the article's
	file            string // the book's file, to be changed too
}

func (a *acceptance) flags(cmd *cobra.Command) {
	cmd.Flags().StringSliceVar(&a.aliases, "accept-alias", nil, "把这个叫法记进名册，作为 --units 那个单位的别名")
	cmd.Flags().StringSliceVar(&a.people, "accept-person", nil, "把这个署名的人记进名册，作为 --units 那个单位的通讯员，稿件也归他")
	cmd.Flags().StringVar(&a.from, "from", "", "别名、通讯员从哪天起算（默认是稿件当天）")
	cmd.Flags().StringVar(&a.file, "book", "", "units 名册文件：一并改，免得下次 apply 又改回去")
}

func (a *acceptance) asked() bool { return len(a.aliases)+len(a.people) > 0 }

// unitsBook is the name of the book of units and people.
const unitsBook = "units"

// lesson is what the units book becomes by what is accepted.
type lesson struct {
	base, content []byte   // as stored, and as it becomes; the same where all is known
	said          []string // what the office should hear
}

// learn is the units book with what is accepted, checked with all others, and the
// case by the books as they would be then. Each story's publications that are ruled
// on with it are told by more: the name has to hold for the earliest.
func (a *acceptance) learn(ctx context.Context, c decideCase, units []string, more []storage.ArticleRecord) (decideCase, lesson, error) {
	versions, err := c.store.CurrentBooks(ctx)
	if err != nil {
		return c, lesson{}, err
	}
	i := slices.IndexFunc(versions, func(b gaobang.BookVersion) bool { return b.Name == unitsBook })
	if i < 0 {
		return c, lesson{}, gaobang.Errorf(gaobang.NotFound, "数据库中还没有 units 名册")
	}
	e, err := a.enrolment(c, versions[i], units, more)
	if err != nil {
		return c, lesson{}, err
	}
	if err := a.refuseWords(ctx, c.store, e.unit); err != nil {
		return c, lesson{}, err
	}
	for _, name := range a.aliases {
		if err := e.alias(name); err != nil {
			return c, lesson{}, err
		}
	}
	for _, name := range a.people {
		if err := e.person(name); err != nil {
			return c, lesson{}, err
		}
	}
	base := versions[i].Content
	versions[i].Content = e.book.Data
	books, err := jobs.ParseBooks(versions)
	if err != nil {
		return c, lesson{}, e.refused(err, slices.Concat(a.aliases, a.people))
	}
	c.books, c.signers = knownBooks{books}, e.signers
	return c, lesson{base, e.book.Data, e.said}, nil
}

// enrolment starts to accept names into the book for the unit that is decided.
func (a *acceptance) enrolment(c decideCase, book gaobang.BookVersion, units []string, more []storage.ArticleRecord) (*enrolment, error) {
	from := c.day()
	for _, r := range more {
		if day := dayOf(r); day.Before(from) {
			from = day
		}
	}
	if a.from != "" {
		given, err := gaobang.ParseDate(a.from)
		if err != nil {
			return nil, usageError{err}
		}
		if given.After(from) {
			return nil, usagef("--from %s 晚于稿件的日期 %s：这篇稿件就用不上", given, from)
		}
		from = given
	}
	if len(units) != 1 {
		return nil, usagef("--accept-alias、--accept-person 要和写着一个单位的 --units 一起用")
	}
	for _, names := range [][]string{a.aliases, a.people} {
		for i, name := range names {
			if slices.Contains(names[:i], name) {
				return nil, usagef("--accept-alias、--accept-person 里 %s 写了两次", name)
			}
		}
	}
	bureau, err := c.bureau()
	if err != nil {
		return nil, err
	}
	name, _, _ := strings.Cut(units[0], "=")
	unit, err := c.books.Registry.FindUnit(strings.TrimSpace(name), bureau, c.day())
	if err != nil {
		return nil, err
	}
	file := config.File{Name: fmt.Sprintf("units（第 %d 版）", book.Version), Data: book.Content}
	return &enrolment{books: c.books, unit: unit, from: from, book: file}, nil
}

// store stores the book's next version and changes its file.
func (a *acceptance) store(ctx context.Context, w io.Writer, store *storage.Store, l lesson, author string) error {
	for _, text := range l.said {
		fmt.Fprintln(w, text)
	}
	if bytes.Equal(l.base, l.content) {
		return nil
	}
	if a.file != "" {
		old, err := readBounded(a.file, maxBookFile)
		if err != nil {
			return err
		}
		if !bytes.Equal(config.NewFile(a.file, old).Data, l.base) {
			return gaobang.Errorf(gaobang.Conflict, "文件 %s 与数据库里的 units 不同：请先 gaobang apply %s", a.file, a.file)
		}
	}
	stored, err := store.CurrentBooks(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(stored, func(b gaobang.BookVersion) bool { return b.Name == unitsBook && bytes.Equal(b.Content, l.base) }) {
		return gaobang.Errorf(gaobang.Conflict, "units 名册刚刚被别人改过：请再认定一次")
	}
	files := []config.File{{Name: unitsBook, Data: l.content}}
	if err := apply(ctx, w, store, application{files: files, author: author}); err != nil {
		return err
	}
	fmt.Fprintln(w, "别的稿件也要照此判断，请运行 gaobang reprocess")
	if a.file == "" {
		fmt.Fprintln(w, "手里的 units 名册文件请作同样的改动，否则下次 apply 会改回去")
		return nil
	}
	return os.WriteFile(a.file, l.content, 0o644) //nolint:gosec // a book is for the office to read
}

// proposals are what the units book would have needed to give the decided answer
// by itself, and whom the answer leaves out.
func (c decideCase) proposals(d gaobang.Decision) []string {
	units := map[gaobang.UnitID]bool{}
	for _, p := range d.Parts {
		units[p.Unit] = true
	}
	if len(units) != 1 {
		return nil
	}
	unit := d.Parts[0].Unit
	names := registry.New(c.books.Registry)
	var all []string
	for _, name := range slices.Concat(c.record.Byline.Correspondents, c.record.Byline.Authors, c.record.Byline.Photographers) {
		switch {
		case names.Person(name, c.day()):
			all = append(all, c.leftOut(name, d.Parts)...)
		case c.signs(name):
			all = append(all, fmt.Sprintf("署名的 %s 不在名册：若是%s的通讯员，可再认定一次，加上 --units %s --accept-person %s", name, c.books.unit(unit), unit, name))
		}
	}
	for _, name := range c.record.Byline.Units {
		known := slices.ContainsFunc(names.Scan(name, c.day()), func(h registry.Hit) bool { return h.Text == name || slices.Contains(h.Units, unit) })
		if !known && c.signs(name) {
			all = append(all, fmt.Sprintf("署名的 %s 不在名册：若就是%s，可再认定一次，加上 --units %s --accept-alias %s", name, c.books.unit(unit), unit, name))
		}
	}
	return all
}

// signs reports that a name stands in the piece itself: what only a sheet claims is no
// byline.
func (c decideCase) signs(name string) bool {
	bare, claimed := c.record.Unclaimed()
	return !claimed || strings.Contains(bare.Meta+"\n"+bare.ContentSource+"\n"+bare.Title+"\n"+bare.Body, name)
}

// leftOut tells of a correspondent of the only unit that was ruled to whom no part was.
func (c decideCase) leftOut(name string, parts []gaobang.DecidedPart) []string {
	p, err := c.books.Registry.FindPerson(name, c.day())
	if err != nil { // of several of one name nobody knows who it is
		return nil
	}
	at, ok := p.UnitOn(c.day())
	if !ok || len(parts) != 1 || parts[0].Person != "" || !c.books.isWithin(parts[0].Unit, at) && !c.books.isWithin(at, parts[0].Unit) {
		return nil
	}
	where := "署名有"
	if !c.signs(name) {
		where = "申报表写有"
	}
	return []string{fmt.Sprintf("%s%s，这次只认定到单位，不给他记分：若仍归此人，再认定一次，加上 --units %s --person %s", where, name, parts[0].Unit, name)}
}
