package attribute

// groundPassages: a name needs a ground besides itself, a place needs words of the
// field that are its own; each rule with the case where it ends.
var groundPassages = []passage{
	{rule: "别家部门之后只提到一句，除名称外别无依据，存疑", outlet: "丹阳日报", title: "热议教育", body: "希望教育局多建学校，民政部门的做法可以学。",
		want: []string{"danyang danyang 1 60 named_bureau"}},
	{rule: "别家部门之后写到本局的业务，不存疑", outlet: "丹阳日报", title: "热议教育", body: "教育局多建学校，民政部门多办养老院。",
		want: []string{"danyang danyang 1 92 named_bureau"}},
	{rule: "先说本局再说别家部门，不存疑", outlet: "丹阳日报", title: "热议", body: "市民政局腾出办公用房，教育局在那里办了学校。",
		want: []string{"danyang danyang 1 92 named_bureau"}},
	{rule: "别家之后另起一段由本局做事，不存疑", outlet: "丹阳日报", title: "一线", body: "市交通局设卡。\n市民政局送来棉被。",
		want: []string{"danyang danyang 1 92 named_bureau"}},
	{rule: "另起一段只是派员参加，存疑", outlet: "丹阳日报", title: "一线", body: "市交通局设卡。\n市民政局派员参加。",
		want: []string{"danyang danyang 1 60 named_bureau"}},
	{rule: "镇社会事务局办运动会，不是民政的事", outlet: "丹阳日报", title: "丹北镇运动会", body: "丹北镇社会事务局组织了十六支代表队。"},
	{rule: "镇社会事务局办敬老的事，是民政的", outlet: "丹阳日报", title: "丹北镇敬老", body: "丹北镇社会事务局组织老人看戏。",
		want: []string{"danyang danbei 1 90 named_unit"}},
	{rule: "列在别的事物中间的词不算本行的词", outlet: "丹阳日报", title: "台风过境我市", body: "群众安置在学校、敬老院等避灾点，应急、水利、民政等部门值守。"},
	{rule: "列在本行的事物中间的词算", outlet: "丹阳日报", title: "走进我市", body: "代表走进敬老院、福彩展厅。",
		want: []string{"danyang danyang 1 62 place"}},
	{rule: "银行看望老人是银行的事", outlet: "丹阳日报", title: "样板银行上门", body: "延陵镇的高龄老人和困难家庭有人上门办卡。"},
	{rule: "没有别家、只有旁及的词，是当地的事而存疑", outlet: "丹阳日报", title: "上门", body: "延陵镇的高龄老人和困难家庭有人上门看望。",
		want: []string{"danyang yanling 1 62 place"}},
	{rule: "外地的街道在全国媒体，不由自己的名字证明是本市的", outlet: "人民日报", title: "互助", body: "重庆云阳县地处峡江。云阳街道民政办建起幸福院。"},
	{rule: "县级市的简称在前，后面的镇都是那里的", outlet: "新华日报", title: "公寓", body: "江阴延陵镇给老人盖楼。延陵镇民政办说，敬老院也办学。"},
	{rule: "一串县市里的一个不是事情发生的地方", outlet: "镇江日报", title: "全市低保提标", body: "市民政局说，低保提高，丹阳、句容、扬中同步执行。",
		want: []string{"zhenjiang zhenjiang 1 92 named_bureau"}},
	{rule: "只作方位的民政局不算本行的词", outlet: "丹阳日报", title: "丹阳市某校招标", body: "地址：丹阳市民政局南侧。"},
}
