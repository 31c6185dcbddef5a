package byline

import (
	"slices"
	"strings"
)

// Role is the part a name has in a piece.
type Role string

// The roles.
const (
	Reporter      Role = "reporter"
	Correspondent Role = "correspondent"
	Intern        Role = "intern"
	Photographer  Role = "photographer"
	Author        Role = "author"
	// Writer wrote it and is not surely the outlet's own: 文/林测试, 特约记者 林测试.
	// Writers are listed with the reporters and earn as authors do.
	Writer Role = "writer"
	Editor Role = "editor"
	Unit   Role = "unit" // an organisation named as maker
)

// stand is what must be beside a role word to make it one.
type stand uint8

const (
	free   stand = iota // nothing: 记者
	apart               // a sign, or it stands apart and what follows is a name: 编辑 林测试
	signed              // a sign: 图/林测试
)

// roleWord begins a role.
type roleWord struct {
	word  string
	role  Role
	stand stand
}

// roleWords by their first letter, the longer word before its part.
var roleWords = byFirst([]roleWord{
	{"特约通讯员", Correspondent, free},
	{"优秀通讯员", Correspondent, free},
	{"通讯员", Correspondent, free},
	{"特約通訊員", Correspondent, free},
	{"通訊員", Correspondent, free},
	{"特约记者", Writer, free},
	{"特約記者", Writer, free},
	{"信息员", Correspondent, apart},
	{"宣传员", Correspondent, apart},
	{"报道员", Correspondent, apart},
	{"信息作者", Author, free},
	{"上报单位", Unit, signed},
	{"报送单位", Unit, signed},
	{"供稿单位", Unit, signed},
	{"投稿单位", Unit, signed},
	{"来稿单位", Unit, signed},
	{"供稿科室", Unit, signed},
	{"供稿部门", Unit, signed},
	{"报送科室", Unit, signed},
	{"发稿单位", Unit, signed},
	{"撰写单位", Unit, signed},
	{"作者单位", Unit, signed},
	{"撰稿单位", Unit, signed},
	{"单位", Unit, signed},
	{"摄影记者", Photographer, free},
	{"图片记者", Photographer, free},
	{"视觉记者", Photographer, free},
	{"攝影記者", Photographer, free},
	{"实习记者", Intern, free},
	{"實習記者", Intern, free},
	{"实习生", Intern, free},
	{"實習生", Intern, free},
	{"见习记者", Reporter, free},
	{"文字记者", Reporter, free},
	{"记者", Reporter, free},
	{"記者", Reporter, free},
	{"执笔", Writer, signed},
	{"执笔人", Writer, signed},
	{"采写", Writer, apart},
	{"采访", Writer, signed},
	{"撰文", Writer, apart},
	{"文字", Writer, signed},
	{"文稿", Writer, signed},
	{"文案", Writer, signed},
	{"文", Writer, signed},
	{"撰稿人", Author, apart},
	{"撰稿", Author, apart},
	{"供稿人", Author, apart},
	{"供稿", Author, signed},
	{"投稿人", Author, apart},
	{"投稿", Author, signed},
	{"来稿", Author, signed},
	{"整理", Author, signed},
	{"信息报送", Author, signed},
	{"信息提供", Author, signed},
	{"稿件提供", Author, signed},
	{"报送人", Author, apart},
	{"上报人", Author, apart},
	{"作者", Author, free},
	{"特约评论员", Author, apart},
	{"评论员", Author, apart},
	{"摄影师", Photographer, apart},
	{"摄影", Photographer, apart},
	{"攝影", Photographer, apart},
	{"摄像", Photographer, apart},
	{"图片", Photographer, signed},
	{"供图", Photographer, signed},
	{"视频", Photographer, signed},
	{"视频拍摄", Photographer, signed},
	{"拍摄", Photographer, signed},
	{"摄影报道", Photographer, signed},
	{"航拍", Photographer, signed},
	{"题图", Photographer, signed},
	{"图", Photographer, signed},
	{"圖", Photographer, signed},
	{"摄", Photographer, signed},
	{"责任编辑", Editor, free},
	{"責任編輯", Editor, free},
	{"责任编审", Editor, free},
	{"责任校对", Editor, free},
	{"责编", Editor, free},
	{"責編", Editor, free},
	{"值班编委", Editor, free},
	{"值班编辑", Editor, free},
	{"值班总编", Editor, apart},
	{"值班主任", Editor, apart},
	{"值班领导", Editor, apart},
	{"美术编辑", Editor, free},
	{"网络编辑", Editor, free},
	{"实习编辑", Editor, apart},
	{"编辑", Editor, apart},
	{"編輯", Editor, apart},
	{"编审", Editor, apart},
	{"编委", Editor, apart},
	{"编校", Editor, apart},
	{"主编", Editor, apart},
	{"总编辑", Editor, apart},
	{"总编", Editor, apart},
	{"主审", Editor, apart},
	{"审核人", Editor, apart},
	{"审核", Editor, apart},
	{"审稿人", Editor, apart},
	{"审稿", Editor, apart},
	{"审签", Editor, apart},
	{"审校", Editor, apart},
	{"审读", Editor, apart},
	{"审定", Editor, apart},
	{"核稿", Editor, apart},
	{"复核", Editor, apart},
	{"初审", Editor, apart},
	{"复审", Editor, apart},
	{"终审", Editor, apart},
	{"一审", Editor, apart},
	{"二审", Editor, apart},
	{"三审", Editor, apart},
	{"一校", Editor, apart},
	{"二校", Editor, apart},
	{"三校", Editor, apart},
	{"签发人", Editor, apart},
	{"签发", Editor, apart},
	{"校对", Editor, apart},
	{"校對", Editor, apart},
	{"校审", Editor, apart},
	{"校核", Editor, apart},
	{"美编", Editor, apart},
	{"排版", Editor, apart},
	{"组版", Editor, apart},
	{"版式", Editor, signed},
	{"录入", Editor, apart},
	{"发布人", Editor, apart},
	{"发布者", Editor, apart},
	{"监制", Editor, apart},
	{"监审", Editor, apart},
	{"编发", Editor, apart},
	{"审改", Editor, apart},
	{"审发", Editor, apart},
	{"本版编辑", Editor, apart},
	{"本版责编", Editor, apart},
	{"本版主编", Editor, apart},
	{"本版校对", Editor, apart},
	{"本版美编", Editor, apart},
	{"本版摄影", Photographer, apart},
	{"指导老师", Editor, apart},
	{"指导教师", Editor, apart},
	{"带教老师", Editor, apart},
	{"带教记者", Editor, apart},
	{"出品人", Editor, apart},
	{"出品", Editor, signed},
	{"统筹", Editor, apart},
	{"策划", Editor, apart},
	{"制作", Editor, signed},
	{"设计", Editor, signed},
	{"制图", Editor, apart},
	{"海报", Editor, signed},
	{"剪辑", Editor, apart},
	{"后期", Editor, apart},
	{"配音", Editor, signed},
	{"播音", Editor, signed},
	{"主播", Editor, signed},
	{"主持", Editor, signed},
	{"出镜", Editor, signed},
	{"编导", Editor, signed},
	{"导播", Editor, signed},
	{"翻译", Editor, signed},
}, func(w roleWord) string { return w.word })

// byFirst is words by their first letter, the longer before its part.
func byFirst[T any](words []T, text func(T) string) map[rune][]T {
	index := map[rune][]T{}
	for _, w := range words {
		index[firstRune(text(w))] = append(index[firstRune(text(w))], w)
	}
	for _, same := range index {
		slices.SortStableFunc(same, func(x, y T) int { return len(text(y)) - len(text(x)) })
	}
	return index
}

// both are words of who wrote a piece and took its pictures: before the names a
// role (文/图 林测试), behind them a closer (林测试 文/图).
var both = byFirst(withSlashes([]string{
	"文/图", "图/文", "文/摄", "摄/文", "文/圖", "圖/文", "文、图", "图、文", "文并图", "图并文", "文并摄", "撰文摄影", "图文提供", "文图提供", "图文供稿", "图文报道", "文图报道", "文图", "图文", "文摄",
}), func(w string) string { return w })

// withSlashes adds the words with other slashes.
func withSlashes(words []string) []string {
	for _, w := range words {
		for _, s := range []string{"／", "|", "｜", "丨"} {
			if other := strings.ReplaceAll(w, "/", s); other != w {
				words = append(words, other)
			}
		}
	}
	return words
}

// closer is a word behind names that says what they did.
type closer struct {
	word string
	role Role // of names that no other word gives a role
	// photo says that they took the pictures; wrote that a role they have stays.
	photo bool
	// all says that it holds for every maker of the bracket, not the last alone.
	all bool
	// glued says that it may stand behind a name without a space.
	glued bool
	// reports says that a place may stand before it: 林测试 甲城报道.
	reports bool
}

// closers, the longer before its part.
var closers = []closer{
	{word: "综合报道", role: Author, glued: true, reports: true},
	{word: "摄影报道", role: Author, photo: true, all: true, glued: true},
	{word: "攝影報道", role: Author, photo: true, all: true, glued: true},
	{word: "图文报道", role: Author, photo: true, all: true, glued: true},
	{word: "摄影并文", role: Writer, photo: true, all: true},
	{word: "报道", role: Author, glued: true, reports: true},
	{word: "报导", role: Author, glued: true, reports: true},
	{word: "報道", role: Author, glued: true, reports: true},
	{word: "供稿", role: Author, glued: true},
	{word: "投稿", role: Author, glued: true},
	{word: "整理", role: Author, glued: true},
	{word: "执笔", role: Writer, glued: true},
	{word: "供图", role: Photographer, photo: true, glued: true},
	{word: "摄影", role: Photographer, photo: true, glued: true},
	{word: "攝影", role: Photographer, photo: true, glued: true},
	{word: "摄", role: Photographer, photo: true, glued: true},
	{word: "撰文", role: Writer},
	{word: "图片", role: Photographer, photo: true},
	{word: "文字", role: Writer},
	{word: "文", role: Writer},
	{word: "图", role: Photographer, photo: true},
	{word: "圖", role: Photographer, photo: true},
}

// bothCloser is what a word of both means behind names.
var bothCloser = closer{role: Writer, photo: true, all: true}
