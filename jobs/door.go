package jobs

import (
	"context"
	"errors"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/extract"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/crawler/source"
)

// doorOf is where a page sends its reader that is no article and shows nothing else;
// "" where it does not. One that says that the piece is gone only leads home.
func doorOf(address string, html []byte, failed error) string {
	if !errors.Is(failed, extract.ErrNotArticle) || errors.Is(failed, extract.ErrMissing) {
		return ""
	}
	return source.Door(&fetch.Response{URL: address, Body: html, ContentType: "text/html; charset=utf-8"})
}

// through opens a page and, where it only sends its reader on, the one behind it, as an
// HTTP redirect would lead there: in so many steps at most, and in no circle. What lay on
// the way is kept as evidence of the piece.
func (open opener) through(ctx context.Context, w wanted, steps int) (page opened, failed, err error) {
	var doors []gaobang.Capture
	first, passed := w.address, map[string]bool{}
	for {
		page, failed, err = open(ctx, w)
		page.further = append(doors, page.further...)
		if page.door == "" || err != nil {
			return page, failed, err
		}
		passed[page.canonical] = true
		next, bad := fetch.Canonical(page.door)
		switch {
		case bad != nil:
			return page, bad, nil
		case passed[next]:
			return page, &fetch.Error{Kind: fetch.KindRedirectLoop, URL: first, Detail: page.door}, nil
		case len(doors) == steps:
			return page, &fetch.Error{Kind: fetch.KindRedirects, URL: first, Detail: "跳转次数过多，最后到 " + page.door}, nil
		}
		doors = append(doors, page.capture)
		w.address = page.door
	}
}
