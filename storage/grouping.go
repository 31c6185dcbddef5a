package storage

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// articleSet is articles of which the families are made anew.
type articleSet map[gaobang.ArticleID]bool

func (s articleSet) ids() []gaobang.ArticleID { return slices.Sorted(maps.Keys(s)) }

// grow adds the articles that carry one text with those in the set. Articles that
// merely overlap are left out: that never makes a family, and one tail under every
// piece of a column would draw the whole column in with each save.
func (s articleSet) grow(ctx context.Context, tx bun.Tx) error {
	ids := bun.List(s.ids())
	for _, side := range []string{"k.article", "k.other"} { // each has an index of all but overlaps
		kin, err := kinWhere(ctx, tx, side+" IN (?) AND k.kind <> 'overlap'", ids)
		if err != nil {
			return err
		}
		for _, k := range kin {
			s[k.Article], s[k.Other] = true, true
		}
	}
	return nil
}

// mostRings is how far around an article ruled apart from another families are made
// anew: much farther than rulings of people reach, and an end.
const mostRings = 16

// reach is the articles whose families a change of the kinship of some, or a ruling
// on them, can reach: theirs, their kin's, those of their kin's kin, because what is
// beside an article in a third tells whether that is a round-up. Where articles were
// ruled apart it is all that hangs together: whoever leaves one story for another
// makes room for a third.
func reach(ctx context.Context, tx bun.Tx, changed []gaobang.ArticleID) (articleSet, error) {
	set := articleSet{}
	for _, id := range changed {
		set[id] = true
	}
	if err := set.grow(ctx, tx); err != nil {
		return nil, err
	}
	for range mostRings {
		size := len(set)
		if err := errors.Join(set.grow(ctx, tx), set.addFamilies(ctx, tx)); err != nil {
			return nil, err
		}
		parted, err := set.addRuled(ctx, tx)
		if err != nil || !parted || len(set) == size {
			return set, err
		}
	}
	return set, nil
}

// addFamilies adds the members of the families of the articles in the set.
func (s articleSet) addFamilies(ctx context.Context, tx bun.Tx) error {
	var members []gaobang.ArticleID
	err := tx.NewSelect().TableExpr("fingerprints AS f").Column("f.article").Where("f.family <> 0"). // the index leaves 0 out
														Where("f.family IN (SELECT family FROM fingerprints WHERE article IN (?))", bun.List(s.ids())).Scan(ctx, &members)
	for _, id := range members {
		s[id] = true
	}
	return err
}

// addRuled adds the articles that were ruled one story with some of the set or apart
// from them, and reports whether any were ruled apart.
func (s articleSet) addRuled(ctx context.Context, tx bun.Tx) (parted bool, err error) {
	ids := bun.List(s.ids())
	for _, side := range []string{"d.article", "d.other"} { // each has an index
		rulings, err := decisionsWhere(ctx, tx, "d.other <> 0 AND "+side+" IN (?)", ids)
		if err != nil {
			return false, err
		}
		for _, d := range rulings {
			s[d.Article], s[d.Other] = true, true
			parted = parted || d.Kind == gaobang.DecideApart
		}
	}
	return parted, nil
}

// regroupAround makes the families anew that a change of the kinship of some
// articles, or a ruling on them, can reach.
func regroupAround(ctx context.Context, tx bun.Tx, changed []gaobang.ArticleID, origin Origin) error {
	set, err := reach(ctx, tx, changed)
	if err != nil {
		return err
	}
	around := maps.Clone(set)
	if err := around.grow(ctx, tx); err != nil {
		return err
	}
	ids := bun.List(around.ids())
	// Of every kind: an overlap tells that two who stand in a third are no strangers.
	kin, err := kinWhere(ctx, tx, "k.article IN (?) AND k.other IN (?)", ids, ids)
	if err != nil {
		return err
	}
	rulings, err := decisionsWhere(ctx, tx, "d.other <> 0 AND d.other IN (?)", ids)
	if err != nil {
		return err
	}
	return regroup(ctx, tx, set.ids(), gaobang.Stories(set.ids(), kin, rulings), origin)
}

// regroup writes down the families of some articles, which hold no others: what
// they are called, how near their members are, which was first.
func regroup(ctx context.Context, tx bun.Tx, ids []gaobang.ArticleID, stories [][]gaobang.FamilyMember, origin Origin) error {
	var rows []fingerprintRow
	if err := tx.NewSelect().Model(&rows).Where("f.article IN (?)", bun.List(ids)).Scan(ctx); err != nil {
		return err
	}
	was := make(map[gaobang.ArticleID]fingerprintRow, len(rows))
	gone := map[gaobang.FamilyID]bool{}
	for _, r := range rows {
		was[r.Article] = r
		if r.Family != 0 {
			gone[r.Family] = true
		}
	}
	alone := maps.Clone(was)
	for _, members := range stories {
		id := nameOf(members, was)
		delete(gone, id)
		if !asItWas(id, members, was) {
			if err := setOrigin(ctx, tx, id, members, origin); err != nil {
				return err
			}
		}
		if err := placeIn(ctx, tx, id, members, was); err != nil {
			return err
		}
		for _, m := range members {
			delete(alone, m.Article)
		}
	}
	return disband(ctx, tx, alone, gone)
}

// nameOf is the ID of a family: its member stored first.
func nameOf(members []gaobang.FamilyMember, was map[gaobang.ArticleID]fingerprintRow) gaobang.FamilyID {
	first := slices.MinFunc(members, func(a, b gaobang.FamilyMember) int {
		return cmp.Compare(was[a.Article].Seq, was[b.Article].Seq)
	})
	return gaobang.FamilyID(first.Article)
}

// asItWas reports whether a family has the members it had.
func asItWas(id gaobang.FamilyID, members []gaobang.FamilyMember, was map[gaobang.ArticleID]fingerprintRow) bool {
	had := 0
	for _, r := range was {
		if r.Family == id {
			had++
		}
	}
	return had == len(members) && !slices.ContainsFunc(members, func(m gaobang.FamilyMember) bool { return was[m.Article].Family != id })
}

// placeIn writes the family of its members, where it is not as it was.
func placeIn(ctx context.Context, tx bun.Tx, id gaobang.FamilyID, members []gaobang.FamilyMember, was map[gaobang.ArticleID]fingerprintRow) error {
	for _, m := range members {
		if r := was[m.Article]; r.Family == id && r.Similarity == m.Similarity {
			continue
		}
		_, err := tx.NewUpdate().Table("fingerprints").Set("family = ?", id).Set("similarity = ?", m.Similarity).
			Where("article = ?", m.Article).Exec(ctx)
		if err != nil {
			return err
		}
	}
	return nil
}

// disband takes articles out of the families they were in, and drops families that
// are no more.
func disband(ctx context.Context, tx bun.Tx, alone map[gaobang.ArticleID]fingerprintRow, gone map[gaobang.FamilyID]bool) error {
	maps.DeleteFunc(alone, func(_ gaobang.ArticleID, r fingerprintRow) bool { return r.Family == 0 })
	if len(alone) > 0 {
		_, err := tx.NewUpdate().Table("fingerprints").Set("family = 0").Set("similarity = 0").
			Where("article IN (?)", bun.List(slices.Sorted(maps.Keys(alone)))).Exec(ctx)
		if err != nil {
			return err
		}
	}
	if len(gone) == 0 {
		return nil
	}
	_, err := tx.NewDelete().Table("families").Where("id IN (?)", bun.List(slices.Sorted(maps.Keys(gone)))).Exec(ctx)
	return err
}
