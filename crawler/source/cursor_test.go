package source

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
)

// asking writes down what is asked.
type asking struct {
	get   Getter
	asked []string
}

func (a *asking) Get(ctx context.Context, address string) (*fetch.Response, error) {
	a.asked = append(a.asked, address)
	return a.get.Get(ctx, address)
}

// numbered is a list of 12 pages under the names that name gives, each with a
// pager.
func numbered(name func(int) string, pager func(page int) string) site {
	pages := site{}
	for i := range 12 {
		pages["http://a.example/c/"+name(i)] = fmt.Sprintf(`<ul><li><a href="t202611%02d_10%02d.html">第%d页的第一篇稿件标题</a><span>2026-11-%02d</span></li>
			<li><a href="t202611%02d_20%02d.html">第%d页的第二篇稿件标题</a><span>2026-11-%02d</span></li></ul>%s`, 19-i, i, i, 19-i, 19-i, i, i, 19-i, pager(i))
	}
	return pages
}

func trs(i int) string {
	if i == 0 {
		return "index.html"
	}
	return fmt.Sprintf("index_%d.html", i)
}

// TestAWalkGoesOnWhereItStood cuts walks of every paging behind every page: what
// is found before and after is what one walk finds, and no page of the list is
// asked for twice.
func TestAWalkGoesOnWhereItStood(t *testing.T) {
	papers := site{}
	for _, day := range []string{"2026-11/19", "2026-11/18", "2026-11/16"} {
		issueOf(t, papers, day)
	}
	item := `<li><a href='%s' title='%s'>甲城市民政局...</a><span>%s</span></li>`
	none := func(int) string { return "" }
	cases := []struct {
		name string
		get  Getter
		src  gaobang.Source
		prof *gaobang.Profile
		of   int
	}{
		{"脚本翻页", numbered(trs, func(i int) string { return fmt.Sprintf(`<script>createPageHTML(12, %d, "index", "html")</script>`, i) }), column("http://a.example/c/index.html"), nil, 12},
		{"下一页链接", numbered(trs, func(i int) string {
			return fmt.Sprintf(`<div>共12页 <a href="index_%d.html">下一页</a></div>`, i+1)
		}), column("http://a.example/c/index.html"), nil, 12},
		{"页码链接", numbered(trs, func(i int) string { return fmt.Sprintf(`<div><a href="index_%d.html">%d</a></div>`, i+1, i+2) }), column("http://a.example/c/index.html"), nil, 0},
		{"尾页链接", numbered(trs, func(int) string { return `<a href="index_11.html">尾页</a>` }), column("http://a.example/c/index.html"), nil, 0},
		{"规则写明页码", numbered(trs, none), column("http://a.example/c/index.html"),
			&gaobang.Profile{Host: "a.example", List: gaobang.ListProfile{Item: "li", Link: "a", Date: "span", NextPage: "index_{n}.html", NextFrom: 1}}, 0},
		{"大汉记录", &jcms{total: 33, group: 10, proxy: "/module/web/jpage/dataproxy.jsp", row: item}, column("http://mz.example/col/col7/index.html"), nil, 4},
		{"电子报", papers, paper(), nil, 8},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			whole := walkFrom(t, c.get, c.src, c.prof, Cursor{}, 0)
			if len(whole.steps) < 4 || whole.steps[1].Of != c.of || len(whole.links) < 6 {
				t.Fatalf("%d pages of %d, %d links", len(whole.steps), whole.steps[1].Of, len(whole.links))
			}
			for cut := 1; cut < len(whole.steps); cut++ {
				first := walkFrom(t, c.get, c.src, c.prof, Cursor{}, cut)
				rest := walkFrom(t, c.get, c.src, c.prof, first.steps[cut-1].Next, 0)
				if got := slices.Concat(first.links, rest.links); !slices.Equal(got, whole.links) {
					t.Errorf("cut behind page %d: %d links, want %d", cut, len(got), len(whole.links))
				}
				for _, address := range rest.asked {
					if slices.Contains(first.asked, address) {
						t.Errorf("cut behind page %d: %s was asked for again", cut, address)
					}
				}
			}
		})
	}
}

type walked struct {
	steps []Page
	links []gaobang.Link
	asked []string
}

// walkFrom walks up to so many pages; 0 is to the end.
func walkFrom(t *testing.T, get Getter, src gaobang.Source, prof *gaobang.Profile, from Cursor, most int) (w walked) {
	t.Helper()
	asked := &asking{get: get}
	_, err := Find(t.Context(), asked, src, prof, Span{}, from, today, func(p Page) (bool, error) {
		w.steps, w.links = append(w.steps, p), append(w.links, p.Links...)
		return len(w.steps) != most, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	w.asked = asked.asked
	return w
}

func TestAListLongerThanAllowedSaysSo(t *testing.T) {
	pager := func(i int) string { return fmt.Sprintf(`<script>createPageHTML(12, %d, "index", "html")</script>`, i) }
	for most, cut := range map[int]bool{5: true, 11: true, 12: false, 13: false} {
		src := column("http://a.example/c/index.html")
		src.MaxPages = most
		seen, err := Find(t.Context(), numbered(trs, pager), src, nil, Span{}, Cursor{}, today, func(Page) (bool, error) { return true, nil })
		if err != nil || seen.Cut != cut {
			t.Errorf("at most %d of 12 pages: cut is %v, %v", most, seen.Cut, err)
		}
	}
}

// TestHowFarBackAPageShows: to its bottom row, whichever way it runs; a row kept on
// top says nothing.
func TestHowFarBackAPageShows(t *testing.T) {
	cases := []struct {
		name   string
		days   []int // 0 is a row without a date
		oldest int
		bottom int // index of the row
	}{
		{"from new to old", []int{24, 23, 23, 21}, 21, 3},
		{"an old row kept on top", []int{2, 24, 23, 22}, 22, 3},
		{"an old row kept on top of one day's", []int{2, 24, 24, 24}, 24, 3},
		{"an old row put in late", []int{24, 3, 23, 22}, 22, 3},
		{"from old to new", []int{20, 21, 22, 22}, 20, 0},
		{"without a date at the bottom", []int{24, 23, 0}, 23, 2},
		{"without dates", []int{0, 0}, 0, 1},
		{"one row", []int{24}, 24, 0},
		{"none", nil, 0, -1},
	}
	for _, c := range cases {
		var rows []found
		for i, d := range c.days {
			f := found{canonical: fmt.Sprint(i), Link: gaobang.Link{URL: fmt.Sprint(i)}}
			if d > 0 {
				f.PublishedAt = gaobang.NewMoment(time.Date(2026, time.November, d, 8, 0, 0, 0, gaobang.Shanghai), gaobang.PrecisionDay)
			}
			rows = append(rows, f)
		}
		s := scan{handed: map[string]bool{}}
		p := s.pageOf(rows)
		wantBottom, want := "", gaobang.Date{}
		if c.bottom >= 0 {
			wantBottom = fmt.Sprint(c.bottom)
		}
		if c.oldest > 0 {
			want = gaobang.Date{Year: 2026, Month: time.November, Day: c.oldest}
		}
		bottom := ""
		if n := len(p.Lower); n > 0 {
			bottom = p.Lower[n-1].URL
		}
		if p.Oldest != want || bottom != wantBottom || len(p.Lower) != len(rows)-len(rows)/2 {
			t.Errorf("%s: back to %v, bottom %q of %d; want %v, %q", c.name, p.Oldest, bottom, len(p.Lower), want, wantBottom)
		}
	}
}
