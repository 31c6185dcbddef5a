package storage

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// FoundCapture is a capture as read from a file of the archive, and the canonical
// address of the piece that it belongs to, where the file says so.
type FoundCapture struct {
	gaobang.Capture

	Via string
}

// IndexCaptures puts captures into the index that are not in it, as evidence of
// the article at their own address or at the one they came by. One that is there
// gets its new place where its file is not among those present any more; nil is all.
func (s *Store) IndexCaptures(ctx context.Context, found []FoundCapture, present map[string]bool) (added, moved int, err error) {
	err = s.write(ctx, "建立存证索引", func(ctx context.Context, tx bun.Tx) error {
		added, moved = 0, 0
		return eachBatch(found, func(batch []FoundCapture) error {
			n, m, err := indexBatch(ctx, tx, batch, present)
			added, moved = added+n, moved+m
			return err
		})
	})
	return added, moved, err
}

func indexBatch(ctx context.Context, tx bun.Tx, batch []FoundCapture, present map[string]bool) (added, moved int, err error) {
	known, err := capturesByID(ctx, tx, mapped(batch, func(f FoundCapture) gaobang.CaptureID { return f.ID }))
	if err != nil {
		return 0, 0, err
	}
	articles, err := articlesAt(ctx, tx, batch)
	if err != nil {
		return 0, 0, err
	}
	var fresh []captureRow
	for _, f := range batch {
		old, there := known[f.ID]
		switch {
		case !there:
			article := articles[f.URL]
			if article == 0 {
				article = articles[f.Via]
			}
			fresh = append(fresh, captureRowOf(f.Capture, article))
			known[f.ID] = f.Capture // a copy of the record may lie in another file
		case present != nil && !present[old.File]:
			known[f.ID] = f.Capture
			if err := place(ctx, tx, old.File, f.Capture); err != nil {
				return 0, 0, err
			}
			moved++
		}
	}
	return len(fresh), moved, insertAll(ctx, tx, fresh)
}

// place says where a capture lies now that lay in another file before.
func place(ctx context.Context, tx bun.Tx, from string, c gaobang.Capture) error {
	_, err := tx.NewUpdate().Model((*captureRow)(nil)).Set("file = ?", c.File).Set("record_offset = ?", c.Offset).
		Set("record_length = ?", c.Length).Where("id = ?", c.ID).Where("file = ?", from).Exec(ctx)
	return err
}

// articlesAt is the articles by the canonical addresses that captures are of or
// came by: stored there, or standing for the same text there.
func articlesAt(ctx context.Context, tx bun.Tx, batch []FoundCapture) (map[string]gaobang.ArticleID, error) {
	addresses := map[string]bool{}
	for _, f := range batch {
		addresses[legible(f.URL)] = true
		addresses[legible(f.Via)] = true
	}
	list := bun.List(slices.Sorted(maps.Keys(addresses)))
	var rows []struct {
		URL     string
		Article gaobang.ArticleID
	}
	err := tx.NewRaw(`SELECT canonical AS url, article FROM fetch_states WHERE article <> 0 AND canonical IN (?)
		UNION ALL SELECT canonical_url AS url, id AS article FROM articles WHERE canonical_url IN (?)`, list, list).Scan(ctx, &rows)
	articles := make(map[string]gaobang.ArticleID, len(rows))
	for _, r := range rows {
		articles[r.URL] = r.Article
	}
	return articles, err
}

// SettleIndex makes good what a rebuilt index does not say by itself: originals
// last as long as their revisits, and articles and links without their capture get
// the first of their address.
func (s *Store) SettleIndex(ctx context.Context) error {
	return s.write(ctx, "核对存证索引", func(ctx context.Context, tx bun.Tx) error {
		for _, statement := range []string{
			`UPDATE captures SET
				used_at = CASE WHEN captures.used_at < r.used_at THEN r.used_at ELSE captures.used_at END,
				article = CASE WHEN captures.article = 0 THEN r.article ELSE captures.article END
			 FROM (SELECT refers_to, max(captured_at) AS used_at, max(article) AS article FROM captures WHERE refers_to <> 0 GROUP BY refers_to) AS r
			 WHERE captures.id = r.refers_to`,
			`UPDATE articles SET capture = coalesce((SELECT c.id FROM captures AS c
				WHERE c.url = articles.canonical_url AND ` + pageStatuses + ` ORDER BY c.captured_at, c.id LIMIT 1), 0)
			 WHERE NOT EXISTS (SELECT 1 FROM captures AS c WHERE c.id = articles.capture)`,
			`UPDATE fetch_states SET capture = coalesce((SELECT c.id FROM captures AS c
				WHERE c.url = fetch_states.canonical AND ` + pageStatuses + ` ORDER BY c.captured_at DESC, c.id LIMIT 1), 0)
			 WHERE status = 'irrelevant' AND NOT EXISTS (SELECT 1 FROM captures AS c WHERE c.id = fetch_states.capture)`,
		} {
			if _, err := tx.NewRaw(statement).Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	})
}

// AgingFile is a file of the archive that holds captures which may go.
type AgingFile struct {
	Name      string
	Keep      int // captures that stay
	Aged      int // that are about nobody, and were last used before the time asked for
	Bytes     int64
	AgedBytes int64
	First     time.Time // when the aged ones were captured
	Last      time.Time
}

// lastUsed is when captures about nobody of a file were last used, 0 for none.
const lastUsed = "max(CASE WHEN article = 0 THEN used_at ELSE 0 END)"

// AgingFiles is the files in which captures about nobody are older than a time,
// and none of those is younger: they are cleared together. The ones that keep the
// fewest bytes come first. It reads the whole index, once a day.
func (s *Store) AgingFiles(ctx context.Context, before time.Time) ([]AgingFile, error) {
	var rows []struct {
		Name                         string
		Keep, Aged                   int
		Bytes, AgedBytes, From, Till int64
	}
	err := s.read.NewRaw(`SELECT file AS name, sum(CASE WHEN article <> 0 THEN 1 ELSE 0 END) AS keep, sum(CASE WHEN article = 0 THEN 1 ELSE 0 END) AS aged,
			sum(CASE WHEN article <> 0 THEN record_length ELSE 0 END) AS bytes, sum(CASE WHEN article = 0 THEN record_length ELSE 0 END) AS aged_bytes,
			min(CASE WHEN article = 0 THEN captured_at END) AS "from", max(CASE WHEN article = 0 THEN captured_at END) AS till
		FROM captures GROUP BY file HAVING `+lastUsed+` BETWEEN 1 AND ? ORDER BY bytes, name`, micros(before)-1).Scan(ctx, &rows)
	files := make([]AgingFile, len(rows))
	for i, r := range rows {
		files[i] = AgingFile{r.Name, r.Keep, r.Aged, r.Bytes, r.AgedBytes, timeOf(r.From), timeOf(r.Till)}
	}
	return files, s.explain("读取过期的存证", err)
}

// NextAging is when the captures about nobody of the first file to be cleared were
// last used; the zero time where there are none.
func (s *Store) NextAging(ctx context.Context) (time.Time, error) {
	var at int64
	err := s.read.NewRaw("SELECT COALESCE(min(used), 0) FROM (SELECT "+lastUsed+" AS used FROM captures GROUP BY file) AS files WHERE used > 0").Scan(ctx, &at)
	return timeOf(at), s.explain("读取过期的存证", err)
}

// AgedCaptures is which captures of a file may go.
func (s *Store) AgedCaptures(ctx context.Context, file string, before time.Time) (map[gaobang.CaptureID]bool, error) {
	var ids []gaobang.CaptureID
	err := s.read.NewSelect().Model((*captureRow)(nil)).Column("id").Where("c.file = ?", file).Where("c.article = 0").
		Where("c.used_at < ?", micros(before)).Scan(ctx, &ids)
	aged := make(map[gaobang.CaptureID]bool, len(ids))
	for _, id := range ids {
		aged[id] = true
	}
	return aged, s.explain("读取过期的存证", err)
}

// MoveCaptures says that the captures of a file that stay lie in another now, and
// that the aged ones are gone, in one transaction: after it the file may be
// deleted. Where one of the aged became evidence meanwhile it changes nothing and
// answers Conflict.
func (s *Store) MoveCaptures(ctx context.Context, file string, moved []gaobang.Capture, before time.Time) error {
	return s.write(ctx, "清理存证文件 "+file+" ", func(ctx context.Context, tx bun.Tx) error {
		for _, c := range moved {
			if err := place(ctx, tx, file, c); err != nil {
				return err
			}
		}
		_, err := tx.NewDelete().Model((*captureRow)(nil)).Where("file = ?", file).Where("article = 0").Where("used_at < ?", micros(before)).Exec(ctx)
		if err != nil {
			return err
		}
		left, err := tx.NewSelect().Model((*captureRow)(nil)).Where("c.file = ?", file).Exists(ctx)
		if err != nil || left {
			return orElse(err, gaobang.Errorf(gaobang.Conflict, "存证文件 %s 中有记录刚被引用，下次再清理", file))
		}
		_, err = tx.NewRaw("INSERT INTO removed_files (file, removed_at) VALUES (?, ?) ON CONFLICT (file) DO NOTHING", file, micros(s.now())).Exec(ctx)
		return err
	})
}

// ArchiveFile is what the index knows of a file.
type ArchiveFile struct {
	Captures int
	Removed  bool // all that counts was moved out of it: it may be deleted
}

// ArchiveFiles is what the index knows of the files, by name.
func (s *Store) ArchiveFiles(ctx context.Context) (map[string]ArchiveFile, error) {
	var rows []struct {
		File     string
		Captures int
		Removed  bool
	}
	err := s.read.NewRaw(`SELECT file, count(*) AS captures, FALSE AS removed FROM captures GROUP BY file
		UNION ALL SELECT file, 0 AS captures, TRUE AS removed FROM removed_files`).Scan(ctx, &rows)
	files := make(map[string]ArchiveFile, len(rows))
	for _, r := range rows {
		f := files[r.File]
		files[r.File] = ArchiveFile{f.Captures + r.Captures, f.Removed || r.Removed}
	}
	return files, s.explain("读取存证索引", err)
}

// KnownCaptures is which of the captures are in the index, and in which file.
func (s *Store) KnownCaptures(ctx context.Context, ids []gaobang.CaptureID) (map[gaobang.CaptureID]string, error) {
	files := make(map[gaobang.CaptureID]string, len(ids))
	err := eachBatch(ids, func(batch []gaobang.CaptureID) error {
		found, err := capturesByID(ctx, s.read, batch)
		for id, c := range found {
			files[id] = c.File
		}
		return err
	})
	return files, s.explain("读取存证索引", err)
}
