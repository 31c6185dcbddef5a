package family

import (
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

func moment(t *testing.T, s string) gaobang.Moment {
	t.Helper()
	m, err := gaobang.ParseMoment(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// page is a title, a body and a day.
type page struct{ title, body, day string }

func (p page) read(t *testing.T) Text {
	t.Helper()
	return Read(p.title, p.body, moment(t, p.day))
}

const (
	long    = "3月16日，东门社区养老服务中心启用，一楼是助餐区和康复区，二楼设有日间照料室、书画室和小剧场，三楼安排了32张短期托养床位。楼里装了电梯，走廊两边有扶手，卫生间里的呼叫铃一拉，值班室就能听到。去年春天，社区挨家挨户问了一遍，要助餐的有六成，要康复的有三成，方案就是照着这张单子定下来的。午餐一荤两素12元，80岁以上的老人由财政每餐补贴3元。"
	another = "访仙镇在文化广场举行慈善一日捐启动仪式，镇机关干部、企业代表、村干部和热心群众共320多人参加，现场认捐46.8万元。9岁的小学生抱来一只储蓄罐，把攒了一年的零花钱倒在桌上，引来一片掌声。去年募集的善款共资助大病困难家庭37户、困难大学生22名，每一笔支出都在村务公开栏里张贴。"
	brief   = "社会救助标准再次提高，城乡低保标准由每人每月1000元提高到1035元，特困人员标准同步调整，补发的差额将于本月下旬到账。"
	notice  = "根据社会救助办法的规定，经本人申请、入户调查、民主评议，现将新增低保对象名单予以公示，公示期七天，如有异议请向街道民政办反映，名单见附表。"
	video   = "点击上方蓝字观看本期视频，更多精彩内容请关注丹阳民政公众号，长按识别二维码。"
	caption = "10月29日，老人们在院子里包汤圆、迎重阳，欢声笑语飘满小院。"
)

func TestNear(t *testing.T) {
	cases := []struct {
		rule string
		a, b page
		want gaobang.KinKind
	}{
		{"同样的文字", page{"甲", long, ""}, page{"乙", long, ""}, gaobang.SameText},
		{"只差标点、空格、全角和繁体", page{"甲", long, ""}, page{"甲", strings.NewReplacer("，", " ", "32", "３２", "养", "養", "楼", "樓").Replace(long), ""}, gaobang.SameText},
		{"不相干的文字", page{"甲", long, ""}, page{"甲", another, ""}, ""},
		{"标题相同文字不同不是同稿", page{"我市民政工作", long, "2026-03-17"}, page{"我市民政工作", another, "2026-03-17"}, ""},
		{"删去开头四分之一的是同稿", page{"甲", long, ""}, page{"乙", long[len(long)/4:], ""}, gaobang.SameText},
		{"只有后一半的是扩写或摘要", page{"甲", long, ""}, page{"乙", long[len(long)/2:], ""}, gaobang.Within},
		{"占去大半的一条，看得出是综合稿的仍是收入", page{"甲", long, ""}, page{"民政动态", long + brief, ""}, gaobang.Carried},
		{"标题像综合稿而全文相同的是同稿", page{"甲", long, ""}, page{"民政动态", long, ""}, gaobang.SameText},
		{"题中的“动态”不都是综合", page{"甲", brief, ""}, page{"低保对象实行动态管理", long + brief, ""}, gaobang.Within},
		{"长稿里的一段是扩写或摘要", page{"甲", brief, ""}, page{"乙", long + brief, ""}, gaobang.Within},
		{"综合稿里的一条是收入", page{"甲", brief, ""}, page{"民政工作综合", long + "\n" + brief, ""}, gaobang.Carried},
		{"几条各有电头的是综合稿", page{"甲", brief, ""}, page{"乙", "本报讯 " + long + "\n本报讯 " + brief, ""}, gaobang.Carried},
		{"各条前有圆点的是综合稿", page{"甲", brief, ""}, page{"乙", "●" + long + "\n●" + brief, ""}, gaobang.Carried},
		{"两篇综合稿是同稿", page{"一周民政", long + another, ""}, page{"民政动态", another + long, ""}, gaobang.SameText},
		{"同一模板、数字不同的不是同稿", page{"甲", brief, ""}, page{"甲", strings.NewReplacer("1000", "1035", "1035", "1080").Replace(brief), ""}, ""},
		{"只改了一个数的更正仍是同稿", page{"甲", long, ""}, page{"甲", strings.Replace(long, "32张", "34张", 1), ""}, gaobang.SameText},
		{"隔了一年只有大半相同的不是同稿", page{"甲", long, "2025-03-17"}, page{"甲", long[len(long)/4:], "2026-03-17"}, ""},
		{"隔了一年而全文相同的仍是同稿", page{"甲", long, "2025-03-17"}, page{"甲", long, "2026-03-17"}, gaobang.SameText},
		{"没有日期的不受时隔限制", page{"甲", long, ""}, page{"甲", long[len(long)/4:], "2026-03-17"}, gaobang.SameText},
		{"一句话的图片稿，同一句是同稿", page{"重阳汤圆香", caption, "2026-10-30"}, page{"小院迎重阳", caption, "2026-10-29"}, gaobang.SameText},
		{"一句话的图片稿，改了两个字就不认", page{"重阳", caption, ""}, page{"重阳", strings.Replace(caption, "汤圆", "饺子", 1), ""}, ""},
		{"太短的说明要标题也相同", page{"老人学跳舞", "图为活动现场。", ""}, page{"孩子学画画", "图为活动现场。", ""}, ""},
		{"太短的说明连标题都相同", page{"延陵镇老人学跳广场舞", "图为活动现场。", ""}, page{"延陵镇老人学跳广场舞", "图为活动现场。", ""}, gaobang.SameText},
		{"只有标题的视频页，同题同日是同稿", page{"丹阳：九十九对新人公园领证", "", "2026-05-20"}, page{"丹阳：九十九对新人公园领证", "", "2026-05-21"}, gaobang.SameText},
		{"只有标题的视频页，同题而隔了一周是另一期", page{"《民政为民》栏目本期节目预告", "", "2026-05-20"}, page{"《民政为民》栏目本期节目预告", "", "2026-05-27"}, ""},
		{"全文相同而标题只差月份的是两份公示", page{"云阳街道9月低保对象公示", notice, "2026-09-20"}, page{"云阳街道10月低保对象公示", notice, "2026-10-20"}, ""},
		{"标题只差期数，中文数字也算", page{"民政之声第九期", notice, "2026-09-20"}, page{"民政之声第十期", notice, "2026-09-21"}, ""},
		{"标题的数字写法不同仍是同稿", page{"云阳街道12月低保对象公示", notice, ""}, page{"云阳街道十二月低保对象公示", notice, ""}, gaobang.SameText},
		{"标题只差一个词，全文相同的是同稿", page{"9月低保对象公示", notice, ""}, page{"9月低保名单公示", notice, ""}, gaobang.SameText},
		{"只叫人看视频的短文，不同标题不是同稿", page{"民政之窗：跨省通办", video, "2026-11-20"}, page{"民政之窗：老年助餐", video, "2026-11-21"}, ""},
		{"只叫人看视频的短文，同题是同稿", page{"民政之窗：婚姻登记跨省通办", video, "2026-11-20"}, page{"民政之窗：婚姻登记跨省通办", video, "2026-11-21"}, gaobang.SameText},
		{"一句话的图片稿，后面叫人扫码的仍是同稿", page{"重阳汤圆香", caption + "扫描下方二维码，看更多图片。", ""}, page{"小院迎重阳", caption, ""}, gaobang.SameText},
		{"说关爱的句子不是叫人关注", page{"甲", "请多一点耐心，志愿者走进东门社区，陪留守儿童读书画画做游戏，一直到傍晚。", ""}, page{"乙", "请多一点耐心，志愿者走进东门社区，陪留守儿童读书画画做游戏，一直到傍晚。", ""}, gaobang.SameText},
		{"标题太短的视频页不认", page{"丹阳新闻", "", ""}, page{"丹阳新闻", "", ""}, ""},
		{"什么都没有的不与任何稿件同稿", page{}, page{}, ""},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			a, b := c.a.read(t), c.b.read(t)
			got, back := Near(a, b), Near(b, a)
			if got.Kind != c.want || back.Kind != got.Kind || back.Similarity != got.Similarity || len(a.runs) != len(b.runs) && got.Outer == back.Outer {
				t.Errorf("Near = %+v, back %+v, want %q both ways", got, back, c.want)
			}
			if c.want != "" && !shareKey(a, b) {
				t.Error("the sieve does not let them meet")
			}
		})
	}
}
