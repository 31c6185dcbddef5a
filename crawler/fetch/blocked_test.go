package fetch

import (
	"net/http"
	"strings"
	"testing"
)

func pageOf(status int, body string) *exchange {
	return &exchange{status: status, body: []byte("<meta charset=utf-8>" + body), header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}}
}

// TestShortPiecesAreNoBlockPages: what they say in common with one is their matter.
func TestShortPiecesAreNoBlockPages(t *testing.T) {
	for _, c := range []struct{ rule, body string }{
		{"来信说发放异常", "<title>关于高龄津贴发放的咨询</title><p>您好，您提交的关于高龄津贴发放异常的留言收悉。经核实，因银行卡状态异常发放失败，请到乙镇民政办更换银行卡。</p>"},
		{"答复说不在受理范围", "<title>网上信访答复</title><p>您的请求不在民政部门受理范围，请向市人社局反映；重复提交会受限制。</p>"},
		{"答复说收入超过限制", "<title>回复</title><p>您好：您请求恢复低保资格的来信收悉。您的请求因收入超过限制标准未获通过。</p>"},
		{"答复说请求被拒绝", "<title>养老院退费问题</title><p>您的请求被养老机构拒绝一事，我局已责成其三日内退费。</p>"},
		{"答复说申请被系统拒绝", "<title>婚姻登记预约失败的答复</title><p>您的申请已被系统拒绝，是因为预约日是法定节假日，请改约。</p>"},
		{"答复说访问频繁", "<title>预约平台打不开的答复</title><p>因上午预约的人多，系统提示“访问过于频繁”，请错峰预约。</p>"},
		{"答复说登录页的滑块", "<title>登录不了的答复</title><p>登录时请拖动滑块到最右边，仍不行请致电民政热线。</p>"},
		{"来信没有标题，有收悉", "<p>您好，来信收悉。您的操作频繁失败，是因为证件号填错。感谢您的支持。</p>"},
		{"来信写明写信人", "<title>信件</title><p>写信人：林测试</p><p>您的IP被限制，是因为一天内预约了多次。</p>"},
		{"一问一答", "<title>问答</title><p>问：当前访问被限制怎么办？答：请致电民政热线。</p>"},
		{"须知说虚假材料属非法", "<title>提示</title><p>结婚登记须知：您的申请由婚姻登记处受理。您提交的材料应当真实，提交虚假材料属非法行为。</p>"},
		{"须知说禁止", "<title>探视须知</title><p>您的访问请提前预约，院内禁止吸烟。</p>"},
		{"须知说操作异常", "<title>助浴设备使用须知</title><p>您操作时如有异常，请按红色按钮。</p>"},
		{"通知说当前请求", "<title>通知</title><p>当前请求救助人员增多，各救助站不得拒绝，夜间加派车辆。</p>"},
		{"公告说误报的拦截页", "<title>网站升级公告</title><p>近日有群众打开网站时看到“您的访问被阻断”，系误报，现已恢复。</p>"},
		{"公告说暂不支持", "<title>电子证照公告</title><p>您所在的地区暂不支持电子证照的，请带原件。</p>"},
		{"简讯说新装的防火墙", "<title>民政局网站升级</title><p>市民政局完成网络安全设备升级，新装深信服防火墙，今年累计拦截攻击三千次，拒绝异常访问。</p>"},
		{"简讯说云锁阻断入侵", "<title>网络安全演练</title><p>市民政局开展网络安全应急演练，云锁系统成功阻断非法入侵，保障婚姻登记数据安全。（林测试）</p>"},
		{"简讯说网站防火墙", "<title>市民政局装上网站防火墙</title><p>市民政局为门户网站加装网站防火墙，疑似黑客攻击一律报警。</p>"},
		{"简讯说 WAF", "<title>市民政局部署WAF守护群众信息</title><p>新设备拒绝恶意请求。</p>"},
		{"简讯有日期", "<title>提示</title><h2>演练</h2><p>2026-11-20</p><p>攻击被云防护平台拦截，婚姻登记系统未受影响。</p>"},
		{"简讯有来源", "<title>演练</title><p>来源：甲城报</p><p>模拟的恶意访问被深信服设备拦截，系统平稳。</p>"},
		{"简讯说安全检查", "<title>养老机构安全检查中见真情</title><p>市民政局走进养老机构检查消防。</p>"},
		{"名单列出几条", "<title>要闻</title>" + strings.Repeat("<li><a href=1.html>网站防火墙上线</a></li>", 5)},
		{"标题是公园的名", "<title>石城明御公园</title><p>正文</p>"},
		{"标题问请求受限制", "<title>请求受限制怎么办</title><p>正文</p>"},
		{"标题说受限空间", "<title>访问受限空间作业人员家庭</title><p>市民政局走访慰问。</p>"},
		{"标题说安全验证", "<title>安全验证新方式方便老人领补贴</title><p>正文</p>"},
		{"标题说人机识别", "<title>养老院里的人机识别课</title><p>正文</p>"},
		{"标题说访问被拒绝", "<title>社工访问被拒绝之后</title><p>正文</p>"},
		{"标题说拦截提示", "<title>看到诈骗拦截提示请多留心</title><p>正文</p>"},
		{"标题说检测中心", "<title>检测中心走进养老院</title><p>正文</p>"},
		{"标题以 403 开头", "<title>403户低保家庭领到取暖补贴</title><p>正文</p>"},
		{"标题说网站卫士", "<title>志愿者当好老人的网站卫士</title><p>正文</p>"},
		{"标题说环境异常", "<title>环境异常闷热 志愿者为老人送清凉</title><p>正文</p>"},
		{"标题以玄武盾开头", "<title>玄武盾牌舞走进养老院</title><p>正文</p>"},
	} {
		if sign := blockSign(pageOf(http.StatusOK, c.body)); sign != "" {
			t.Errorf("%s：%s", c.rule, sign)
		}
	}
}

// TestBlockPagesUnderAnyStatus holds what the rules for short pieces must not let go.
func TestBlockPagesUnderAnyStatus(t *testing.T) {
	for _, c := range []struct {
		rule   string
		status int
		body   string
		sign   string
	}{
		{"标题是拦截的原话", 200, "<title>您的访问可能对网站造成威胁，已被拦截</title><body>事件ID：0a1b</body>", "可能对网站造成"},
		{"标题是网站的名", 200, "<title>甲城市民政局</title><body>您的请求可能存在威胁</body>", "您的请求可能存在威胁"},
		{"写明访问时间", 200, "<title>提示</title><body>您的请求已被拦截 IP：1.2.3.4 时间：2026-11-20 08:00:00</body>", "不让读者访问的话"},
		{"产品名在拦截之前", 200, "<title>提示</title><body>本次访问已被网宿云防护拦截</body>", "说访问被拦截的话"},
		{"没有主语", 200, "<title>提示</title><body>已被深信服应用防火墙拒绝</body>", "防护产品拦截的话"},
		{"标题后面有网站的名", 200, "<title>安全验证 - 甲城在线</title><body></body>", "验证页的标题"},
		{"抱歉，访问被拒绝", 200, "<title>抱歉，您的访问被拒绝！</title><body></body>", "拦截页的标题"},
		{"明御安全网关", 200, "<title>明御安全网关</title><body></body>", "防护产品的标题"},
		{"验证码的英文", 200, "<title>Captcha</title><body></body>", "防护产品的标题"},
		{"403 Forbidden", 200, "<title>403 Forbidden</title><body></body>", "拒绝访问的标题"},
		{"状态是拒绝的，话不论怎样说", 403, "<title>关于访问的说明</title><body>您提交的内容有非法字符</body>", "不让读者访问的话"},
		{"状态是拒绝的，产品在后", 418, "<title>418</title><body>拦截来自云锁</body>", "防护产品拦截的话"},
		{"没有这一页，不算拦截", 404, "<title>404</title><body>您访问的页面已被管理员禁止或删除</body>", ""},
		{"服务器坏了，不算拦截", 502, "<title>502</title><body>您访问的网站出现异常，请稍后再试</body>", ""},
	} {
		sign := blockSign(pageOf(c.status, c.body))
		if (c.sign == "") != (sign == "") || !strings.Contains(sign, c.sign) {
			t.Errorf("%s：%q, want %q", c.rule, sign, c.sign)
		}
	}
}

// TestASignIsNamedByItsRule: words of a page that is taken for a block page stand in
// no message.
func TestASignIsNamedByItsRule(t *testing.T) {
	for _, body := range []string{
		"您的请求被限制，高示例家住丙村。", "<title>安全验证 - 高示例家住丙村</title>", "<title>抱歉，您的访问被拦截 | 高示例家住丙村</title>", "本次访问被拦截，高示例家住丙村",
	} {
		for _, status := range []int{200, 403} {
			if sign := blockSign(pageOf(status, body)); sign == "" || strings.Contains(sign, "高示例") {
				t.Errorf("%d %s：%q", status, body, sign)
			}
		}
	}
}
