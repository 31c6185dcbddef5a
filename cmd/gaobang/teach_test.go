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

// TestDecisionsTeach: what the units book lacked is proposed, accepted into its
// next version from the article's day on, and then found by the program itself.
func TestDecisionsTeach(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database string) {
		d := newDesk(t, database)
		piece := func(url, day, title string) string {
			return d.put(t, gaobang.Article{
				Outlet: "danyang-daily", URL: url, PublishedAt: moment(t, day), Title: title,
				Body: "近日，市民政局派人走访" + title + "。\n（云阳便民民政窗口 通讯员 郝新人）",
			}).String()
		}
		first := piece("http://x.example/1", "2026-11-10T08:00", "独居老人")
		later := piece("http://x.example/2", "2026-11-20T08:00", "困难家庭")
		earlier := piece("http://x.example/3", "2026-11-01T08:00", "留守儿童")
		if said := d.run(t, statusDone, "article", "show", first); !strings.Contains(said, "归属：丹阳，") {
			t.Fatalf("the program knows already:\n%s", said)
		}
		said := d.run(t, statusDone, "article", "decide", first, "--units", "yunyang", "--why", "街道来电")
		if !strings.Contains(said, "--accept-person 郝新人") {
			t.Errorf("no proposal of the person in\n%s", said)
		}
		book := filepath.Join(filepath.Dir(d.settings), "books", "units.yaml")
		said = d.run(t, statusDone, "article", "decide", first, "--units", "yunyang", "--accept-person", "郝新人", "--accept-alias", "云阳便民民政窗口",
			"--book", book, "--why", "街道来电", "--by", "宣传科")
		for _, want := range []string{"已保存：units 第 2 版（宣传科）", "归云阳街道 郝新人", "得分：云阳街道 郝新人 2 分"} {
			if !strings.Contains(said, want) {
				t.Errorf("no %q in\n%s", want, said)
			}
		}
		if strings.Contains(said, "建议") {
			t.Errorf("still proposes:\n%s", said)
		}
		d.run(t, statusDone, "reprocess")
		for id, want := range map[string]string{later: "归属：云阳街道 郝新人，份额 1，把握 97", earlier: "归属：丹阳，"} {
			if said := d.run(t, statusDone, "article", "show", id); !strings.Contains(said, want) {
				t.Errorf("no %q in\n%s", want, said)
			}
		}
		if said := d.run(t, statusDone, "apply", book); !strings.Contains(said, "没有改动") {
			t.Errorf("the file differs from the database:\n%s", said)
		}
	})
}

// TestAcceptRefuses: a book that would be wrong is not stored, nor the decision.
func TestAcceptRefuses(t *testing.T) {
	d := newDesk(t, storagetest.DSN(t, storage.SQLite))
	id := d.put(t, gaobang.Article{
		Outlet: "danyang-daily", URL: "http://x.example/1", PublishedAt: moment(t, "2026-11-20T08:00"), Title: "走访", Body: "市民政局派人走访老人。",
	}).String()
	file := filepath.Join(t.TempDir(), "units.yaml")
	if err := os.WriteFile(file, []byte("units: []\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		rule   string
		args   []string
		status int
		want   string
	}{
		{"别名已是别的单位的", []string{"--units", "yunyang", "--accept-alias", "曲阿街道民政办"}, statusFailed, "已是曲阿街道"},
		{"没写单位", []string{"--person", "林测试", "--accept-alias", "云民"}, statusUsage, "写着一个单位的 --units"},
		{"写了两个单位", []string{"--units", "yunyang,que", "--accept-alias", "云民"}, statusUsage, "写着一个单位的 --units"},
		{"起算日晚于稿件", []string{"--units", "yunyang", "--accept-alias", "云民", "--from", "2026-12-01"}, statusUsage, "晚于稿件"},
		{"名册文件与数据库不同", []string{"--units", "yunyang", "--accept-alias", "云民", "--book", file}, statusFailed, "与数据库里的 units 不同"},
		{"例子不是归属的认定", []string{"--units", "yunyang", "--as-example", filepath.Join(file, "none")}, statusFailed, "例子文件"},
		{"例子与倾向的认定一起", []string{"--units", "yunyang", "--accept-alias", "云民", "--sentiment", "neutral", "--as-example", file + ".txt"}, statusUsage, "不能同时认定别的事"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			said := d.run(t, c.status, append([]string{"article", "decide", id, "--why", "核对"}, c.args...)...)
			if !strings.Contains(said, c.want) {
				t.Errorf("no %q in %s", c.want, said)
			}
		})
	}
	versions, err := d.store.BookVersions(t.Context(), "units")
	if err != nil || len(versions) != 1 {
		t.Errorf("%d versions of the book, %v", len(versions), err)
	}
	if made, err := d.store.Decisions(t.Context()); err != nil || len(made) > 0 {
		t.Errorf("%v was ruled, %v", made, err)
	}
	if _, err := os.Stat(file + ".txt"); err == nil {
		t.Error("an example was written")
	}
}

// TestDecisionAsExample: a wrong answer becomes a case that inspect attribute
// runs, and reads back as decided.
func TestDecisionAsExample(t *testing.T) {
	d := newDesk(t, storagetest.DSN(t, storage.SQLite))
	file := filepath.Join(t.TempDir(), "例子.txt")
	wrong := d.put(t, gaobang.Article{
		Outlet: "danyang-daily", URL: "http://x.example/1", PublishedAt: moment(t, "2026-11-20T08:00"), Title: "走访",
		Meta: "作者：郝新人", ContentSource: "丹阳日报", Body: "市民政局派人走访老人。\n== 不是记录的开头",
	}).String()
	right := d.put(t, gaobang.Article{
		Outlet: "danyang-daily", URL: "http://x.example/2", PublishedAt: moment(t, "2026-11-20T08:00"), Title: "上门", Body: "云阳街道民政办派人上门。",
	}).String()
	other := d.put(t, gaobang.Article{
		Outlet: "danyang-daily", URL: "http://x.example/3", PublishedAt: moment(t, "2026-11-20T08:00"), Title: "楼市", Body: "市民政局北侧地块成交，云阳街道民政办拆迁。",
	}).String()
	for _, c := range []struct{ id, ruling, want string }{
		{wrong, "--units=situ", "判得不对"}, {right, "--units=yunyang", "已能判对"}, {other, "--not-ours", "判得不对"},
	} {
		said := d.run(t, statusDone, "article", "decide", c.id, c.ruling, "--why", "经核对", "--as-example", file)
		if !strings.Contains(said, c.want) {
			t.Errorf("%s: no %q in\n%s", c.ruling, c.want, said)
		}
	}
	d.run(t, statusFailed, "article", "decide", right, "--units", "yunyang", "--why", "经核对", "--as-example", file)
	said := d.run(t, statusDone, "inspect", "attribute", "--score", file)
	for _, want := range []string{`"id":"` + right + `"`, `"right":true`, `"right":false`, "例子：3 篇"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
}

// TestProposalsAreOfBylinesAlone: what stands in the book is not advised for it, nor
// what only a sheet claims; who signed and is left out is told.
func TestProposalsAreOfBylinesAlone(t *testing.T) {
	d := newDesk(t, storagetest.DSN(t, storage.SQLite))
	cases := []struct {
		rule, meta, line, unit string
		more                   []string
		want                   string // "" for no proposal
	}{
		{"申报的单位已在册", gaobang.ClaimMark + gaobang.ClaimedUnits + "曲阿街道民政办", "", "yunyang", nil, ""},
		{"申报的人不是署名", gaobang.ClaimMark + "通讯员 郝新人", "", "yunyang", nil, ""},
		{"署名的单位已在册，归了别家", "", "（曲阿街道民政办供稿）", "yunyang", nil, ""},
		{"署名的人不在册", "", "（通讯员 郝新人）", "yunyang", nil, "署名的 郝新人 不在名册"},
		{"署名的通讯员没有写进认定", "", "（通讯员 陈样本）", "que", nil, "署名有陈样本，这次只认定到单位，不给他记分：若仍归此人，再认定一次，加上 --units que --person 陈样本"},
		{"申报的通讯员没有写进认定", gaobang.ClaimMark + "通讯员 陈样本", "", "que", nil, "申报表写有陈样本，"},
		{"写进了认定", "", "（通讯员 陈样本）", "que", []string{"--person", "陈样本"}, ""},
		{"别的单位的通讯员", "", "（通讯员 陈样本）", "yunyang", nil, ""},
	}
	for i, c := range cases {
		d.keep(t, gaobang.Article{
			Outlet: "danyang-daily", URL: "http://x.example/" + c.rule, PublishedAt: moment(t, "2026-11-20T08:00"), Title: "走访之" + string(rune('甲'+i)),
			Meta: c.meta, Body: "近日，市民政局派人走访" + c.rule + "。\n" + c.line,
		})
	}
	d.run(t, statusDone, "reprocess")
	for _, c := range cases {
		id := gaobang.NewArticleID("http://x.example/" + c.rule).String()
		said := d.run(t, statusDone, append([]string{"article", "decide", id, "--of", "danyang", "--units", c.unit, "--why", "核对"}, c.more...)...)
		if c.want == "" && strings.Contains(said, "建议：") || !strings.Contains(said, c.want) {
			t.Errorf("%s: want %q in\n%s", c.rule, c.want, said)
		}
	}
}
