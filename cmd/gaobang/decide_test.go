package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// desk is an office with some people in its registry, on a database.
type desk struct {
	settings string
	store    *storage.Store
}

// people are invented; p-lin moves in November, two people are called 高示例.
const people = `
people:
  - {id: p-lin, name: 林测试, aliases: [丹测], posts: [{unit: yunyang, to: 2026-11-09}, {unit: que, from: 2026-11-10}]}
  - {id: p-chen, name: 陈样本, posts: [{unit: que}]}
  - {id: p-bu, name: 卜局办, posts: [{unit: danyang}]}
  - {id: p-gao1, name: 高示例, posts: [{unit: situ}]}
  - {id: p-gao2, name: 高示例, posts: [{unit: jurong}]}
`

func newDesk(t *testing.T, database string) desk {
	t.Helper()
	settings := office(t)
	t.Setenv("GAOBANG_DATABASE", database)
	units := filepath.Join(filepath.Dir(settings), "books", "units.yaml")
	data, err := os.ReadFile(units)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(units, append(data, people...), 0o600); err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob(filepath.Join(filepath.Dir(settings), "books", "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	store, err := storage.Open(t.Context(), database, storagetest.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	d := desk{settings, store}
	d.run(t, statusDone, append([]string{"apply", "--by", "测试"}, paths...)...)
	return d
}

// run runs a command line that ends with the status, and gives what it said.
func (d desk) run(t *testing.T, want int, args ...string) string {
	t.Helper()
	status, out, errs := runCommand(t, "", append([]string{"-c", d.settings}, args...)...)
	if status != want {
		t.Fatalf("%v: %d, want %d\n%s%s", args, status, want, out, errs)
	}
	return out + errs
}

// put stores one article and lets the program judge it.
func (d desk) put(t *testing.T, a gaobang.Article) gaobang.ArticleID {
	t.Helper()
	id := d.keep(t, a)
	d.run(t, statusDone, "reprocess")
	return id
}

// keep stores an article that nobody has judged, as a story of its own.
func (d desk) keep(t *testing.T, a gaobang.Article) gaobang.ArticleID {
	t.Helper()
	a.CanonicalURL, a.Form = a.URL, gaobang.News
	a.ContentHash = gaobang.HashContent(a.Title, a.Body)
	alone := func(storage.Text, []storage.Text) []gaobang.Kin { return nil }
	first := func(members []storage.OriginFacts) gaobang.ArticleID { return members[0].Article }
	out, err := d.store.SaveArticle(t.Context(), storage.Analysis{Article: a}, alone, first)
	if err != nil {
		t.Fatal(err)
	}
	return out.Article
}

func moment(t *testing.T, s string) gaobang.Moment {
	t.Helper()
	m, err := gaobang.ParseMoment(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestDecide rules on one article again and again: the last ruling holds, on both
// databases, after the article was judged anew, and the ledger follows.
func TestDecide(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database string) {
		d := newDesk(t, database)
		id := d.put(t, gaobang.Article{
			Outlet: "danyang-daily", URL: "http://epaper.example/1.html", PublishedAt: moment(t, "2026-11-20T08:00"),
			Title: "助餐点开进家门口", Body: "本报讯 近日，云阳街道民政办在社区新开一处老年助餐点。",
		}).String()
		ledger := func() string { return d.run(t, statusDone, "article", "show", id) }
		if got := ledger(); !strings.Contains(got, "得分：云阳街道 2 分") {
			t.Fatalf("before any ruling:\n%s", got)
		}
		cases := []struct {
			rule string
			args []string
			want []string // lines of article show
		}{
			{"改归别的单位", []string{"--units", "que"}, []string{"丹阳的稿件，归曲阿街道（", "得分：曲阿街道 2 分"}},
			{"按名称认单位，份额自定", []string{"--of", "丹阳市民政局", "--units", "云阳街道=1/4,曲阿街道民政办公室=3/4"}, []string{"归云阳街道 1/4、曲阿街道 3/4（", "得分：云阳街道 0.5 分", "得分：曲阿街道 1.5 分"}},
			{"不写份额就均分", []string{"--units", "que,situ"}, []string{"得分：曲阿街道 1 分", "得分：司徒镇 1 分"}},
			{"通讯员的单位按稿件当天的名册", []string{"--person", "林测试"}, []string{"归曲阿街道 林测试（", "得分：曲阿街道 林测试 2 分"}},
			{"笔名也认得", []string{"--person", "丹测"}, []string{"归曲阿街道 林测试（"}},
			{"同一单位的通讯员平分单位的份额", []string{"--units", "que=1/2,situ=1/2", "--person", "p-lin,p-chen,p-gao1"}, []string{"归曲阿街道 林测试 1/4、曲阿街道 陈样本 1/4、司徒镇 高示例 1/2（"}},
			{"局里的人署名，归写明的单位", []string{"--units", "situ", "--person", "卜局办"}, []string{"归司徒镇 卜局办（"}},
			{"归局本身", []string{"--units", "danyang"}, []string{"归丹阳（", "得分：丹阳 2 分"}},
			{"不是本局的稿件", []string{"--not-ours"}, []string{"不是丹阳的稿件（"}},
			{"再改", []string{"--units", "erling"}, []string{"得分：珥陵镇 2 分"}},
		}
		for n, c := range cases {
			said := d.run(t, statusDone, append([]string{"article", "decide", id, "--why", c.rule, "--by", "宣传科"}, c.args...)...)
			if !strings.Contains(said, "已认定 "+id+"：2026-11-24 08:30 宣传科：") {
				t.Errorf("%s: said %s", c.rule, said)
			}
			shown := ledger()
			for _, want := range append(c.want, "（"+c.rule+"）") {
				if !strings.Contains(shown, want) {
					t.Errorf("%s: no %q in\n%s", c.rule, want, shown)
				}
			}
			if list := d.run(t, statusDone, "article", "list"); !strings.Contains(list, "（认定）") || strings.Contains(list, "云阳街道  ") {
				t.Errorf("%s: listed without the ruling\n%s", c.rule, list)
			}
			if now, before := strings.Count(shown, "\n认定："), strings.Count(shown, "\n以前的认定："); now != 1 || before != n {
				t.Errorf("%s: %d rulings and %d from before shown, want 1 and all %d", c.rule, now, before, n)
			}
		}
		for unit, want := range map[string]bool{"yunyang": false, "que": false, "erling": true} {
			if got := strings.Contains(d.run(t, statusDone, "article", "list", "--unit", unit), "珥陵镇（认定）"); got != want {
				t.Errorf("listed under %s is %t, want %t", unit, got, want)
			}
		}
		before := ledger()
		if d.run(t, statusDone, "reprocess"); ledger() != before || !strings.Contains(before, "\n程序判断的归属：云阳街道，份额 1，把握 90") {
			t.Errorf("judged anew:\n%s\nwas, beside the program's own answer:\n%s", ledger(), before)
		}
	})
}

// TestDecideRefuses is what cannot be ruled: nothing is stored.
func TestDecideRefuses(t *testing.T) {
	d := newDesk(t, storagetest.DSN(t, storage.SQLite))
	id := d.put(t, gaobang.Article{
		Outlet: "danyang-daily", URL: "http://epaper.example/1.html", PublishedAt: moment(t, "2026-11-20T08:00"), Title: "助餐", Body: "云阳街道民政办新开一处助餐点。",
	}).String()
	stray := d.put(t, gaobang.Article{
		Outlet: "danyang-daily", URL: "http://epaper.example/2.html", PublishedAt: moment(t, "2026-11-20T08:00"), Title: "无关", Body: "无关的事。",
	}).String()
	cases := []struct {
		rule   string
		args   []string
		status int
		want   string
	}{
		{"没写认定什么", []string{id, "--why", "核对"}, statusUsage, "--units、--person、--not-ours"},
		{"没写理由", []string{id, "--units", "que"}, statusUsage, "--why"},
		{"理由是空白", []string{id, "--units", "que", "--why", " "}, statusUsage, "--why"},
		{"稿件不存在", []string{"0000000000000000", "--units", "que", "--why", "核对"}, statusFailed, "没有稿件"},
		{"没有这个单位", []string{id, "--units", "nobody", "--why", "核对"}, statusFailed, `丹阳 没有单位 "nobody"`},
		{"别的局的单位", []string{id, "--of", "jurong", "--units", "que", "--why", "核对"}, statusFailed, "曲阿街道（que）属于丹阳，不属于句容：请改为丹阳（danyang）认定"},
		{"下级局的单位", []string{id, "--of", "zhenjiang", "--units", "yunyang", "--why", "核对"}, statusFailed, "请改为丹阳（danyang）认定"},
		{"下级局的人", []string{id, "--of", "zhenjiang", "--person", "陈样本", "--why", "核对"}, statusFailed, "请改为丹阳（danyang）认定"},
		{"那时还没有或已撤销的单位", []string{id, "--units", "dy-veterans", "--why", "核对"}, statusFailed, "在 2026-11-20 不存在"},
		{"份额之和不是一", []string{id, "--units", "que=1/2,situ=1/3", "--why", "核对"}, statusUsage, "相加应是 1"},
		{"份额只写了一半", []string{id, "--units", "que=1/2,situ", "--why", "核对"}, statusUsage, "要么都写"},
		{"份额写错", []string{id, "--units", "que=一半", "--why", "核对"}, statusUsage, "不是份额"},
		{"份额是零", []string{id, "--units", "que=0,situ=1", "--why", "核对"}, statusUsage, "份额是 0"},
		{"单位写了两次", []string{id, "--units", "que,曲阿街道", "--why", "核对"}, statusUsage, "写了两次"},
		{"自相矛盾", []string{id, "--units", "que", "--not-ours", "--why", "核对"}, statusUsage, "不能一起用"},
		{"名册里没有的人", []string{id, "--person", "佚名氏", "--why", "核对"}, statusFailed, "没有通讯员 佚名氏"},
		{"同名的几个人", []string{id, "--person", "高示例", "--why", "核对"}, statusFailed, "p-gao1（司徒镇）、p-gao2（句容）"},
		{"别的局的人", []string{id, "--person", "p-gao2", "--why", "核对"}, statusFailed, "属于句容，不属于丹阳"},
		{"人不在写明的单位里", []string{id, "--units", "situ", "--person", "陈样本", "--why", "核对"}, statusFailed, "不属于 --units 里的单位"},
		{"为单位而不为局认定", []string{id, "--of", "que", "--units", "que", "--why", "核对"}, statusFailed, "不是局"},
		{"看不出为哪个局", []string{stray, "--not-ours", "--why", "核对"}, statusUsage, "--of"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			if said := d.run(t, c.status, append([]string{"article", "decide"}, c.args...)...); !strings.Contains(said, c.want) {
				t.Errorf("no %q in %s", c.want, said)
			}
		})
	}
	if made, err := d.store.Decisions(t.Context()); err != nil || len(made) > 0 {
		t.Errorf("%v, %v", made, err)
	}
}
