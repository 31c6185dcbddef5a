package extract

import (
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
)

// Reading is an article and what its page says besides.
type Reading struct {
	gaobang.Article

	Captions []int    // paragraphs of the body that are captions
	Images   []Image  // within the body, in order
	Next     []string // addresses of the pages of the piece behind this one, in order
}

// Read is Page with what the page says besides the article. A page that Next
// names is read alike and appended; one of several pages may be too short for an
// article of its own, so of it only an empty Body is a fault.
func Read(in Input) (Reading, error) {
	d, err := parse(in)
	if err != nil {
		return Reading{}, err
	}
	a, err := d.article()
	r := Reading{Article: a, Next: d.following(d.body)}
	var captions map[int]bool
	r.Images, captions = d.pictures(d.body)
	for i, line := range d.paragraphs {
		if captions[line] {
			r.Captions = append(r.Captions, i)
		}
	}
	return r, err
}

// Append joins the following page of the same piece: its paragraphs, captions and
// pictures, and the lines about the piece that are new. A paragraph that stands
// on both pages, as a lead that each page repeats, is not taken twice.
func (r *Reading) Append(next Reading) {
	body := nonEmpty(r.Body)
	known := map[string]bool{}
	for _, p := range body {
		known[p] = true
	}
	for i, p := range nonEmpty(next.Body) {
		if known[p] {
			continue
		}
		if slices.Contains(next.Captions, i) {
			r.Captions = append(r.Captions, len(body))
		}
		body = append(body, p)
	}
	r.Body = joinLines(body)
	meta := nonEmpty(r.Meta)
	for _, s := range nonEmpty(next.Meta) {
		if !slices.Contains(meta, s) {
			meta = append(meta, s)
		}
	}
	r.Meta = joinLines(meta)
	r.Images = append(r.Images, next.Images...)
	if r.ContentSource == "" {
		r.ContentSource = next.ContentSource
	}
}

func nonEmpty(text string) []string {
	return slices.DeleteFunc(strings.Split(text, "\n"), func(s string) bool { return s == "" })
}
