package jobs

import (
	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer"
	"github.com/gaobang/gaobang/analyzer/family"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/storage"
)

// related is what an article has in common with stored ones.
func related(self storage.Text, candidates []storage.Text) []gaobang.Kin {
	var all []gaobang.Kin
	text := textOf(self)
	for _, c := range candidates {
		like := family.Near(text, textOf(c))
		if like.Kind == "" {
			continue
		}
		kin := gaobang.Kin{Article: self.Article, Other: c.Article, Kind: like.Kind, Similarity: like.Similarity}
		if like.Outer {
			kin.Article, kin.Other = kin.Other, kin.Article
		}
		all = append(all, kin)
	}
	return all
}

func textOf(t storage.Text) family.Text { return family.Read(t.Title, t.Body, t.PublishedAt) }

// originBy is which member of a family published first, as far as source lines
// name outlets of the books.
func originBy(outlets analyzer.OutletNames) storage.Origin {
	return func(members []storage.OriginFacts) gaobang.ArticleID {
		facts := make([]family.OriginFacts, len(members))
		for i, m := range members {
			cites, _ := outlets.Find(m.ContentSource)
			facts[i] = family.OriginFacts{
				Article: m.Article, Outlet: m.Outlet, Level: m.Level, PublishedAt: m.PublishedAt,
				Cites: cites, Signed: m.Byline.Signed(), Chars: m.Chars,
			}
		}
		return family.Origin(facts)
	}
}

// families is how they are made anew.
func families(books *config.Books) storage.Families {
	return storage.Families{
		Version: family.Version, Sieve: family.NewIndex(0), Join: related, Origin: originBy(analyzer.NamesOf(books.Outlets)),
		Keys: func(t storage.Text) []uint64 { return textOf(t).Keys() },
	}
}
