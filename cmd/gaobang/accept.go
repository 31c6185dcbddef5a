package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
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

// learn is the units book with what is accepted, checked with all others, and the
// case by the books as they would be then.
func (a *acceptance) learn(ctx context.Context, c decideCase, units []string) (decideCase, []byte, error) {
	versions, err := c.store.CurrentBooks(ctx)
	if err != nil {
		return c, nil, err
	}
	i := slices.IndexFunc(versions, func(b gaobang.BookVersion) bool { return b.Name == unitsBook })
	if i < 0 {
		return c, nil, gaobang.Errorf(gaobang.NotFound, "数据库中还没有 units 名册")
	}
	content, err := a.edit(c, versions[i], units)
	if err != nil {
		return c, nil, err
	}
	versions[i].Content = content
	books, err := jobs.ParseBooks(versions)
	if err != nil {
		return c, nil, err
	}
	c.books, c.signers = knownBooks{books}, a.people
	return c, content, nil
}

func (a *acceptance) edit(c decideCase, book gaobang.BookVersion, units []string) ([]byte, error) {
	valid := gaobang.Validity{From: c.day()}
	if a.from != "" {
		from, err := gaobang.ParseDate(a.from)
		if err != nil {
			return nil, usageError{err}
		}
		if from.After(c.day()) {
			return nil, usagef("--from %s 晚于稿件的日期 %s：这篇稿件就用不上", from, c.day())
		}
		valid.From = from
	}
	if len(units) != 1 {
		return nil, usagef("--accept-alias、--accept-person 要和写着一个单位的 --units 一起用")
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
	content := book.Content
	file := func() config.File {
		return config.File{Name: fmt.Sprintf("units（第 %d 版）", book.Version), Data: content}
	}
	for _, text := range a.aliases {
		if content, err = config.AcceptAlias(file(), unit.ID, gaobang.Alias{Name: text, Validity: valid}); err != nil {
			return nil, err
		}
	}
	for _, name := range a.people {
		p := gaobang.Person{ID: c.personID(name, unit.ID), Name: name, Posts: []gaobang.Post{{Unit: unit.ID, Validity: valid}}}
		if content, err = config.AcceptPerson(file(), p); err != nil {
			return nil, err
		}
	}
	return content, nil
}

// personID is that of the one person of the name who serves nowhere on the day, or
// a new one, made from name and unit.
func (c decideCase) personID(name string, unit gaobang.UnitID) gaobang.PersonID {
	var idle []gaobang.PersonID
	for _, p := range c.books.Registry.People {
		if _, serves := p.UnitOn(c.day()); p.Name == name && !serves {
			idle = append(idle, p.ID)
		}
	}
	if len(idle) == 1 {
		return idle[0]
	}
	sum := sha256.Sum256([]byte(name + "\x00" + string(unit)))
	return gaobang.PersonID("p-" + hex.EncodeToString(sum[:4]))
}

// store stores the book's next version and changes its file.
func (a *acceptance) store(ctx context.Context, w io.Writer, store *storage.Store, content []byte, author string) error {
	var old []byte
	if a.file != "" {
		data, err := readBounded(a.file, maxBookFile)
		if err != nil {
			return err
		}
		old = data
	}
	stored, err := store.CurrentBooks(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(stored, func(b gaobang.BookVersion) bool { return b.Name == unitsBook })
	if a.file != "" && (i < 0 || !bytes.Equal(old, stored[i].Content)) {
		return gaobang.Errorf(gaobang.Conflict, "文件 %s 与数据库里的 units 不同：请先 gaobang apply %s", a.file, a.file)
	}
	files := []config.File{{Name: "units", Data: content}}
	if err := apply(ctx, w, store, application{files: files, author: author}); err != nil {
		return err
	}
	if a.file == "" {
		fmt.Fprintln(w, "手里的 units 名册文件请作同样的改动，否则下次 apply 会改回去")
		return nil
	}
	return os.WriteFile(a.file, content, 0o644) //nolint:gosec // a book is for the office to read
}

// proposals are what the units book would have needed to give the decided answer
// by itself.
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
		if !names.Person(name, c.day()) && !slices.Contains(c.signers, name) {
			all = append(all, fmt.Sprintf("署名的 %s 不在名册：若是%s的通讯员，可再认定一次，加上 --units %s --accept-person %s", name, c.books.unit(unit), unit, name))
		}
	}
	for _, name := range c.record.Byline.Units {
		if !slices.ContainsFunc(names.Scan(name, c.day()), func(h registry.Hit) bool { return slices.Contains(h.Units, unit) }) {
			all = append(all, fmt.Sprintf("署名的 %s 不在名册：若就是%s，可再认定一次，加上 --units %s --accept-alias %s", name, c.books.unit(unit), unit, name))
		}
	}
	return all
}
