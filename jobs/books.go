package jobs

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer"
	"github.com/gaobang/gaobang/analyzer/segment"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/storage"
)

// office is the books of one moment and what is built from them.
type office struct {
	*config.Books

	version  string
	analyzer *analyzer.Analyzer
	origin   storage.Origin
	hosts    map[string][]gaobang.Outlet
	sites    map[string][]gaobang.Source         // those in use
	known    map[gaobang.SourceID]gaobang.Source // in use or not
}

// offices gives the current office and builds it anew when a book changed.
type offices struct {
	store     *storage.Store
	segmenter *segment.Segmenter
	mu        sync.Mutex
	last      *office
}

// current reads the versions of the books and of what was learned, which is cheap,
// and takes them only where one is newer than what it holds.
func (o *offices) current(ctx context.Context) (*office, error) {
	versions, err := o.store.VersionsInForce(ctx)
	if err != nil {
		return nil, err
	}
	learned, err := o.store.ModelInForce(ctx, storage.BureauModel)
	if err != nil {
		return nil, err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.last == nil || o.last.version != versionsOf(versions, learned) {
		taken, err := o.take(ctx, learned)
		if err != nil {
			return nil, err
		}
		o.last = taken
	}
	return o.last, nil
}

// take builds the office of the books in force.
func (o *offices) take(ctx context.Context, learned int) (*office, error) {
	read, err := o.store.CurrentBooks(ctx)
	if err != nil {
		return nil, err
	}
	books, err := ParseBooks(read)
	if err != nil {
		return nil, err
	}
	model, err := modelOf(ctx, o.store, learned)
	if err != nil {
		return nil, err
	}
	versions := make(map[string]int, len(read))
	for _, v := range read {
		versions[v.Name] = v.Version
	}
	office := newOffice(books, versionsOf(versions, learned), o.segmenter)
	office.analyzer = office.analyzer.Learned(model)
	return office, nil
}

// ParseBooks reads the books as stored. A rule book knows the version under
// which it was applied.
func ParseBooks(versions []gaobang.BookVersion) (*config.Books, error) {
	if len(versions) == 0 {
		return nil, gaobang.Errorf(gaobang.NotFound, "数据库中还没有名册和考核办法；请先运行 gaobang apply")
	}
	files := make([]config.File, len(versions))
	byName := map[string]int{}
	for i, v := range versions {
		files[i] = config.StoredFile(v.Name, fmt.Sprintf("%s（第 %d 版）", v.Name, v.Version), v.Content)
		byName[v.Name] = v.Version
	}
	books, err := config.ParseBooks(files)
	if err != nil {
		return nil, fmt.Errorf("数据库中的名册读不懂，可能由更新的程序写入：%w", err)
	}
	for i := range books.RuleBooks {
		books.RuleBooks[i].Version = byName["rules/"+string(books.RuleBooks[i].ID)]
	}
	return books, nil
}

func versionsOf(versions map[string]int, learned int) string {
	var s strings.Builder
	for _, name := range slices.Sorted(maps.Keys(versions)) {
		fmt.Fprintf(&s, "%s@%d ", name, versions[name])
	}
	fmt.Fprintf(&s, "倾向模型@%d", learned)
	return s.String()
}

func newOffice(books *config.Books, version string, seg *segment.Segmenter) *office {
	o := &office{
		Books: books, version: version, hosts: map[string][]gaobang.Outlet{}, sites: map[string][]gaobang.Source{},
		known:    map[gaobang.SourceID]gaobang.Source{},
		analyzer: analyzer.New(books.Registry, books.Outlets, seg),
		origin:   originBy(analyzer.NamesOf(books.Outlets)),
	}
	for _, outlet := range books.Outlets {
		for _, host := range outlet.Hosts {
			o.hosts[host] = append(o.hosts[host], outlet)
		}
	}
	for _, s := range books.Sources {
		o.known[s.ID] = s
		if !s.Disabled {
			o.sites[s.Site()] = append(o.sites[s.Site()], s)
		}
	}
	return o
}

// outletAt is the outlet that publishes under a host on a day; the source's own
// where the host is nobody's.
func (o *office) outletAt(host string, on gaobang.Date, src gaobang.Source) gaobang.OutletID {
	if there := o.outletsAt(host, on); len(there) > 0 {
		return there[0].ID
	}
	return src.Outlet
}

// outletsAt are the outlets that publish under a host on a day, the zero day being
// any. A mobile edition is its site's, whether the book names it or not.
func (o *office) outletsAt(host string, on gaobang.Date) []gaobang.Outlet {
	main := fetch.MainHost(host)
	for _, host := range []string{host, main, strings.TrimPrefix(main, "www.")} {
		there := slices.DeleteFunc(slices.Clone(o.hosts[host]), func(outlet gaobang.Outlet) bool {
			return !on.IsZero() && !outlet.Validity.Contains(on)
		})
		if len(there) > 0 {
			return there
		}
	}
	return nil
}
