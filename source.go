package gaobang

import (
	"maps"
	"net/url"
	"slices"
	"strings"
)

// SourceID names a source in books and tables; it never changes once applied.
type SourceID string

// SourceKind is how an outlet's pieces are found.
type SourceKind string

// The kinds of source.
const (
	ListSource   SourceKind = "list"   // a column page and its further pages
	EPaperSource SourceKind = "epaper" // a newspaper's electronic edition, one issue a day
	FeedSource   SourceKind = "feed"   // RSS or Atom
	// SitemapSource is a sitemap or an index of them.
	SitemapSource SourceKind = "sitemap"
	PageSource    SourceKind = "page"  // one piece, known by its address: a 公众号's, an app's, a claim
	LinksSource   SourceKind = "links" // many such pieces, each by its address
)

// Source (采集源) is one place where an outlet's pieces are found.
type Source struct {
	ID       SourceID
	Outlet   OutletID
	Name     string
	Kind     SourceKind
	URL      string // a list or feed address; an e-paper's first page with {YYYY}, {MM} and {DD}; "" for links
	Links    []Link // of kind links, as the office wrote them down; kept in the books only
	Schedule string // five cron fields or @every, in Asia/Shanghai
	Column   string // 栏目 given to what is found here, where the page names none
	MaxPages int    // list pages walked in one scan at most
	Lookback int    // days walked back on the first scan, and after a gap
	// DailyPages is how many pages of articles are asked for in a day at most, 0 for no
	// limit: each page of a piece is one, a list is none, nor is what redirects and a
	// page's scripts ask for. Hours is when the schedule may scan. Both are what a site
	// was promised.
	DailyPages int
	Hours      Hours
	Disabled   bool
}

// Listed reports pieces that people named by their addresses: no news is no
// fault, and a shorter list is theirs to make.
func (s Source) Listed() bool { return s.Kind == PageSource || s.Kind == LinksSource }

// Site is the host of the source: one site is scanned by one job at a time. Links
// to several hosts are a site of their own.
func (s Source) Site() string {
	if s.Kind != LinksSource {
		return hostOf(s.URL)
	}
	site := ""
	for _, l := range s.Links {
		switch host := hostOf(l.URL); {
		case site == "":
			site = host
		case site != host:
			return "links of " + string(s.ID)
		}
	}
	return site
}

// LeftAlone reports a site whose sources are all switched off. Nothing is asked of
// it any more, also not for the pieces that were found there: that may be why they
// are.
func LeftAlone(sources []Source, site string) bool {
	off := false
	for _, s := range sources {
		if s.Site() == site {
			if !s.Disabled {
				return false
			}
			off = true
		}
	}
	return off
}

func hostOf(address string) string {
	u, err := url.Parse(strings.NewReplacer("{", "", "}", "").Replace(address))
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

func pathOf(address string) string {
	u, err := url.Parse(strings.NewReplacer("{", "", "}", "").Replace(address))
	if err != nil {
		return ""
	}
	return u.Path
}

// Profile (站点规则) is how to read one site, for as long as it keeps its design.
// Every selector is CSS; an empty one leaves the field to the general rules.
type Profile struct {
	Host string
	// Path is what the paths of the addresses begin with that it is for, as the columns of
	// one site may have designs of their own; "" is for the whole site.
	Path     string
	Validity Validity
	List     ListProfile
	Article  ArticleProfile
	// HTTPFallback asks again by http where the site's https fails: what comes then
	// may be anybody's, so a person has to say so.
	HTTPFallback bool
	// LinksTo are other hosts whose pieces the lists of the site may lead to; what leads
	// to any other is left out and told.
	LinksTo []string
}

// ProfileOn is how an address is read on a day: by the profile for its path, and in what
// that leaves open by those for more of the site. Of several for one path the one that
// began last holds. nil where there is none.
func ProfileOn(profiles []Profile, address string, on Date) *Profile {
	host, path := hostOf(address), pathOf(address)
	latest := map[string]*Profile{}
	for i := range profiles {
		p := &profiles[i]
		if host == "" || p.Host != host || !strings.HasPrefix(path, p.Path) || !p.Validity.Contains(on) {
			continue
		}
		if other := latest[p.Path]; other == nil || p.Validity.From.After(other.Validity.From) {
			latest[p.Path] = p
		}
	}
	var best *Profile
	for _, path := range slices.SortedFunc(maps.Keys(latest), func(a, b string) int { return len(b) - len(a) }) {
		if best == nil {
			best = latest[path]
			continue
		}
		filled := best.filledFrom(*latest[path])
		best = &filled
	}
	return best
}

// filledFrom is a profile that takes from another what it leaves open.
func (p Profile) filledFrom(other Profile) Profile {
	if p.List == (ListProfile{}) {
		p.List = other.List
	}
	if p.Article == (ArticleProfile{}) {
		p.Article = other.Article
	}
	if p.LinksTo == nil {
		p.LinksTo = other.LinksTo
	}
	p.HTTPFallback = p.HTTPFallback || other.HTTPFallback
	return p
}

// ListProfile finds the links of a column page.
type ListProfile struct {
	Item string `json:"item,omitzero"` // one row
	Link string `json:"link,omitzero"` // the article's link within a row; its title attribute goes before its text
	Date string `json:"date,omitzero"` // the row's date within a row
	Next string `json:"next,omitzero"` // the link to the following page
	// NextPage makes the address of the n-th page from that of the first, with
	// {n} counting from NextFrom, where pages are numbered and not linked:
	// "index_{n}.html" from 1 (TRS), "list_{n}.shtml" from 2.
	NextPage string `json:"next_page,omitzero"`
	NextFrom int    `json:"next_from,omitzero"`
	// Render runs the page's scripts before the list is read: for lists that are not
	// in the page as sent. Item may be empty then.
	Render bool `json:"render,omitzero"`
}

// ArticleProfile overrides fields of an article page.
type ArticleProfile struct {
	Title           string `json:"title,omitzero"`
	PublishedAt     string `json:"published_at,omitzero"`
	ContentSource   string `json:"content_source,omitzero"`
	Byline          string `json:"byline,omitzero"`
	Body            string `json:"body,omitzero"`
	DistrustPubDate bool   `json:"distrust_pub_date,omitzero"` // the site's PubDate meta is the time of regeneration
	Render          bool   `json:"render,omitzero"`            // run the page's scripts before it is read
}

// Link is an article address as found at a source, with what the source says of
// it; the page itself is believed before the source.
type Link struct {
	URL         string
	Title       string
	PublishedAt Moment
	Placement   Placement
}
