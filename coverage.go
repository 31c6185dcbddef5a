package gaobang

// Coverage (覆盖) says how complete the crawl is for a period: of how many
// sources, and what is missing. A ranking shows it, so that nobody takes a gap
// for silence.
type Coverage struct {
	Sources int `json:"sources"` // in use
	// Until is the day of the last good scan of any source where it lies before the
	// period's end: later days are not in the ranking.
	Until Date  `json:"until,omitzero"`
	Gaps  []Gap `json:"gaps,omitempty"` // by source, then by day
}

// Gap is days of a period on which a source may hold pieces that were not found, or
// holds some that were found and could not be read.
type Gap struct {
	Source SourceID `json:"source"`
	Name   string   `json:"name"`
	From   Date     `json:"from"`
	To     Date     `json:"to"`
	Why    string   `json:"why"`
}

// Incomplete is the number of sources with a gap.
func (c Coverage) Incomplete() int {
	seen := map[SourceID]bool{}
	for _, g := range c.Gaps {
		seen[g.Source] = true
	}
	return len(seen)
}
