package message

import (
	"testing"

	"github.com/gaobang/gaobang"
)

func TestRecognize(t *testing.T) {
	cases := []struct {
		rule, column, title, body string
		is                        bool
		kind                      gaobang.MessageKind
		asked                     string
		answered                  bool
		by, on                    string
	}{
		{"信箱里的咨询，已答复", "市长信箱", "高龄补贴怎么申请", "来信时间：2026-11-02\n来信内容：请问高龄补贴怎么申请？\n回复单位：甲市民政局\n回复时间：2026年11月5日\n回复内容：您好，请带身份证到社区办理。", true, gaobang.Inquiry, "2026-11-02", true, "甲市民政局", "2026-11-05"},
		{"标题写明投诉，还没有答复", "12345", "【投诉】殡仪馆乱收费", "留言内容：殡仪馆收了没说过的费用。\n办理状态：办理中\n承办单位：甲市民政局", true, gaobang.Complaint, "2026-11-20", false, "", ""},
		{"状态已办结", "网络问政", "［建议］增设助餐点", "留言时间：2026/11/3 09:00\n办理状态：已办结\n办理单位：甲市民政局", true, gaobang.Suggestion, "2026-11-03", true, "甲市民政局", ""},
		{"领导留言板的求助，答复以收悉开头", "领导留言板", "求助：临时救助批不下来", "孩子生病，恳请帮助。\n网友您好，您反映的问题收悉，已安排社区上门。", true, gaobang.HelpMessage, "2026-11-20", true, "", ""},
		{"一行里几个标签", "互动交流", "婚姻登记要预约吗", "留言人：林** 留言时间：2026-11-04 回复单位：甲市民政局 回复时间：2026-11-06\n需要预约。", true, gaobang.Inquiry, "2026-11-04", true, "甲市民政局", "2026-11-06"},
		{"回复内容暂无", "公众留言", "咨询婚姻登记", "留言内容：周六上班吗\n回复内容：暂无", true, gaobang.Inquiry, "2026-11-20", false, "", ""},
		{"报道热线的消息不是留言", "要闻", "12345热线办结率再提升", "甲市民政局办理12345热线工单三百件，群众满意率提高。", false, "", "", false, "", ""},
		{"报道投诉的消息不是留言", "社会", "殡仪馆被投诉乱收费", "居民投诉殡仪馆乱收费，甲市民政局介入。", false, "", "", false, "", ""},
		{"只在问政栏目里的报道不是留言", "网络问政", "问政节目走进甲市", "甲市民政局局长走进直播间。", false, "", "", false, "", ""},
		{"日期不成日子就用发表日", "局长信箱", "咨询低保", "来信时间：2026-13-40\n来信内容：低保怎么办", true, gaobang.Inquiry, "2026-11-20", false, "", ""},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			at, err := gaobang.ParseMoment("2026-11-20")
			if err != nil {
				t.Fatal(err)
			}
			a := &gaobang.Article{ID: 1, Title: c.title, Body: c.body, PublishedAt: at, Placement: gaobang.Placement{Column: c.column}}
			m, is := Recognize(a)
			if is != c.is {
				t.Fatalf("is a message: %v %+v", is, m)
			}
			on := ""
			if !m.AnsweredOn.IsZero() {
				on = m.AnsweredOn.String()
			}
			if is && (m.Kind != c.kind || m.Asked.String() != c.asked || m.Answered != c.answered || m.AnsweredBy != c.by || on != c.on) {
				t.Errorf("%+v", m)
			}
			for _, e := range m.Evidence {
				if a.Text(e.Field)[e.From:e.To] != e.Text {
					t.Errorf("evidence %+v is not at its place", e)
				}
			}
		})
	}
}

func FuzzRecognize(f *testing.F) {
	f.Add("【投诉】", "留言内容：\n回复时间：2026-99-99")
	f.Fuzz(func(t *testing.T, title, body string) {
		a := &gaobang.Article{Title: title, Body: body}
		m, _ := Recognize(a)
		for _, e := range m.Evidence {
			if a.Text(e.Field)[e.From:e.To] != e.Text {
				t.Fatalf("%+v", e)
			}
		}
	})
}
