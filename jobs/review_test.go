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
