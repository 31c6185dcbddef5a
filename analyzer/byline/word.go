package byline

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// ours are words by which makers say where they belong; they begin no name.
var ours = []string{"本报", "本報", "本台", "本刊", "本网", "本社", "本站", "新华社", "总台", "驻", "首席", "资深", "主任记者"}

// mediaEndings end the name of a medium, or of a reporter's place in one.
var mediaEndings = []string{"日报", "晚报", "早报", "都市报", "时报", "报", "報", "网", "台", "社", "刊", "频道", "融媒", "全媒", "全媒体", "融媒体", "融媒体中心", "客户端", "新闻", "在线", "发布", "记者站", "首席", "资深", "特派", "央视", "之声"}

func isMedia(s string) bool { return endsInOne(s, mediaEndings) }

// orgEndings end the name of an organisation.
var orgEndings = []string{
	"局", "科", "股", "处", "站", "中心", "委", "会", "部", "院", "所", "室", "社区", "街道", "镇", "乡", "村", "政府", "办", "民政", "残联", "妇联", "工会",
	"学校", "小学", "中学", "大学", "学院", "集团", "公司", "报社", "日报", "晚报", "报", "网", "台", "频道", "大队", "支队", "中队", "馆", "厅", "队", "系", "社", "园", "墓",
	"辦", "處", "會", "館", "廳", "隊", "園", "鎮", "鄉", "聯",
}

// notEnding are words with the ending of an organisation that are none.
var notEnding = []string{
	"机会", "社会", "开会", "全会", "大会", "盛会", "晚会", "座谈会", "现场会", "推进会", "例会", "茶话会", "部署会", "发布会", "运动会", "来到", "全部", "内部", "干部", "局部", "到位",
	"好处", "用处", "之处", "到处", "住处", "出处", "深处", "公园", "家园", "校园", "关系", "联系", "体系", "派系", "简报", "海报", "情报", "申报", "汇报", "通报", "上报", "举报", "预报", "回报",
	"上网", "联网", "官网", "路网", "管网", "出台", "登台", "舞台", "平台", "后台", "阳台", "网站", "车站", "排队", "部队", "军队", "团队", "场所", "厕所", "住所", "教室", "卧室", "住院", "出院", "入院", "小院",
	"举办", "主办", "承办", "开办", "创办", "协办", "布局", "格局", "结局", "开局", "本科", "专科", "学科", "百科", "为中心", "旅行社",
}

// notInOrganisation are words of a sentence, in the name of no organisation.
var notInOrganisation = []string{"走进", "来到", "走访", "看到", "前往", "奔赴", "深入", "一起", "召开", "举行", "举办", "开展", "进入", "参加", "全体", "共同", "记者", "通讯员"}

// notOrganisation begin what only ends like an organisation: （含民办）.
var notOrganisation = []string{"即", "又称", "简称", "现", "今", "摘", "据", "转", "选自", "刊", "载", "含", "不含", "其中", "包括", "共", "另", "每", "该", "这", "那", "各", "原", "多", "几", "两", "三", "四", "五", "六", "七", "八", "九", "十", "从", "到", "在", "向", "去", "回", "往", "由", "被", "把", "让", "给", "为", "与", "和", "及", "的"}

// offices are short names of offices that begin as names of people do.
var offices = []string{
	"宣传科", "宣传部", "宣教科", "财务科", "党政办", "党建办", "党建科", "党工委", "党委办", "管委会", "计生办", "计财科", "安置科", "安监办", "安全科", "文明办", "文化站", "文化馆", "文旅局",
	"方志办", "司法所", "司法局", "司法科", "常委会", "农业局", "双拥办", "房管局", "房管所", "应急局", "应急办", "经管站", "经信局", "经发局", "经济科", "储备局", "关工委", "项目部", "项目办", "应急站",
	"强村办", "水利站", "路政科", "管理站", "管理处", "管理所", "管理科", "计划科", "经贸局", "茅山镇", "文教科", "文体站",
}

// surelyOffice end three letters that are no person though they begin as one.
var surelyOffice = []string{"镇", "乡", "局", "办", "委", "鎮", "鄉", "辦"}

// likelyOffice end three letters that are an office where no word says that a
// person follows: （康养科）.
var likelyOffice = []string{"科", "股", "处", "站", "室", "所", "院", "队", "部"}

func isLikelyOffice(s string) bool {
	return utf8.RuneCountInString(s) == 3 && endsInOne(s, likelyOffice)
}

// isOffice reports whether three letters are an office and no person.
func isOffice(s string) bool {
	return !isSurname(firstRune(s)) || slices.Contains(offices, s) || endsInOne(s, surelyOffice)
}

func isOrganisation(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 3 && (n > 3 || isOffice(s)) && endsInOne(s, orgEndings) && !endsInOne(s, notEnding) &&
		prefixOf(s, stops) == 0 && prefixOf(s, notOrganisation) == 0 && !slices.Contains(nobody, s) &&
		!slices.ContainsFunc(notInOrganisation, func(w string) bool { return strings.Contains(s, w) })
}

func endsInOne(s string, endings []string) bool {
	return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(s, e) })
}

func prefixOf(s string, words []string) int {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return len(w)
		}
	}
	return 0
}

// reports are words that surely end a list of makers.
var reports = []string{"摄影报道", "提供", "报道", "报导", "摄影", "摄", "图为"}

// stops are words that end a list of names where they follow it.
var stops = []string{
	"综合", "整理", "整合", "编译", "发自", "采访", "获悉", "了解", "从", "在", "昨", "今", "近", "日前", "前", "对", "的", "来到", "走进", "看到", "跟随", "赴",
	"讯", "电", "说", "问", "为", "是", "也", "就", "专访", "通过", "发现", "见到", "向", "与", "供稿", "写道", "男", "女", "实习", "系",
	"凌晨", "清晨", "早上", "上午", "中午", "下午", "傍晚", "晚上", "深夜",
}

// storyStarts go on with the story where a name could stand, though they begin as
// names do: 记者马上赶到, 记者高兴地看到, 通讯员管理办法.
var storyStarts = []string{
	"马上", "高兴", "曾", "于", "向", "和", "应", "经", "连", "常", "时", "方", "终于", "再", "随", "先后", "相继", "多次", "随机", "单独", "明查", "明显", "详细",
	"管理", "别", "全程", "支", "沿", "顺", "乘", "步", "穿", "边", "满", "强", "包", "安", "成", "查", "谈", "冒", "原", "宣", "查阅", "暗访", "幸", "由", "尚", "同",
}

// verbs begin as names do, and are what follows 记者 where no name does: 记者查实.
var verbs = []string{"强调", "查实", "查证", "查看", "查阅", "查访", "相信", "成为", "计划", "解释", "谈到", "应约", "应邀", "明确", "冒雨", "冒雪", "支招", "双双", "单独", "徒步", "边走", "边问", "关注", "管不", "顾不", "农村", "强忍", "满怀", "时刻", "时隔", "曾经", "曾在", "曾到", "于是"}

// heads stand before a photographer's name and are no maker: 新华社发 林测试 摄.
var heads = []string{"新华社", "新华社发", "发", "资料图", "资料照片", "本版图片", "本版照片", "本栏图片", "本组图片", "本文图片"}

// pageWords stand behind a byline on its line and are the page's: 作者：林测试 阅读 12.
var pageWords = []string{"阅读", "评论", "浏览", "点击", "发表于", "发布", "发布于", "更新", "时间", "日期", "字号", "字体", "分享", "收藏", "打印", "回复", "推荐", "举报", "关注", "点赞", "转发", "简介", "介绍", "声明", "人气", "热度", "查看", "次数", "纠错", "来源", "稿源", "出处", "专题"}

// nobody are what forms put where no author is known.
var nobody = []string{"未知", "佚名", "匿名", "无名", "无", "本站", "本网", "管理员", "网站管理员", "系统管理员", "网络管理员", "admin", "administrator", "Admin", "系统", "网络", "网站", "转载", "互联网", "受访者", "受访单位", "资料", "主办方", "采访对象", "通讯员", "记者"}

// notPeople begin as names do and close a piece without being one: （全文完）.
var notPeople = []string{
	"安全", "文明", "时间", "单位", "金额", "经济", "应急", "方便", "常态", "成果", "项目", "常住", "计划", "连载", "程序", "车辆", "时代", "时评", "任务", "成人", "常务",
	"高中", "高级", "高清", "高铁", "高温", "高龄", "高新", "党员", "党建", "党委", "和谐", "和平", "平安", "平均", "平方", "路段", "路口", "房屋", "房产", "计算", "计生", "花絮", "花费",
	"谈话", "包括", "包含", "管理", "管护", "别名", "简称", "简讯", "简介", "原名", "原标题", "原题", "原文", "原载", "阳性", "关于", "关键", "易地", "武装", "文化", "文件", "文字", "文艺", "文章",
	"方案", "方式", "方言", "方法", "方面", "成员", "成年", "成功", "解释", "解读", "解说", "解答", "车票", "于是", "万元", "万人", "万亩", "万户", "万吨", "万余", "元旦", "元宵", "元月", "石油", "金融", "金牌",
	"白天", "江南", "江北", "胡同", "相关", "相当", "相片", "查询", "查处", "支付", "支出", "支部", "丰收", "富裕", "强化", "巩固", "司法", "司机", "季度", "季节", "明天", "明年", "明显", "明细", "施工", "施行",
	"时任", "时值", "时长", "时年", "单价", "单元", "封面", "封底", "景区", "景点", "应届", "应用", "应当", "左一", "左二", "左三", "左四", "左图", "左起", "左侧", "左右", "钱款", "边境", "储备", "温馨", "郑重",
	"从左至右", "余元", "余人", "余户", "余名", "余万", "余篇", "习俗", "水平", "于此", "由此", "全文", "何时", "何人", "何以", "常见", "常规", "农业", "农村", "农历", "农民", "幸福", "平台", "平米", "满意", "强制", "支持", "宣传", "文献", "成都",
}
