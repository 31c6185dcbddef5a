package storage

import (
	"cmp"
	"context"
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
	kin, err := kinWhere(ctx, tx, "k.kind <> ? AND (k.article IN (?) OR k.other IN (?))", gaobang.Overlap, ids, ids)
	for _, k := range kin {
		s[k.Article], s[k.Other] = true, true
	}
	return err
}

// regroupAround makes the families anew that a change of the kinship of some
// articles, or a ruling on them, can reach: theirs, those of their kin, and those
// of their kin's kin, because what is beside an article in a third tells whether
// that is a round-up.
func regroupAround(ctx context.Context, tx bun.Tx, changed []gaobang.ArticleID, origin Origin) error {
	set := articleSet{}
	for _, id := range changed {
		set[id] = true
	}
	for range 2 {
		if err := set.grow(ctx, tx); err != nil {
			return err
		}
	}
	var members []gaobang.ArticleID
	err := tx.NewSelect().TableExpr("fingerprints AS f").Column("f.article").Where("f.family <> 0"). // the index leaves 0 out
														Where("f.family IN (SELECT family FROM fingerprints WHERE article IN (?))", bun.List(set.ids())).Scan(ctx, &members)
	if err != nil {
		return err
	}
	for _, id := range members {
		set[id] = true
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
