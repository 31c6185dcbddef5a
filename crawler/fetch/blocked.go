package fetch

import (
	"bytes"
	"fmt"
	"net/http"
	"regexp"
)

// A page that wards off programs (加速乐, 阿里云, 瑞数, 云锁, 安全狗, 宝塔, 创宇盾 …) has
// its sign and shows hardly anything else; an article that speaks of such a sign
// shows its text. What is recognised is never solved. A sign is named by the rule that
// knows it: what stands on the page may be a letter of someone poor.
const (
	blockPage  = 24 << 10 // bytes; a title counts on short pages only
	scriptOnly = 100      // characters shown by a page that is nothing but a script
	noticeOnly = 300      // and by one that is nothing but a notice
)

var (
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
	if sign := noticeSign(html, x.status); sign != "" {
		return sign
	}
	if len(x.body) <= blockPage {
		return titleSign(html)
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
