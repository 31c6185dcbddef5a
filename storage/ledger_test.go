package storage_test

import (
	"context"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

func credit(t testing.TB, book gaobang.RuleBookID, day string, article gaobang.ArticleID, unit gaobang.UnitID, clause string) gaobang.Credit {
	return gaobang.Credit{RuleBook: book, Version: 3, Article: article, Unit: unit, Person: "p-lin", Clause: clause, Share: gaobang.EqualShares(3)[0],
		Points: -3333, Day: date(t, day), Level: gaobang.LevelNational, Reason: gaobang.SameStoryTopUp, Basis: gaobang.ByPerson,
		Evidence: []gaobang.Evidence{{Article: article, Span: gaobang.Span{Field: gaobang.FieldTitle, From: 1, To: 2}, Text: "词"}}}
}

func TestLedgerIsReplacedAndOrdered(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		want := []gaobang.Credit{
			credit(t, "b", "2026-11-19", 9, "a", "第四条"), credit(t, "b", "2026-11-20", 1, "a", ""),
			credit(t, "b", "2026-11-20", 1, "a", "第五条"), credit(t, "b", "2026-11-20", 1, "b", "第四条"),
			credit(t, "b", "2026-11-20", 2, "a", "第四条"), credit(t, "b", "2026-12-01", 1, "a", "第四条"),
		}
		shuffled := slices.Clone(want)
		slices.Reverse(shuffled)
		replace := func(book gaobang.RuleBookID, credits []gaobang.Credit) {
			t.Helper()
			if err := store.ReplaceLedger(t.Context(), book, credits); err != nil {
				t.Fatal(err)
			}
		}
		replace("other", []gaobang.Credit{credit(t, "other", "2026-11-20", 5, "a", "")})
		replace("b", []gaobang.Credit{credit(t, "b", "2026-11-20", 1, "gone", "")})
		replace("b", shuffled)
		tests := []struct {
			name     string
			from, to string
			want     []gaobang.Credit
		}{
			{"不写起止是全部", "", "", want},
			{"两端都算在内", "2026-11-19", "2026-11-20", want[:5]},
			{"只一天", "2026-11-20", "2026-11-20", want[1:5]},
			{"没有条目的日子", "2026-11-21", "2026-11-30", nil},
		}
		for _, tt := range tests {
			var from, to gaobang.Date
			if tt.from != "" {
				from, to = date(t, tt.from), date(t, tt.to)
			}
			got := must(store.Ledger(t.Context(), "b", from, to))(t)
			if len(got) != len(tt.want) || len(got) > 0 && !reflect.DeepEqual(got, tt.want) {
				t.Errorf("%s:\n%+v, want\n%+v", tt.name, got, tt.want)
			}
		}
		wantCode(t, store.ReplaceLedger(t.Context(), "b", []gaobang.Credit{credit(t, "other", "2026-11-20", 1, "a", "")}), gaobang.Internal)
		if err := store.ReplaceLedger(t.Context(), "b", []gaobang.Credit{want[0], want[0]}); err == nil {
			t.Error("one credit twice passed")
		}
		if got := must(store.Ledger(t.Context(), "b", gaobang.Date{}, gaobang.Date{}))(t); len(got) != len(want) {
			t.Errorf("a ledger that failed to be written left %d credits, want the %d of before", len(got), len(want))
		}
	})
}

func TestCreditsOfOneArticle(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		id := save(t, store, piece(t, daily, "http://epaper.example/1", "2026-11-20", "题", "文")).Article
		for _, book := range []gaobang.RuleBookID{"b", "a"} {
			credits := []gaobang.Credit{credit(t, book, "2026-11-20", id, "u", "第四条"), credit(t, book, "2026-11-20", id+1, "u", "第四条")}
			if err := store.ReplaceLedger(t.Context(), book, credits); err != nil {
				t.Fatal(err)
			}
		}
		want := []gaobang.Credit{credit(t, "a", "2026-11-20", id, "u", "第四条"), credit(t, "b", "2026-11-20", id, "u", "第四条")}
		if got := must(store.CreditsOf(t.Context(), id))(t); !reflect.DeepEqual(got, want) {
			t.Errorf("credits %+v, want %+v", got, want)
		}
	})
}

func TestFactsOfAPeriod(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		late := save(t, store, fullPiece(t)).Article
		early := save(t, store, piece(t, daily, "http://epaper.example/early", "2026-11-20", "只有日期的在前", "文")).Article
		undated := save(t, store, piece(t, daily, "http://epaper.example/undated", "", "没有时间", "文")).Article
		before := save(t, store, piece(t, daily, "http://epaper.example/before", "2026-11-19T23:59:59", "前一天", "文")).Article
		ids := func(from, to string) []gaobang.ArticleID {
			var ids []gaobang.ArticleID
			for _, f := range must(store.LedgerFacts(t.Context(), date(t, from), date(t, to)))(t) {
				ids = append(ids, f.ID)
			}
			return ids
		}
		if got := ids("2026-11-20", "2026-11-20"); !slices.Equal(got, []gaobang.ArticleID{early, late}) {
			t.Errorf("20 November holds %v", got)
		}
		if got := ids("2026-11-01", "2026-11-30"); !slices.Equal(got, []gaobang.ArticleID{undated, before, early, late}) {
			t.Errorf("November holds %v: the undated counts on the day we first saw it", got)
		}
		an := fullPiece(t)
		want := storage.ArticleFacts{ID: late, Outlet: daily, Form: gaobang.News, Placement: an.Article.Placement, PublishedAt: an.Article.PublishedAt,
			FirstSeen: date(t, "2026-11-24"), Chars: gaobang.Chars(an.Article.Body), Origin: late, Attributions: an.Attributions, Sentiments: an.Sentiments}
		if got := must(store.LedgerFacts(t.Context(), gaobang.Date{}, gaobang.Date{}))(t)[3]; !reflect.DeepEqual(got, want) {
			t.Errorf("facts are\n%+v, want\n%+v", got, want)
		}
	})
}

// TestFactsOfStories: every publication of a story, of whatever day, each once, and
// nothing else.
func TestFactsOfStories(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		put := func(outlet gaobang.OutletID, url, day string, n int, numbers ...uint64) gaobang.ArticleID {
			an := piece(t, outlet, url, day, url, numbered(n, numbers...))
			an.Keys = keysOf(an.Article.Body)
			return must(store.SaveArticle(t.Context(), an, sharing, earliest))(t).Article
		}
		first := put(daily, "http://epaper.example/a", "2026-10-20", 1, 7)
		alone := put(daily, "http://epaper.example/b", "2026-11-20", 2)
		reprint := put(portal, "http://portal.example/a", "2026-11-21", 3, 7)
		other := put(daily, "http://epaper.example/c", "2026-11-21", 4, 8)
		ids := func(of ...gaobang.ArticleID) []gaobang.ArticleID {
			var all []gaobang.ArticleID
			for _, f := range must(store.StoryFacts(t.Context(), of))(t) {
				all = append(all, f.ID)
			}
			return all
		}
		if got := ids(reprint, first); !slices.Equal(got, []gaobang.ArticleID{first, reprint}) {
			t.Errorf("the story is %v, want %v", got, []gaobang.ArticleID{first, reprint})
		}
		if got := ids(alone); !slices.Equal(got, []gaobang.ArticleID{alone}) {
			t.Errorf("a piece alone is %v beside %v", got, other)
		}
		if got := ids(); len(got) != 0 {
			t.Errorf("of no piece: %v", got)
		}
	})
}

// TestLedgersReplacedAtOnce: a worker and a command recompute at the same time.
func TestLedgersReplacedAtOnce(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		id := save(t, store, fullPiece(t)).Article
		credits := make([]gaobang.Credit, 2000) // enough that they meet
		for i := range credits {
			credits[i] = gaobang.Credit{RuleBook: "r", Article: id, Unit: "yunyang", Clause: strconv.Itoa(i), Share: gaobang.WholeShare, Day: date(t, "2026-11-20")}
		}
		faults := make(chan error, 8)
		for range cap(faults) {
			go func() { faults <- store.ReplaceLedger(context.Background(), "r", credits) }()
		}
		for range cap(faults) {
			if err := <-faults; err != nil {
				t.Error(err)
			}
		}
	})
}

func TestDecisionsAreAddedInOrder(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		id := save(t, store, fullPiece(t)).Article
		half := gaobang.EqualShares(2)
		units := gaobang.Decision{Article: id, Bureau: "danyang", Kind: gaobang.DecideUnits, By: "李示例", Why: "核对版面",
			Parts: []gaobang.DecidedPart{{Unit: "yunyang", Person: "p-lin", Share: half[0]}, {Unit: "elderly", Share: half[1]}}}
		mood := gaobang.Decision{Article: id, Bureau: "danyang", Kind: gaobang.DecideSentiment, Sentiment: gaobang.Neutral, By: "李示例", At: storagetest.Now().AddDate(0, 0, -1)}
		first, second := must(store.AddDecision(t.Context(), units))(t), must(store.AddDecision(t.Context(), mood))(t)
		if first.ID >= second.ID || !first.At.Equal(storagetest.Now()) || !second.At.Equal(mood.At) {
			t.Errorf("decisions %+v, %+v", first, second)
		}
		all := must(store.Decisions(t.Context()))(t)
		if !reflect.DeepEqual(all, []gaobang.Decision{first, second}) || !reflect.DeepEqual(all[0].Parts, units.Parts) {
			t.Errorf("decisions read back as %+v", all)
		}
		if rec := must(store.Article(t.Context(), id))(t); !reflect.DeepEqual(rec.Decisions, all) {
			t.Errorf("the article shows %+v", rec.Decisions)
		}
		units.Parts = units.Parts[:1]
		_, err := store.AddDecision(t.Context(), units)
		wantCode(t, err, gaobang.Invalid)
		mood.Article = 42
		_, err = store.AddDecision(t.Context(), mood)
		wantCode(t, err, gaobang.NotFound)
	})
}

func TestInputsChangeWithWhatLedgersDependOn(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		last := must(store.Inputs(t.Context()))(t)
		changed := func(name string, want bool) {
			t.Helper()
			now := must(store.Inputs(t.Context()))(t)
			if (now != last) != want {
				t.Errorf("%s: inputs %q, were %q", name, now, last)
			}
			last = now
		}
		changed("nothing", false)
		out := save(t, store, fullPiece(t))
		changed("an article", true)
		save(t, store, fullPiece(t))
		changed("the same article", false)
		must(store.AddDecision(t.Context(), gaobang.Decision{Article: out.Article, Kind: gaobang.DecideUnits}))(t)
		changed("a decision", true)
		must(store.ApplyBooks(t.Context(), "测试", map[string][]byte{"units": []byte("u")}, nil, nil))(t)
		changed("a book", true)
	})
}
