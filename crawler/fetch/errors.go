package fetch

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/gaobang/gaobang"
)

// Kind is what went wrong with a fetch.
type Kind string

// The kinds of failure, each named to the person who looks after the source.
const (
	KindAddress      Kind = "address"       // not a fetchable address
	KindInside       Kind = "inside"        // a private address that the settings do not allow
	KindRobots       Kind = "robots"        // robots.txt forbids it
	KindNoRobots     Kind = "no_robots"     // robots.txt cannot be read now
	KindDNS          Kind = "dns"           // the host name has no address
	KindRefused      Kind = "refused"       // nobody listens
	KindConnection   Kind = "connection"    // the connection broke before an answer
	KindTimeout      Kind = "timeout"       // no complete answer in time
	KindTLS          Kind = "tls"           // certificate or handshake
	KindExpired      Kind = "expired"       // the certificate's time is over
	KindProtocol     Kind = "protocol"      // not HTTP, or an encoding nobody asked for
	KindTruncated    Kind = "truncated"     // the body ended early
	KindTooLarge     Kind = "too_large"     // the body passes the cap, as received or unpacked
	KindEmpty        Kind = "empty"         // a body of no bytes
	KindBinary       Kind = "binary"        // bytes that are no text
	KindContentType  Kind = "content_type"  // says it is no text
	KindRedirectLoop Kind = "redirect_loop" // redirects in a circle
	KindRedirects    Kind = "redirects"     // too many redirects, or a bad one
	KindStatus       Kind = "status"        // an HTTP status other than a page's
	KindBlocked      Kind = "blocked"       // a page that wards off programs
	KindScript       Kind = "script"        // the page's scripts go on for ever or break the browser
	KindBrowser      Kind = "browser"       // no browser here to run a page's scripts
	KindPutOff       Kind = "put_off"       // not asked for: its host asked to be left alone
)

// Error is a fetch that failed, in words for the person who looks after the
// source.
type Error struct {
	Kind       Kind
	URL        string
	Status     int           // of the answer, where there was one
	RetryAfter time.Duration // how long the site asks to be left alone, where it says
	Detail     string        // what was seen
	Answer     *Response     // of a page that is Gone: what the site said, as evidence
	Err        error
}

func (e *Error) Unwrap() error { return e.Err }

// As lets gaobang.CodeOf see that a site cannot be used now.
func (e *Error) As(target any) bool {
	t, ok := target.(**gaobang.Error)
	if ok {
		*t = &gaobang.Error{Code: gaobang.Unavailable, Message: e.Error(), Err: e}
	}
	return ok
}

// Temporary reports whether the same request may well succeed later.
func (e *Error) Temporary() bool {
	switch e.Kind {
	case KindDNS, KindRefused, KindConnection, KindTimeout, KindTruncated, KindEmpty, KindScript, KindBrowser, KindNoRobots, KindPutOff:
		return true
	case KindStatus, KindProtocol:
		return e.Status == 408 || e.Status == 429 || e.Status >= 500
	}
	return false
}

// Gone reports whether the site says that the page is not there.
func (e *Error) Gone() bool {
	return e.Kind == KindStatus && (e.Status == 404 || e.Status == 410)
}

// Split parts the words of an Error of a kind into what was seen and what to do
// about it.
func Split(kind Kind, words string) (seen, remedy string) {
	if strings.HasPrefix(words, failing) && !strings.Contains(words, "\n") {
		seen, remedy, _ = strings.Cut(words, "。")
		return seen, remedy
	}
	_, remedy = wordsOf(kind)
	return words, remedy
}

const failing = "抓取 "

func (e *Error) Error() string {
	what, remedy := e.words()
	outcome := "失败"
	if e.Kind == KindPutOff {
		outcome = "推迟"
	}
	s := fmt.Sprintf(failing+"%s %s：%s", clip(e.URL), outcome, what)
	if e.Detail != "" {
		s += "（" + strings.ReplaceAll(e.Detail, "。", "，") + "）"
	}
	return s + "。" + remedy
}

func (e *Error) words() (what, remedy string) {
	switch e.Kind {
	case KindInside:
		return "主机在内网，不抓取", "确是可以采集的内网站点，请在设置 fetch 的 allow_hosts 里写上 " + namedHost(e.URL) + "，再重启 serve；否则请改正网址"
	case KindStatus:
		return e.statusWords()
	case KindPutOff:
		what, remedy = wordsOf(KindPutOff)
		return fmt.Sprintf("%s（%s，还有 %s）", what, namedHost(e.URL), chineseDuration(e.RetryAfter)), remedy
	}
	what, remedy = wordsOf(e.Kind)
	return cmp.Or(what, "未知原因"), cmp.Or(remedy, "请查看日志")
}

func wordsOf(kind Kind) (what, remedy string) {
	for _, w := range kindWords() {
		if w.kind == kind {
			return w.what, w.remedy
		}
	}
	return "", ""
}

// namedHost is the host of an address, for a sentence.
func namedHost(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "这个主机"
	}
	return u.Hostname()
}

func (e *Error) statusWords() (what, remedy string) {
	what = fmt.Sprintf("网站答复状态 %d", e.Status)
	switch {
	case e.Gone():
		return what + "，页面不存在", "请核对网址，页面可能已被删除或改版"
	case e.RetryAfter > 0:
		return fmt.Sprintf("%s，要求 %s后再来", what, chineseDuration(e.RetryAfter)), "会按网站要求推迟"
	case e.Temporary():
		return what, "按计划采集时会自动重试；长时间如此请联系网站"
	}
	return what, "请用浏览器打开该网址核对"
}

func chineseDuration(d time.Duration) string {
	switch {
	case d < 2*time.Minute:
		return fmt.Sprintf("%d 秒", (d+time.Second-1)/time.Second)
	case d < 2*time.Hour:
		return fmt.Sprintf("%d 分钟", (d+time.Minute-1)/time.Minute)
	}
	return fmt.Sprintf("%d 小时", (d+time.Hour-1)/time.Hour)
}

type kindWord struct {
	kind         Kind
	what, remedy string
}

func kindWords() []kindWord {
	return []kindWord{
		{KindAddress, "地址不能抓取", "请改正网址"},
		{KindInside, "主机在内网，不抓取", "请改正网址，或在设置 fetch 的 allow_hosts 里写上它"},
		{KindRobots, "该站的 robots.txt 不允许抓取", "网站不在 robots.txt 中放行就一直采不到：请征得网站同意、由它放行，放行后自动恢复；或在 sources 名册中停用该采集源（disabled: true）；期间的稿件可人工补录（gaobang import）"},
		{KindNoRobots, "该站的 robots.txt 暂时读不到，按规矩先不抓取", "按计划采集时会自动重试"},
		{KindDNS, "找不到主机", "请核对网址里的域名；别的网站也找不到时，请检查本机的网络和 DNS"},
		{KindRefused, "网站拒绝连接", "网站可能停机，按计划采集时会自动重试"},
		{KindConnection, "连接中断，没有收到答复", "按计划采集时会自动重试"},
		{KindTimeout, "超时，没有收完答复", "网站太慢，按计划采集时会自动重试"},
		{KindTLS, "HTTPS 证书或握手有误", "请通知网站改正；网站若只能用 http，请改写网址，或在站点规则中写 http_fallback: true"},
		{KindExpired, "HTTPS 证书已过期或尚未生效", "请通知网站更新证书；更新后自动恢复"},
		{KindProtocol, "答复不合 HTTP 规范", "请用浏览器打开该网址核对"},
		{KindTruncated, "内容没有传完就断开", "不完整的页面不保存，按计划采集时会自动重试"},
		{KindTooLarge, "内容超过大小上限", "请核对网址是否是文件下载；确需抓取时调大设置的 max_body"},
		{KindEmpty, "答复是空的（0 字节）", "按计划采集时会自动重试；长时间如此请联系网站"},
		{KindBinary, "内容是二进制数据，不是网页", "请核对网址是否指向图片、压缩包等文件"},
		{KindContentType, "内容类型不是网页", "请核对网址是否指向图片、文档等文件"},
		{KindPutOff, "还没有去取，网站要求先不要来，这一页随网站一起等", "时候一到就取，不算失败的尝试"},
		{KindRedirectLoop, "跳转成圈", "请用浏览器打开该网址，改写成最后停下的网址"},
		{KindRedirects, "跳转有误", "请用浏览器打开该网址，改写成最后停下的网址"},
		{KindBlocked, "网站拦截了程序访问", "不破解；请联系网站放行，期间可采别家媒体刊登的同一稿件；稿件另有不被拦截的公开网址时，可写进 kind 为 page 或 links 的采集源；其余的可人工补录（gaobang import）"},
		{KindScript, "页面的脚本运行不完", "请用浏览器打开该网址核对；页面不靠脚本也有内容时，去掉站点规则里的 render"},
		{KindBrowser, "这里不能运行页面的脚本", "请安装 Chromium（Debian：apt-get install chromium），或在设置的 fetch.chromium 中写明它的路径"},
	}
}
