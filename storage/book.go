package storage

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

type bookRow struct {
	bun.BaseModel `bun:"table:book_versions,alias:b"`

	Name      string
	Version   int
	Content   []byte
	SHA256    string `bun:"sha256"`
	Author    string
	AppliedAt int64
}

func (r bookRow) book() gaobang.BookVersion {
	return gaobang.BookVersion{Name: r.Name, Version: r.Version, Content: r.Content, SHA256: r.SHA256,
		Author: r.Author, At: timeOf(r.AppliedAt)}
}

// CurrentBooks is the latest version of every book, by name.
func (s *Store) CurrentBooks(ctx context.Context) ([]gaobang.BookVersion, error) {
	var books []gaobang.BookVersion
	err := s.snapshot(ctx, "读取台账配置", func(ctx context.Context, tx bun.Tx) (err error) {
		books, err = currentBooks(ctx, tx)
		return err
	})
	return books, err
}

func currentBooks(ctx context.Context, db bun.IDB) ([]gaobang.BookVersion, error) {
	var rows []bookRow
	latest := db.NewSelect().TableExpr("book_versions AS v").ColumnExpr("max(v.version)").Where("v.name = b.name")
	err := db.NewSelect().Model(&rows).Where("b.version = (?)", latest).Order("b.name").Scan(ctx)
	return mapped(rows, bookRow.book), err
}

// VersionsInForce is the latest version of every book by its name: what a worker
// looks at before each job, whatever the books hold.
func (s *Store) VersionsInForce(ctx context.Context) (map[string]int, error) {
	var rows []bookRow
	err := s.read.NewSelect().Model(&rows).ColumnExpr("b.name, max(b.version) AS version").Group("b.name").Scan(ctx)
	versions := make(map[string]int, len(rows))
	for _, r := range rows {
		versions[r.Name] = r.Version
	}
	return versions, s.explain("读取台账配置的版本", err)
}

// BookVersions is every version of one book, the first version first.
func (s *Store) BookVersions(ctx context.Context, name string) ([]gaobang.BookVersion, error) {
	var rows []bookRow
	err := s.read.NewSelect().Model(&rows).Where("b.name = ?", name).Order("b.version").Scan(ctx)
	return mapped(rows, bookRow.book), s.explain("读取配置 "+name, err)
}

// ApplyBooks stores the books whose content is new as their next versions, and
// outlets and sources as they are from now on; those that are missing are
// retired, never deleted. It returns the new versions, by name. The books that
// are not given stay.
func (s *Store) ApplyBooks(ctx context.Context, author string, books map[string][]byte, outlets []gaobang.Outlet, sources []gaobang.Source) ([]gaobang.BookVersion, error) {
	var added []gaobang.BookVersion
	err := s.write(ctx, "保存配置", func(ctx context.Context, tx bun.Tx) error {
		if _, err := tick(ctx, tx, "books", 1); err != nil {
			return err
		}
		rows, err := newVersions(ctx, tx, author, books, s.now())
		if err != nil {
			return err
		}
		if len(rows) > 0 {
			if _, err := tx.NewInsert().Model(&rows).Exec(ctx); err != nil {
				return err
			}
		}
		added = mapped(rows, bookRow.book)
		if err := replaceOutlets(ctx, tx, outlets); err != nil {
			return err
		}
		return replaceSources(ctx, tx, sources)
	})
	return added, err
}

func newVersions(ctx context.Context, tx bun.Tx, author string, books map[string][]byte, at time.Time) ([]bookRow, error) {
	current, err := currentBooks(ctx, tx)
	if err != nil {
		return nil, err
	}
	latest := map[string]gaobang.BookVersion{}
	for _, b := range current {
		latest[b.Name] = b
	}
	var rows []bookRow
	for _, name := range slices.Sorted(maps.Keys(books)) {
		sum := sha256.Sum256(books[name])
		hash := hex.EncodeToString(sum[:])
		if before, ok := latest[name]; ok && before.SHA256 == hash {
			continue
		}
		rows = append(rows, bookRow{Name: name, Version: latest[name].Version + 1, Content: notNil(books[name]),
			SHA256: hash, Author: legible(author), AppliedAt: micros(at)})
	}
	return rows, nil
}

func notNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

func mapped[A, B any](in []A, f func(A) B) []B {
	out := make([]B, len(in))
	for i, v := range in {
		out[i] = f(v)
	}
	return out
}
