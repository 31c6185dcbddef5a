package gaobang

import "slices"

// Days are the days from the first to the last.
type Days struct {
	First Date `json:"first"`
	Last  Date `json:"last"`
}

// Cover adds days to others: what touches or overlaps becomes one. Days that end
// before they begin are none. The result is by day.
func Cover(all []Days, more Days) []Days {
	if more.Last.Before(more.First) || more.First.IsZero() {
		return all
	}
	out := make([]Days, 0, len(all)+1)
	for _, d := range all {
		if d.Last.AddDays(1).Before(more.First) || more.Last.AddDays(1).Before(d.First) {
			out = append(out, d)
			continue
		}
		if d.First.Before(more.First) {
			more.First = d.First
		}
		if d.Last.After(more.Last) {
			more.Last = d.Last
		}
	}
	out = append(out, more)
	slices.SortFunc(out, func(a, b Days) int { return a.First.Compare(b.First) })
	return out
}

// Uncovered are the days of a span that none of the others holds, by day.
func Uncovered(covered []Days, span Days) []Days {
	var out []Days
	for _, d := range Cover(covered, Days{}) {
		if d.Last.Before(span.First) || d.First.After(span.Last) {
			continue
		}
		if d.First.After(span.First) {
			out = append(out, Days{span.First, d.First.AddDays(-1)})
		}
		span.First = d.Last.AddDays(1)
	}
	if !span.Last.Before(span.First) {
		out = append(out, span)
	}
	return out
}
