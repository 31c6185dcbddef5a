package fetch

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
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
	blockTitle   = regexp.MustCompile(`(?i)^(百度)?安全验证|人机验证|访问验证|^(请输入)?验证码$|滑动验证|访问被(拒绝|阻断|拦截)|^访问拦截|拦截提示|网站防火墙|^环境异常|^403|^405$|^access denied|^attention required|^just a moment|captcha`)
	ruishuScript = regexp.MustCompile(`\$_ts\s*(=|\[)`)
	setsCookie   = regexp.MustCompile(`document\.cookie\s*=`)
	loadsScript  = regexp.MustCompile(`(?i)<script[^>]{1,200}src`)
	goesOn       = regexp.MustCompile(`location\s*(=[^=]|\.(href\s*=[^=]|reload|replace|assign))`)
)

// scriptSigns stand in scripts that set a cookie and load the page again, and in
// pages that are nothing but a frame around another's notice.
var scriptSigns = []string{"waf-static.tencent.com", "__jsl_clearance", "acw_sc__v2", "yunsuo_session_verify", "_waf_bd8ce2ce37", "security_session_verify"}

// notices are what block pages say, in UTF-8 and in GBK.
var notices = bothCharsets(
	"您的访问被阻断", "您的访问被拦截", "您的请求可能存在威胁", "可能对网站造成", "可能对网站安全造成", "对网站造成安全威胁",
	"已被创宇盾拦截", "已被网站管理员设置拦截", "请求中含有非法字符", "已被系统拒绝", "网站防火墙", "Web应用防火墙", "疑似黑客攻击",
	"请求疑似攻击", "检测到疑似攻击", "可疑的攻击行为", "访问行为存在异常", "包含恶意行为", "已被云防护拦截", "已被云网盾拦截",
	"完成验证后即可继续访问", "请完成安全验证", "请输入验证码后继续", "请按住滑块", "拖动滑块", "点击按钮进行验证",
	"访问过于频繁", "您的访问过于频繁", "请开启JavaScript并刷新", "请开启 JavaScript 并刷新", "Please enable JavaScript",
)

type notice struct {
	words string
	bytes [2][]byte
}

func bothCharsets(all ...string) []notice {
	out := make([]notice, len(all))
	for i, words := range all {
		gbk, _ := simplifiedchinese.GBK.NewEncoder().String(words) // the words are in it
		out[i] = notice{words, [2][]byte{[]byte(words), []byte(gbk)}}
	}
	return out
}

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
	for _, n := range notices {
		if bytes.Contains(x.body, n.bytes[0]) || bytes.Contains(x.body, n.bytes[1]) {
			return "页面只有一句“" + n.words + "”"
		}
	}
	if len(x.body) <= blockPage {
		return titleSign(x.body)
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
	if len(x.body) <= blockPage && setsCookie.Match(x.body) && goesOn.Match(x.body) && !loadsScript.Match(x.body) {
		return "页面只用脚本写入 cookie 后重新载入"
	}
	return ""
}

func titleSign(body []byte) string {
	m := titlePattern.FindSubmatch(body)
	if m == nil {
		return ""
	}
	text := m[1]
	if !measureUTF8(text).isUTF8() {
		text, _ = decodeWith(text, simplifiedchinese.GB18030, gbName)
	}
	title := strings.TrimSpace(string(text))
	if utf8.RuneCountInString(title) <= blockTitleRunes && blockTitle.MatchString(title) {
		return "页面标题是“" + clip(title) + "”"
	}
	return ""
}
