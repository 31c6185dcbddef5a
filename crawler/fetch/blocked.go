package fetch

import (
	"bytes"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"unicode/utf8"
)

// A page that wards off programs (加速乐, 阿里云, 瑞数, 云锁, 安全狗, 宝塔, 创宇盾 …) has
// its sign and shows hardly anything else; an article that speaks of such a sign
// shows its text. What is recognised is never solved.
const (
	blockPage       = 24 << 10 // bytes; a title counts on short pages only
	blockTitleRunes = 40       // "Attention Required! | Cloudflare" has 32
	scriptOnly      = 100      // characters shown by a page that is nothing but a script
	noticeOnly      = 300      // and by one that is nothing but a notice
)

var (
	titlePattern = regexp.MustCompile(`(?is)<title[^>]*>(.{0,300}?)</title>`)
	blockTitle   = regexp.MustCompile(`(?i)^(百度)?安全验证|人机(验证|识别)|访问验证|^(请输入)?验证码$|滑动验证|访问被(拒绝|阻断|拦截)|^(访问|请求)(拦截|受限|被拦截)|拦截提示|(网站|宝塔|智创)防火墙|明御|玄武盾|(网站卫士|云加速|云盾)$|^(浏览器)?(安全检查|检测)中|^请稍[候等][.…]*$|^环境异常|^403|^405$|^access denied|^attention required|^just a moment|^request rejected|^restricted access|captcha|safeline|\bwaf\b`)
	ruishuScript = regexp.MustCompile(`\$_ts\s*(=|\[)`)
	ruishuMark   = regexp.MustCompile(`(?i)<(script|meta)[^>]{0,300}\sr=['"]m['"]`)
	setsCookie   = regexp.MustCompile(`document\.cookie\s*=`)
	loadsScript  = regexp.MustCompile(`(?i)<script[^>]{1,200}src`)
	goesOn       = regexp.MustCompile(`location\s*(=[^=]|\.(href\s*=[^=]|reload|replace|assign))`)
)

// scriptSigns stand in scripts that set a cookie and load the page again, and in
// pages that are nothing but a frame around another's notice.
var scriptSigns = []string{
	"waf-static.tencent.com", "__jsl_clearance", "acw_sc__v2", "_____tmd_____", "yunsuo_session_verify", "_waf_bd8ce2ce37", "security_session_verify",
	"404.safedog.cn", "huadong_296d626f", "renji_296d626f", "wzwschallenge", "wzwsquestion", "wzws-waf-cgi", "WZWSREL", "/.safeline/", "/_guard/",
	"FSSBBIl1UgzbN7N", "_Incapsula_Resource", "/TSPD/",
}

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

// refusals say in any words that the reader is not let in, and makers of firewalls that
// they keep him out. They are looked for in what a page shows, without its blanks.
var refusals = []*regexp.Regexp{
	regexp.MustCompile(`((您|你)的?[^。！!，]{0,12}?(访问|请求|操作|提交|IP|所在的?地区)|(当前|本次)的?(访问|请求|IP|网络环境))[^。！!]{0,30}?(阻断|拦截|拒绝|阻止|禁止|不在允许|受限|限制|威胁|攻击|恶意|频繁|异常|暂不支持|不合法|非法)`),
	regexp.MustCompile(firewalls + `[^。！!]{0,40}?(阻断|拦截|拒绝|非法)`),
	regexp.MustCompile(`(阻断|拦截|拒绝)[^。！!]{0,40}?` + firewalls),
}

const firewalls = `(安全狗|云锁|创宇|云盾|玄武盾|网站卫士|云加速|护卫神|智创防火墙|D盾|UPUPW|WAF|SafeLine|下一代防火墙|应用防护系统|入侵防护|云防护|云防御|深信服|网宿)`

// blockSign is the sign by which a page is known to ward off programs, "" for
// any other page.
func blockSign(x *exchange) string {
	if x.status == 521 && bytes.Contains(x.body, []byte("<script")) {
		return "状态 521 并带脚本"
	}
	words := shown(x.body, noticeOnly)
	if words > noticeOnly { // most pages: they are not searched for signs
		return ""
	}
	if words <= scriptOnly {
		if sign := scriptSign(x); sign != "" {
			return sign
		}
	}
	html, _ := Decode(x.body, x.header.Get("Content-Type"))
	if sign := noticeSign(html); sign != "" {
		return "页面只有一句“" + sign + "”"
	}
	if len(x.body) <= blockPage {
		return titleSign(html)
	}
	return ""
}

func noticeSign(html []byte) string {
	for _, words := range notices {
		if bytes.Contains(html, []byte(words)) {
			return words
		}
	}
	text := visible(html)
	for _, r := range refusals {
		if found := r.Find(text); found != nil {
			return clip(string(found))
		}
	}
	return ""
}

func scriptSign(x *exchange) string {
	for _, sign := range scriptSigns {
		if bytes.Contains(x.body, []byte(sign)) {
			return "页面含 " + sign
		}
	}
	if ruishuScript.Match(x.body) {
		return fmt.Sprintf("状态 %d 并带 $_ts 脚本", x.status)
	}
	if (x.status == http.StatusPreconditionFailed || x.status == http.StatusAccepted) && ruishuMark.Match(x.body) {
		return fmt.Sprintf("状态 %d 并带 r='m' 脚本", x.status)
	}
	if len(x.body) <= blockPage && setsCookie.Match(x.body) && goesOn.Match(x.body) && !loadsScript.Match(x.body) {
		return "页面只用脚本写入 cookie 后重新载入"
	}
	return ""
}

func titleSign(html []byte) string {
	m := titlePattern.FindSubmatch(html)
	if m == nil {
		return ""
	}
	title := strings.TrimSpace(string(m[1]))
	if utf8.RuneCountInString(title) <= blockTitleRunes && blockTitle.MatchString(title) {
		return "页面标题是“" + clip(title) + "”"
	}
	return ""
}
