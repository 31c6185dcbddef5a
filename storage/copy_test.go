package storage_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// sameText relates what has one text.
func sameText(self storage.Text, candidates []storage.Text) []gaobang.Kin {
	var kin []gaobang.Kin
	for _, c := range candidates {
		if c.Body == self.Body {
			kin = append(kin, gaobang.Kin{Article: min(self.Article, c.Article), Other: max(self.Article, c.Article), Kind: gaobang.SameText, Similarity: 100})
		}
	}
	return kin
}

// TestOnePieceWhateverCameFirst stores the publications of a piece, and a reprint of
// it, in every order: what is stored means the same.
func TestOnePieceWhateverCameFirst(t *testing.T) {
	pieces := func(t *testing.T) []storage.Analysis {
		all := []storage.Analysis{
			piece(t, daily, "http://epaper.example/first", "2026-10-31T09:00", "题", "文"),
			piece(t, daily, "http://epaper.example/again", "2026-11-02T08:00", "题", "文"),
			piece(t, daily, "http://epaper.example/undated", "", "题", " 文"),
			piece(t, portal, "http://portal.example/1", "2026-11-01T08:00", "题", "文"),
		}
		for i := range all {
			all[i].Keys = []uint64{1, 2}
			all[i].Article.Capture = capture(gaobang.CaptureID(i+1), 1, "a")
			all[i].Article.Capture.URL = all[i].Article.CanonicalURL
			all[i].Alerts = []gaobang.ArticleAlert{{Bureau: "b", Kind: gaobang.AlertNegative}}
		}
		return all
	}
	first := gaobang.NewArticleID("http://epaper.example/first")
	want := ""
	for _, kind := range storagetest.Kinds() {
		for n, order := range permutations([]string{"0", "1", "2", "3"}) {
			if n%4 != 0 && kind == storage.Postgres {
				continue // each takes a database of its own
			}
			t.Run(fmt.Sprint(kind, order), func(t *testing.T) {
				store := storagetest.Open(t, kind)
				withOutlets(t, store)
				all := pieces(t)
				for _, name := range order {
					i := int(name[0] - '0')
					must(store.AddLinks(t.Context(), "s", []storage.FoundLink{{Canonical: all[i].Article.CanonicalURL}}))(t)
					must(store.SaveArticle(t.Context(), all[i], sameText, earliest))(t)
				}
				got := meaning(t, store)
				if want == "" {
					want = got
				}
				if got != want {
					t.Errorf("stored in this order:\n%s\nbefore:\n%s", got, want)
				}
				rec := must(store.StandingAt(t.Context(), "http://epaper.example/again"))(t)
				if rec.ID != first || len(rec.Copies) != 2 || rec.Family.Origin != first || len(rec.Family.Members) != 2 {
					t.Errorf("what stands: %+v", rec)
				}
				if alerts := must(store.ArticleAlerts(t.Context(), false))(t); len(alerts) != 2 {
					t.Errorf("%d alerts are open, want one a piece", len(alerts))
				}
			})
		}
	}
}

func meaning(t *testing.T, store *storage.Store) string {
	t.Helper()
	var b bytes.Buffer
	if err := storagetest.Dump(t.Context(), store, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestRulingsHoldForThePieceWhicheverStands: a ruling is of the piece. It holds when
// an earlier publication is found, and where a text is no copy any more it is where
// it was made.
func TestRulingsHoldForThePieceWhicheverStands(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		again := piece(t, daily, "http://epaper.example/again", "2026-11-02T08:00", "题", "文")
		save(t, store, again)
		other := save(t, store, piece(t, portal, "http://portal.example/1", "2026-11-03T08:00", "题", "别的"))
		rule := func(d gaobang.Decision) gaobang.Decision {
			d.Bureau, d.By, d.Why = "b", "林测试", "核对"
			if d.Kind.OnStory() {
				d.Bureau = ""
				return must(store.DecideStory(t.Context(), d, earliest))(t)
			}
			return must(store.AddDecision(t.Context(), d))(t)
		}
		on := gaobang.NewArticleID(again.Article.CanonicalURL)
		rule(gaobang.Decision{Article: on, Kind: gaobang.DecideUnits})
		rule(gaobang.Decision{Article: other.Article, Other: on, Kind: gaobang.DecideSameStory})
		earlier := piece(t, daily, "http://epaper.example/first", "2026-10-31T09:00", "题", "文")
		if out := save(t, store, earlier); out.Kind != storage.Duplicate || out.Article != gaobang.NewArticleID(earlier.Article.CanonicalURL) {
			t.Fatalf("the earlier one: %+v", out)
		}
		first := gaobang.NewArticleID(earlier.Article.CanonicalURL)
		ruled := rule(gaobang.Decision{Article: on, Kind: gaobang.DecideSentiment, Sentiment: gaobang.Negative})
		if ruled.Article != first {
			t.Errorf("a ruling on a copy holds for %s", ruled.Article)
		}
		rulings := func() (of []gaobang.ArticleID) {
			for _, d := range must(store.Decisions(t.Context()))(t) {
				of = append(of, d.Article, d.Other)
			}
			return of
		}
		if got := fmt.Sprint(rulings()); got != fmt.Sprint([]gaobang.ArticleID{first, 0, other.Article, first, first, 0}) {
			t.Errorf("the rulings are on %s", got)
		}
		rec := must(store.Article(t.Context(), first))(t)
		if len(rec.Decisions) != 3 || len(rec.Family.Members) != 2 || rec.Family.Origin != first {
			t.Errorf("what stands: %d rulings, family %+v", len(rec.Decisions), rec.Family)
		}
		if list := must(store.Articles(t.Context(), storage.Filter{To: date(t, "2026-11-02")}))(t); len(list) != 1 || list[0].ID != first {
			t.Errorf("listed: %+v", list)
		}
		_, err := store.DecideStory(t.Context(), gaobang.Decision{Article: on, Other: first, Kind: gaobang.DecideApart, By: "林测试", Why: "核对"}, earliest)
		wantCode(t, err, gaobang.Invalid)

		earlier.Article.Body, earlier.Article.ContentHash = "另一篇", ""
		if regroup := must(store.ReviseArticle(t.Context(), earlier))(t); !regroup {
			t.Error("families stay as they are where a text is no copy any more")
		}
		if err := store.RegroupFamilies(t.Context(), plainFamilies(nobody)); err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(rulings()); got != fmt.Sprint([]gaobang.ArticleID{on, 0, other.Article, on, on, 0}) {
			t.Errorf("once they are two pieces, the rulings are on %s", got)
		}
		if rec := must(store.Article(t.Context(), on))(t); rec.CopyOf != 0 || len(rec.Family.Members) != 2 {
			t.Errorf("the later one is a piece of its own: %+v", rec)
		}
		if list := must(store.Articles(t.Context(), storage.Filter{}))(t); len(list) != 3 {
			t.Errorf("%d are listed", len(list))
		}
	})
}

// TestARevisionMovesTheDay: what is read anew may be another day; the earliest stands.
func TestARevisionMovesTheDay(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		a := piece(t, daily, "http://epaper.example/a", "2026-11-02T08:00", "题", "文")
		b := piece(t, daily, "http://epaper.example/b", "2026-11-05T08:00", "题", "文")
		c := piece(t, daily, "http://epaper.example/c", "2026-11-07T08:00", "题", "别的文")
		for _, an := range []storage.Analysis{a, b, c} {
			an.Keys = []uint64{1}
			save(t, store, an)
		}
		revised := func(an storage.Analysis, published, body string, want string) {
			t.Helper()
			at, err := gaobang.ParseMoment(published)
			if err != nil {
				t.Fatal(err)
			}
			an.Article.PublishedAt, an.Article.Body, an.Article.ContentHash, an.Keys = at, body, "", []uint64{1}
			if must(store.ReviseArticle(t.Context(), an))(t) {
				if err := store.RegroupFamilies(t.Context(), plainFamilies(sameText)); err != nil {
					t.Fatal(err)
				}
			}
			got := ""
			for _, item := range must(store.Articles(t.Context(), storage.Filter{}))(t) {
				rec := must(store.Article(t.Context(), item.ID))(t)
				got += fmt.Sprintf("%s%d ", rec.CanonicalURL[len("http://epaper.example/"):], len(rec.Copies))
			}
			if got != want {
				t.Errorf("after %s is of %s: %s, want %s", an.Article.CanonicalURL, published, got, want)
			}
		}
		revised(b, "2026-11-01T08:00", "文", "c0 b1 ")
		revised(b, "2026-11-05T08:00", "文", "c0 a1 ")
		revised(a, "2026-11-06T08:00", "文", "c0 b1 ")
		revised(c, "2026-11-04T08:00", "文", "c2 ")
		revised(c, "2026-11-07T08:00", "别的文", "c0 b1 ")
		revised(a, "2026-11-06T08:00", "别的文", "a1 b0 ")
		if links := must(store.Families(t.Context()))(t); len(links) != 0 {
			t.Errorf("families %+v", links)
		}
	})
}

// TestTwoPiecesBecomeOne: what is open twice of one piece is open once, since the
// first, and a ruling that they are two stories rests while they are one.
func TestTwoPiecesBecomeOne(t *testing.T) {
	cases := []struct {
		rule    string
		a, b    string // when they appeared
		revised int    // which gets the text of the other
		stands  int
	}{
		{"后发的改成先发的正文", "2026-11-02T08:00", "2026-11-05T08:00", 1, 0},
		{"先发的改成后发的正文", "2026-11-02T08:00", "2026-11-05T08:00", 0, 0},
		{"先收到的是后发的", "2026-11-05T08:00", "2026-11-02T08:00", 0, 1},
		{"后收到的先发，又由它改", "2026-11-05T08:00", "2026-11-02T08:00", 1, 1},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			both(t, func(t *testing.T, store *storage.Store) {
				two := []storage.Analysis{
					piece(t, daily, "http://epaper.example/a", c.a, "题", "文"),
					piece(t, daily, "http://epaper.example/b", c.b, "题", "别的"),
				}
				var ids []gaobang.ArticleID
				for i := range two {
					two[i].Alerts = []gaobang.ArticleAlert{{Bureau: "b", Kind: gaobang.AlertNegative}, {Bureau: gaobang.UnitID([]string{"c", "d"}[i]), Kind: gaobang.AlertMessage}}
					ids = append(ids, save(t, store, two[i]).Article)
				}
				before := must(store.ArticleAlerts(t.Context(), false))(t)
				must(store.DecideStory(t.Context(), gaobang.Decision{Article: ids[0], Other: ids[1], Kind: gaobang.DecideApart, By: "林测试", Why: "核对"}, earliest))(t)
				must(store.DecideStory(t.Context(), gaobang.Decision{Article: ids[1], Other: ids[0], Kind: gaobang.DecideSameStory, By: "林测试", Why: "再核对"}, earliest))(t)
				latest := must(store.Article(t.Context(), ids[0]))(t).Decisions[1]
				must(store.Withdraw(t.Context(), gaobang.Withdrawal{Decision: latest, WithdrawnBy: "林测试", Reason: "看错"}, earliest))(t)

				one := two[c.revised]
				one.Article.Body, one.Article.ContentHash = two[1-c.revised].Article.Body, ""
				one.Alerts = slices.Concat(two[0].Alerts, two[1].Alerts[1:])
				must(store.ReviseArticle(t.Context(), one))(t)
				if err := store.RegroupFamilies(t.Context(), plainFamilies(nobody)); err != nil {
					t.Fatal(err)
				}
				open := must(store.ArticleAlerts(t.Context(), false))(t)
				if len(open) != 3 || len(before) != 4 {
					t.Fatalf("%d open alerts become %d, want one of a kind for a bureau", len(before), len(open))
				}
				oldest := slices.MinFunc(before, func(x, y storage.AlertRecord) int { return x.OpenedAt.Compare(y.OpenedAt) })
				for _, r := range open {
					if r.Article != ids[c.stands] || r.Bureau == "b" && !r.OpenedAt.Equal(oldest.OpenedAt) {
						t.Errorf("alert of %s on %s since %s; want %s since %s", r.Bureau, r.Article, r.OpenedAt, ids[c.stands], oldest.OpenedAt)
					}
				}
				if rec := must(store.Article(t.Context(), ids[c.stands]))(t); len(rec.Decisions) != 0 || len(rec.Withdrawn) != 0 || len(rec.Copies) != 1 {
					t.Errorf("rulings on the piece and itself: %+v, taken back %+v", rec.Decisions, rec.Withdrawn)
				}

				must(store.ReviseArticle(t.Context(), two[c.revised]))(t)
				if rec := must(store.Article(t.Context(), ids[0]))(t); len(rec.Decisions) != 1 || len(rec.Withdrawn) != 1 {
					t.Errorf("once they are two again, rulings %+v, taken back %+v", rec.Decisions, rec.Withdrawn)
				}
			})
		})
	}
}

func plainFamilies(join storage.Join) storage.Families {
	f := inMemory()
	f.Join, f.Keys = join, func(storage.Text) []uint64 { return []uint64{1} }
	return f
}
