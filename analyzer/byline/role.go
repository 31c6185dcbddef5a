package byline

import "strings"

// Role is the part a name has in a piece.
type Role string

// The roles.
const (
	Reporter      Role = "reporter"
	Correspondent Role = "correspondent"
	Intern        Role = "intern"
	Photographer  Role = "photographer"
	Author        Role = "author"
	Editor        Role = "editor"
	Unit          Role = "unit" // an organisation named as maker
)

// roleWord begins a role. A word that is common in running text needs a sign
// (/ or :) after it to be one.
type roleWord struct {
	word  string
	role  Role
	signs bool
}

// roleWords are tried in this order, so a longer word stands before its part.
var roleWords = []roleWord{
	{"特约通讯员", Correspondent, false}, {"优秀通讯员", Correspondent, false}, {"通讯员", Correspondent, false}, {"通訊員", Correspondent, false},
	{"特约记者", Correspondent, false}, {"信息作者", Author, false}, {"上报单位", Unit, true}, {"报送单位", Unit, true}, {"供稿单位", Unit, true}, {"投稿单位", Unit, true},
	{"摄影记者", Photographer, false}, {"实习记者", Intern, false}, {"实习生", Intern, false}, {"见习记者", Reporter, false},
	{"记者", Reporter, false}, {"記者", Reporter, false}, {"执笔", Reporter, true}, {"采写", Reporter, true},
	{"责任编辑", Editor, false}, {"责任编审", Editor, false}, {"责任校对", Editor, false}, {"责编", Editor, false}, {"值班编委", Editor, false},
	{"美术编辑", Editor, false}, {"网络编辑", Editor, false}, {"编辑", Editor, true}, {"編輯", Editor, true}, {"编审", Editor, true}, {"编委", Editor, true}, {"主编", Editor, true}, {"总编", Editor, true},
	{"审核", Editor, true}, {"审稿", Editor, true}, {"初审", Editor, true}, {"一审", Editor, true}, {"二审", Editor, true}, {"三审", Editor, true}, {"复审", Editor, true}, {"终审", Editor, true}, {"主审", Editor, true}, {"签发", Editor, true},
	{"校对", Editor, true}, {"校审", Editor, true}, {"监制", Editor, true}, {"统筹", Editor, true}, {"制作", Editor, true}, {"排版", Editor, true}, {"美编", Editor, true}, {"录入", Editor, true}, {"发布人", Editor, true},
	{"文/图", Author, false}, {"图/文", Author, false}, {"文图", Author, true}, {"图文", Author, true}, {"文并图", Author, true}, {"文/摄", Author, false}, {"撰稿", Author, true}, {"撰文", Author, true}, {"供稿", Author, true},
	{"作者", Author, false}, {"投稿人", Author, true}, {"文", Author, true}, {"摄影", Photographer, true}, {"文字", Author, true}, {"摄像", Photographer, true}, {"图片", Photographer, true}, {"供图", Photographer, true}, {"图", Photographer, true}, {"摄", Photographer, true},
}

// closers end a bracket and give the names before them a role: （林测试 摄）.
var closers = []roleWord{
	{word: "摄影报道", role: Photographer}, {word: "供稿", role: Author}, {word: "文/图", role: Author}, {word: "/文", role: Author},
	{word: "摄影", role: Photographer}, {word: "摄", role: Photographer}, {word: "报道", role: Author}, {word: "/图", role: Photographer}, {word: "文", role: Author}, {word: "图", role: Photographer},
}

// orgEndings end the name of an organisation.
var orgEndings = []string{
	"民政局", "民政办", "民政", "局", "办公室", "民政办公室", "科", "处", "站", "中心", "委", "委员会", "部", "院", "所", "室", "社区", "街道", "镇", "乡", "村",
	"政府", "办", "学校", "小学", "中学", "大学", "医院", "集团", "公司", "协会", "学会", "总会", "联合会", "报社", "日报", "晚报", "报", "网", "台", "频道", "支部", "大队", "支队", "馆", "厅", "队", "系", "社",
}

func isOrganisation(s string) bool {
	if n := len([]rune(s)); n < 3 {
		return false
	}
	for _, e := range orgEndings {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}

// ours are words by which makers say where they belong; they begin no name.
var ours = []string{"本报", "本台", "本刊", "本网", "本社", "本站", "新华社", "总台", "驻", "首席", "资深", "主任记者"}

// reports are words that surely end a list of makers.
var reports = []string{"摄影报道", "报道", "报导", "摄影", "摄"}

// taken are words behind names of makers who also took the pictures, or only did:
// 通讯员 林测试 摄影报道, 记者 林测试 摄. The longest stands first.
var taken = []struct {
	word string
	also bool // they wrote it too
}{{"摄影报道", true}, {"摄", false}, {"摄影", false}}

// stops are words that end a list of names where they follow it.
var stops = []string{
	"综合", "整理", "整合", "编译", "发自", "采访", "获悉", "了解", "从", "在", "昨", "今", "近", "日前", "前", "对", "的", "来到", "走进", "看到", "跟随", "赴",
	"讯", "电", "说", "问", "为", "是", "也", "就", "专访", "通过", "发现", "见到", "向", "与", "供稿", "写道", "男", "女", "实习",
}

// pageWords stand behind a byline on its line and are the page's: 作者：林测试 阅读 12.
var pageWords = []string{"阅读", "评论", "浏览", "点击", "发表于", "发布", "发布于", "更新", "时间", "日期", "字号", "字体", "分享", "收藏", "打印", "回复", "推荐", "举报", "关注", "点赞", "转发", "简介", "介绍", "声明", "未知", "佚名", "匿名", "人气", "热度", "查看", "次数", "纠错", "来源", "稿源", "出处", "专题"}
