package source

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
)

// Elsewhere are the rows of a list that lead to other sites: a piece on a 公众号, on
// a paper's app, on the portal next door. They are those sites' pieces, so they are
// not taken for the source's outlet unless the profile names the host; nor are they
// left out without a word.
type Elsewhere struct {
	First int            // on the first page
	Hosts map[string]int // how many lead to each, of all pages walked
}

// with counts one row more.
func (e Elsewhere) with(address string) Elsewhere {
	u, err := url.Parse(address)
	if err != nil {
		return e
	}
	if e.Hosts == nil {
		e.Hosts = map[string]int{}
	}
	e.Hosts[strings.ToLower(u.Hostname())]++
	return e
}

// Rows is how many there are.
func (e Elsewhere) Rows() (n int) {
	for _, rows := range e.Hosts {
		n += rows
	}
	return n
}

// hostsNamed are named at most.
const hostsNamed = 3

// Saw says how many there are and where they lead, the most frequent host first; ""
// where there are none.
func (e Elsewhere) Saw() string {
	if len(e.Hosts) == 0 {
		return ""
	}
	hosts := slices.SortedFunc(maps.Keys(e.Hosts), func(a, b string) int {
		return cmp.Or(cmp.Compare(e.Hosts[b], e.Hosts[a]), cmp.Compare(a, b))
	})
	named := strings.Join(hosts[:min(len(hosts), hostsNamed)], "、")
	if len(hosts) > hostsNamed {
		named += fmt.Sprintf(" 等 %d 个", len(hosts))
	}
	return fmt.Sprintf("另有 %d 条链到别的网站（%s），没有采", e.Rows(), named)
}

// ElsewhereRemedy says what can be done about rows that lead elsewhere.
const ElsewhereRemedy = "要算的稿件请用 gaobang import 录入，或写成 kind: links 的采集源；这些网站的稿件都该采时，在站点规则中写 links_to: [网站]"

// elsewhere reports an address on another site that no profile allows.
func (s *scan) elsewhere(u *url.URL, doc *document) bool {
	allowed := func(host string) bool { return strings.EqualFold(host, u.Hostname()) }
	return !sameSite(u.Hostname(), doc.url.Hostname()) && !slices.ContainsFunc(s.linksTo(), allowed)
}

func (s *scan) linksTo() []string {
	if s.profile == nil {
		return nil
	}
	return s.profile.LinksTo
}

// awayGroup is the largest group of rows without dates that all lead to other sites,
// where a list may be that is none of the site's own.
func (s *scan) awayGroup(all []*candidate) (away Elsewhere) {
	for _, g := range s.groups(all, func(c *candidate) bool { return c.elsewhere }) {
		if len(g.rows) < minDatedRows || len(g.rows) <= away.Rows() || g.aside() {
			continue
		}
		away = Elsewhere{}
		for _, c := range g.rows {
			away = away.with(c.url.String())
		}
	}
	return away
}

func (s *scan) markElsewhere(rows []found, doc *document) {
	for i := range rows {
		if u, err := url.Parse(rows[i].URL); err == nil {
			rows[i].elsewhere = s.elsewhere(u, doc)
		}
	}
}

// own are the links among rows that lead to the site itself.
func own(rows []found) []gaobang.Link {
	out := make([]gaobang.Link, 0, len(rows))
	for _, r := range rows {
		if !r.elsewhere {
			out = append(out, r.Link)
		}
	}
	return out
}
