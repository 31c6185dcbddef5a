package demo

import (
	"time"

	"github.com/gaobang/gaobang"
)

// Decision is what a person of the demo's office ruled, on an article by its
// address.
type Decision struct {
	URL       string
	Bureau    gaobang.UnitID
	Kind      gaobang.DecisionKind
	Parts     []gaobang.DecidedPart
	Sentiment gaobang.SentimentLabel
	By, Why   string
	At        time.Time
}

// Decisions are the rulings of the demo's office, in their order.
func (w *World) Decisions() []Decision {
	at := w.week.End().Add(9 * time.Hour)
	return []Decision{
		{
			URL: w.Address("t04", "dy-rss"), Bureau: "danyang", Kind: gaobang.DecideSentiment, Sentiment: gaobang.Negative,
			By: "宣传科", Why: "镇纪委已通报，情况属实", At: at,
		},
		{
			URL: w.Address("t08", "dy-gov"), Bureau: "danyang", Kind: gaobang.DecideUnits,
			Parts: []gaobang.DecidedPart{{Unit: "huangtang", Share: gaobang.WholeShare}},
			By:    "宣传科", Why: "皇塘镇民政办采写，经科室核对", At: at.Add(time.Minute),
		},
	}
}

// Address is where a story stands at an outlet.
func (w *World) Address(story, outlet string) string {
	for _, p := range w.pubs {
		if p.story == story && p.outlet == outlet {
			return "http://" + w.host(outlet) + p.path
		}
	}
	panic("demo: no publication of " + story + " at " + outlet)
}

func (w *World) host(outlet string) string {
	for _, k := range w.kinds {
		if k.outlet == outlet {
			return k.host
		}
	}
	panic("demo: no outlet " + outlet)
}
