package sentiment

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// about is an article with a mention of 甲市民政局 wherever it stands.
func about(title, body string) (*gaobang.Article, []gaobang.Mention) {
	const name = "甲市民政局"
	a := &gaobang.Article{ID: 1, Title: title, Body: body}
	var mentions []gaobang.Mention
	for _, field := range []gaobang.Field{gaobang.FieldTitle, gaobang.FieldBody} {
		text := a.Text(field)
		for from := 0; ; {
			i := strings.Index(text[from:], name)
			if i < 0 {
				break
			}
			from += i
			mentions = append(mentions, gaobang.Mention{Evidence: gaobang.Evidence{
				Span: gaobang.Span{Field: field, From: from, To: from + len(name)}, Text: name,
			}})
			from += len(name)
		}
	}
	return a, mentions
}

func TestToward(t *testing.T) {
	const pos, neu, neg = gaobang.Positive, gaobang.Neutral, gaobang.Negative
	cases := []struct {
		rule, title, body string
		want              gaobang.SentimentLabel
	}{
		{"本局不作为是负面", "低保申请为何卡壳", "居民反映，甲市民政局推诿扯皮，申请三个月石沉大海。", neg},
		{"标题里的批评算数", "甲市民政局被曝光", "甲市民政局有关负责人作了说明。", neg},
		{"被上级通报是负面", "三起典型案例", "市纪委监委发布消息，甲市民政局被通报批评。", neg},
		{"被约谈是负面", "作风建设", "因整改不力，甲市民政局被约谈。", neg},
		{"查处的对象是本局，是负面", "三起典型案例", "市纪委查处甲市民政局违规发放津贴问题。", neg},
		{"本局干部受贿是负面", "一审开庭", "甲市民政局原副局长受贿案开庭。", neg},
		{"本局干部接受调查是负面", "权威发布", "甲市民政局原副局长接受审查调查。", neg},
		{"邻句的投诉无门算数", "补贴去哪了", "老人跑了三个月，投诉无门。记者联系甲市民政局，电话无人接听。", neg},
		{"迟迟不办是负面", "居民来信", "甲市民政局迟迟未发放补贴。", neg},
		{"行政诉讼败诉是负面", "一份判决", "法院认定程序有误，甲市民政局败诉。", neg},
		{"不满意不是满意", "民意调查", "居民对甲市民政局的服务不满意。", neg},
		{"有人反映在前、本局无言以对，是负面", "居民来信", "居民质疑低保资金被挪用，甲市民政局未作回应。", neg},
		{"整治别人的违规不是负面", "殡葬专项整治启动", "甲市民政局严查违规建墓行为，整治天价墓地。", neu},
		{"约谈别人不是负面", "约谈会", "甲市民政局约谈被投诉的养老机构。", neu},
		{"针对问题出手不是负面", "专项行动", "针对群众反映的殡葬乱收费问题，甲市民政局开展专项整治。", neu},
		{"处罚非法社会组织不是负面", "执法通报", "甲市民政局依法取缔违法社会组织。", neu},
		{"没有发生的不是负面", "年度审计", "审计未发现甲市民政局有挪用资金情况。", neu},
		{"禁止的不是负面", "廉政会议", "甲市民政局要求严禁推诿扯皮。", neu},
		{"防止的不是负面", "资金监管", "甲市民政局多措并举防止骗保。", neu},
		{"提醒群众防骗不是负面", "防骗提醒", "甲市民政局提醒老人警惕虚假宣传。", neu},
		{"如有违规的假设不是负面", "公告", "如有违规收费，请向甲市民政局反映。", neu},
		{"文件标题里的词不算", "学习文件", "甲市民政局学习《关于整治不作为慢作为的通知》。", neu},
		{"困难和灾病不是负面", "冬日走访", "甲市民政局走访患病、残疾等困难群众。", neu},
		{"死亡与事故不是对本局的负面", "善后", "事故造成人员死亡，甲市民政局为家属办理临时救助。", neu},
		{"救助受虐待的孩子不是负面", "守护", "孩子遭父母虐待，甲市民政局开展救助。", neu},
		{"别家的过错不算本局的", "物业被投诉", "某物业公司被投诉乱收费。甲市民政局为老人办理补贴。", neu},
		{"同句里别家的过错不算", "纠纷", "甲市民政局接到来电，称某公司推诿扯皮。", neu},
		{"隔得远的句子不看", "社区见闻", "小店态度恶劣。天气很好。花都开了。甲市民政局为老人办理补贴。", neu},
		{"只说做了什么是中性", "会议消息", "甲市民政局召开工作例会。", neu},
		{"表扬是正面", "一面锦旗", "家属把锦旗送到甲市民政局，连声道谢。", pos},
		{"表彰是正面", "表彰大会", "甲市民政局荣获全省先进集体。", pos},
		{"别人得的荣誉隔句不算", "两则消息", "某校荣获先进集体。甲市民政局召开例会。", neu},
		{"有批评就不算正面", "一评一弹", "甲市民政局荣获先进集体，却因推诿被通报。", neg},
		{"邻句里别人的罪行不算", "旁听", "法院宣判一起侵占公墓案，被告人获刑三年。甲市民政局旁听。", neu},
		{"满意度三字不是表扬", "提升", "甲市民政局着力提升群众满意度。", neu},
		{"不满一年是时间", "探访", "为独居不满一年的老人，甲市民政局安排探访。", neu},
		{"在本局门口发生的不是本局做的", "两男子", "两男子在甲市民政局门口斗殴被查。", neu},
		{"让人跑了多趟是负面", "办补贴", "老人到甲市民政局办理补贴，前后跑了五趟。", neg},
		{"审计查出本局的问题是负面", "审计公告", "审计发现，甲市民政局超范围发放临时救助资金。", neg},
		{"巡察指出本局的问题是负面", "巡察反馈", "市委巡察组指出，甲市民政局存在专项资金管理混乱等问题。", neg},
		{"下属单位被曝也是本局的", "公墓", "甲市民政局下属公墓被曝强制消费，家属要求退费。", neg},
		{"责令别人停业不是负面", "消防检查", "甲市民政局对存在违规的养老机构责令停业。", neu},
		{"专项治理自家问题不是负面", "专项治理", "甲市民政局开展漏保、错保、人情保专项治理。", neu},
		{"为告状的老人调解不是负面", "调解", "因儿子拒不赡养，老人将其告上法庭，甲市民政局派社工调解。", neu},
		{"没有提到本局", "球赛", "客队不作为。", neu},
		{"辟谣说清的传言不是负面", "谣言粉碎", "网传甲市民政局克扣低保金，经核实为谣言。", neu},
		{"引号里的传言被辟谣不是负面", "权威回应", "甲市民政局辟谣：网传“低保金被挪用”与事实不符。", neu},
		{"辟谣之后另说的不满仍是负面", "后续", "上述说法不属实，但居民对甲市民政局推诿扯皮的抱怨是真的。", neg},
		{"本局只是否认，仍等人判断", "回应", "甲市民政局否认挪用善款。", neg},
		{"引号里是行动的名字，不是评价", "专项行动", "甲市民政局开展“整治推诿扯皮”专项行动。", neu},
		{"引号里是群众的抱怨，是负面", "居民来信", "居民说甲市民政局“门难进、脸难看”。", neg},
		{"从前的毛病与如今对照，不是负面", "换新颜", "过去甲市民政局办事推诿扯皮，如今一窗办结，群众点赞。", pos},
		{"先扬后抑是负面", "喜忧参半", "甲市民政局荣获先进，但办低保仍推诿扯皮。", neg},
		{"问题已整改完成，不是负面", "巡察整改", "对审核不严问题，甲市民政局已完成整改。", neu},
		{"被曝光之后整改，仍是负面", "公墓追踪", "甲市民政局下属公墓被曝光后，问题得到整改。", neg},
		{"坏事下降不是负面", "年度数据", "甲市民政局窗口推诿扯皮现象明显减少。", neu},
		{"被通报的是别家，不是负面", "典型案例", "甲市民政局公布，某养老机构被通报批评。", neu},
		{"通报表扬是好事", "表扬", "甲市民政局受省厅通报表扬。", pos},
		{"洪涝救助不是负面", "救灾", "洪水冲毁房屋，多人受灾被困，甲市民政局连夜转移安置。", neu},
		{"受贿案件开庭是负面", "一审", "甲市民政局原副局长受贿案件开庭。", neg},
		{"挪用专项资金是负面", "审计", "甲市民政局挪用专项资金。", neg},
		{"骗子冒充本局骗钱不是负面", "防骗提醒", "近日，有骗子冒充甲市民政局工作人员，骗取老人钱财。", neu},
		{"打着本局旗号的骗局不是负面", "防骗提醒", "有人以甲市民政局名义违规收费。", neu},
		{"不推诿不扯皮是要求，不是负面", "优服务", "甲市民政局窗口做到不推诿、不扯皮。", neu},
		{"被批准不是挨批", "批复", "甲市民政局的方案被批准实施。", neu},
		{"被指定不是被指", "试点", "甲市民政局被指定为试点单位。", neu},
		{"有责任感不是有责任", "风采", "甲市民政局干部有责任感。", neu},
		{"不满足于现状不是不满", "再出发", "甲市民政局不满足于现有做法。", neu},
		{"没有获评不是正面", "评比", "甲市民政局未获评先进集体。", neu},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			a, mentions := about(c.title, c.body)
			got := Toward(a, "a", mentions)
			if got.Label != c.want || got.Bureau != "a" {
				t.Errorf("Toward = %+v, want %s", got, c.want)
			}
			if (got.Label == neg) != (got.Score < 0) && got.Label != neg {
				t.Errorf("label %s with score %d", got.Label, got.Score)
			}
			for _, e := range got.Evidence {
				if a.Text(e.Field)[e.From:e.To] != e.Text {
					t.Errorf("evidence %+v is not at its place", e)
				}
			}
			if got.Label != neu && len(got.Evidence) == 0 {
				t.Error("no evidence")
			}
		})
	}
}

func TestText(t *testing.T) {
	cases := []struct {
		rule, text string
		want       gaobang.SentimentLabel
	}{
		{"事故与伤亡是负面", "两车相撞致三人受伤", gaobang.Negative},
		{"犯罪是负面", "男子盗窃电动车被抓", gaobang.Negative},
		{"抱怨办事是负面", "投诉部门推诿扯皮", gaobang.Negative},
		{"好人好事是正面", "志愿者走进敬老院献爱心", gaobang.Positive},
		{"荣誉是正面", "我校喜获全国先进集体", gaobang.Positive},
		{"没有情感词是中性", "图书馆周一闭馆", gaobang.Neutral},
		{"空文本是中性", "", gaobang.Neutral},
		{"防止的祸事不是负面", "学校讲解如何防止溺水", gaobang.Neutral},
		{"没有伤亡不是负面", "没有人员伤亡", gaobang.Neutral},
		{"辟谣不是负面", "网传食堂中毒系谣言", gaobang.Neutral},
		{"坏事下降是好事", "全市交通事故同比下降", gaobang.Positive},
		{"好话前有未，不是正面", "该校未获奖", gaobang.Neutral},
		{"活动的名字不是评价", "学校举办“防火灾”讲座", gaobang.Neutral},
		{"打击犯罪的战果是正面", "警方成功破获诈骗案，追回赃款", gaobang.Positive},
		{"问怎么办的不是报道", "交通事故怎么办", gaobang.Negative},
		{"书名里的词不算", "新书《死亡与事故》出版", gaobang.Neutral},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			got := Text(c.text)
			if got.Label != c.want {
				t.Errorf("Text = %+v, want %s", got, c.want)
			}
			for _, e := range got.Evidence {
				if c.text[e.From:e.To] != e.Text {
					t.Errorf("evidence %+v is not at its place", e)
				}
			}
		})
	}
}

func TestTextWeighs(t *testing.T) {
	cases := []struct {
		rule     string
		less, so string // the second is the further from zero
	}{
		{"程度重的分量加", "居民不满", "居民非常不满"},
		{"程度轻的分量减", "三人轻微受伤", "三人受伤"},
		{"转折之前的减半", "成功获奖，但缺席", "成功获奖，缺席"},
		{"提问的减半", "交通事故怎么办", "交通事故"},
		{"有人打击的只算四分之一", "摸排后捣毁赌场，又见赌场，另有诈骗、抢劫、吸毒、走私", "赌场，诈骗、抢劫、吸毒、走私"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			less, so := Text(c.less).Score, Text(c.so).Score
			if less*less >= so*so || less*so < 0 {
				t.Errorf("%s %d, %s %d", c.less, less, c.so, so)
			}
		})
	}
}

func TestLexiconHasNoWordTwice(t *testing.T) {
	seen := map[string]string{}
	for _, g := range shipped().groups {
		if g.Why == "" || g.Name == "" {
			t.Errorf("group %q gives no reason", g.Name)
		}
		for w := range strings.FieldsSeq(g.Words) {
			if seen[w] != "" {
				t.Errorf("%s stands in %s and in %s", w, seen[w], g.Name)
			}
			seen[w] = g.Name
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("甲市民政局《被通报》推诿。")
	f.Add("》《\xff被")
	f.Fuzz(func(t *testing.T, s string) {
		for _, e := range Text(s).Evidence {
			if s[e.From:e.To] != e.Text {
				t.Fatalf("%+v is not in %q", e, s)
			}
		}
		a, mentions := about(s, s)
		for _, e := range Toward(a, "a", mentions).Evidence {
			if s[e.From:e.To] != e.Text {
				t.Fatalf("%+v is not in %q", e, s)
			}
		}
	})
}

func BenchmarkToward(b *testing.B) {
	a, mentions := about("甲市民政局上门服务", strings.Repeat("甲市民政局派人上门，老人连声道谢。路上车来车往，一切如常。", 30))
	b.ReportAllocs()
	for b.Loop() {
		Toward(a, "a", mentions)
	}
}

// TestALongLineIsReadInPart: a sheet may have a cell of megabytes; what stands far
// behind in it is not read, and what is read is cut between letters.
func TestALongLineIsReadInPart(t *testing.T) {
	fill := strings.Repeat("平", maxLine/len("平")+1)
	if v := Text("荣获先进集体" + fill + "受贿被查"); v.Label != gaobang.Positive {
		t.Errorf("%+v", v)
	}
	if got := readable(fill); len(got) > maxLine || !utf8.ValidString(got) {
		t.Errorf("%d bytes are read, cut within a letter: %v", len(got), !utf8.ValidString(got))
	}
	if v := Text(strings.Repeat("\x80", 2*maxLine)); v.Label != gaobang.Neutral {
		t.Errorf("broken bytes: %+v", v)
	}
}

// TestAQuotationMarkFarBeforeOpensNoName: marks are not always closed.
func TestAQuotationMarkFarBeforeOpensNoName(t *testing.T) {
	if v := Text("“" + strings.Repeat("平", clauseWindow) + "受贿”行动"); v.Label != gaobang.Negative {
		t.Errorf("%+v", v)
	}
}
