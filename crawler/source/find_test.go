package source

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
)

var today = time.Date(2026, 11, 20, 9, 0, 0, 0, gaobang.Shanghai)

// site is a Getter over addresses; what it lacks is 404.
type site map[string]string

func (s site) Get(_ context.Context, url string) (*fetch.Response, error) {
	body, ok := s[url]
	if !ok {
		return nil, &fetch.Error{Kind: fetch.KindStatus, Status: 404, URL: url}
	}
	if target, ok := strings.CutPrefix(body, "-> "); ok {
		return &fetch.Response{URL: target, RequestURL: url, Status: 200, Body: []byte(s[target]), ContentType: "text/html"}, nil
	}
	if body == "500" {
		return nil, &fetch.Error{Kind: fetch.KindStatus, Status: 500, URL: url}
	}
	return &fetch.Response{URL: url, RequestURL: url, Status: 200, Body: []byte(body), ContentType: "text/html"}, nil
}

func gbk(t testing.TB, s string) string {
	t.Helper()
	out, err := simplifiedchinese.GBK.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// walk collects everything a source shows.
func walk(get Getter, src gaobang.Source, prof *gaobang.Profile, span Span) ([]gaobang.Link, error) {
	var all []gaobang.Link
	_, err := Find(context.Background(), get, src, prof, span, Cursor{}, today, func(p Page) (bool, error) {
		all = append(all, p.Links...)
		return true, nil
	})
	return all, err
}

// brief writes links as "path title date", the form in which tests read them.
func brief(links []gaobang.Link) []string {
	var out []string
	for _, l := range links {
		_, rest, _ := strings.Cut(l.URL, "://")
		_, path, _ := strings.Cut(rest, "/")
		out = append(out, strings.TrimSpace(strings.Join([]string{path, l.Title, l.PublishedAt.String()}, " ")))
	}
	return out
}

func wantLinks(t *testing.T, got []gaobang.Link, want ...string) {
	t.Helper()
	if b := brief(got); !slices.Equal(b, want) {
		t.Errorf("links:\n%s\nwant:\n%s", strings.Join(b, "\n"), strings.Join(want, "\n"))
	}
}

func date(s string) gaobang.Date {
	d, err := gaobang.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func column(url string) gaobang.Source {
	return gaobang.Source{ID: "s", Name: "测试栏目", Kind: gaobang.ListSource, URL: url, Column: "要闻"}
}

func TestFindOverRealHTTP(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/col/" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(gbk(t, `<meta charset=gb2312><ul><li><a href="../art/2026/11/19/art_1_1001.html">云阳街道走访困难老人</a><span>2026-11-19</span></li></ul>`)))
	}))
	defer server.Close()
	f := fetch.New(fetch.Options{Pace: time.Nanosecond, Pinned: map[string]string{"mz.example": server.Listener.Addr().String()}})
	defer f.Close()
	got, err := walk(f, column("http://mz.example/col/"), nil, Span{})
	if err != nil {
		t.Fatal(err)
	}
	wantLinks(t, got, "art/2026/11/19/art_1_1001.html 云阳街道走访困难老人 2026-11-19")
}

func TestCallerDecidesHowFar(t *testing.T) {
	pages := site{}
	for i := range 30 {
		name := map[bool]string{true: "index.html", false: fmt.Sprintf("index_%d.html", i)}[i == 0]
		pages["http://a.example/c/"+name] = fmt.Sprintf(`<li><a href="t20261118_10%02d.html">第 %d 页的一篇稿件</a></li><li>2026-11-18</li>
			<script>createPageHTML(30, %d, "index", "html");</script>`, i, i, i)
	}
	rows := func(src gaobang.Source, page func(int) (bool, error)) (int, error) {
		n := 0
		_, err := Find(context.Background(), pages, src, nil, Span{}, Cursor{}, today, func(Page) (bool, error) { n++; return page(n) })
		return n, err
	}
	t.Run("说够了就停", func(t *testing.T) {
		if n, err := rows(column("http://a.example/c/index.html"), func(n int) (bool, error) { return n < 3, nil }); n != 3 || err != nil {
			t.Errorf("%d pages, %v", n, err)
		}
	})
	t.Run("没有上限时是 20 页", func(t *testing.T) {
		if n, err := rows(column("http://a.example/c/index.html"), func(int) (bool, error) { return true, nil }); n != 20 || err != nil {
			t.Errorf("%d pages, %v", n, err)
		}
	})
	t.Run("页数上限", func(t *testing.T) {
		src := column("http://a.example/c/index.html")
		src.MaxPages = 2
		if n, err := rows(src, func(int) (bool, error) { return true, nil }); n != 2 || err != nil {
			t.Errorf("%d pages, %v", n, err)
		}
	})
	t.Run("调用者的错误原样返回", func(t *testing.T) {
		mine := errors.New("mine")
		if _, err := rows(column("http://a.example/c/index.html"), func(int) (bool, error) { return true, mine }); err != mine { //nolint:errorlint // identity is the rule
			t.Errorf("error = %v", err)
		}
	})
	t.Run("没有这种采集源", func(t *testing.T) {
		if _, err := walk(pages, gaobang.Source{Kind: "gopher"}, nil, Span{}); gaobang.CodeOf(err) != gaobang.Invalid {
			t.Errorf("error = %v", err)
		}
	})
}
