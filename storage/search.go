package storage

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// The words of an article go into the index as they are, in lower case: both
// databases only look for whole words, and cutting Chinese text into words is
// the caller's work. (FTS5's trigram tokenizer finds no word of two characters,
// and PostgreSQL's parser depends on the locale of the database; so neither
// cuts.)

// The bounds of an index entry: PostgreSQL refuses a tsvector over one megabyte
// and a word over 2,046 bytes.
const (
	maxWord      = 255
	maxWordBytes = 400_000
)

// words is the terms as both databases take them: runs of letters and digits in
// lower case, each once, in their order.
func words(terms []string) []string {
	var out []string
	seen, size := map[string]bool{}, 0
	for _, term := range terms {
		for _, w := range strings.FieldsFunc(strings.ToLower(legible(term)), notInWord) {
			if seen[w] || len(w) > maxWord || size+len(w) > maxWordBytes {
				continue
			}
			seen[w] = true
			size += len(w) + 4
			out = append(out, w)
		}
	}
	return out
}

func notInWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

func (s *Store) index(ctx context.Context, tx bun.Tx, id gaobang.ArticleID, terms []string) error {
	list := words(terms)
	if len(list) == 0 {
		return nil
	}
	var err error
	if s.Dialect() == Postgres {
		slices.Sort(list)
		_, err = tx.NewRaw("INSERT INTO search (article, terms) VALUES (?, ?::tsvector)", id, quoted(list, "'", " ")).Exec(ctx)
	} else {
		_, err = tx.NewRaw("INSERT INTO search (rowid, terms) VALUES (?, ?)", id, strings.Join(list, " ")).Exec(ctx)
	}
	return err
}

func (s *Store) unindex(ctx context.Context, tx bun.Tx, id gaobang.ArticleID) error {
	column := "rowid"
	if s.Dialect() == Postgres {
		column = "article"
	}
	_, err := tx.NewRaw("DELETE FROM search WHERE ? = ?", bun.Ident(column), id).Exec(ctx)
	return err
}

// HashTerms tells other words to find an article by; their order is none.
func HashTerms(terms []string) string {
	list := words(terms)
	slices.Sort(list)
	sum := sha256.Sum256([]byte(strings.Join(list, " ")))
	return hex.EncodeToString(sum[:])
}

// ReindexArticle has an article found by these words alone.
func (s *Store) ReindexArticle(ctx context.Context, id gaobang.ArticleID, terms []string) error {
	return s.write(ctx, "更新检索词 "+id.String()+" ", func(ctx context.Context, tx bun.Tx) error {
		if err := s.unindex(ctx, tx, id); err != nil {
			return err
		}
		if err := s.index(ctx, tx, id, terms); err != nil {
			return err
		}
		_, err := tx.NewUpdate().Model((*textRow)(nil)).Set("terms_hash = ?", HashTerms(terms)).Where("article = ?", id).Exec(ctx)
		return err
	})
}

// quoted joins words, which hold no quotation marks.
func quoted(list []string, mark, between string) string {
	return mark + strings.Join(list, mark+between+mark) + mark
}

// matching is the query of the articles in which all terms stand; ok is false
// where the terms hold no word.
func (s *Store) matching(terms []string) (query *bun.RawQuery, ok bool) {
	list := words(terms)
	if len(list) == 0 {
		return nil, false
	}
	if s.Dialect() == Postgres {
		return s.read.NewRaw("SELECT article FROM search WHERE terms @@ ?::tsquery", quoted(list, "'", " & ")), true
	}
	return s.read.NewRaw("SELECT rowid FROM search WHERE search MATCH ?", quoted(list, `"`, " AND ")), true
}
