package storage

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// listener keeps the queries that a store asks.
type listener struct{ queries []string }

func (l *listener) BeforeQuery(ctx context.Context, _ *bun.QueryEvent) context.Context { return ctx }

func (l *listener) AfterQuery(_ context.Context, e *bun.QueryEvent) {
	switch e.Operation() {
	case "SELECT", "UPDATE", "DELETE":
		l.queries = append(l.queries, e.Query)
	}
}

// What is asked for every page, or by every visitor, must not read a table from
// end to end.
func TestFrequentQuestionsUseAnIndex(t *testing.T) {
	ctx := t.Context()
	store, err := Open(ctx, "sqlite:"+filepath.Join(t.TempDir(), "gaobang.db"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	heard := &listener{}
	if _, err := store.ApplyBooks(ctx, "测试", nil, []gaobang.Outlet{{ID: "o"}}, nil); err != nil {
		t.Fatal(err)
	}
	store.db, store.read = store.db.WithQueryHook(heard), store.read.WithQueryHook(heard)
	for _, ask := range questions(store) {
		if err := ask(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if len(heard.queries) < 20 {
		t.Fatalf("only %d queries were heard", len(heard.queries))
	}
	for _, query := range often() { // they are not heard
		heard.queries = append(heard.queries, strings.ReplaceAll(query, "?", "NULL"))
	}
	for _, query := range heard.queries {
		for _, step := range planOf(t, store, query) {
			if strings.HasPrefix(step, "SCAN") && !slices.ContainsFunc(harmless(), func(h string) bool { return strings.HasPrefix(step, h) }) {
				t.Errorf("%s: %s", step, query)
			}
		}
	}
}

// harmless is what is read from end to end because it is small: three counters,
// one row, the names of the rule books, what the search index found, what people
// ruled and the parts of one ruling, the links that nobody has read.
func harmless() []string {
	return []string{
		"SCAN counters", "SCAN CONSTANT ROW", "SCAN walk", "SCAN search VIRTUAL TABLE INDEX",
		"SCAN decisions USING INDEX decisions_of_article", "SCAN part EXISTS VIRTUAL TABLE",
		"SCAN l USING INDEX fetch_states_unread",
	}
}

func questions(s *Store) []func(ctx context.Context) error {
	day := gaobang.Date{Year: 2026, Month: 11, Day: 20}
	var asks []func(ctx context.Context) error
	for i := range 4 { // two pairs, joined by the last
		url := fmt.Sprint("http://site.example/", i)
		asks = append(asks, func(ctx context.Context) error {
			if _, err := s.AddLinks(ctx, "s", []FoundLink{{url, gaobang.Link{URL: url}}}); err != nil {
				return err
			}
			an := Analysis{Article: gaobang.Article{Outlet: "o", CanonicalURL: url, Title: url, PublishedAt: gaobang.NewMoment(day.Start(), gaobang.PrecisionDay)}, Keys: []uint64{1}, Terms: []string{"会议"}}
			_, err := s.SaveArticle(ctx, an, func(self Text, c []Text) []gaobang.Kin {
				return mapped(c[:min(len(c), i)], func(c Text) gaobang.Kin {
					return gaobang.Kin{Article: self.Article, Other: c.Article, Kind: gaobang.SameText}
				})
			}, firstOf)
			return err
		})
	}
	id := gaobang.NewArticleID("http://site.example/0")
	apart := gaobang.Decision{Article: id, Other: gaobang.NewArticleID("http://site.example/1"), Kind: gaobang.DecideApart}
	asked := func(_ any, err error) error { return err }
	return append(asks,
		func(ctx context.Context) error { return asked(s.PendingLinks(ctx, "s", 5)) },
		func(ctx context.Context) error {
			return s.SaveFailure(ctx, "http://site.example/0", Failure{Reason: "x"})
		},
		func(ctx context.Context) error { _, err := s.UnreadDays(ctx); return err },
		func(ctx context.Context) error {
			return s.SaveIrrelevant(ctx, "http://site.example/x", &gaobang.Article{Capture: gaobang.Capture{ID: 1, URL: "http://site.example/x", Status: 200}}, 0)
		},
		func(ctx context.Context) error { return asked(s.Captures(ctx, "http://site.example/0")) },
		func(ctx context.Context) error { return asked(s.CaptureNear(ctx, "http://site.example/x", time.Now())) },
		func(ctx context.Context) error { return asked(s.AgedCaptures(ctx, "w", time.Now())) },
		func(ctx context.Context) error { return s.MoveCaptures(ctx, "w", nil, time.Now()) },
		func(ctx context.Context) error { return asked(s.DueChecks(ctx, "s", time.Now(), 5)) },
		func(ctx context.Context) error { return asked(s.DueEntries(ctx, "site.example", time.Now(), 5)) },
		func(ctx context.Context) error { return asked(s.EntriesToCheck(ctx, time.Now())) },
		func(ctx context.Context) error { return asked(s.SourcesToCheck(ctx, time.Now())) },
		func(ctx context.Context) error { return asked(s.Articles(ctx, Filter{Changed: true, Limit: 5})) },
		func(ctx context.Context) error { return asked(s.Articles(ctx, Filter{Gone: true, Limit: 5})) },
		func(ctx context.Context) error {
			return s.SaveVisit(ctx, Visit{Check: Check{Article: id}, Version: &gaobang.Version{}, Reply: &gaobang.Message{}})
		},
		func(ctx context.Context) error { return asked(s.Runs(ctx, "s", 5)) },
		func(ctx context.Context) error { return asked(s.Article(ctx, id)) },
		func(ctx context.Context) error { return asked(s.ArticleByURL(ctx, "http://site.example/0")) },
		func(ctx context.Context) error {
			return asked(s.Articles(ctx, Filter{From: day, To: day, Units: []gaobang.UnitID{"u"}, Limit: 5}))
		},
		func(ctx context.Context) error {
			return asked(s.Articles(ctx, Filter{Terms: []string{"会议"}, Limit: 5}))
		},
		func(ctx context.Context) error { return asked(s.Articles(ctx, Filter{Person: "p", Limit: 5})) },
		func(ctx context.Context) error { return asked(s.Articles(ctx, Filter{Below: 10, Limit: 5})) },
		func(ctx context.Context) error {
			return asked(s.ArticleStanding(ctx, "http://site.example/0", "o", "h"))
		},
		func(ctx context.Context) error { return asked(s.CitedArticles(ctx, []gaobang.ArticleID{id})) },
		func(ctx context.Context) error {
			return asked(s.EvidenceArticles(ctx, []gaobang.Evidence{{Article: id}}))
		},
		func(ctx context.Context) error { return asked(s.Ledger(ctx, "b", day, day)) },
		func(ctx context.Context) error { return asked(s.LedgerRows(ctx, "b", day, day)) },
		func(ctx context.Context) error { return asked(s.CreditsOf(ctx, id)) },
		func(ctx context.Context) error { return asked(s.StoryFacts(ctx, []gaobang.ArticleID{id})) },
		func(ctx context.Context) error { return asked(s.DecideStory(ctx, apart, firstOf)) },
	)
}

func firstOf(m []OriginFacts) gaobang.ArticleID { return m[0].Article }

func planOf(t *testing.T, s *Store, query string) []string {
	t.Helper()
	rows, err := s.SQLite().QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var steps []string
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return steps
}
