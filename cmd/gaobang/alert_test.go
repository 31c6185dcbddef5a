package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// TestAlerts follows a piece that speaks ill of the bureau and a message to it,
// on both databases: opened once, nothing taken before a person rules, closed by
// the ruling, and not opened again.
func TestAlerts(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database string) {
		d := newDesk(t, database)
		ill := d.put(t, gaobang.Article{
			Outlet: "danyang-daily", URL: "http://epaper.example/1.html", PublishedAt: moment(t, "2026-11-20T08:00"),
			Title: "补贴去哪了", Body: "本报讯 秋风渐凉。居民反映，云阳街道民政办推诿扯皮，补贴三个月石沉大海。天气转晴。",
		}).String()
		asked := d.put(t, gaobang.Article{
			Outlet: "danyang-daily", URL: "http://epaper.example/2.html", PublishedAt: moment(t, "2026-11-10T08:00"), Placement: gaobang.Placement{Column: "市长信箱"},
			Title: "【投诉】云阳街道民政办周末无人", Body: "留言时间：2026-11-09\n留言内容：周末去云阳街道民政办，没有人。\n办理状态：办理中",
		}).String()
		list := d.run(t, statusDone, "alert", "list")
		for _, want := range []string{"负面报道", ill, "待认定", "“居民反映，云阳街道民政办推诿扯皮，补贴三个月石沉大海”", "待答复留言", asked, "投诉 2026-11-18，超期 4 个工作日"} {
			if !strings.Contains(list, want) {
				t.Errorf("no %q in\n%s", want, list)
			}
		}
		d.run(t, statusDone, "reprocess")
		if again := d.run(t, statusDone, "alert", "list"); again != list {
			t.Errorf("重新分析之后又提醒了：\n%s", again)
		}
		if shown := d.run(t, statusDone, "article", "show", ill); !strings.Contains(shown, "倾向待认定") {
			t.Errorf("未经认定就扣分：\n%s", shown)
		}
		if shown := d.run(t, statusDone, "article", "show", asked); !strings.Contains(shown, "网民留言不计分") || !strings.Contains(shown, "留言：投诉，2026-11-09 提出，页面上还没有答复") {
			t.Errorf("网民留言计了分：\n%s", shown)
		}
		d.run(t, statusUsage, "article", "decide", ill, "--replied", "--why", "不是留言")
		d.run(t, statusDone, "article", "decide", ill, "--sentiment", "negative", "--why", "属实")
		d.run(t, statusDone, "article", "decide", asked, "--replied", "--why", "11月12日电话答复")
		d.run(t, statusDone, "reprocess")
		if left := d.run(t, statusDone, "alert", "list"); !strings.Contains(left, "没有开着的提醒") {
			t.Errorf("认定之后仍开着：\n%s", left)
		}
		if all := d.run(t, statusDone, "alert", "list", "--all", "--format", "json"); strings.Count(all, `"decision":`) != 2 || strings.Count(all, "\n") != 2 {
			t.Errorf("已结束的：\n%s", all)
		}
	})
}

// TestAlertEndsWhenThePieceIsNotOurs closes by a ruling that is not about attitude.
func TestAlertEndsWhenThePieceIsNotOurs(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database string) {
		d := newDesk(t, database)
		id := d.put(t, gaobang.Article{
			Outlet: "danyang-daily", URL: "http://epaper.example/1.html", PublishedAt: moment(t, "2026-11-20T08:00"),
			Title: "居民来信", Body: "居民反映，云阳街道民政办推诿扯皮。",
		}).String()
		d.run(t, statusDone, "article", "decide", id, "--not-ours", "--why", "别市的云阳街道")
		if left := d.run(t, statusDone, "alert", "list"); !strings.Contains(left, "没有开着的提醒") {
			t.Errorf("不是本局的稿件仍提醒：\n%s", left)
		}
		d.run(t, statusDone, "article", "decide", id, "--units", "yunyang", "--why", "核对后是本市的")
		if left := d.run(t, statusDone, "alert", "list"); !strings.Contains(left, "推诿扯皮") {
			t.Errorf("改认为本局的稿件不再提醒：\n%s", left)
		}
		d.run(t, statusDone, "article", "decide", id, "--sentiment", "neutral", "--why", "已回复来信人")
		d.run(t, statusDone, "article", "decide", id, "--units", "yunyang", "--why", "再核对一次")
		if left := d.run(t, statusDone, "alert", "list"); !strings.Contains(left, "没有开着的提醒") {
			t.Errorf("倾向已认定的稿件又提醒：\n%s", left)
		}
	})
}

// TestOneStoryIsOneAlert: what five papers carry is one line, told by its first
// publication, and one ruling ends all.
func TestOneStoryIsOneAlert(t *testing.T) {
	d := newDesk(t, storagetest.DSN(t, storage.SQLite))
	var ids []string
	for i, outlet := range []gaobang.OutletID{"xinhua-daily", "zhenjiang-daily", "danyang-daily"} {
		ids = append(ids, d.keep(t, gaobang.Article{
			Outlet: outlet, URL: "http://" + string(outlet) + ".example/1.html", PublishedAt: moment(t, fmt.Sprintf("2026-11-2%dT08:00", 3-i)),
			Title: "补贴去哪了", Body: "居民反映，云阳街道民政办推诿扯皮，补贴三个月石沉大海，先后去了四趟都没有人答复，窗口的牌子换了三次。",
		}).String())
	}
	other := d.keep(t, gaobang.Article{
		Outlet: "danyang-daily", URL: "http://epaper.example/2.html", PublishedAt: moment(t, "2026-11-20T08:00"),
		Title: "另一件事", Body: "曲阿街道民政办审核把关不严，有两户去世的对象仍在领取低保金，被镇纪委通报批评。",
	}).String()
	d.run(t, statusDone, "reprocess")
	for _, id := range ids[:2] {
		d.run(t, statusDone, "article", "decide", id, "--same-as", ids[2], "--why", "同一篇")
	}
	list := d.run(t, statusDone, "alert", "list")
	if strings.Count(list, "补贴去哪了") != 1 || !strings.Contains(list, ids[2]+"  丹阳  丹阳日报等 3 处") || !strings.Contains(list, other) {
		t.Errorf("the story is not one line:\n%s", list)
	}
	if all := d.run(t, statusDone, "alert", "list", "--format", "json"); strings.Count(all, `"origin":"`+ids[2]+`"`) != 3 {
		t.Errorf("programs see every alert with its story:\n%s", all)
	}
	d.run(t, statusDone, "article", "decide", ids[2], "--sentiment", "negative", "--alike", "--why", "属实")
	if left := d.run(t, statusDone, "alert", "list"); strings.Contains(left, "补贴去哪了") || strings.Contains(left, "等 ") {
		t.Errorf("one ruling with --alike leaves alerts:\n%s", left)
	}
	if all := d.run(t, statusDone, "alert", "list", "--all"); strings.Count(all, "补贴去哪了") != 3 {
		t.Errorf("each ended by its own ruling:\n%s", all)
	}
}

func TestReplyTimesComeFromTheSettings(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database string) {
		d := newDesk(t, database)
		d.put(t, gaobang.Article{
			Outlet: "danyang-daily", URL: "http://epaper.example/2.html", PublishedAt: moment(t, "2026-11-10T08:00"), Placement: gaobang.Placement{Column: "市长信箱"},
			Title: "【咨询】云阳街道民政办周末上班吗", Body: "留言时间：2026-11-20\n留言内容：云阳街道民政办周末上班吗？",
		})
		data, err := os.ReadFile(d.settings)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Replace(string(data), "inquiry_days: 5 ", "inquiry_days: 2 ", 1)
		text = strings.Replace(text, "  # holidays: [2026-10-01,", "  holidays: [2026-11-23, 2026-10-01,", 1)
		if err := os.WriteFile(d.settings, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if list := d.run(t, statusDone, "alert", "list"); !strings.Contains(list, "咨询 2026-11-25 前答复") {
			t.Errorf("期限没有照设置：\n%s", list)
		}
	})
}

// TestHowAMessageStands is the column 期限 of the list.
func TestHowAMessageStands(t *testing.T) {
	date := func(s string) gaobang.Date {
		d, err := gaobang.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	times := gaobang.ReplyTimes{Days: map[gaobang.MessageKind]int{gaobang.Inquiry: 5}, Max: 15, Watch: 10}
	asked := gaobang.Message{Kind: gaobang.Inquiry, Asked: date("2026-11-16")}
	replied := func(by, on string) *gaobang.Message {
		m := asked
		m.Answered, m.AnsweredBy = true, by
		if on != "" {
			m.AnsweredOn = date(on)
		}
		return &m
	}
	over := moment(t, "2026-11-25T08:00").Time
	for _, c := range []struct {
		rule   string
		alert  gaobang.ArticleAlert
		of     *gaobang.Message
		today  string
		stands string
	}{
		{"期限之内", gaobang.ArticleAlert{}, &asked, "2026-11-23", "咨询 2026-11-23 前答复"},
		{"过了期限", gaobang.ArticleAlert{}, &asked, "2026-11-24", "咨询 2026-11-23，超期 1 个工作日"},
		{"期限后的周末不算工作日", gaobang.ArticleAlert{}, &asked, "2026-11-29", "咨询 2026-11-23，超期 4 个工作日"},
		{"期限是周五，周末已过期限", gaobang.ArticleAlert{}, &gaobang.Message{Kind: gaobang.Inquiry, Asked: date("2026-11-13")}, "2026-11-21", "咨询 2026-11-20，已过期限"},
		{"过期太久，页面不再看", gaobang.ArticleAlert{}, &asked, "2026-12-04", "咨询 2026-11-23，超期 9 个工作日，页面不再看（watch_days）"},
		{"按期答复", gaobang.ArticleAlert{ClosedAt: over}, replied("甲城市民政局", "2026-11-23"), "2026-12-04", "已答复 2026-11-23（甲城市民政局）"},
		{"答复晚了", gaobang.ArticleAlert{ClosedAt: over}, replied("", "2026-11-25"), "2026-12-04", "已答复 2026-11-25，超期 2 个工作日"},
		{"页面没写答复的日子", gaobang.ArticleAlert{ClosedAt: over}, replied("", ""), "2026-12-04", "已答复"},
		{"人说答复了", gaobang.ArticleAlert{ClosedAt: over, Decision: 3}, &asked, "2026-12-04", "已认定 2026-11-25 08:00"},
	} {
		record := storage.AlertRecord{ArticleAlert: c.alert, Message: c.of}
		if got := stateOf(record, times, date(c.today)); got != c.stands {
			t.Errorf("%s：%q，应为 %q", c.rule, got, c.stands)
		}
	}
}
