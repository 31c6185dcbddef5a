package mailbox_test

import (
	"strings"
	"testing"

	"github.com/gaobang/gaobang/mailbox"
)

func TestPage(t *testing.T) {
	for _, c := range []struct {
		name, text       string
		inBox, isMessage bool
		says             map[mailbox.Part]string
	}{
		{"标签各占一行", "来信时间：2026-11-02\n来信人：林测试\n来信内容：请问补贴什么时候发？\n回复单位：甲城市民政局\n回复内容：您好！已于月底发放。", false, true, map[mailbox.Part]string{
			mailbox.AskedOn: "2026-11-02", mailbox.Petitioner: "林测试", mailbox.AskedPart: "请问补贴什么时候发？", mailbox.Replier: "甲城市民政局", mailbox.ReplyPart: "您好！已于月底发放。",
		}},
		{"表头一行，值在下一行", "信件编号\t信件类型\t来信时间\n20261102001\t业务咨询\t2026-11-02\n信件内容：请问补贴什么时候发？", false, true, map[mailbox.Part]string{
			mailbox.NumberPart: "20261102001", mailbox.KindPart: "业务咨询", mailbox.AskedOn: "2026-11-02", mailbox.AskedPart: "请问补贴什么时候发？",
		}},
		{"单位名在回复上一行", "留言标题：补贴发放\n留言时间：2026-11-02\n留言内容：请问补贴什么时候发？\n甲城市民政局回复：\n您好！已于月底发放。", false, true, map[mailbox.Part]string{
			mailbox.TitlePart: "补贴发放", mailbox.Replier: "甲城市民政局", mailbox.ReplyPart: "您好！已于月底发放。",
		}},
		{"回复里的电话不另成一项", "来信时间：2026-11-02\n来信标题：补贴\n来信内容：请问补贴什么时候发？\n回复内容：您好！\n联系电话：0511-00000000", false, true, map[mailbox.Part]string{
			mailbox.ReplyPart: "您好！\n联系电话：0511-00000000", mailbox.PersonalPart: "",
		}},
		{"待填的表单不是留言", "来信标题：请输入标题\n来信人：请填写姓名\n来信内容：限500字\n来信时间：必填", true, false, nil},
		{"报道不是留言", "本报讯（记者 林测试）甲城市民政局昨日走访老人。", false, false, nil},
		{"一个通用的词不够", "时间：2026-11-02\n内容：请问补贴什么时候发？", false, false, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var lines []mailbox.Line
			for l := range strings.SplitSeq(c.text, "\n") {
				lines = append(lines, mailbox.Line{Text: l})
			}
			p := mailbox.NewPage(lines, c.inBox)
			if got := p.IsMessage(c.inBox); got != c.isMessage {
				t.Errorf("a message: %v, want %v; fields %+v", got, c.isMessage, p.Fields)
			}
			for part, want := range c.says {
				if got := p.Value(part); got != want {
					t.Errorf("part %d says %q, want %q", part, got, want)
				}
			}
		})
	}
}

func TestHidePetitioner(t *testing.T) {
	for name, want := range map[string]string{"林测试": "林**", "林**": "林**", "林先生": "林先生", "匿名网友": "匿名网友", "": ""} {
		if got := mailbox.HidePetitioner(name); got != want {
			t.Errorf("%q is shown as %q, want %q", name, got, want)
		}
	}
}
