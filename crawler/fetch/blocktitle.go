package fetch

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	blockTitleRunes = 40 // "Attention Required! | Cloudflare" has 32
	headlineRunes   = 4  // Chinese characters, besides the words of notices
)

// ends is where the words of a title end, or the site's name follows.
const ends = `[!！。.…]*($|\s*[-_|–])`

var (
	titlePattern = regexp.MustCompile(`(?is)<title[^>]*>(.{0,300}?)</title>`)
	tagPattern   = regexp.MustCompile(`<[^>]*>`)
	addressed    = regexp.MustCompile(`您|你的`)
	siteName     = regexp.MustCompile(`(网|网站|局|厅|委|委员会|政府|平台|中心|大厅|系统|日报|晚报)$`)
	noticeWords  = regexp.MustCompile(`很?抱歉|对不起|您|你|的|已|被|请|了|是|非|不|页面?|网页|网站|网络|站点|浏览器|本次|当前|温馨|友情|系统|安全|访问|请求|提示|提醒|通知|信息|拦截|阻断|阻止|拒绝|禁止|限制|受限|错误|出错|报错|异常|频繁|过于|威胁|攻击|非法|恶意|环境|验证码?|滑动|滑块|人机|识别|正在|检测|检查|中|完成|继续|输入|稍[候等后]|加载|跳转|等待|防护|防御|防火墙|卫士|加速|应用|服务器?|云|盾|警告|警示|宝塔|明御|玄武|安恒|奇安信|百度|阿里|腾讯|华为|知道|创宇|绿盟|深信服|网宿|智创|安全狗|云锁|护卫神|长亭|雷池`)
)

// blockTitles are the titles of block pages from beginning to end: a piece's title may
// begin with the same words, or hold them.
var blockTitles = []refusal{
	{"验证页的标题", regexp.MustCompile(`^请?(完成|进行|通过)?(百度|腾讯|阿里云|华为云)?(安全|人机|访问|滑动|滑块)(验证|识别)(中|中心|码|页面?)?` + ends + `|^(请输入)?验证码$|^环境异常` + ends)},
	{"拦截页的标题", regexp.MustCompile(`^(很?抱歉|对不起)?[，,]?(您的|你的|当前|本次)?(网站|页面)?(访问|请求)+已?(被|受)?(拒绝|阻断|拦截|限制|禁止|限)(访问)?(提示|提醒|页面?)?` + ends + `|^(网站|安全|访问|请求|系统|防护|攻击|云防护)*拦截(提示|页面)` + ends)},
	{"防护产品的标题", regexp.MustCompile(`^(网站|宝塔|智创)防火墙(提示|提醒|拦截|正在检查.{0,10})?` + ends + `|[-_|–]\s*(网站|宝塔|智创)防火墙$|^(安恒)?(明御|玄武盾)(安全网关|WEB应用防火墙|Web应用防火墙|云防护|WAF)?(提示|拦截|提醒)*` + ends + `|^(360|奇安信|百度|阿里|阿里云|知道创宇)?(网站卫士|云加速|云盾)(提示|拦截|提醒)*` + ends)},
	{"检查浏览器的标题", regexp.MustCompile(`^(浏览器)?(安全检查|检测)中` + ends + `|^请稍[候等][.…]*$`)},
	{"拒绝访问的标题", regexp.MustCompile(`(?i)^403\s*(forbidden|错误|禁止访问|拒绝访问|error)?` + ends + `|^405$|^access denied|^attention required|^just a moment|^request rejected|^restricted access`)},
}

// guardTitle names a guard in a title that says nothing else.
var guardTitle = regexp.MustCompile(`(?i)captcha|safeline|\bwaf\b`)

func titleSign(html []byte) string {
	m := titlePattern.FindSubmatch(html)
	if m == nil {
		return ""
	}
	title := strings.TrimSpace(string(m[1]))
	if utf8.RuneCountInString(title) > blockTitleRunes {
		return ""
	}
	for _, t := range blockTitles {
		if t.pattern.MatchString(title) {
			return "页面有" + t.name
		}
	}
	if guardTitle.MatchString(title) && ownRunes(title) < headlineRunes {
		return "页面有防护产品的标题"
	}
	return ""
}

// isHeadline reports whether a title says something of its own: it is not made of the
// words of notices, does not speak to the reader and is no site's name.
func isHeadline(title string) bool {
	title = strings.TrimSpace(tagPattern.ReplaceAllString(title, ""))
	return ownRunes(title) >= headlineRunes && !addressed.MatchString(title) && !siteName.MatchString(title)
}

// ownRunes counts the characters of a title besides the words of notices.
func ownRunes(title string) (n int) {
	for _, r := range noticeWords.ReplaceAllString(title, "") {
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}
