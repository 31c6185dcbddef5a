package message

import (
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

// labels of the letters below.
var labels = strings.Fields("来信类型 来信时间 来信内容 回复单位 回复内容")

func TestKind(t *testing.T) {
	cases := []struct {
		rule, title, body string
		kind              gaobang.MessageKind
		told              string // what of the letter says so
	}{
		{"标题是咨询，来信说的是推诿和态度", "关于低保的咨询", "来信时间：2026-11-02\n来信内容：为母亲办低保去了窗口，工作人员推诿，态度生硬。\n回复单位：甲市民政局", gaobang.Complaint, "推诿 态度生硬"},
		{"标题不说类别，来信说收费没有依据", "殡仪馆的费用", "来信时间：2026-11-02\n来信内容：殡仪馆乱收费，发票也不给。\n回复单位：甲市民政局", gaobang.Complaint, "乱收费"},
		{"来信自己说要投诉", "关于救助站", "来信时间：2026-11-02\n来信内容：我要投诉救助站夜里不开门。\n回复单位：甲市民政局", gaobang.Complaint, "我要投诉"},
		{"来信实名举报养老院", "反复思量还是写信", "来信时间：2026-11-02\n来信内容：实名举报某养老院护工打老人。\n回复单位：甲市民政局", gaobang.Complaint, "实名举报"},
		{"标题是咨询，来信问进度带一句抱怨，仍是咨询", "咨询临时救助进度", "来信时间：2026-11-02\n来信内容：材料交了两个月，迟迟没有结果，请问还要多久？\n回复单位：甲市民政局", gaobang.Inquiry, ""},
		{"只问政策", "关于高龄补贴的咨询", "来信时间：2026-11-02\n来信内容：请问八十岁的补贴是多少？\n回复单位：甲市民政局", gaobang.Inquiry, ""},
		{"信箱归在咨询的照信箱", "低保", "来信类型：咨询\n来信时间：2026-11-02\n来信内容：工作人员推诿扯皮，态度恶劣。\n回复单位：甲市民政局", gaobang.Inquiry, ""},
		{"标题括号里写明的照标题", "【建议】公墓停车", "来信时间：2026-11-02\n来信内容：管理混乱，请增设车位。\n回复单位：甲市民政局", gaobang.Suggestion, ""},
		{"标题是求助，来信也有怨言，仍是求助", "求助：临时救助批不下来", "来信时间：2026-11-02\n来信内容：跑了好几趟，态度冷淡，孩子等着手术。\n回复单位：甲市民政局", gaobang.HelpMessage, ""},
		{"问投诉电话的是咨询", "养老院的事", "来信时间：2026-11-02\n来信内容：请问养老服务的投诉电话是多少？\n回复单位：甲市民政局", gaobang.Inquiry, ""},
		{"担心会怎样的是咨询", "婚姻登记", "来信时间：2026-11-02\n来信内容：如果材料不全会不会白跑一趟？\n回复单位：甲市民政局", gaobang.Inquiry, ""},
		{"答复里的批评不是来信的", "婚姻登记几点上班", "来信时间：2026-11-02\n来信内容：周六几点上班？\n回复单位：甲市民政局\n回复内容：您好，对态度恶劣、推诿扯皮的，可向我局反映。", gaobang.Inquiry, ""},
		{"来信提的是建议", "关于助餐点", "来信时间：2026-11-02\n来信内容：老人走不动，我建议在北区增设助餐点。\n回复单位：甲市民政局", gaobang.Suggestion, "我建议"},
		{"来信是求助", "孩子的病", "来信时间：2026-11-02\n来信内容：家里已经没有钱了，恳请帮助。\n回复单位：甲市民政局", gaobang.HelpMessage, "恳请帮助"},
		{"留言分几行，怨言在后一行", "关于公墓", "来信时间：2026-11-02\n来信内容：清明去扫墓。\n停车场管理混乱，无人过问。\n回复单位：甲市民政局", gaobang.Complaint, "管理混乱 无人过问"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			a := &gaobang.Article{ID: 1, Title: c.title, Body: c.body, Placement: gaobang.Placement{Column: "局长信箱"}}
			m, is := Recognize(a)
			if !is || m.Kind != c.kind {
				t.Fatalf("%v %s, want %s", is, m.Kind, c.kind)
			}
			var told []string
			for _, e := range m.Evidence {
				if a.Body[e.From:e.To] != e.Text {
					t.Errorf("%+v is not at its place", e)
				}
				if !slices.Contains(labels, e.Text) {
					told = append(told, e.Text)
				}
			}
			if got := strings.Join(told, " "); got != c.told {
				t.Errorf("told by %q, want %q", got, c.told)
			}
		})
	}
}
