package storage

import (
	"context"

	"github.com/uptrace/bun"

	"github.com/gaobang/gaobang"
)

type outletRow struct {
	bun.BaseModel `bun:"table:outlets,alias:o"`

	ID        gaobang.OutletID
	Name      string
	Aliases   []string `bun:"aliases,type:jsonb"`
	Kind      gaobang.OutletKind
	Level     gaobang.Level
	Locality  gaobang.Division
	Hosts     []string `bun:"hosts,type:jsonb"`
	ValidFrom int
	ValidTo   int
	Retired   bool
}

func outletRowOf(o gaobang.Outlet) outletRow {
	return outletRow{ID: o.ID, Name: legible(o.Name), Aliases: o.Aliases, Kind: o.Kind, Level: o.Level, Locality: o.Locality,
		Hosts: o.Hosts, ValidFrom: dayNumber(o.Validity.From), ValidTo: dayNumber(o.Validity.To)}
}

func (r outletRow) outlet() gaobang.Outlet {
	return gaobang.Outlet{ID: r.ID, Name: r.Name, Aliases: r.Aliases, Kind: r.Kind, Level: r.Level, Locality: r.Locality,
		Hosts: r.Hosts, Validity: gaobang.Validity{From: dayOf(r.ValidFrom), To: dayOf(r.ValidTo)}}
}

type sourceRow struct {
	bun.BaseModel `bun:"table:sources,alias:s"`

	ID         gaobang.SourceID
	Outlet     gaobang.OutletID
	Name       string
	Kind       gaobang.SourceKind
	URL        string
	Schedule   string
	ColumnName string
	MaxPages   int
	Lookback   int
	Disabled   bool
	Retired    bool
}

func sourceRowOf(s gaobang.Source) sourceRow {
	return sourceRow{ID: s.ID, Outlet: s.Outlet, Name: legible(s.Name), Kind: s.Kind, URL: s.URL, Schedule: s.Schedule,
		ColumnName: s.Column, MaxPages: s.MaxPages, Lookback: s.Lookback, Disabled: s.Disabled}
}

func (r sourceRow) source() gaobang.Source {
	return gaobang.Source{ID: r.ID, Outlet: r.Outlet, Name: r.Name, Kind: r.Kind, URL: r.URL, Schedule: r.Schedule,
		Column: r.ColumnName, MaxPages: r.MaxPages, Lookback: r.Lookback, Disabled: r.Disabled}
}

// Outlets is every outlet of the books, by ID; those no longer in the books only
// where retired is asked for.
func (s *Store) Outlets(ctx context.Context, which Which) ([]gaobang.Outlet, error) {
	var rows []outletRow
	err := which.of(s.read.NewSelect().Model(&rows)).Order("id").Scan(ctx)
	return mapped(rows, outletRow.outlet), s.explain("读取媒体", err)
}

// Sources is every source of the books, by ID.
func (s *Store) Sources(ctx context.Context, which Which) ([]gaobang.Source, error) {
	var rows []sourceRow
	err := which.of(s.read.NewSelect().Model(&rows)).Order("id").Scan(ctx)
	return mapped(rows, sourceRow.source), s.explain("读取采集源", err)
}

// Which says whether what has left the books is asked for too.
type Which int

// Current is what stands in the books; All is that and what once stood there.
const (
	Current Which = iota
	All
)

func (w Which) of(q *bun.SelectQuery) *bun.SelectQuery {
	if w == Current {
		q = q.Where("NOT ?TableAlias.retired")
	}
	return q
}

func replaceOutlets(ctx context.Context, tx bun.Tx, outlets []gaobang.Outlet) error {
	if err := retireAll(ctx, tx, "outlets"); err != nil || len(outlets) == 0 {
		return err
	}
	rows := mapped(outlets, outletRowOf)
	_, err := overwrite(tx.NewInsert().Model(&rows), "id", "name", "aliases", "kind", "level", "locality",
		"hosts", "valid_from", "valid_to", "retired").Exec(ctx)
	return err
}

func replaceSources(ctx context.Context, tx bun.Tx, sources []gaobang.Source) error {
	if err := retireAll(ctx, tx, "sources"); err != nil || len(sources) == 0 {
		return err
	}
	rows := mapped(sources, sourceRowOf)
	_, err := overwrite(tx.NewInsert().Model(&rows), "id", "outlet", "name", "kind", "url", "schedule",
		"column_name", "max_pages", "lookback", "disabled", "retired").Exec(ctx)
	return err
}

func retireAll(ctx context.Context, tx bun.Tx, table string) error {
	_, err := tx.NewRaw("UPDATE ? SET retired = TRUE WHERE NOT retired", bun.Ident(table)).Exec(ctx)
	return err
}

// overwrite makes an insert replace the given columns of a row that is there.
func overwrite(q *bun.InsertQuery, key string, columns ...string) *bun.InsertQuery {
	q = q.On("CONFLICT (?) DO UPDATE", bun.Ident(key))
	for _, c := range columns {
		q = q.Set("? = EXCLUDED.?", bun.Ident(c), bun.Ident(c))
	}
	return q
}
