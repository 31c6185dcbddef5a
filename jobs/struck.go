package jobs

import (
	"context"
	"errors"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/scoring"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/storage"
)

// Struck is a unit or a person that a change takes out of the registry though
// pieces are theirs.
type Struck struct {
	Unit   gaobang.Unit   // the zero unit where it is a person
	Person gaobang.Person // the zero person where it is a unit
	Use    storage.Use
}

// StruckOut is who is in use and in no registry after a change, in its order before.
func StruckOut(ctx context.Context, store *storage.Store, before, after *gaobang.Registry) ([]Struck, error) {
	var all []Struck
	add := func(s Struck, err error) error {
		if s.Use.Articles > 0 {
			all = append(all, s)
		}
		return err
	}
	for _, u := range before.Units {
		if _, stays := after.Unit(u.ID); stays {
			continue
		}
		use, err := store.UseOfUnit(ctx, u.ID)
		if err := add(Struck{Unit: u, Use: use}, err); err != nil {
			return nil, err
		}
	}
	for _, p := range before.People {
		if _, stays := after.Person(p.ID); stays {
			continue
		}
		use, err := store.UseOfPerson(ctx, p.ID)
		if err := add(Struck{Person: p, Use: use}, err); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Stray is a ruling in force that the registry does not bear any more, and why: it
// gives points to nobody until it is made anew.
type Stray struct {
	gaobang.Decision

	Why error
}

// errUnowned is why a ruling on an attitude comes to nothing.
var errUnowned = errors.New("这篇稿件现在没有归到这个局，认定的倾向不起作用")

// unowned are the rulings in force on the attitude of articles toward bureaus to
// which nothing gives them any more: neither the program, which may have judged
// them anew by other books, nor a person. A person who rules that an article is not
// the bureau's settles it.
func unowned(articles []scoring.Article, decisions []gaobang.Decision) []Stray {
	owned := map[matter]bool{}
	for i := range articles {
		for _, t := range articles[i].Attributions {
			owned[matter{articles[i].ID, t.Bureau}] = true
		}
	}
	last := map[matter]gaobang.Decision{}
	for _, d := range decisions {
		m := matter{d.Article, d.Bureau}
		switch d.Kind {
		case gaobang.DecideUnits:
			owned[m] = true
		case gaobang.DecideSentiment:
			last[m] = d
		}
	}
	var all []Stray
	for _, d := range decisions {
		m := matter{d.Article, d.Bureau}
		if d.Kind == gaobang.DecideSentiment && !owned[m] && last[m].ID == d.ID {
			all = append(all, Stray{d, errUnowned})
		}
	}
	return all
}

// Strays are the rulings in force, of those in the order in which they were made,
// that a registry does not bear.
func Strays(books *config.Books, decisions []gaobang.Decision) []Stray {
	type subject struct {
		matter
		kind gaobang.DecisionKind
	}
	last := map[subject]int{}
	for i, d := range decisions {
		last[subject{matter{d.Article, d.Bureau}, d.Kind}] = i
	}
	var all []Stray
	for i, d := range decisions {
		if d.Kind.OnStory() || last[subject{matter{d.Article, d.Bureau}, d.Kind}] != i {
			continue
		}
		if err := checkParties(books.Registry, d); err != nil {
			all = append(all, Stray{d, err})
		}
	}
	return all
}
