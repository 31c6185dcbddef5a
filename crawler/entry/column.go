package entry

import (
	"strings"
	"unicode"
)

// Column is what a column of a sheet holds, by the word that the template writes.
type Column string

// The columns.
const (
	Title         Column = "标题"
	Outlet        Column = "媒体"
	Date          Column = "日期"
	Link          Column = "链接"
	Page          Column = "版面"
	Program       Column = "栏目"
	Byline        Column = "署名" // the line as it was printed: 记者 林测试 通讯员 高示例
	Reporter      Column = "记者"
	Correspondent Column = "通讯员"
	Author        Column = "作者"
	Photographer  Column = "摄影"
	Unit          Column = "单位" // that reported or claims the piece
	Source        Column = "来源"
	Form          Column = "体裁"
	Body          Column = "正文"
	Beside        Column = "正文文件" // a file beside the sheet
	Remark        Column = "备注"   // kept, and not read
)

// columns are the columns in the order of the template, with the other names that
// offices give them.
var columns = []struct {
	column   Column
	synonyms string
}{
	{Title, "题目 题名 篇名 标题名称 稿件标题 稿件题目 稿件名称 文章标题 文章题目 文章名称 新闻标题 信息标题 信息名称 作品标题 作品名称 报道标题"},
	{Outlet, "媒体名称 媒体名 报刊 报刊名称 刊物 刊物名称 报刊媒体 刊登媒体 刊登报刊 刊载媒体 刊发媒体 登载媒体 发表媒体 发表刊物 发布媒体 发稿媒体 采用媒体 用稿媒体 采用单位 用稿单位 录用单位 录用媒体 见报媒体 播出媒体 刊播媒体 刊播平台 刊播单位 宣传媒体 报道媒体 发布平台 平台 平台名称 网站 网站名称"},
	{Date, "时间 发表日期 发表时间 刊登日期 刊登时间 刊发日期 刊发时间 刊载日期 刊载时间 发布日期 发布时间 见报日期 见报时间 采用日期 采用时间 录用日期 录用时间 用稿日期 用稿时间 播出日期 播出时间 刊播日期 刊播时间 发稿日期 发稿时间 报道日期 报道时间"},
	{Link, "网址 网址链接 链接网址 稿件网址 文章网址 网站链接 地址 链接地址 网页链接 网页地址 网络链接 原文链接 文章链接 稿件链接 新闻链接 报道链接 信息链接 url link"},
	{Page, "版次 版位 版名 版面位置 刊登版面 刊发版面 刊播版面"},
	{Program, "栏目名称 频道 节目 节目名称 栏目频道 刊播栏目 播出栏目"},
	{Byline, "署名行 稿件署名 作者署名"},
	{Reporter, "记者姓名"},
	{Correspondent, "通讯员姓名"},
	{Author, "作者姓名 撰稿 撰稿人 撰写人 供稿 供稿人 投稿人 报送人"},
	{Photographer, "摄影者 摄影作者"},
	{Unit, "单位名称 报送单位 申报单位 供稿单位 上报单位 投稿单位 撰稿单位 作者单位 来稿单位 所属单位 责任单位 科室 部门 报送科室 报送部门 镇街"},
	{Source, "稿件来源 文章来源 信息来源 新闻来源 转载来源 来源媒体"},
	{Form, "类型 稿件类型 稿件体裁 文体 稿件类别"},
	{Body, "内容 全文 正文内容 文章内容 稿件内容 文章正文 稿件正文"},
	{Beside, "附件 文件 文件名 正文附件 原文文件 稿件文件"},
	{Remark, "序号 编号 说明 注"},
}

// named are the columns by every name.
var named = func() map[string]Column {
	all := map[string]Column{}
	for _, c := range columns {
		all[string(c.column)] = c.column
		for s := range strings.FieldsSeq(c.synonyms) {
			all[s] = c.column
		}
	}
	return all
}()

// columnOf is what a header calls a column: 标 题, *标题, 日期（年月日） and 标题/题目
// alike. "" where it is none that we know.
func columnOf(header string) Column {
	name := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || strings.ContainsRune("*＊:：", r):
			return -1
		case r == '（' || r == '[' || r == '【':
			return '('
		case r == '／' || r == '、' || r == '或':
			return '/'
		}
		return unicode.ToLower(r)
	}, header)
	name, _, _ = strings.Cut(name, "(")
	if c, ok := named[name]; ok {
		return c
	}
	var found Column
	for part := range strings.SplitSeq(name, "/") {
		c, ok := named[part]
		if !ok || found != "" && found != c {
			return ""
		}
		found = c
	}
	return found
}
