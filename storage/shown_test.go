package storage_test

import (
	"fmt"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

// TestAPageOfTwoSourcesCountsUnderOne: under the one that places it best, else the
// first by its ID, whichever showed it first, before it was read or after.
func TestAPageOfTwoSourcesCountsUnderOne(t *testing.T) {
	const page = "http://epaper.example/1"
	front := gaobang.Placement{Page: "01", FrontPage: true}
	own := gaobang.Placement{Column: "网页自己写的栏目"}
	tests := []struct {
		rule   string
		places map[gaobang.SourceID]gaobang.Placement // as the sources give it
		page   gaobang.Placement                      // as the page does
		want   string
	}{
		{"版面一样的按采集源编号", nil, gaobang.Placement{}, "a {Column:甲栏}"},
		{"头版先于栏目", map[gaobang.SourceID]gaobang.Placement{"b": front}, gaobang.Placement{}, "b {Page:01 Column:乙栏 FrontPage}"},
		{"网页自己写明的不变", nil, own, "a {Column:网页自己写的栏目}"},
	}
	both(t, func(t *testing.T, store *storage.Store) {
		sources := []gaobang.Source{
			{ID: "a", Outlet: daily, Kind: gaobang.ListSource, URL: "http://epaper.example/a", Schedule: "0 7 * * *", Column: "甲栏"},
			{ID: "b", Outlet: daily, Kind: gaobang.ListSource, URL: "http://epaper.example/b", Schedule: "0 7 * * *", Column: "乙栏"},
		}
		outlets := []gaobang.Outlet{{ID: daily, Name: "丹阳日报", Kind: gaobang.Paper, Level: gaobang.LevelCounty, Locality: "321181"}}
		must(store.ApplyBooks(t.Context(), "测试", map[string][]byte{"sources": []byte("sources: []")}, outlets, sources))(t)
		n := 0
		for _, tt := range tests {
			for _, first := range []gaobang.SourceID{"a", "b"} {
				for _, early := range []bool{true, false} {
					n++
					address := fmt.Sprint(page, n)
					show := func(s gaobang.SourceID) {
						must(store.AddLinks(t.Context(), s, []storage.FoundLink{{Canonical: address, Link: gaobang.Link{URL: address, Placement: tt.places[s]}}}))(t)
					}
					other := gaobang.SourceID("b")
					if first == other {
						other = "a"
					}
					show(first)
					if early {
						show(other)
					}
					an := piece(t, daily, address, "2026-11-20", fmt.Sprint("题", n), "文")
					if an.Article.Source, an.Article.Placement = first, tt.places[first]; tt.page != (gaobang.Placement{}) {
						an.Article.Placement = tt.page
					}
					if an.Article.Placement.Column == "" {
						an.Article.Placement.Column = map[gaobang.SourceID]string{"a": "甲栏", "b": "乙栏"}[first]
					}
					save(t, store, an)
					if !early {
						show(other)
					}
					show(first)
					p := must(store.ArticleByURL(t.Context(), address))(t)
					got := fmt.Sprintf("%s {Column:%s}", p.Source, p.Placement.Column)
					if p.Placement.FrontPage {
						got = fmt.Sprintf("%s {Page:%s Column:%s FrontPage}", p.Source, p.Placement.Page, p.Placement.Column)
					}
					if got != tt.want {
						t.Errorf("%s, %s first, the other early %v: %s, want %s", tt.rule, first, early, got, tt.want)
					}
				}
			}
		}
	})
}
