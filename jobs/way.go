package jobs

import (
	"context"
	"errors"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
)

// way is how a site's book says that its pages are fetched.
type way struct {
	scripted bool // run their scripts
	plain    bool // ask by http where https fails
}

func listWay(p *gaobang.Profile) way {
	if p == nil {
		return way{}
	}
	return way{p.List.Render, p.HTTPFallback}
}

func articleWay(p *gaobang.Profile) way {
	if p == nil {
		return way{}
	}
	return way{p.Article.Render, p.HTTPFallback}
}

// get fetches a page; where its scripts make it, they are run.
func (r *Runner) get(ctx context.Context, address string, w way) (*fetch.Response, error) {
	get := r.options.Fetcher.Get
	if w.scripted {
		get = r.options.Renderer.Get
	}
	response, err := get(ctx, address)
	if plain := w.fallback(address, err); plain != "" {
		return get(ctx, plain)
	}
	return response, err
}

// fallback is the address by http of a page whose https failed; "" where it is not
// to be asked.
func (w way) fallback(address string, err error) string {
	f, failed := errors.AsType[*fetch.Error](err)
	rest, secure := strings.CutPrefix(address, "https://")
	if !w.plain || !failed || !secure {
		return ""
	}
	switch f.Kind {
	case fetch.KindTLS, fetch.KindExpired, fetch.KindConnection: // a broken handshake may end as any of them
		return "http://" + rest
	}
	return ""
}
