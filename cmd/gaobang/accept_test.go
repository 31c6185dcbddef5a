package main

import (
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

// TestAcceptPerson: who is there already is not accepted again, and a name that
// somebody else has is no hindrance. The rulings build on each other.
func TestAcceptPerson(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database string) {
		d := newDesk(t, database)
		piece := func(day, body string) string {
			return d.keep(t, gaobang.Article{
				Outlet: "danyang-daily", URL: "http://x.example/" + day, PublishedAt: moment(t, day+"T08:00"), Title: "走访" + day, Body: body,
			}).String()
		}
		early, late := piece("2026-11-10", "市民政局派人走访老人。"), piece("2026-11-20", "市民政局派人走访儿童。")
		d.run(t, statusDone, "reprocess")
		cases := []struct {
			rule, id string
			args     []string
			want     []string
			versions int
		}{
			{"任职的人已在册", late, []string{"--units", "que", "--accept-person", "陈样本"}, []string{"陈样本（p-chen）已在册（曲阿街道），无需收录", "归曲阿街道 陈样本（", "曲阿街道 陈样本 2 分"}, 1},
			{"笔名的人已在册", late, []string{"--units", "que", "--accept-person", "丹测"}, []string{"丹测（p-lin）已在册", "归曲阿街道 林测试（"}, 1},
			{"局里的人署名，已在册", late, []string{"--units", "situ", "--accept-person", "卜局办"}, []string{"已在册（丹阳）", "归司徒镇 卜局办（"}, 1},
			{"别的单位有同名的人", late, []string{"--units", "yunyang", "--accept-person", "陈样本"}, []string{"曲阿街道也有一位陈样本（p-chen）：这次按同名的另一人收录", "已保存：units 第 2 版", "归云阳街道 陈样本（"}, 2},
			{"两个单位有同名的人", late, []string{"--units", "yunyang", "--accept-person", "高示例"}, []string{"司徒镇也有一位高示例（p-gao1）", "句容也有一位高示例（p-gao2）", "已保存：units 第 3 版", "归云阳街道 高示例（"}, 3},
			{"新人", late, []string{"--units", "yunyang", "--accept-person", "郝新人"}, []string{"已保存：units 第 4 版", "归云阳街道 郝新人（"}, 4},
			{"收录两次", late, []string{"--units", "yunyang", "--accept-person", "郝新人"}, []string{"已在册（云阳街道），无需收录", "归云阳街道 郝新人（"}, 4},
			{"更早的稿件也是他的", early, []string{"--units", "yunyang", "--accept-person", "郝新人"}, []string{`from: 2026-11-10, to: 2026-11-19`, "已保存：units 第 5 版", "归云阳街道 郝新人（"}, 5},
			{"写明更早的起算日", late, []string{"--units", "yunyang", "--accept-person", "郝新人", "--from", "2026-01-01"}, []string{`from: 2026-01-01, to: 2026-11-09`, "已保存：units 第 6 版"}, 6},
		}
		for _, c := range cases {
			said := d.run(t, statusDone, append([]string{"article", "decide", c.id, "--why", c.rule}, c.args...)...)
			for _, want := range c.want {
				if !strings.Contains(said, want) {
					t.Errorf("%s: no %q in\n%s", c.rule, want, said)
				}
			}
			if versions, err := d.store.BookVersions(t.Context(), "units"); err != nil || len(versions) != c.versions {
				t.Errorf("%s: %d versions, want %d, %v", c.rule, len(versions), c.versions, err)
			}
		}
	})
}

// TestAcceptAlias: a name that the unit has is not accepted again, one that it gets
// later is carried back, one that another has is refused with what to do.
func TestAcceptAlias(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database string) {
		d := newDesk(t, database)
		piece := func(day string) string {
			return d.keep(t, gaobang.Article{
				Outlet: "danyang-daily", URL: "http://x.example/" + day, PublishedAt: moment(t, day+"T08:00"), Title: "走访" + day, Body: "市民政局派人走访老人。" + day,
			}).String()
		}
		early, late := piece("2026-11-10"), piece("2026-11-20")
		d.run(t, statusDone, "reprocess")
		cases := []struct {
			rule, id, alias string
			status          int
			want            string
		}{
			{"已是别的单位的", late, "曲阿街道民政办", statusFailed, "“曲阿街道民政办”已是曲阿街道（que）的名称，不能再记给云阳街道，什么都没有保存：若稿件是它的，请改用 --units que"},
			{"已是别的局的", late, "句容市民政局", statusFailed, "已是句容（jurong）的名称"},
			{"已是人的名字", late, "林测试", statusFailed, "“林测试”已是通讯员林测试（p-lin）的名字"},
			{"谁说就指谁的叫法", late, "市民政局", statusFailed, "照此收录，units 名册就通不过检查，什么都没有保存"},
			{"常用的词", late, "老人", statusFailed, "“老人”是常用的词，不能收作云阳街道的别名，什么都没有保存：写着它的稿件（库里已有 2 篇）"},
			{"新的叫法", late, "云民宣", statusDone, "已保存：units 第 2 版"},
			{"收录两次", late, "云民宣", statusDone, "“云民宣”已是云阳街道的名称，无需收录"},
			{"更早的稿件也这么叫", early, "云民宣", statusDone, `{name: 云民宣, from: 2026-11-10, to: 2026-11-19}`},
			{"正式的名称", late, "云阳街道民政办公室", statusDone, "无需收录"},
		}
		for _, c := range cases {
			said := d.run(t, c.status, "article", "decide", c.id, "--why", c.rule, "--units", "yunyang", "--accept-alias", c.alias)
			if !strings.Contains(said, c.want) || strings.Contains(said, "更新的程序") {
				t.Errorf("%s: no %q in\n%s", c.rule, c.want, said)
			}
		}
		if made, err := d.store.Decisions(t.Context()); err != nil || len(made) != 4 {
			t.Errorf("%d rulings, %v: want those that were not refused", len(made), err)
		}
	})
}

// TestAcceptForTheWholeStory: a name accepted with --alike holds from the story's
// first publication on.
func TestAcceptForTheWholeStory(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database string) {
		d := newDesk(t, database)
		for outlet, day := range map[gaobang.OutletID]string{"danyang-daily": "2026-11-18T08:00", "zhenjiang-daily": "2026-11-20T08:00"} {
			d.keep(t, gaobang.Article{Outlet: outlet, URL: "http://" + string(outlet) + ".example/1", PublishedAt: moment(t, day), Title: "助餐", Body: meals})
		}
		d.run(t, statusDone, "reprocess")
		id := gaobang.NewArticleID("http://zhenjiang-daily.example/1").String()
		said := d.run(t, statusDone, "article", "decide", id, "--units", "yunyang", "--accept-person", "郝新人", "--alike", "--why", "核对过")
		if strings.Count(said, "归云阳街道 郝新人（") != 2 || !strings.Contains(said, "from: 2026-11-18") {
			t.Errorf("ruled\n%s", said)
		}
	})
}
