package storage_test

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pressly/goose/v3"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// oldProgram makes a database as it was after the change of a number.
func oldProgram(t *testing.T, dsn string, version int64, statements ...string) {
	t.Helper()
	dialect, folder := goose.DialectPostgres, "migrations/postgres"
	if strings.HasPrefix(dsn, "sqlite:") {
		dialect, folder = goose.DialectSQLite3, "migrations/sqlite"
		statements = append([]string{"PRAGMA application_id = 0x47414F42"}, statements...) // GAOB: the file is ours
	}
	db := raw(t, dsn)
	defer db.Close()
	provider := must(goose.NewProvider(dialect, db, must(fs.Sub(os.DirFS("."), folder))(t), goose.WithDisableGlobalRegistry(true)))(t)
	must(provider.UpTo(t.Context(), version))(t)
	for _, s := range statements {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%v: %s", err, s)
		}
	}
}

// TestEvidenceAndHealthOfAnOlderProgram opens what a program left that knew no
// index of captures, no later visits and one stretch of covered days a source.
func TestEvidenceAndHealthOfAnOlderProgram(t *testing.T) {
	const first, gone = "http://site.example/1.html", "http://site.example/2.html"
	at := storagetest.Now().Add(-24 * time.Hour)
	us := at.UnixMicro()
	eachDSN(t, func(t *testing.T, dsn string) {
		sketch := `'\x00'`
		if strings.HasPrefix(dsn, "sqlite:") {
			sketch = "X'00'"
		}
		id := gaobang.NewArticleID(first)
		oldProgram(t, dsn, 5,
			`INSERT INTO outlets VALUES ('o', '甲城报', '[]', 'paper', 4, '321181', '[]', 0, 0, FALSE)`,
			`INSERT INTO sources VALUES ('s', 'o', '要闻', 'list', 'http://site.example/', '0 7 * * *', '', 5, 30, FALSE, FALSE)`,
			fmt.Sprintf(`INSERT INTO source_states (source, last_started, last_tick, last_completed, incomplete, failures, retry_at, last_error, covered_from, condition, since, saw, remedy)
				VALUES ('s', %d, %d, %d, FALSE, 0, 0, '', 20261101, 'emptied', %d, '看到', '怎么办')`, us, us, us, us),
			fmt.Sprintf(`INSERT INTO alerts (source, condition, since, saw, remedy, opened_at, closed_at) VALUES ('s', 'emptied', %d, '看到', '怎么办', %d, 0)`, us, us),
			fmt.Sprintf(`INSERT INTO runs (source, tick, started_at, finished_at, found, fresh, stored, irrelevant, failed, complete, error, facts)
				VALUES ('s', %d, %d, %d, 2, 2, 1, 0, 1, TRUE, '', '{"listed":20,"pages":2}')`, us, us, us),
			fmt.Sprintf(`INSERT INTO articles (id, canonical_url, outlet, source, url, kicker, title, subtitle, published_at, day, content_source, byline, form, placement, locality, content_hash, chars,
				capture_file, capture_offset, capture_length, capture_sha256, captured_at, first_seen)
				VALUES (%d, '%s', 'o', 's', '%s', '', '题', '', '2026-11-20', 20261120, '', '{}', 'news', '{}', '', 'h', 1, 'a.warc.gz', 7, 9, 'ab', %d, 20261120)`, id, first, first, us),
			fmt.Sprintf(`INSERT INTO article_texts VALUES (%d, '文', '', '[]')`, id),
			fmt.Sprintf(`INSERT INTO fingerprints (article, seq, simhash, sketch, family, similarity) VALUES (%d, 1, 0, %s, 0, 0)`, id, sketch),
			fmt.Sprintf(`INSERT INTO fetch_states (canonical, seq, source, url, title, published_at, placement, found_at, status, attempts, next_try, error, content_hash, fingerprint,
				capture_file, capture_offset, capture_length, capture_sha256, captured_at, article)
				VALUES ('%s', 1, 's', '%s', '', '', '{}', %d, 'stored', 0, 0, '', 'h', 0, '', 0, 0, '', 0, %d),
					('%s', 2, 's', '%s', '', '', '{}', %d, 'failed', 5, 0, '网站答复 404', '', 0, '', 0, 0, '', 0, 0)`, first, first, us, id, gone, gone, us))
		store := must(storage.Open(t.Context(), dsn, storagetest.Now))(t)
		defer store.Close()
		state := must(store.SourceStates(t.Context()))(t)["s"]
		wantDays := []gaobang.Days{{First: date(t, "2026-11-01"), Last: gaobang.DateOf(at).AddDays(-1)}}
		if !slices.Equal(state.Covered, wantDays) || state.Health.Condition != gaobang.Emptied || state.Health.Saw != "看到" || !state.Health.Since.Equal(at) || !state.Health.Proposal.IsZero() {
			t.Errorf("the source stands so: %+v", state)
		}
		scans := must(store.ScanHistory(t.Context(), "s", 9))(t)
		if len(scans) != 1 || !scans[0].Complete || scans[0].Facts.Listed != 20 || scans[0].Facts.Pages != 2 || scans[0].Facts.Unfetched != 0 {
			t.Errorf("its scans: %+v", scans)
		}
		if changed := must(store.SetHealth(t.Context(), "s", gaobang.Health{Condition: gaobang.Fine}))(t); !changed {
			t.Error("the old alert was not closed")
		}
		if unread := must(store.UnreadDays(t.Context()))(t); len(unread) != 0 {
			t.Errorf("of links that failed before nobody knows whether a piece was missed: %+v", unread)
		}
		due := must(store.DueChecks(t.Context(), "s", storagetest.Now(), 9))(t)
		if len(due) != 1 || due[0].Article != id {
			t.Errorf("its piece is not planned to be visited: %+v", due)
		}
		c := capture(9, 1, "a.warc.gz")
		c.URL = first
		must2(store.IndexCaptures(t.Context(), []storage.FoundCapture{{Capture: c}}, map[string]bool{"a.warc.gz": true}))(t)
		if err := store.SettleIndex(t.Context()); err != nil {
			t.Fatal(err)
		}
		if rec := must(store.ArticleByURL(t.Context(), first))(t); rec.Capture.ID != 9 || rec.Title != "题" || rec.Body != "文" || len(rec.Captures) != 1 {
			t.Errorf("the piece, after `archive index`: %+v", rec)
		}
	})
}

// TestMessagesOfAnOlderProgramAreVisited: one that waits was planned by the days of
// pieces alone; nobody else's visits are touched.
func TestMessagesOfAnOlderProgramAreVisited(t *testing.T) {
	eachDSN(t, func(t *testing.T, dsn string) {
		day := storagetest.Now().AddDate(0, 1, 0).UnixMicro()
		statements := []string{`INSERT INTO outlets VALUES ('o', '甲城报', '[]', 'paper', 4, '321181', '[]', 0, 0, FALSE)`}
		for id := 1; id <= 3; id++ {
			statements = append(statements, fmt.Sprintf(`INSERT INTO articles (id, canonical_url, outlet, source, url, kicker, title, subtitle, published_at, day, content_source, byline, form, placement, locality, content_hash, chars, first_seen, capture)
				VALUES (%d, 'http://site.example/%d', 'o', 's', '', '', '题', '', '', 20261118, '', '{}', 'message', '{}', '', 'h%d', 1, 1, 0)`, id, id, id),
				fmt.Sprintf(`INSERT INTO article_texts VALUES (%d, '文', '', '[]')`, id),
				fmt.Sprintf(`INSERT INTO article_checks VALUES (%d, %d, 0, 0, '', 0, 0, 0)`, id, day),
				fmt.Sprintf(`INSERT INTO messages (article, kind, asked, answered, answered_by, answered_on, evidence) VALUES (%d, 'inquiry', 20261118, FALSE, '', 0, '[]')`, id))
		}
		statements = append(statements,
			`INSERT INTO article_alerts (article, bureau, kind, quote, opened_at, closed_at, decision) VALUES (1, 'b', 'message', '{}', 1, 0, 0), (2, 'b', 'message', '{}', 1, 2, 0), (3, 'b', 'negative', '{}', 1, 0, 0)`)
		// What was entered without a link has no page, and was planned all the same.
		statements = append(statements, `UPDATE articles SET canonical_url = 'entry:o/2026-11-18/1' WHERE id = 3`, `UPDATE article_checks SET due_at = 1, failures = 2, error = '网址有误' WHERE article = 3`)
		oldProgram(t, dsn, 26, statements...)
		store := must(storage.Open(t.Context(), dsn, storagetest.Now))(t)
		defer store.Close()
		due := must(store.DueChecks(t.Context(), "s", storagetest.Now(), 9))(t)
		if len(due) != 1 || due[0].Article != 1 || !due[0].Waits {
			t.Errorf("to be planned: %+v", due)
		}
		if r := must(store.Article(t.Context(), 1))(t); r.Message == nil || r.Message.Proof != 0 || r.Message.Answered {
			t.Errorf("the message: %+v", r.Message)
		}
		if r := must(store.Article(t.Context(), 3))(t); !r.Check.DueAt.IsZero() || r.Check.Failures != 0 || r.Check.Error != "" {
			t.Errorf("what has no page: %+v", r.Check)
		}
	})
}

func must2[A, B any](_ A, _ B, err error) func(t *testing.T) {
	return func(t *testing.T) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
}
