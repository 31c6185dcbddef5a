package segment

// nameTag marks names of offices, never of people.
const nameTag = "nt"

// areas and offices together are names such as 市民政局, which the dictionary
// would cut into 市民 and 政局: gse gives a single letter such as 市 too small a
// frequency for the right cut to win.
var (
	areas   = []string{"省", "市", "州", "县", "区", "乡", "镇", "街道", "全市", "我市"}
	offices = []string{
		"民政局", "民政厅", "民政部门", "民政系统", "民政工作", "民政办", "民政办公室", "民政所",
		"民政科", "民政处", "民政股", "民政助理", "民政事业", "民政服务", "民政干部", "民政工作者",
	}
)

// domainWords are words of civil affairs that the dictionary lacks or thinks
// rarer than they are in this field.
var domainWords = []struct {
	word      string
	frequency float64
}{
	{"民政", 3000}, {"民政局", 3000}, {"民政厅", 1000}, {"民政部", 1000}, {"民政办", 500},
	{"民政所", 500}, {"民政科", 500}, {"民政处", 500}, {"民政股", 200}, {"民政部门", 1000},
	{"民政事业", 200}, {"民政工作", 500}, {"民政系统", 200}, {"民政对象", 200}, {"民政服务", 200},
	{"民政助理", 200}, {"民政宣传", 100},
	{"亲民", 3000}, {"政风", 1000}, // else 民政 in 亲民政风
}

// noNames are words of civil affairs that the dictionary takes for names of people,
// which are not searched for: 养老 and 慈善 would find nothing.
var noNames = []string{
	"养老", "养老院", "敬老", "敬老院", "孤儿", "慈善", "双拥", "关怀", "康复", "保健", "保姆", "文明", "廉政", "宣传部",
	"青少年", "幼儿园", "小学生", "师生", "老同志", "老太太", "祖先", "荣誉", "辛勤", "温馨", "安抚", "祝福", "阳光", "友谊", "洪水", "小康",
}
