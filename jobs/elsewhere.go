package jobs

import (
	"context"
	"net/url"
	"path"
	"strings"

	"github.com/gaobang/gaobang"
)

// elsewhere is what was seen where the site sent us on to another page that is not
// this piece: its home page, a page of errors, another piece.
func (v *revisiting) elsewhere(ctx context.Context, page opened, failed error) (string, error) {
	if page.canonical == "" || page.canonical == v.article.CanonicalURL {
		return "", nil
	}
	saw := "网址现在转到 " + page.URL
	if failed != nil || isHome(page.canonical) {
		return saw, nil //nolint:nilerr // what is wrong with the page is what was seen
	}
	if v.unopened() {
		return "", nil // where a link that a person gave leads
	}
	before, err := v.before(ctx)
	if err != nil {
		return "", err
	}
	if standsIn(before.Body, page.Body) {
		return "", nil // it moved
	}
	return saw, nil
}

// standsIn reports that most of a piece's text stands on a page: its paragraphs,
// by their letters.
func standsIn(body, page string) bool {
	there := map[string]bool{}
	for p := range strings.Lines(page) {
		there[strings.TrimSpace(p)] = true
	}
	found, all := 0, 0
	for p := range strings.Lines(body) {
		n := gaobang.Chars(p)
		if all += n; there[strings.TrimSpace(p)] {
			found += n
		}
	}
	return 2*found > all
}

// isHome reports the first page of a site or of one of its parts.
func isHome(canonical string) bool {
	u, err := url.Parse(canonical)
	if err != nil || u.RawQuery != "" {
		return false
	}
	base := path.Base(u.Path)
	return strings.HasSuffix(u.Path, "/") || u.Path == "" || strings.HasPrefix(base, "index.") || strings.HasPrefix(base, "default.")
}
