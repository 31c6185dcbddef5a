package jobs

import (
	"context"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/entry"
	"github.com/gaobang/gaobang/storage"
)

// namesakes are those of an outlet's publications of a day that are called so.
func namesakes(list []storage.Titled, title string) []storage.Titled {
	title = entry.Identity(title)
	return slices.DeleteFunc(list, func(o storage.Titled) bool {
		return !entry.IsTelling(title) || entry.Identity(o.Title) != title
	})
}

func withoutLink(t storage.Titled) bool {
	return strings.HasPrefix(t.CanonicalURL, gaobang.EntryScheme)
}

// joining lets what people entered without a link be one with the page that shows it,
// as if the page had been there first.
type joining struct {
	store  *storage.Store
	office *office
}

// page joins what was entered of a piece to what stands for it. regroup asks for the
// families to be made anew.
func (j joining) page(ctx context.Context, title string, outlet gaobang.OutletID, day gaobang.Date, stands gaobang.ArticleID) (regroup bool, err error) {
	list, err := j.store.PublishedOn(ctx, outlet, day)
	if err != nil {
		return false, err
	}
	entered := slices.DeleteFunc(namesakes(list, title), func(t storage.Titled) bool { return !withoutLink(t) || t.CopyOf != 0 || t.ID == stands })
	if len(entered) == 0 {
		return false, nil
	}
	piece, err := j.store.Article(ctx, stands)
	if err != nil {
		return false, err
	}
	if _, opened := openedPage(piece.Versions); piece.Entered() && !opened {
		return false, nil // that is a claim as well
	}
	var joined []gaobang.ArticleID
	claims := piece.Claims()
	for _, e := range entered {
		other, err := j.store.Article(ctx, e.ID)
		if err != nil {
			return false, err
		}
		joined = append(joined, e.ID)
		if said := other.Claims(); !strings.Contains(claims, said) {
			claims = strings.Trim(claims+"\n"+said, "\n")
		}
	}
	found := j.office.analyzer.Analyze(piece.WithClaims(claims))
	an := analysisOf(found, "")
	an.Joins = joined
	repliedLater(&an, piece.Versions)
	return j.store.ReviseArticle(ctx, an)
}

// all joins whatever was entered before its page was there, also by an older program.
func (j joining) all(ctx context.Context) (regroup bool, err error) {
	entered, err := j.store.EnteredWithoutLink(ctx)
	if err != nil {
		return false, err
	}
	for _, e := range entered {
		if err := ctx.Err(); err != nil {
			return regroup, err
		}
		list, err := j.store.PublishedOn(ctx, e.Outlet, e.Day)
		if err != nil {
			return regroup, err
		}
		pages := slices.DeleteFunc(namesakes(list, e.Title), withoutLink)
		if len(pages) == 0 {
			continue
		}
		again, err := j.page(ctx, e.Title, e.Outlet, e.Day, pages[0].Stands())
		if err != nil {
			return regroup, err
		}
		regroup = regroup || again
	}
	return regroup, nil
}
