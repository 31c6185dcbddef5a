package jobs

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx/v5"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// TestReprocessStoresWhatAnOlderProgramOnlyMarked: of a piece that was put up again it
// kept the page that was fetched first, and of the other the link and the evidence.
// Afterwards the database is as if crawled by this program.
func TestReprocessStoresWhatAnOlderProgramOnlyMarked(t *testing.T) {
	const first, again = "http://a.example/1.html", "http://a.example/2.html"
	for _, kind := range storagetest.Kinds() {
		t.Run(kind, func(t *testing.T) {
			dsn := storagetest.DSN(t, kind)
			store, err := storage.Open(t.Context(), dsn, storagetest.Now)
			if err != nil {
				t.Fatal(err)
			}
			defer store.Close()
			w := newWorld(t, store)
			w.serve("a.example/1.html", article(1, "2026-10-31 21:00"))
			w.serve("a.example/2.html", article(1, "2026-11-02 08:00"))
			w.list("a.example", "/2.html", "/1.html")
			w.start(t)
			w.scan(t)
			want := dumpOf(t, store)
			forget(t, dsn, gaobang.NewArticleID(first), gaobang.NewArticleID(again))
			if a := articleAt(t, store, again); a.CopyOf != 0 || len(a.Captures) != 2 || dumpOf(t, store) == want {
				t.Fatalf("it is not as an older program left it: %+v", a)
			}
			for _, extract := range []bool{false, true} {
				reprocessBy(t, w, store, extract)
				if got := dumpOf(t, store); got != want {
					t.Errorf("%s\nas crawled:\n%s", got, want)
				}
			}
			credits, err := store.Ledger(t.Context(), "r", gaobang.Date{}, gaobang.Date{})
			if err != nil || len(credits) != 1 || credits[0].Day.String() != "2026-10-31" {
				t.Errorf("the ledger: %+v, %v", credits, err)
			}
		})
	}
}

// forget makes of the second article, a copy of the first, all that is stored.
func forget(t *testing.T, dsn string, first, again gaobang.ArticleID) {
	t.Helper()
	driver, index := "pgx/v5", "article"
	if path, ok := strings.CutPrefix(dsn, "sqlite:"); ok {
		driver, dsn, index = "sqlite", path+"?_pragma=busy_timeout(10000)", "rowid"
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	statements := []string{"DELETE FROM families", "DELETE FROM kin",
		fmt.Sprintf("DELETE FROM search WHERE %s = %d", index, first),
		fmt.Sprintf("UPDATE captures SET article = %d WHERE article = %d", again, first),
		fmt.Sprintf("UPDATE fetch_states SET status = 'duplicate' WHERE article = %d", first),
		fmt.Sprintf("UPDATE fetch_states SET status = 'stored' WHERE article = %d", again),
		fmt.Sprintf("UPDATE fetch_states SET article = %d", again)}
	for _, table := range []string{"fingerprints", "family_keys"} {
		statements = append(statements, fmt.Sprintf("UPDATE %s SET article = %d WHERE article = %d", table, again, first))
	}
	for _, table := range []string{"article_texts", "mentions", "attributions", "candidates", "sentiments", "messages", "article_checks"} {
		statements = append(statements, fmt.Sprintf("DELETE FROM %s WHERE article = %d", table, first))
	}
	statements = append(statements, fmt.Sprintf("DELETE FROM articles WHERE id = %d", first),
		fmt.Sprintf("UPDATE articles SET copy_of = 0, content_hash = substr(content_hash, 1, 64) WHERE id = %d", again))
	for _, s := range statements {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%v: %s", err, s)
		}
	}
}
