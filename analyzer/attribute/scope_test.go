package attribute

import (
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/byline"
	"github.com/gaobang/gaobang/analyzer/registry"
)

// TestScope: how much of a piece is about the bureau.
func TestScope(t *testing.T) {
	reg := offices(t)
	at := New(reg, registry.New(reg))
	cases := []struct {
		passage
		scope gaobang.Scope
	}{
		{passage{rule: "简讯几条里只有一条是我们的，综合", outlet: "丹阳日报", title: "一句话新闻", body: "●图书馆添了夜场。\n●云阳街道民政办上门送餐。\n●水厂换了新泵。"}, gaobang.Several},
		{passage{rule: "几条都是我们的，单独", outlet: "丹阳日报", title: "一句话新闻", body: "●市民政局派人培训。\n●云阳街道民政办上门送餐。"}, gaobang.Sole},
		{passage{rule: "只有一处标记不是简讯，单独", outlet: "丹阳日报", title: "送餐", body: "●近日，饭菜飘香。\n云阳街道民政办上门送餐。"}, gaobang.Sole},
		{passage{rule: "各地单位的名单里有本局的单位，提及", outlet: "新华日报", title: "先进名单", body: "昆山市社会福利院、太仓市社会福利院、丹阳市社会福利院、兴化市社会福利院等。"}, gaobang.Passing},
		{passage{rule: "名单里都是本地的单位，单独", outlet: "丹阳日报", title: "先进名单", body: "云阳街道民政办、延陵镇民政办、市社会福利院接受视察。"}, gaobang.Sole},
		{passage{rule: "名单之外又单独写到，不是提及", outlet: "新华日报", title: "先进名单", body: "昆山市社会福利院、太仓市社会福利院、丹阳市社会福利院上榜。丹阳市社会福利院今年添了护理床。"}, gaobang.Several},
		{passage{rule: "几家部门各占一段，综合", outlet: "丹阳日报", title: "一线", body: "市交通局设卡登记。\n市民政局上门送餐。"}, gaobang.Several},
		{passage{rule: "段首是本局，别家只在段中，单独", outlet: "丹阳日报", title: "一线", body: "市民政局上门送餐。\n老人说，市交通局的车也来了。"}, gaobang.Sole},
		{passage{rule: "各镇一条，只有一条是民政办的，综合", outlet: "丹阳日报", title: "镇街简讯", body: "云阳街道：召开例会。\n延陵镇民政办：上门送餐。\n丹北镇：插秧扫尾。"}, gaobang.Several},
		{passage{rule: "省报里别的县不带县字也占一段，综合", outlet: "新华日报", title: "各地", body: "在江阴，老人看病不出门。在丹阳，市民政局上门送餐。"}, gaobang.Several},
		{passage{rule: "省报一句话里先说别的市，本局只占半句，提及", outlet: "新华日报", title: "各地", body: "盐城用渔船送饭，丹阳市民政局给邻居发补贴。"}, gaobang.Passing},
		{passage{rule: "半句之外又写到，综合", outlet: "新华日报", title: "各地", body: "盐城用渔船送饭，丹阳市民政局给邻居发补贴。丹阳市民政局还添了床位。"}, gaobang.Several},
		{passage{rule: "两家局的人合署，综合", outlet: "镇江日报", title: "巡界", body: "本报讯（通讯员 林测试 同姓名）丹阳、句容两市民政部门巡查界线，华阳街道民政办引路。"}, gaobang.Several},
		{passage{rule: "与别家部门共同主办，综合", outlet: "丹阳日报", title: "书画展", body: "由市民政局、市文联共同主办的书画展开展。"}, gaobang.Several},
		{passage{rule: "别家在前、联合出台，综合", outlet: "丹阳日报", title: "办法", body: "市人社局、市民政局联合出台办法。"}, gaobang.Several},
		{passage{rule: "自家两单位联合，单独", outlet: "丹阳日报", title: "开放日", body: "市社会福利院与云阳街道民政办联合办开放日。"}, gaobang.Sole},
		{passage{rule: "护送回家的人来自别处，单独", outlet: "新华日报", title: "回家", body: "宜宾的山村里放起鞭炮，丹阳市社会福利院把走失老人护送到家。"}, gaobang.Sole},
		{passage{rule: "别家部门牵头、本局在后面一句，综合", outlet: "丹阳日报", title: "整治", body: "市城管局联合市场监管、公安等部门开展整治，市民政局派人劝导。"}, gaobang.Several},
		{passage{rule: "检察院作标题而本局只有一句，提及", outlet: "丹阳日报", title: "检察院护航", body: "检察官把线索移送市民政局。"}, gaobang.Passing},
		{passage{rule: "前面几段讲的是法院的案子，综合", outlet: "丹阳日报", title: "婚离不成", body: "法院驳回起诉。\n市民政局说，登记时要刷身份证。市民政局还提醒核对。"}, gaobang.Several},
		{passage{rule: "几项任务各有责任单位，综合", outlet: "丹阳日报", title: "实事进展", body: "1. 幼儿园。责任单位：市教育局。\n2. 助餐点。责任单位：市民政局。"}, gaobang.Several},
		{passage{rule: "通知的几条没有别家，单独", outlet: "丹阳日报", title: "市民政局通知", body: "1. 带身份证。\n2. 到市民政局窗口。"}, gaobang.Sole},
		{passage{rule: "几家联合主办的一串里有本局，综合", outlet: "丹阳日报", title: "义卖", body: "由市民政局、市文联、团市委联合主办的义卖开张。"}, gaobang.Several},
		{passage{rule: "医院的人来到福利院，综合", outlet: "丹阳日报", title: "护士节", body: "市人民医院的护士们来到市社会福利院。"}, gaobang.Several},
		{passage{rule: "本局的人来到福利院，单独", outlet: "丹阳日报", title: "护士节", body: "市民政局的志愿者来到市社会福利院。"}, gaobang.Sole},
		{passage{rule: "邻市一栏里只有一条是我们的，单独", outlet: "句容日报", title: "邻市速览", body: "丹阳：市民政局开通热线。"}, gaobang.Sole},
		{passage{rule: "与别县的局结对，综合", outlet: "丹阳日报", title: "牵手", body: "市民政局与富平县民政局结对，送去助学金。"}, gaobang.Several},
		{passage{rule: "几项活动各有责任单位，综合", outlet: "丹阳日报", title: "活动安排", body: "义诊，责任单位：市卫健委\n走访，责任单位：市民政局"}, gaobang.Several},
		{passage{rule: "来自福利院的护理员得奖，提及", outlet: "镇江日报", title: "护理员揭晓", body: "二十人获奖，有来自丹阳市社会福利院的组长。"}, gaobang.Passing},
		{passage{rule: "民警作标题、最后交给福利院，提及", outlet: "丹阳日报", title: "民警护送", body: "民警查了三天，女婴已交给市社会福利院。"}, gaobang.Passing},
		{passage{rule: "上级市局与两家县局各有其事，上级也是综合", outlet: "镇江日报", title: "答卷", body: "市民政局发文。\n丹阳市民政局添床。\n句容市民政局送餐。"}, gaobang.Several},
		{passage{rule: "上级市局与一家县局各有其事，上级单独", outlet: "镇江日报", title: "答卷", body: "市民政局发文。\n丹阳市民政局添床。"}, gaobang.Sole},
		{passage{rule: "文末还有别家单位署名，综合", outlet: "丹阳日报", title: "普法", body: "检察官走进社会福利院。\n（市检察院 丹阳市社会福利院）"}, gaobang.Several},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			a := c.article()
			got := at.Attribute(a, byline.Parse(a), outlets[c.outlet]).Attributions
			if len(got) == 0 || got[0].Scope != c.scope {
				t.Errorf("got %+v, want %s", got, c.scope)
			}
		})
	}
}
