package sentiment

import (
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

func TestToward(t *testing.T) {
	cases := []struct {
		rule, title, body string
		want              gaobang.SentimentLabel
	}{
		{"本局不作为是负面", "低保申请为何卡壳", "居民反映，甲市民政局推诿扯皮，申请三个月石沉大海。", gaobang.Negative},
		{"标题里的批评算数", "甲市民政局被曝光", "甲市民政局有关负责人作了说明。", gaobang.Negative},
		{"整治别人的违规不是负面", "殡葬专项整治启动", "甲市民政局严查违规建墓行为，整治天价墓地。", gaobang.Neutral},
		{"没有发生的不是负面", "年度审计", "审计未发现甲市民政局有挪用资金情况。", gaobang.Neutral},
		{"困难和灾病不是负面", "冬日走访", "甲市民政局走访患病、残疾等困难群众。", gaobang.Neutral},
		{"别家的过错不算本局的", "物业被投诉", "某物业公司被投诉乱收费。甲市民政局为老人办理补贴。", gaobang.Negative}, // the title is about the piece as a whole
		{"句子不提本局就不看", "社区见闻", "某物业公司被投诉乱收费。甲市民政局为老人办理补贴。", gaobang.Neutral},
		{"表扬是正面", "一面锦旗", "家属把锦旗送到甲市民政局，感谢工作人员。", gaobang.Positive},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			a := gaobang.Article{ID: 1, Title: c.title, Body: c.body}
			at := strings.Index(c.body, "甲市民政局")
			mention := gaobang.Mention{Evidence: gaobang.Evidence{Span: gaobang.Span{Field: gaobang.FieldBody, From: at, To: at + len("甲市民政局")}}}
			got := Toward(&a, "a", []gaobang.Mention{mention})
			if got.Label != c.want {
				t.Errorf("Toward = %+v, want %s", got, c.want)
			}
			for _, e := range got.Evidence {
				if a.Text(e.Field)[e.From:e.To] != e.Text {
					t.Errorf("evidence %+v is not at its place", e)
				}
			}
		})
	}
}
