package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// waitingPieces are doubtful but for the last two: a place in place of an office.
var waitingPieces = []gaobang.Article{
	{Outlet: "danyang-daily", URL: "http://x.example/running-county", Title: "本月县报", Body: "云阳街道走访低保家庭，送去养老补贴。"},
	{Outlet: "xinhua-daily", URL: "http://x.example/running-province", Title: "本月省报", Body: "丹阳市云阳街道走访困难家庭，送上高龄补贴和助餐券。"},
	{Outlet: "danyang-daily", URL: "http://x.example/ended", Title: "上月县报", Body: "曲阿街道走访困难儿童，送去临时救助金和慈善物资。"},
	{Outlet: "danyang-daily", URL: "http://x.example/older", Title: "早先县报", Body: "司徒镇敬老院添置新床，养老条件改善。"},
	{Outlet: "danyang-daily", URL: "http://x.example/sure", Title: "无疑", Body: "云阳街道民政办走访。"},
	{Outlet: "danyang-daily", URL: "http://x.example/negative", Title: "云阳街道民政办被通报批评", Body: "云阳街道民政办因违规发放低保金，被市纪委通报批评。"},
}

func (d desk) putWaiting(t *testing.T) {
	t.Helper()
	days := []string{"2026-11-20T08:00", "2026-11-20T08:00", "2026-10-30T08:00", "2026-03-01T08:00", "2026-11-20T08:00", "2026-11-21T08:00"}
	for i, a := range waitingPieces {
		a.PublishedAt = moment(t, days[i])
		d.keep(t, a)
	}
	d.run(t, statusDone, "reprocess")
}

// TestReview: what waits for a person, in the order of what matters, with the two
// best answers; a ruling takes a piece out.
func TestReview(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database string) {
		d := newDesk(t, database)
		d.putWaiting(t)
		titles := func(args ...string) string {
			t.Helper()
			said := d.run(t, statusDone, append([]string{"article", "review", "--format", "json"}, args...)...)
			var all []string
			for line := range strings.Lines(said) {
				var v reviewView
				if err := json.Unmarshal([]byte(line), &v); err != nil {
					t.Fatalf("%v in %s", err, line)
				}
				all = append(all, v.Title)
			}
			return strings.Join(all, " ")
		}
		cases := []struct {
			rule string
			args []string
			want string
		}{
			{"刚结束的月份在前，再是本月关系到的得分多的，连同会扣的，旧的在后；看来负面的也等", nil, "上月县报 云阳街道民政办被通报批评 本月省报 本月县报 早先县报"},
			{"只看一期", []string{"--period", "2026-11"}, "云阳街道民政办被通报批评 本月省报 本月县报"},
			{"只看一个局", []string{"--of", "jurong"}, ""},
			{"限制篇数", []string{"--limit", "1"}, "上月县报"},
			{"设低了把握的线，考核办法扣住的仍列出", []string{"--below", "1"}, "上月县报 云阳街道民政办被通报批评 本月省报 本月县报 早先县报"},
			{"设高了把握的线，多列", []string{"--below", "100", "--period", "2026-11"}, "云阳街道民政办被通报批评 本月省报 本月县报 无疑"},
		}
		for _, c := range cases {
			if got := titles(c.args...); got != c.want {
				t.Errorf("%s: %s, want %s", c.rule, got, c.want)
			}
		}
		if said := d.run(t, statusDone, "article", "review", "--format", "json", "--period", "2026-11"); strings.Count(said, `"sentiment":`) != 1 ||
			!strings.Contains(said, `"sentiment":{"label":"negative","words":[{`) || !strings.Contains(said, `"text":"云阳街道民政办被通报批评"`) {
			t.Errorf("what waits for its attitude does not say which, by what words and in what sentence:\n%s", said)
		}
		text := d.run(t, statusDone, "article", "review", "--period", "2026-11")
		for _, want := range []string{
			"《本月省报》", "归属待认定", "：计分则 10 分\n", "：计分则 6 分\n", "：计分则 2 分，认定负面则 -10 分\n", "1. 云阳街道，把握", "文中地名“丹阳市云阳街道”", "2. 社会救助科：业务用语“低保”（另有更强的依据）", "共 3 篇等人认定",
			"认定归属：gaobang article decide 编号 --units", "认定倾向：gaobang article decide 编号 --sentiment",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("no %q in\n%s", want, text)
			}
		}
		if _, text, _ := strings.Cut(d.run(t, statusDone, "article", "review", "--below", "100"), "《无疑》"); !strings.Contains(text, "：计分则 2 分\n") {
			t.Errorf("what is paid already hangs on no ruling:\n%s", text)
		}
		id := gaobang.NewArticleID("http://x.example/ended").String()
		d.run(t, statusDone, "article", "decide", id, "--units", "que", "--why", "核对过")
		if got := titles("--limit", "1"); got != "云阳街道民政办被通报批评" {
			t.Errorf("after the ruling the first is %s", got)
		}
	})
}

// TestReviewOfAStory: the publications of one story wait as one, and are ruled on
// at once.
func TestReviewOfAStory(t *testing.T) {
	d := newDesk(t, storagetest.DSN(t, storage.SQLite))
	story := gaobang.Article{Title: "走访", Body: "云阳街道走访低保家庭，送去养老补贴，工作人员逐户登记需求，老人们连声道谢，志愿者们当天还为独居老人打扫了屋子。"}
	for i, outlet := range []gaobang.OutletID{"danyang-daily", "zhenjiang-daily", "jsw"} {
		a := story
		a.Outlet, a.URL, a.PublishedAt = outlet, "http://"+string(outlet)+".example/1", moment(t, "2026-11-2"+string(rune('0'+i))+"T08:00")
		d.keep(t, a)
	}
	d.run(t, statusDone, "reprocess")
	said := d.run(t, statusDone, "article", "review")
	if !strings.Contains(said, "共 1 篇") || !strings.Contains(said, "另有同稿 2 篇一并等候") || !strings.Contains(said, "丹阳日报") {
		t.Errorf("one story:\n%s", said)
	}
	id := gaobang.NewArticleID("http://danyang-daily.example/1").String()
	if said := d.run(t, statusDone, "article", "decide", id, "--units", "yunyang", "--alike", "--why", "核对过"); strings.Count(said, "已认定") != 3 {
		t.Errorf("ruled on\n%s", said)
	}
	if said := d.run(t, statusDone, "article", "review"); !strings.Contains(said, "没有等人认定的稿件") {
		t.Errorf("still waits:\n%s", said)
	}
}

// TestAlikeGoesByTheDayOfEach: a correspondent moved between two publications of
// one story, and each is credited to where he was.
func TestAlikeGoesByTheDayOfEach(t *testing.T) {
	d := newDesk(t, storagetest.DSN(t, storage.SQLite))
	story := gaobang.Article{Title: "走访", Body: "云阳街道走访低保家庭，送去养老补贴，工作人员逐户登记需求，老人们连声道谢，志愿者们当天还为独居老人打扫了屋子。"}
	for outlet, day := range map[gaobang.OutletID]string{"danyang-daily": "2026-11-08T08:00", "zhenjiang-daily": "2026-11-12T08:00"} {
		a := story
		a.Outlet, a.URL, a.PublishedAt = outlet, "http://"+string(outlet)+".example/1", moment(t, day)
		d.keep(t, a)
	}
	d.run(t, statusDone, "reprocess")
	id := gaobang.NewArticleID("http://danyang-daily.example/1").String()
	said := d.run(t, statusDone, "article", "decide", id, "--of", "danyang", "--person", "林测试", "--alike", "--why", "核对过")
	for _, want := range []string{"归云阳街道 林测试", "归曲阿街道 林测试"} {
		if strings.Count(said, want) != 1 {
			t.Errorf("%s, want it once in\n%s", want, said)
		}
	}
}

// TestReviewSaysWhichAreLetters: they earn nothing and no ranking counts them as
// waiting, so that both numbers are told.
func TestReviewSaysWhichAreLetters(t *testing.T) {
	d := newDesk(t, storagetest.DSN(t, storage.SQLite))
	d.putWaiting(t)
	d.put(t, gaobang.Article{
		Outlet: "danyang-daily", URL: "http://x.example/letter", PublishedAt: moment(t, "2026-11-10T08:00"), Placement: gaobang.Placement{Column: "市长信箱"},
		Title: "【投诉】云阳街道周末无人", Body: "留言时间：2026-11-09\n留言内容：周末去云阳街道办低保，没有人。\n办理状态：办理中",
	})
	said := d.run(t, statusDone, "article", "review", "--period", "2026-11", "--below", "100")
	if !strings.Contains(said, "等人认定（其中 1 件留言不计分，不在排名的待核数里）。") || strings.Count(said, "是网民留言，不计分，不在排名的待核数里") != 1 {
		t.Errorf("review says\n%s", said)
	}
	if said := d.run(t, statusDone, "article", "review", "--period", "2026-11", "--below", "100", "--format", "json"); strings.Count(said, `"form":"message"`) != 1 {
		t.Errorf("review says\n%s", said)
	}
	if said := d.run(t, statusDone, "article", "review", "--period", "2026-10"); strings.Contains(said, "留言") {
		t.Errorf("without a letter review says\n%s", said)
	}
}
