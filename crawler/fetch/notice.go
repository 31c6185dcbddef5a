package fetch

import (
	"bytes"
	"net/http"
	"regexp"
)

// notices are what block pages say, each in its own words; an interface may keep them
// in its scripts.
var notices = []string{
	"您的访问被阻断", "您的访问被拦截", "您的请求可能存在威胁", "可能对网站造成", "可能对网站安全造成", "对网站造成安全威胁",
	"已被创宇盾拦截", "已被网站管理员设置拦截", "请求中含有非法字符", "已被系统拒绝", "网站防火墙", "Web应用防火墙", "疑似黑客攻击",
	"请求疑似攻击", "检测到疑似攻击", "可疑的攻击行为", "访问行为存在异常", "包含恶意行为", "已被云防护拦截", "已被云网盾拦截",
	"完成验证后即可继续访问", "请完成安全验证", "请完成以下验证", "请输入验证码后继续", "请按住滑块", "拖动滑块", "点击按钮进行验证",
	"访问过于频繁", "您的访问过于频繁", "正在检查您的浏览器", "浏览器安全检查", "请开启JavaScript并刷新", "请开启 JavaScript 并刷新", "Please enable JavaScript",
	"The requested URL was rejected", "request has been blocked", "blocked your request", "blocked by",
}

// refusal is a way of saying that the reader is not let in.
type refusal struct {
	name    string
	pattern *regexp.Regexp
}

// refusals are looked for in what a page shows, without its blanks: no word stands
// between what the reader does and what befalls it but the guard's name.
var refusals = []refusal{
	{"不让读者访问的话", regexp.MustCompile(`((您|你)的?` + deed + `|(您|你)所在的?地区|(当前|本次)的?` + deed + `)(已经?|被|受到?|过于|太|存在|带有|含有|可能|疑似|暂时?|不|有|出现|包含)*(阻断|拦截|拒绝|阻止|禁止|屏蔽|在允许|受限|限制|限访问|威胁|攻击|恶意|频繁|异常|支持访问|合法参数|非法)`)},
	{"说访问被拦截的话", regexp.MustCompile(`((您|你)的?|当前|本次)` + deed + `已?经?被[^。！!，,]{0,20}?(阻断|拦截|阻止)`)},
	{"说访问被防护产品拦截的话", regexp.MustCompile(`已?被[^。！!，,]{0,6}?` + firewalls + `[^。！!，,]{0,16}?(阻断|拦截|拒绝)`)},
}

// refusalsOfErrors say it in any words; beside a status that refuses they are enough.
var refusalsOfErrors = []refusal{
	{"不让读者访问的话", regexp.MustCompile(`((您|你)的?[^。！!，]{0,12}?(访问|请求|操作|提交|IP|所在的?地区)|(当前|本次)的?(访问|请求|IP|网络环境))[^。！!]{0,30}?(阻断|拦截|拒绝|阻止|禁止|不在允许|受限|限制|威胁|攻击|恶意|频繁|异常|暂不支持|不合法|非法)`)},
	{"防护产品拦截的话", regexp.MustCompile(firewalls + `[^。！!]{0,40}?(阻断|拦截|拒绝|非法)|(阻断|拦截|拒绝)[^。！!]{0,40}?` + firewalls)},
}

const (
	deed      = `(访问请求|访问行为|请求行为|访问|请求|操作|IP地址|IP|网络环境)`
	firewalls = `(安全狗|云锁|创宇|云盾|玄武盾|网站卫士|云加速|护卫神|智创防火墙|D盾|UPUPW|WAF|SafeLine|下一代防火墙|应用防火墙|应用防护系统|入侵防护|云防护|云防御|深信服|网宿)`
)

// noticeSign is what a page says that keeps the reader out. A page that is answered
// as one says so of itself alone: a piece may speak of such words, and a reply to a
// letter of what its writer asks for.
func noticeSign(html []byte, status int) string {
	text := visible(html)
	if refuses(status) {
		return saidIn(html, text, refusalsOfErrors)
	}
	sign := saidIn(html, text, refusals)
	if sign != "" && isPiece(html, text) {
		return ""
	}
	return sign
}

func saidIn(html, text []byte, said []refusal) string {
	for _, words := range notices {
		if bytes.Contains(html, []byte(words)) {
			return "页面只有一句“" + words + "”"
		}
	}
	for _, r := range said {
		if r.pattern.Match(text) {
			return "页面只有" + r.name
		}
	}
	return ""
}

// refuses reports whether a status says that the server will not answer. Where a page
// is not there, or the server broke down, the page says that and no more.
func refuses(status int) bool {
	return status >= 400 && status < 500 && status != http.StatusNotFound && status != http.StatusGone
}

var (
	linkPattern    = regexp.MustCompile(`(?i)<a\s`)
	headingPattern = regexp.MustCompile(`(?is)<h1\b[^>]{0,300}>(.{0,300}?)</h1>`)
	pieceMarks     = regexp.MustCompile(`发布(时间|日期|机构|单位)[:：]|(来源|作者|记者|编辑|通讯员|摄影|供稿|责编|写信人|来信人|留言人|受理单位|回复单位|答复单位|浏览次数|阅读次数)[:：]\p{Han}|(来信|留言|信件)(已?收悉|内容|标题)|(答复|回复|办理)如下|问[:：].{0,200}答[:：]|[（(]\p{Han}{2,12}(摄|文|供稿)?[)）]$|通讯员\p{Han}`)
	dayPattern     = regexp.MustCompile(`20\d\d(-\d{1,2}-\d{1,2}|年\d{1,2}月\d{1,2}日)`)
	eventMarks     = regexp.MustCompile(`(?i)IP|\d:\d\d:\d\d|事件|ID[:：]`) // a block page dates the visit
)

const listLinks = 5 // a block page has two or three

// isPiece reports whether a page shows a headline of its own, the marks of a piece or
// a letter, a day, or a list.
func isPiece(html, text []byte) bool {
	if len(linkPattern.FindAll(html, listLinks)) == listLinks || pieceMarks.Match(text) {
		return true
	}
	if dayPattern.Match(text) && !eventMarks.Match(text) {
		return true
	}
	for _, pattern := range []*regexp.Regexp{titlePattern, headingPattern} {
		if m := pattern.FindSubmatch(html); m != nil && isHeadline(string(m[1])) {
			return true
		}
	}
	return false
}
