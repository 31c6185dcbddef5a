package storage_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// eachBench runs the benchmark on every database there is.
func eachBench(b *testing.B, bench func(b *testing.B, store *storage.Store)) {
	for _, kind := range storagetest.Kinds() {
		b.Run(kind, func(b *testing.B) { bench(b, storagetest.Open(b, kind)) })
	}
}

// BenchmarkSaveArticle stores articles of the usual length, each with two
// attributions, eight keys and a hundred words, one in ten joining a family.
func BenchmarkSaveArticle(b *testing.B) {
	body := strings.Repeat("丹阳市民政局组织开展养老服务进社区活动，受到居民欢迎。", 40)
	eachBench(b, func(b *testing.B, store *storage.Store) {
		withOutlets(b, store)
		r := rand.New(rand.NewPCG(1, 1))
		n := 0
		for b.Loop() {
			an := fullPiece(b)
			an.Article.CanonicalURL, an.Article.ID = fmt.Sprint("http://epaper.example/", n), 0
			an.Article.Body, an.Article.ContentHash = fmt.Sprint(n, body, "：", n/10), ""
			for range 100 {
				an.Terms = append(an.Terms, fmt.Sprint("词", r.IntN(20000)))
			}
			an.Keys = []uint64{uint64(n / 10), r.Uint64(), r.Uint64(), r.Uint64(), r.Uint64(), r.Uint64(), r.Uint64(), r.Uint64()}
			must(store.SaveArticle(context.Background(), an, sharing, earliest))(b)
			n++
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
	})
}

// BenchmarkAddLinks remembers a list page of fifty links, half of them known.
func BenchmarkAddLinks(b *testing.B) {
	eachBench(b, func(b *testing.B, store *storage.Store) {
		n := 0
		for b.Loop() {
			var paths []string
			for i := range 50 {
				paths = append(paths, fmt.Sprint("2026/11/24/content_", n*25+i, ".htm"))
			}
			must(store.AddLinks(context.Background(), "s", found(paths...)))(b)
			n++
		}
	})
}

const yearOfCredits = 1_000_000

// creditsOf2026 is a year of one rule book in the ledger's order of days.
func creditsOf2026(n int) []gaobang.Credit {
	r := rand.New(rand.NewPCG(1, 1))
	shares := []gaobang.Share{gaobang.WholeShare, gaobang.EqualShares(2)[0], gaobang.EqualShares(3)[0]}
	first := gaobang.Date{Year: 2026, Month: 1, Day: 1}
	credits := make([]gaobang.Credit, n)
	for i := range credits {
		id := gaobang.ArticleID(r.Int64())
		credits[i] = gaobang.Credit{
			RuleBook: "danyang-2026", Version: 3, Article: id, Unit: gaobang.UnitID(fmt.Sprintf("unit-%02d", r.IntN(30))),
			Person: gaobang.PersonID(fmt.Sprintf("p-%03d", r.IntN(200))), Clause: fmt.Sprintf("第%d条(一)", r.IntN(9)), Share: shares[r.IntN(3)],
			Points: gaobang.Points(r.IntN(20000)), Day: first.AddDays(i * 365 / n), Level: gaobang.Levels()[r.IntN(5)], Basis: gaobang.ByBylineUnit,
			Evidence: []gaobang.Evidence{{Article: id, Span: gaobang.Span{Field: gaobang.FieldBody, From: 120, To: 160}, Text: "通讯员 林测试 云阳街道民政办公室"}},
		}
	}
	return credits
}

// BenchmarkReplaceLedger writes 100,000 credits over as many.
func BenchmarkReplaceLedger(b *testing.B) {
	eachBench(b, func(b *testing.B, store *storage.Store) {
		credits := creditsOf2026(yearOfCredits / 10)
		for b.Loop() {
			credits[0].Points++
			if err := store.ReplaceLedger(context.Background(), "danyang-2026", credits); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(len(credits)*b.N)/b.Elapsed().Seconds(), "credits/s")
	})
}

// BenchmarkYear asks a year's ranking of a ledger of a million credits: summed
// by the database, which is the yardstick of DESIGN §7, and loaded for the
// ranking in Go.
func BenchmarkYear(b *testing.B) {
	from, to := gaobang.Date{Year: 2026, Month: 1, Day: 1}, gaobang.Date{Year: 2026, Month: 12, Day: 31}
	eachBench(b, func(b *testing.B, store *storage.Store) {
		ctx := context.Background()
		if err := store.ReplaceLedger(ctx, "danyang-2026", creditsOf2026(yearOfCredits)); err != nil {
			b.Fatal(err)
		}
		b.Run("SQL", func(b *testing.B) {
			for b.Loop() {
				sumByUnit(b, store)
			}
		})
		b.Run("LedgerRows", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if n := len(must(store.LedgerRows(ctx, "danyang-2026", from, to))(b)); n != yearOfCredits {
					b.Fatalf("%d credits", n)
				}
			}
		})
		b.Run("LedgerOfOneWeek", func(b *testing.B) {
			for b.Loop() {
				must(store.Ledger(ctx, "danyang-2026", from.AddDays(320), from.AddDays(326)))(b)
			}
		})
	})
}

func sumByUnit(b *testing.B, store *storage.Store) {
	const query = "SELECT unit, sum(points), count(DISTINCT article) FROM ledger WHERE rule_book = 'danyang-2026' AND day BETWEEN 20260101 AND 20261231 GROUP BY unit"
	if db := store.SQLite(); db != nil {
		rows := must(db.Query(query))(b)
		defer rows.Close()
		for rows.Next() {
		}
		if err := rows.Err(); err != nil {
			b.Fatal(err)
		}
		return
	}
	rows := must(store.Pool().Query(context.Background(), query))(b)
	for rows.Next() {
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
}
