package storage

import (
	"context"
	"maps"
	"slices"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

type articleAlertRow struct {
	bun.BaseModel `bun:"table:article_alerts,alias:aa"`

	ID       int64 `bun:",pk,autoincrement"`
	Article  gaobang.ArticleID
	Bureau   gaobang.UnitID
	Kind     gaobang.AlertKind
	Quote    gaobang.Evidence `bun:"quote,type:jsonb"`
	OpenedAt int64
	ClosedAt int64
	Decision int64
}

func (r articleAlertRow) alert() gaobang.ArticleAlert {
	return gaobang.ArticleAlert{ID: r.ID, Article: r.Article, Bureau: r.Bureau, Kind: r.Kind, Quote: r.Quote,
		OpenedAt: timeOf(r.OpenedAt), ClosedAt: timeOf(r.ClosedAt), Decision: r.Decision}
}

// closers say which decisions close which alerts.
var closers = map[gaobang.AlertKind]gaobang.DecisionKind{
	gaobang.AlertNegative: gaobang.DecideSentiment,
	gaobang.AlertMessage:  gaobang.DecideReplied,
}

// turnAlerts opens what the analysis of an article found and closes what it found
// before and no more. What a person has decided does not open again.
func (s *Store) turnAlerts(ctx context.Context, tx bun.Tx, an *Analysis) error {
	var there []articleAlertRow
	if err := tx.NewSelect().Model(&there).Where("article = ?", an.Article.ID).Order("id").Scan(ctx); err != nil {
		return err
	}
	var decided []decisionRow
	if err := tx.NewSelect().Model(&decided).Where("article = ?", an.Article.ID).Order("id").Scan(ctx); err != nil {
		return err
	}
	var fresh []articleAlertRow
	stands := map[int64]bool{}
	for _, a := range an.Alerts {
		i := slices.IndexFunc(there, func(r articleAlertRow) bool {
			return r.Kind == a.Kind && r.Bureau == a.Bureau && r.ClosedAt == 0
		})
		ruled := settled(decided, a.Kind, a.Bureau)
		switch {
		case i >= 0:
			stands[there[i].ID] = true
		case !ruled:
			a.Quote.Text = legible(a.Quote.Text)
			fresh = append(fresh, articleAlertRow{Article: an.Article.ID, Bureau: a.Bureau, Kind: a.Kind, Quote: a.Quote, OpenedAt: micros(s.now())})
		}
	}
	var over []int64
	for _, r := range there {
		if _, analysed := closers[r.Kind]; analysed && r.ClosedAt == 0 && !stands[r.ID] {
			over = append(over, r.ID)
		}
	}
	if len(over) > 0 {
		if _, err := tx.NewUpdate().Model((*articleAlertRow)(nil)).Set("closed_at = ?", micros(s.now())).Where("id IN (?)", bun.List(over)).Exec(ctx); err != nil {
			return err
		}
	}
	return insertAll(ctx, tx, fresh)
}

// settled reports whether a person has ruled on what an alert is about, or that
// the article is not the bureau's: of several rulings on whose it is the latest
// holds.
func settled(decided []decisionRow, kind gaobang.AlertKind, bureau gaobang.UnitID) bool {
	notOurs := false
	for _, r := range decided {
		d := r.decision()
		switch {
		case d.Bureau != bureau:
		case d.Kind == closers[kind]:
			return true
		case d.Kind == gaobang.DecideUnits:
			notOurs = d.NotOurs()
		}
	}
	return notOurs
}

// closeAlerts closes what a decision settles.
func (s *Store) closeAlerts(ctx context.Context, tx bun.Tx, d *gaobang.Decision) error {
	var kinds []gaobang.AlertKind
	for kind, by := range closers {
		if d.Kind == by || d.NotOurs() {
			kinds = append(kinds, kind)
		}
	}
	if d.Kind == gaobang.DecideUnits && !d.NotOurs() {
		return reopenAlerts(ctx, tx, d)
	}
	if len(kinds) == 0 {
		return nil
	}
	slices.Sort(kinds)
	_, err := tx.NewUpdate().Model((*articleAlertRow)(nil)).Set("closed_at = ?", micros(d.At)).Set("decision = ?", d.ID).
		Where("article = ?", d.Article).Where("bureau = ?", d.Bureau).Where("kind IN (?)", bun.List(kinds)).Where("closed_at = 0").Exec(ctx)
	return err
}

// reopenAlerts opens again what a ruling that an article is not the bureau's had
// closed, now that another says it is.
func reopenAlerts(ctx context.Context, tx bun.Tx, d *gaobang.Decision) error {
	var closed []articleAlertRow
	err := tx.NewSelect().Model(&closed).Where("article = ?", d.Article).Where("bureau = ?", d.Bureau).Order("id").Scan(ctx)
	if err != nil || len(closed) == 0 {
		return err
	}
	var decided []decisionRow
	if err := tx.NewSelect().Model(&decided).Where("article = ?", d.Article).Order("id").Scan(ctx); err != nil {
		return err
	}
	latest := map[gaobang.AlertKind]articleAlertRow{}
	for _, r := range closed {
		latest[r.Kind] = r
	}
	var again []articleAlertRow
	for _, kind := range slices.Sorted(maps.Keys(latest)) {
		r := latest[kind]
		byNotOurs := slices.ContainsFunc(decided, func(o decisionRow) bool { return o.ID == r.Decision && o.Kind == gaobang.DecideUnits })
		if r.ClosedAt != 0 && byNotOurs && !settled(decided, kind, d.Bureau) {
			again = append(again, articleAlertRow{Article: r.Article, Bureau: r.Bureau, Kind: kind, Quote: r.Quote, OpenedAt: micros(d.At)})
		}
	}
	return insertAll(ctx, tx, again)
}

// mergeAlerts leaves one open alert of a kind for a bureau where several articles turn
// out to be one piece: that of the article that stands, else the one opened first. It
// is as old as the oldest of them.
func mergeAlerts(ctx context.Context, tx bun.Tx, ids []gaobang.ArticleID, stands gaobang.ArticleID) error {
	var open []articleAlertRow
	err := tx.NewSelect().Model(&open).Where("article IN (?)", bun.List(ids)).Where("closed_at = 0").
		OrderExpr("CASE WHEN article = ? THEN 0 ELSE 1 END, opened_at, id", stands).Scan(ctx)
	if err != nil {
		return err
	}
	type subject struct {
		bureau gaobang.UnitID
		kind   gaobang.AlertKind
	}
	kept, twice := map[subject]articleAlertRow{}, []int64(nil)
	for _, r := range open {
		first, is := kept[subject{r.Bureau, r.Kind}]
		if !is {
			kept[subject{r.Bureau, r.Kind}] = r
			continue
		}
		twice = append(twice, r.ID)
		if r.OpenedAt >= first.OpenedAt {
			continue
		}
		first.OpenedAt = r.OpenedAt
		kept[subject{r.Bureau, r.Kind}] = first
		if _, err := tx.NewUpdate().Model(&first).Column("opened_at").WherePK().Exec(ctx); err != nil {
			return err
		}
	}
	if len(twice) == 0 {
		return nil
	}
	_, err = tx.NewDelete().Model((*articleAlertRow)(nil)).Where("id IN (?)", bun.List(twice)).Exec(ctx)
	return err
}

// AlertRecord is an alert with what a list of them shows of its article.
type AlertRecord struct {
	gaobang.ArticleAlert

	Title       string
	Outlet      gaobang.OutletID
	PublishedAt gaobang.Moment
	Message     *gaobang.Message  // where the article is one
	Origin      gaobang.ArticleID // the first publication of its story; itself where it is the first
}

// ArticleAlerts are the open alerts, or all, the latest opened first.
func (s *Store) ArticleAlerts(ctx context.Context, all bool) ([]AlertRecord, error) {
	var records []AlertRecord
	err := s.snapshot(ctx, "读取提醒", func(ctx context.Context, tx bun.Tx) error {
		var rows []struct {
			articleAlertRow `bun:",extend"`

			Title       string
			Outlet      gaobang.OutletID
			PublishedAt string
			Origin      gaobang.ArticleID
		}
		q := tx.NewSelect().TableExpr("article_alerts AS aa").ColumnExpr("aa.*, a.title, a.outlet, a.published_at, coalesce(fam.origin, a.id) AS origin").
			Join("JOIN articles AS a ON a.id = aa.article").Join("LEFT JOIN fingerprints AS f ON f.article = a.id").
			Join("LEFT JOIN families AS fam ON fam.id = f.family").OrderExpr("aa.opened_at DESC, aa.id DESC")
		if !all {
			q = q.Where("aa.closed_at = 0")
		}
		if err := q.Scan(ctx, &rows); err != nil {
			return err
		}
		messages, err := messagesWhere(ctx, tx, "article IN (SELECT article FROM article_alerts)")
		if err != nil {
			return err
		}
		for _, r := range rows {
			at, err := gaobang.ParseMoment(r.PublishedAt)
			if err != nil {
				return err
			}
			records = append(records, AlertRecord{r.alert(), r.Title, r.Outlet, at, messages[r.Article], r.Origin})
		}
		return nil
	})
	return records, err
}
