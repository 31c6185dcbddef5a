package jobs

import (
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/scoring"
	"github.com/gaobang/gaobang/config"
)

// TestTheFirstPublicationStandsForItsStory: a story waits in the month of its first
// publication, though another of its pages, which gives no date, is listed before.
func TestTheFirstPublicationStandsForItsStory(t *testing.T) {
	parsed, err := config.ParseBooks([]config.File{config.NewFile("books.yaml", []byte("units:\n  - {id: bureau, name: 甲城市民政局, kind: bureau, division: \"321181\"}\n"))})
	if err != nil {
		t.Fatal(err)
	}
	doubtful := []gaobang.Attribution{{Bureau: "bureau", Unit: "bureau", Share: gaobang.WholeShare, Confidence: 40}}
	at, err := gaobang.ParseMoment("2026-10-30")
	if err != nil {
		t.Fatal(err)
	}
	articles := []scoring.Article{
		{ID: 2, Family: 1, Origin: 1, FirstSeen: gaobang.Date{Year: 2026, Month: 11, Day: 20}, Attributions: doubtful},
		{ID: 1, Family: 1, Origin: 1, PublishedAt: at, Attributions: doubtful},
	}
	all, stories := newReviewQueue(parsed, articles, nil, ReviewRequest{Below: 60, Today: gaobang.Date{Year: 2026, Month: 11, Day: 24}}).reviews()
	if len(all) != 1 || stories != 1 {
		t.Fatalf("%d matters of %d stories wait, want one", len(all), stories)
	}
	if w := all[0]; w.article != 1 || w.period.String() != "2026-10" || len(w.alike) != 1 || w.alike[0] != 2 {
		t.Errorf("waits as %s of %s beside %v, want the first, in its own month", w.article, w.period, w.alike)
	}
}

// TestAnAttitudeTowardWhoseAPieceIsNoMore: a ruling that a piece speaks ill of a
// bureau takes points, and takes none in silence when the piece is given to it no more.
func TestAnAttitudeTowardWhoseAPieceIsNoMore(t *testing.T) {
	parsed, err := config.ParseBooks([]config.File{config.NewFile("books.yaml", []byte("units:\n  - {id: bureau, name: 甲城市民政局, kind: bureau, division: \"321181\"}\n"))})
	if err != nil {
		t.Fatal(err)
	}
	ours := []gaobang.Attribution{{Bureau: "bureau", Unit: "bureau", Share: gaobang.WholeShare, Confidence: 90}}
	ill := gaobang.Decision{ID: 1, Article: 1, Bureau: "bureau", Kind: gaobang.DecideSentiment, Sentiment: gaobang.Negative}
	first := ill
	first.Sentiment, ill.ID = gaobang.Neutral, 2
	cases := []struct {
		rule      string
		mine      []gaobang.Attribution
		decisions []gaobang.Decision
		stray     int64 // the ruling shown; 0 is none
	}{
		{"仍归本局的不提", ours, []gaobang.Decision{ill}, 0},
		{"不再归本局的等人看", nil, []gaobang.Decision{ill}, 2},
		{"几次认定只看最后一次", nil, []gaobang.Decision{first, ill}, 2},
		{"有人认定归属的不提", nil, []gaobang.Decision{ill, {ID: 3, Article: 1, Bureau: "bureau", Kind: gaobang.DecideUnits}}, 0},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			articles := []scoring.Article{{ID: 1, Family: 1, Origin: 1, FirstSeen: gaobang.Date{Year: 2026, Month: 11, Day: 20}, Attributions: c.mine}}
			all, _ := newReviewQueue(parsed, articles, c.decisions, ReviewRequest{Below: 60, Today: gaobang.Date{Year: 2026, Month: 11, Day: 24}}).reviews()
			shown := int64(0)
			for _, w := range all {
				if w.stray != nil {
					shown = w.stray.ID
				}
			}
			if shown != c.stray || c.stray == 0 && len(all) > 0 {
				t.Errorf("ruling %d of %d matters, want %d", shown, len(all), c.stray)
			}
		})
	}
}
