package jobs

import (
	"context"
	"slices"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer"
	"github.com/gaobang/gaobang/crawler/entry"
	"github.com/gaobang/gaobang/storage"
)

// unproven says why a piece that was entered by hand has not been shown to have been
// published; "" where it has, or where there is no page to look at: docs/decisions/0045.
// Its page once seen, its own or one that a person saved, is proof for good.
func unproven(a *gaobang.Article, entries []gaobang.Entry, versions []gaobang.Version, check storage.Check) gaobang.Doubt {
	if a.Host() == "" || slices.ContainsFunc(entries, func(e gaobang.Entry) bool { return e.Saved && e.Capture == a.Capture.ID }) {
		return ""
	}
	page, opened := openedPage(versions)
	switch {
	case opened && !entry.Alike(a.Title, page.Title, page.Body):
		return gaobang.DoubtOtherPiece
	case opened:
		return ""
	case len(versions) > 0 || !check.GoneSince.IsZero() || !check.MissingSince.IsZero():
		return gaobang.DoubtNotThere
	}
	return gaobang.DoubtUnopened
}

// openedPage is the page of an entered piece as it was first seen.
func openedPage(versions []gaobang.Version) (gaobang.Version, bool) {
	i := slices.IndexFunc(versions, func(v gaobang.Version) bool { return slices.Contains(v.Changes, gaobang.Opened) })
	if i < 0 {
		return gaobang.Version{}, false
	}
	return versions[i], true
}

// proved is an entered piece as its page has it: what the page says stands, and what
// it leaves open stays as entered. Another piece's page proves nothing.
func proved(a, page gaobang.Article) gaobang.Article {
	if !entry.Alike(a.Title, page.Title, page.Body) {
		return a
	}
	out := page.WithClaims(a.Claims())
	out.ID, out.Outlet, out.Source, out.URL, out.CanonicalURL, out.Capture = a.ID, a.Outlet, a.Source, a.URL, a.CanonicalURL, a.Capture
	if page.PublishedAt.IsZero() || page.PublishedAt.Date() == a.PublishedAt.Date() && page.PublishedAt.Precision < a.PublishedAt.Precision {
		out.PublishedAt = a.PublishedAt
	}
	if page.ContentSource == "" {
		out.ContentSource = a.ContentSource
	}
	if page.Body == "" {
		out.Body = a.Body
	}
	if a.Placement != (gaobang.Placement{}) {
		out.Placement = a.Placement
	}
	if a.Form != gaobang.News || page.Form == "" {
		out.Form = a.Form
	}
	out.ContentHash = contentHash(&out)
	return out
}

// entered analyses an entered piece, with its doubt where nothing proves it. One that
// names nobody waits for a person all the same, who said that it counts.
func (o *office) entered(a gaobang.Article, entries []gaobang.Entry, versions []gaobang.Version, check storage.Check) analyzer.Analysis {
	found := o.analyzer.Analyze(a)
	if len(found.Attributions) == 0 {
		if bureau, known := o.bureauFor(a.Outlet); known {
			found.Attributions = []gaobang.Attribution{{
				Article: a.ID, Bureau: bureau, Unit: bureau, Share: gaobang.WholeShare, Confidence: leastConfidence,
				Basis: gaobang.ByClaim, Doubt: gaobang.DoubtUnclaimed,
			}}
		}
	}
	found.Unproven(unproven(&a, entries, versions, check))
	return found
}

// leastConfidence is that of an answer which is only the question.
const leastConfidence gaobang.Confidence = 1

// bureauFor is the bureau that has to say whose an entered piece of an outlet is: that
// of the outlet's area, else the first that is under no other.
func (o *office) bureauFor(id gaobang.OutletID) (gaobang.UnitID, bool) {
	var locality gaobang.Division
	if i := slices.IndexFunc(o.Outlets, func(out gaobang.Outlet) bool { return out.ID == id }); i >= 0 {
		locality = o.Outlets[i].Locality
	}
	var top gaobang.UnitID
	for _, u := range o.Registry.Units {
		if u.Kind != gaobang.Bureau {
			continue
		}
		if u.Division == locality && locality != "" {
			return u.ID, true
		}
		if _, below := o.Registry.BureauOf(u.Parent); top == "" && !below {
			top = u.ID
		}
	}
	return top, top != ""
}

// rejudge judges an entered piece anew after a visit: its page was seen for the first
// time, or it became clear that there is none.
func (v *revisiting) rejudge(ctx context.Context, a gaobang.Article, versions []gaobang.Version, check storage.Check) error {
	an := analysisOf(v.office.entered(a, v.article.Entries, versions, check), "")
	repliedLater(&an, versions)
	if same(v.article, an) {
		return nil
	}
	again, err := v.options.Store.ReviseArticle(ctx, an)
	v.regroup = v.regroup || again
	return err
}
