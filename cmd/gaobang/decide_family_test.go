package main

import (
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// Two stories, and a round-up of both.
const (
	meals = "本报讯 近日，云阳街道民政办在东门社区新开一处老年助餐点，一荤两素的午餐只要12元，80岁以上的老人由财政每餐补贴3元，开张头一周每天来吃饭的有一百三十多人，行动不便的由志愿者送到家里。"
	baths = "曲阿街道民政办试点助浴快车，一辆改装的面包车开到失能老人家楼下，车上配有护士、护理员和防滑浴床，每次收费60元，政府补贴40元，半年来服务三百多人次，预约已经排到下个月中旬。"
)

// TestDecideStory: what a person rules on two publications makes and parts
// families, on both databases, after all is judged anew, and the ledger follows.
func TestDecideStory(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database string) {
		d := newDesk(t, database)
		at := func(outlet gaobang.OutletID, day, title, body string) string {
			return d.keep(t, gaobang.Article{Outlet: outlet, URL: "http://" + string(outlet) + ".example/" + day, PublishedAt: moment(t, day+"T08:00"), Title: title, Body: body}).String()
		}
		county := at("danyang-daily", "2026-11-18", "助餐点开进家门口", meals)
		city := at("zhenjiang-daily", "2026-11-20", "老人有了热饭", strings.Replace(meals, "近日", "日前", 1))
		roundUp := at("jsw", "2026-11-22", "丹阳民政服务综合", meals+"\n"+baths)
		d.run(t, statusDone, "reprocess")
		show := func(id string, wants ...string) {
			t.Helper()
			shown := d.run(t, statusDone, "article", "show", id)
			for _, want := range wants {
				if forbidden, not := strings.CutPrefix(want, "!"); not == strings.Contains(shown, forbidden) {
					t.Errorf("want %q in\n%s", want, shown)
				}
			}
		}
		show(city, "同稿：2 篇，首发 "+county, "同稿："+county+" 2026-11-18 丹阳日报《助餐点开进家门口》，相同 ", "得分：云阳街道 3 分", "被收入："+roundUp)
		show(roundUp, "收入："+county, "收入："+city, "!同稿")
		if said := d.run(t, statusDone, "article", "decide", city, "--apart-from", county, "--by", "宣传科", "--why", "两回事"); !strings.Contains(said, city+" 与 "+county+" 不是同稿（两回事）") || !strings.Contains(said, "同稿：现在没有别的稿件与它同稿") {
			t.Error(said)
		}
		parted := []string{"!同稿：", "文字相同而认定为两稿：" + county, "宣传科：" + city + " 与 " + county + " 不是同稿（两回事）", "得分：云阳街道 5 分"}
		show(city, parted...)
		show(county, "宣传科：", "!同稿：")
		d.run(t, statusDone, "reprocess")
		show(city, parted...)
		d.run(t, statusDone, "article", "decide", roundUp, "--same-as", "http://zhenjiang-daily.example/2026-11-20", "--why", "以此为主")
		said := d.run(t, statusDone, "article", "decide", city, "--same-as", county, "--why", "核对过原件")
		if !strings.Contains(said, "同稿：现在共 3 篇，首发 "+county) || !strings.Contains(said, "得分：云阳街道 3 分") {
			t.Errorf("the ruling does not say what it made:\n%s", said)
		}
		stranger := at("zhenjiang-daily", "2026-11-21", "另一件事", "镇江市民政局召开会议，部署今冬的救助工作。")
		if said := d.run(t, statusDone, "article", "decide", stranger, "--same-as", roundUp, "--why", "照片说明"); !strings.Contains(said, stranger+"（这一篇）") {
			t.Errorf("the story does not tell this piece from the others:\n%s", said)
		}
		show(roundUp, "《另一件事》，文字不同，由人认定", "!相同 0%")
		d.run(t, statusDone, "article", "decide", stranger, "--apart-from", roundUp, "--why", "看错了")
		d.run(t, statusDone, "reprocess")
		show(county, "同稿：3 篇，首发 "+county, "与 "+county+" 同稿（核对过原件）")
		show(city, "得分：云阳街道 3 分")
	})
}

func TestDecideStoryRefuses(t *testing.T) {
	d := newDesk(t, storagetest.DSN(t, storage.SQLite))
	id := d.put(t, gaobang.Article{Outlet: "danyang-daily", URL: "http://epaper.example/1", PublishedAt: moment(t, "2026-11-20T08:00"), Title: "助餐", Body: meals}).String()
	cases := []struct {
		rule   string
		args   []string
		status int
		want   string
	}{
		{"没有理由", []string{"--same-as", "0123456789abcdef"}, statusUsage, "--why"},
		{"没有另一篇", []string{"--same-as", "0123456789abcdef", "--why", "核对"}, statusFailed, "没有稿件 0123456789abcdef"},
		{"另一篇是它自己", []string{"--apart-from", id, "--why", "核对"}, statusUsage, "就是这一篇"},
		{"不能又是又不是", []string{"--same-as", id, "--apart-from", id, "--why", "核对"}, statusUsage, "不能一起用"},
		{"写的不是编号也不是网址", []string{"--same-as", "助餐", "--why", "核对"}, statusUsage, "助餐"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			said := d.run(t, c.status, append([]string{"article", "decide", id}, c.args...)...)
			if !strings.Contains(said, c.want) {
				t.Errorf("no %q in %s", c.want, said)
			}
		})
	}
}
