package segment

import (
	"strings"
	"testing"
)

// civilAffairs are sentences in which 民政 is a word, and otherPolitics those in
// which its letters belong to two words.
const (
	civilAffairs = `
民政部发布了今年的统计公报。
市民政局走访困难群众。
全省民政系统召开会议。
他在县民政科工作了三十年。
记者从区民政部门了解到情况。
镇民政办主任上门核查。
省民政厅厅长出席仪式。
丹阳民政开通了微信公众号。
老民政人说起往事。
民政工作无小事。
乡民政助理员骑车下村。
国家民政部门下拨救灾款。
由民政、卫生、公安三部门联合开展。
社区民政服务站今日挂牌。
街道民政科组织慰问。
这是民政事业的大事。
财政、民政等部门密切配合。
以民政为民、民政爱民为宗旨。
自治区民政厅发出通知。
各级民政干部奔赴灾区。
据民政统计，全国有敬老院四万所。
民政福利企业产值增长。
中央民政部的负责同志参加了会议。
地区民政局拨出专款。
人民民政事业蒸蒸日上。
他向当地民政机关申请救助。
两地民政首次合作。
城乡民政一体化。
前往民政窗口办理婚姻登记。
村民政协商议由民政办牵头。
居民政策咨询请找民政局。
民政部长接见了代表。
大民政格局初步形成。
城市民政工作会议召开。
四川民政抗震救灾。
农村民政工作有新进展。`
	otherPolitics = `
乡人民政府发布通告。
人民政协召开会议。
人民政权得到巩固。
国民政府迁都重庆。
农村富民政策深入人心。
移民政策有所调整。
殖民政府被推翻。
难民政策引起争论。
惠民政策落到实处。
便民政务服务中心。
农民政治觉悟提高。
公民政治权利受到保护。
市民政务热线开通。
村民政治参与度高。
平民政治家的一生。
全民政治动员。
军民政策教育。
牧民政策性住房。
渔民政策补贴。
选民政见不一。
居民政策知晓率。
亲民政风受到好评。
利民政策陆续出台。
裕民政策带来变化。
殖民政策的后果。
侨民政策咨询。
灾民政府全力安置。
国民政治经济学。
人民政论家邹某。
市人民政府办公室。
爱民政委老张。
新居民政策解读。
股民政策敏感。
网民政治表达。
为民政绩才是真政绩。
县级人民政府。
中央人民政府政务院。
临时人民政府成立。
便民政策一揽子。
群众说是党的富民政策好。`
)

func TestSpansOfCivilAffairs(t *testing.T) {
	for _, c := range []struct {
		sentences string
		isThere   bool
	}{{civilAffairs, true}, {otherPolitics, false}} {
		for sentence := range strings.FieldsSeq(c.sentences) {
			spans := segmenter(t).Spans(sentence, "民政")
			if (len(spans) > 0) != c.isThere {
				t.Errorf("%s：民政 at %v", sentence, spans)
			}
			for _, s := range spans {
				if sentence[s[0]:s[1]] != "民政" {
					t.Errorf("%s: the span %v is %q", sentence, s, sentence[s[0]:s[1]])
				}
			}
		}
	}
}

// TestSpansPassBrokenText: what is no text has no words, and a term that is none is nowhere.
func TestSpansPassBrokenText(t *testing.T) {
	for _, c := range [][2]string{{"", "民政"}, {"民政", ""}, {"\xff\xfe民政局", "民政"}, {"民政", "\xff"}, {strings.Repeat("民政", 5000), "民政"}} {
		for _, s := range segmenter(t).Spans(c[0], c[1]) {
			if s[0] >= s[1] || s[1] > len(c[0]) || c[0][s[0]:s[1]] != c[1] {
				t.Errorf("%.20q in %.20q: %v", c[1], c[0], s)
			}
		}
	}
}
