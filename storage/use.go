package storage

import (
	"context"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

// Use is how many pieces are somebody's, and from which day to which.
type Use struct {
	Articles    int
	First, Last gaobang.Date
}

// UseOfUnit is what is a unit's, by the last ruling, else by attribution.
func (s *Store) UseOfUnit(ctx context.Context, unit gaobang.UnitID) (Use, error) {
	return s.use(ctx, s.of([]gaobang.UnitID{unit}))
}

// UseOfPerson is what is a person's, in the same way.
func (s *Store) UseOfPerson(ctx context.Context, person gaobang.PersonID) (Use, error) {
	return s.use(ctx, s.ofWhom("person", bun.List([]gaobang.PersonID{person})))
}

func (s *Store) use(ctx context.Context, articles *bun.RawQuery) (Use, error) {
	var row struct {
		Articles          int
		FirstDay, LastDay int
	}
	err := s.read.NewSelect().TableExpr("articles AS a").
		ColumnExpr("count(*) AS articles, coalesce(min(a.day), 0) AS first_day, coalesce(max(a.day), 0) AS last_day").
		Where("a.copy_of = 0").Where("a.id IN (?)", articles).Scan(ctx, &row)
	return Use{row.Articles, dayOf(row.FirstDay), dayOf(row.LastDay)}, s.explain("读取稿件归属", err)
}
