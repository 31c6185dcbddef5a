package jobs

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/entry"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/storage"
)

// maxBesideBytes bounds what stands in all files beside one sheet.
const maxBesideBytes = 64 << 20

// Plan says what each row comes to, and everything that is wrong with the sheet.
func (i *Import) Plan(ctx context.Context, sheet entry.Sheet) ([]PlannedEntry, []error) {
	office, err := i.office(ctx)
	if err != nil {
		return nil, []error{err}
	}
	p := planning{Import: i, books: office, at: i.Now().In(gaobang.Shanghai), rows: map[string]int{}, docs: map[int]entry.Document{}}
	plan := make([]PlannedEntry, 0, len(sheet.Rows))
	for _, row := range sheet.Rows {
		if err := ctx.Err(); err != nil {
			return nil, []error{err}
		}
		doc := entry.Document{By: i.By, At: p.at, File: sheet.File, SHA256: sheet.SHA256, Sheet: sheet.Name, Row: row.Number, Year: sheet.Year, Cells: row.Cells}
		planned, err := p.row(ctx, doc)
		if err != nil {
			return nil, append(p.faults, err)
		}
		plan = append(plan, planned)
	}
	return plan, p.faults
}

type planning struct {
	*Import

	books  *office
	at     time.Time
	rows   map[string]int // by the address of their piece
	docs   map[int]entry.Document
	beside int // bytes read
	faults []error
}

func (p *planning) fault(row int, c entry.Column, err error) {
	p.faults = append(p.faults, entry.Fault{Row: row, Column: c, Text: err.Error()})
}

// row reads a row; what is wrong with it is put down.
func (p *planning) row(ctx context.Context, doc entry.Document) (PlannedEntry, error) {
	before := len(p.faults)
	e := PlannedEntry{Document: p.attached(doc)}
	var faults []error
	e.Article, faults = e.Document.Article()
	p.faults = append(p.faults, faults...)
	if p.place(&e); e.Repeats > 0 {
		e.Kind = EntryRepeated
		return e, nil
	}
	for _, name := range doc.Units() {
		unit, err := p.books.Registry.FindUnit(name, "", e.Article.PublishedAt.Date())
		if err != nil {
			p.fault(doc.Row, entry.Unit, err)
		}
		e.Units = append(e.Units, unit)
		e.Document.Reported = append(e.Document.Reported, unit.Name)
	}
	if len(p.faults) > before {
		return e, nil
	}
	e.Article = e.Article.WithClaims(e.Document.Claims()) // the units under their full names
	if err := p.recall(ctx, &e); err != nil {
		return e, err
	}
	if e.Repeats > 0 {
		e.Kind = EntryRepeated
		return e, nil
	}
	e.Article.ID = gaobang.NewArticleID(e.Article.CanonicalURL)
	e.Article.ContentHash = contentHash(&e.Article)
	e.Article.Capture = gaobang.Capture{At: p.at, Kind: gaobang.CapturedEntry}
	p.judge(&e)
	return e, nil
}

// judge says whose a piece is by what was entered: of one that was crawled, or whose
// page was seen, beside what the page says.
func (p *planning) judge(e *PlannedEntry) {
	saved := []gaobang.Entry{{Saved: e.Document.HTML != ""}}
	switch page, opened := openedPage(e.Stored.Versions); {
	case e.Kind == EntrySame:
		e.Judged, e.Found.Attributions = e.Stored.Article, e.Stored.Attributions
		return
	case e.Kind == EntryJoined:
		e.Judged = e.Stored.WithClaims(e.Article.Claims())
		e.Found = p.books.analyzer.Analyze(e.Judged)
		return
	case opened:
		seen, _ := e.Stored.Unclaimed()
		seen.Title, seen.Body, seen.ContentSource, seen.PublishedAt = page.Title, page.Body, page.ContentSource, page.PublishedAt
		e.Judged = proved(e.Article, seen)
	default:
		e.Judged = e.Article
	}
	e.Found = p.books.entered(e.Judged, saved, e.Stored.Versions, e.Stored.Check)
}

// attached adds the file beside the sheet that the row names.
func (p *planning) attached(doc entry.Document) entry.Document {
	name := doc.Value(entry.Beside)
	if name == "" {
		return doc
	}
	data, err := p.Beside(name)
	if p.beside += len(data); err == nil && p.beside > maxBesideBytes {
		err = gaobang.Errorf(gaobang.Invalid, "本表各行的正文文件合计超过 %d MiB：请分成几个表", maxBesideBytes>>20)
	}
	if err != nil {
		p.fault(doc.Row, entry.Beside, err)
		return doc
	}
	doc, err = doc.Attach(name, data)
	if err != nil {
		p.faults = append(p.faults, err)
	}
	return doc
}

// place finds the outlet and the address of a piece.
func (p *planning) place(e *PlannedEntry) {
	a, row := &e.Article, e.Document.Row
	day := a.PublishedAt.Date()
	if !a.PublishedAt.IsZero() && a.PublishedAt.Time.After(p.at) {
		p.fault(row, entry.Date, gaobang.Errorf(gaobang.Invalid, "%s 还没有到", a.PublishedAt))
	}
	if a.URL != "" {
		canonical, err := fetch.Canonical(a.URL)
		if err != nil {
			p.fault(row, entry.Link, gaobang.Errorf(gaobang.Invalid, "%q 不是网址：应以 http:// 或 https:// 开头", a.URL))
			return
		}
		a.CanonicalURL = canonical
	}
	outlet, err := p.outlet(e.Document.Value(entry.Outlet), *a, day)
	if err != nil {
		p.fault(row, entry.Outlet, err)
		return
	}
	a.Outlet = outlet
	if a.CanonicalURL == "" {
		a.CanonicalURL = entryAddress(outlet, day, a.Title)
	}
	p.once(a.CanonicalURL, e)
}

// once refuses a second row of one piece. One that says the very same is passed over.
func (p *planning) once(piece string, e *PlannedEntry) {
	row := e.Document.Row
	if other, twice := p.rows[piece]; twice {
		if p.docs[other].SameAs(e.Document) {
			e.Repeats = other
			return
		}
		p.fault(row, "", gaobang.Errorf(gaobang.Invalid, "与第 %d 行是同一篇：请合成一行，几家合写的在“单位”里用、隔开", other))
		return
	}
	p.rows[piece], p.docs[row] = row, e.Document
}

// entryAddress names a piece without a link: the same piece is called the same.
func entryAddress(outlet gaobang.OutletID, day gaobang.Date, title string) string {
	sum := sha256.Sum256([]byte(entry.Identity(title)))
	return gaobang.EntryScheme + string(outlet) + "/" + day.String() + "/" + hex.EncodeToString(sum[:8])
}

// outlet is the one that the row names, or that publishes where its link leads;
// where both are given they have to agree.
func (p *planning) outlet(name string, a gaobang.Article, day gaobang.Date) (gaobang.OutletID, error) {
	host := hostOf(a.CanonicalURL)
	there := p.books.outletsAt(host, day)
	switch {
	case name == "" && len(there) == 1:
		return there[0].ID, nil
	case name == "" && len(there) > 1:
		return "", gaobang.Errorf(gaobang.Invalid, "网站 %s 上有 %d 家媒体：请写明是哪一家", host, len(there))
	case name == "" && host != "":
		return "", gaobang.Errorf(gaobang.Invalid, "网站 %s 不属于媒体目录里的哪一家：请写明媒体，或在 outlets 名册里补上这个 hosts", host)
	case name == "":
		return "", gaobang.Errorf(gaobang.Invalid, "没有媒体")
	}
	outlet, err := gaobang.FindOutlet(p.books.Outlets, name, day)
	if err != nil {
		return "", err
	}
	if len(there) > 0 && !slices.ContainsFunc(there, func(o gaobang.Outlet) bool { return o.ID == outlet.ID }) {
		return "", gaobang.Errorf(gaobang.Invalid, "链接的网站 %s 是 %s 的，不是 %s 的：请改媒体，或删去链接（见报的和网上的各算一篇，请分两行）", host, there[0].Name, outlet.Name)
	}
	return outlet.ID, nil
}

// recall finds what is stored of the piece already: at its address, with its text,
// or, where one of both has no link, under its title in its outlet on its day.
func (p *planning) recall(ctx context.Context, e *PlannedEntry) error {
	a := &e.Article
	e.Kind = EntryNew
	stored, err := p.Store.ArticleStanding(ctx, a.CanonicalURL, a.Outlet, contentHash(a))
	if gaobang.CodeOf(err) == gaobang.NotFound {
		stored, err = p.namesake(ctx, a)
	}
	if gaobang.CodeOf(err) == gaobang.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	e.Stored, e.Kind = stored, EntryJoined
	p.once(stored.ID.String(), e)
	if stored.Entered() { // it stands by what was entered last
		e.Kind, a.CanonicalURL = EntryRevised, stored.CanonicalURL
	}
	rows, err := Evidence{p.Store, p.Archive}.rows(ctx, stored.Entries)
	if err != nil {
		return err
	}
	if entry.Holds(rows, e.Document) {
		e.Kind = EntrySame
	}
	*a = a.WithClaims(entry.ClaimsOf(entry.Holding(rows, e.Document)))
	return nil
}

// namesake is what stands for the piece of that title and day, be it a copy's.
func (p *planning) namesake(ctx context.Context, a *gaobang.Article) (storage.ArticleRecord, error) {
	list, err := p.Store.PublishedOn(ctx, a.Outlet, a.PublishedAt.Date())
	if err != nil {
		return storage.ArticleRecord{}, err
	}
	for _, other := range namesakes(list, a.Title) {
		if a.URL == "" || withoutLink(other) {
			return p.Store.Article(ctx, other.Stands())
		}
	}
	return storage.ArticleRecord{}, gaobang.Errorf(gaobang.NotFound, "没有同名的稿件")
}

// rows are those of the rows in which a piece was entered that hold.
func (e Evidence) rows(ctx context.Context, entries []gaobang.Entry) (hold []entry.Document, err error) {
	for _, s := range entries {
		doc, err := e.Entered(ctx, s)
		if err != nil {
			return nil, err
		}
		hold = entry.Holding(hold, doc)
	}
	return hold, nil
}

// Entered is the row that was entered, from the archive.
func (e Evidence) Entered(ctx context.Context, s gaobang.Entry) (entry.Document, error) {
	c, err := e.Store.Capture(ctx, s.Capture)
	if err != nil {
		return entry.Document{}, err
	}
	page, err := e.Read(ctx, c)
	if err != nil {
		return entry.Document{}, err
	}
	return entry.Decode(page.Record.Payload)
}

// contentHash tells pieces of one outlet apart by their text, and those of which no
// text was entered by what they are called.
func contentHash(a *gaobang.Article) string {
	if a.Body == "" {
		return gaobang.HashContent(a.Title, a.CanonicalURL)
	}
	return gaobang.HashContent(a.Title, a.Body)
}
