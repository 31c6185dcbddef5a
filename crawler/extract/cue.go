package extract

import (
	"strings"
	"unicode/utf8"
)

// cues finds out fast whether a line begins with one of many words: by their
// first letter, the longest first.
type cues map[rune][]string

func newCues(words string) cues {
	c := cues{}
	for w := range strings.FieldsSeq(words) {
		r, _ := utf8.DecodeRuneInString(w)
		c[r] = append(c[r], w)
	}
	return c
}

// at is the cue that s begins with; "" for none.
func (c cues) at(s string) string {
	r, _ := utf8.DecodeRuneInString(s)
	best := ""
	for _, w := range c[r] {
		if len(w) > len(best) && strings.HasPrefix(s, w) {
			best = w
		}
	}
	return best
}

// opening is what may stand before a line's first word.
const opening = "[(（【〔［·•●■◆▪*＊→>》»#— \u3000"

// cue is the cue that a line begins with, and what follows it.
func (c cues) cue(line string) (word, rest string) {
	s := strings.TrimLeft(line, opening)
	word = c.at(s)
	return word, s[len(word):]
}

// first is whether a line begins with a cue. A cue of two letters begins sentences
// as well: 收藏家捐出藏品。
func (c cues) first(line string) bool {
	word, _ := c.cue(line)
	return len(word) > len("收藏") || word != "" && !isSentence(line)
}

// isSentence reports a line that ends as a sentence of some length does.
func isSentence(line string) bool {
	last, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune("。！？”", last) && strings.Contains(line, "，")
}

// The words by which lines are known.
var (
	// What stands here belongs to the piece's end, where little text follows.
	endCues = newCues(`相关新闻 相关链接 相关阅读 相关文章 相关报道 相关稿件 相关专题 相关内容 相关推荐 相关信息 相关附件 延伸阅读 推荐阅读 热门推荐 精彩推荐
		为您推荐 猜你喜欢 你可能会喜欢 你可能感兴趣 您可能感兴趣 精彩视频 视频推荐 作者最新文章 返回列表 本贴由 本帖由 更多新闻 热点新闻 热门新闻 热门文章 新闻推荐 上一篇 下一篇 前一篇 后一篇 上一条 下一条 版权声明 免责声明 特别声明
		扫一扫 打印本页 关闭窗口 关闭本页 分享到 分享至 分享让更多人看到 附件下载 返回顶部 返回首页 返回页首 扫码 长按 关注我们 点击查看更多 特此声明 点击进入专题 更多精彩 往期回顾 精彩回顾
		发送给朋友 打印本文 更多相关 推荐： 上篇 下篇 阅读排行 新闻排行 排行榜 点击排行 今日热点 热词 关键词： 标签： 反侵权公告 侵权 原创版权 转载申请 投诉电话 举报电话 违法和不良信息 点击浏览 返回`)
	// What stands behind these is the site's, even where it is as long as the piece.
	listCues = newCues(`上一篇 下一篇 上一条 下一条 您可能感兴趣 你可能感兴趣 猜你喜欢 返回列表 作者最新文章 热门推荐 为您推荐`)
	// What stands behind these are other people's words, however much.
	commentCues = newCues(`网友评论 发表评论 我要评论 我来说两句 全部评论 最新评论 热门评论 精彩评论 文章评论 用户评论 评论列表 写评论 网友跟帖 跟帖评论 已有评论 发表留言 留言列表 re: Re: RE: 用户自律公约 评论区 评论( 评论（ 跟从标题 本贴跟从 暂无评论 请先说点什么`)
	// Lines that are the page's, not the piece's.
	noiseCues = newCues(`点击上方 点击蓝字 点击关注 戳上方 原标题 原题为 原题： 原题: 本文原标题 字体 字号 大中小 打印 收藏 浏览次数 浏览量 浏览： 浏览: 点击数 点击量 点击： 点击: 点击率 点击次数 阅读： 阅读: 阅读量 阅读次数 阅读数 访问次数 访问量 访问： 访问: 访问:
		分享 当前位置 您的位置 您现在的位置 你的位置 您当前的位置 当前的位置 所在位置 首页> 首页>> 首页》 首页» 保护视力色 发布时间 发布日期 發佈時間 發布時間 发表时间 发布于 更新时间 更新日期 时间： 时间: 日期： 日期: 发稿时间 发文日期 成文日期
		索引号 文号 主题分类 打印本稿 微信扫 微博 QQ空间 点击下载 本文来自 转载请注明 扫描二维码 语音播报 无障碍 A+ A- T+ 我要纠错 我有话说 用手机看 手机看 手机阅读 语音阅读 举报 责任编辑推荐 信息有效性 自动播放 正在加载 转播到 公开方式 公开范围 发文机关 发布机关`)
	pageFootCues = newCues(`copyright Copyright COPYRIGHT © 版权所有 主办单位 承办单位 主办： 主办: 承办： 网站标识码 备案号 备案序号 ICP备 ICP证 客服电话 客服热线 联系我们 网站地图 关于我们 法律声明 本站郑重声明 本网站 本站所有 本站声明 未经书面授权 未经授权 建议使用 技术支持 推荐使用 登录 登陆 注册 用户名 Powered 违法和不良信息 互联网新闻信息服务许可证 信息网络传播视听 增值电信 请您注意 广告服务 诚聘英才 浏览器版本`)
	// Behind these the piece has ended.
	editorCues = newCues(`责任编辑 责编 编辑 校对 审核 终审 值班编辑 责任校对`)
	// Labels of lines about the piece.
	aboutCues = newCues(`责任编辑 责任编审 责任校对 责编 编辑 编审 编审人员 审核 审核人 审稿 初审 二审 三审 复审 终审 主审 校对 监制 统筹 作者 來源 責任編輯 編輯 文章作者 信息作者 稿件作者 记者 本报记者 通讯员 撰稿 撰文 供稿 供稿人 供稿单位 上报单位 报送单位 来源 信息来源 文章来源 本文来源 本文作者 稿源 稿件来源 新闻来源 内容来源 来稿 摄影 文字： 文字: 图片： 图片: 视频： 视频: 摄像 发布单位 发布机构 发布人 录入 录入员 值班编委 值班编辑 实习编辑 见习编辑 特约编辑 网络编辑 本文编辑 本文责编 本期编辑 文/图 图/文 文/ 图/ 文： 文: 图： 图: 图文： 图文: 文字 编校 策划 主编 总编辑 值班主任 信息员 拟稿 投稿 投稿人 新闻来源 出处 图文`)
)

// clean drops the spaces that pages set between the letters of a short label:
// 来 源, 作 者.
func clean(s string) string {
	const label = 4 // letters within which a space is dropped
	if strings.IndexByte(s[:min(len(s), label*utf8.UTFMax)], ' ') < 0 {
		return s
	}
	runes := []rune(s)
	out := make([]rune, 0, len(runes))
	for i, r := range runes {
		if r == ' ' && i > 0 && i+1 < len(runes) && isHan(runes[i-1]) && isHan(runes[i+1]) && i < label {
			continue
		}
		out = append(out, r)
	}
	return string(out)
}

func isHan(r rune) bool { return r >= 0x4e00 && r <= 0x9fff }
