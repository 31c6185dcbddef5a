package fetch

import (
	"net/http"
	"strings"
	"testing"
)

func TestBlocking(t *testing.T) {
	long := "<html><head><title>安全验证的故事</title></head><body>" + strings.Repeat("<p>正文一段。</p>", 3000)
	cases := []struct {
		rule    string
		status  int
		body    string
		blocked bool
	}{
		{"521 带脚本是加速乐", 521, "<script>document.cookie=('_')+('_')</script>", true},
		{"521 不带脚本只是状态", 521, "origin down", false},
		{"__jsl_clearance", 200, "<script>var a='__jsl_clearance_s=1';</script>", true},
		{"acw_sc__v2", 200, "<html><script>var arg1='AB';setCookie('acw_sc__v2')</script></html>", true},
		{"412 带 $_ts 是瑞数", 412, "<script>$_ts=window['$_ts'];</script>", true},
		{"验证页", 200, "<html><head><title>访问验证</title></head><body>请完成验证</body></html>", true},
		{"GBK 的验证页", 200, "<meta charset=gbk><title>\xb7\xc3\xce\xca\xd1\xe9\xd6\xa4</title>", true},
		{"只写 cookie 再重载的页", 200, "<html><script>document.cookie='a=1';location.reload()</script></html>", true},
		{"要求启用 JavaScript", 200, "<noscript>Please enable JavaScript to view</noscript>", true},
		{"长文章提到安全验证不算", 200, long, false},
		{"短稿件讲安全检查不算", 200, "<title>市民政局开展养老机构安全检查</title><p>正文</p>", false},
		{"瑞数以 200 答复的也是", 200, "<html><head><meta content='x'><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script><script src='/4QbVtADbnLVIc/c.FxJzG50F.js'></script></head><body></body></html>", true},
		{"云锁", 200, "<script>var cookie='yunsuo_session_verify=1;'</script>", true},
		{"云锁的另一种 cookie", 200, "<script>var c='security_session_verify=1'</script>", true},
		{"创宇的 cookie", 200, "<script>var c='_waf_bd8ce2ce37=1'</script>", true},
		{"腾讯云的拦截页套在框里", 200, `<html><body style="margin:0"><iframe src="https://waf-static.tencent.com/501page.html?u=/a"></iframe></body></html>`, true},
		{"华为云的 418 页", 418, "<html><title>418</title><body><p>您的请求疑似攻击行为！</p><p>事件ID：0a1b</p></body></html>", true},
		{"网宿的拦截页", 403, "<html><body>您当前的访问行为存在异常，请稍后重试</body></html>", true},
		{"雷池的拦截页", 403, "<html><title>拦截</title><body>您的访问请求可能对网站造成安全威胁，请求已被阻断</body></html>", true},
		{"网站卫士的拦截页", 493, "<html><body>抱歉！您的访问可能对网站造成威胁，已被云防护拦截</body></html>", true},
		{"阿里云的 405 页", 405, "<html><head><title>405</title></head><body>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</body></html>", true},
		{"以 200 答复的拦截页", 200, "<html><head><title>提示</title></head><body><h1>您的请求带有不合法参数，已被网站管理员设置拦截！</h1></body></html>", true},
		{"安全狗只给一个框", 200, `<html><head></head><body><iframe src="http://404.safedog.cn/images/safedogsite/x.jpg"></iframe></body></html>`, true},
		{"知道创宇的云防御", 200, "<html><title>提示</title><body><h1>请求存在异常</h1><p>您的访问请求存在异常，已被知道创宇云防御拦截</p></body></html>", true},
		{"阿里云的滑块跳转", 200, `<html><body><script>window.location.replace("https://a.example/_____tmd_____/punish?x5secdata=ab&x5step=1");</script></body></html>`, true},
		{"宝塔先检查", 200, `<html><title>宝塔防火墙正在检查您的访问</title><body><div>请输入右侧字符</div></body></html>`, true},
		{"宝塔的滑动脚本", 200, `<html><title>检测中</title><body><div>跳转中</div><script src="/huadong_296d626f_a.js?id=x"></script></body></html>`, true},
		{"360 网站卫士的脚本", 200, `<html><script>var dynamicurl="/WZWSREL2luZGV4";var wzwsquestion="x";</script><body></body></html>`, true},
		{"奇安信网站卫士", 493, `<html><title>网站卫士</title><body>您访问的请求可能存在安全威胁，已被奇安信网站卫士拦截</body></html>`, true},
		{"深信服", 403, `<html><body>很抱歉，您的请求被深信服下一代防火墙拒绝</body></html>`, true},
		{"安恒明御", 200, `<html><title>明御WAF提示</title><body><h1>您的访问请求已被明御WEB应用防火墙拦截</h1></body></html>`, true},
		{"绿盟", 200, `<html><title>Notice</title><body>您的请求存在攻击行为，已被绿盟WEB应用防护系统阻断</body></html>`, true},
		{"雷池的 JSON", 403, `{"code": 403, "success":false, "message": "blocked by Chaitin SafeLine Web Application Firewall"}`, true},
		{"雷池的人机验证", 468, `<html><title>Protected By SafeLine WAF</title><body><script src="/.safeline/challenge.js"></script></body></html>`, true},
		{"百度云加速", 200, `<html><title>百度云加速</title><body>抱歉，您的访问被百度云加速拦截</body></html>`, true},
		{"瑞数没有 $_ts 的 412", 412, `<!DOCTYPE html><html><head><meta id="x" content="{qqqq" r='m'><script src="/a.js" r='m'></script></head><body></body></html>`, true},
		{"限制 IP 的页", 200, `<html><body>您的 IP 已被<b>限制</b>访问</body></html>`, true},
		{"限制地区的页", 200, `<html><title>提示</title><body>抱歉，您所在的地区暂不支持访问本网站</body></html>`, true},
		{"操作频繁的页", 200, `<html><body>您的操作过于频繁，请稍后再试</body></html>`, true},
		{"F5 的拒绝页", 200, `<html><title>Request Rejected</title><body>The requested URL was rejected. Please consult with your administrator.</body></html>`, true},
		{"GBK 写的拦截页，不是原话", 200, "<html><meta charset=gbk><body>\xc4\xfa\xb5\xc4IP\xd2\xd1\xb1\xbb\xcf\xde\xd6\xc6</body></html>", true},
		{"短稿件讲地区和限制不算", 200, "<title>防汛</title><p>当前我市部分地区降雨偏多，相关路段限制通行，市民政局提醒居家老人注意安全。</p>", false},
		{"短稿件讲反诈防火墙不算", 200, "<title>民政局筑牢反诈防火墙</title><p>市民政局走进社区，教老人拦截诈骗电话，筑牢反诈“防火墙”。（林测试 摄）</p>", false},
		{"短稿件讲访问不算", 200, "<title>代表团来访</title><p>代表团结束对我市的友好访问，双方请求加强养老合作，未受天气异常影响。</p>", false},
		{"瑞数的记号在 200 的普通页上不算", 200, `<html><title>要闻</title><script r='m'></script><p>正文</p></html>`, false},
		{"GBK 的拦截页", 200, "<html><body>\xc4\xfa\xb5\xc4\xb7\xc3\xce\xca\xb1\xbb\xd7\xe8\xb6\xcf</body></html>", true},
		{"公众号的环境异常", 200, "<html><head><title></title><style>" + strings.Repeat(".a{color:red}", 5000) + "</style></head><body><h2>环境异常</h2><p>当前环境异常，完成验证后即可继续访问。</p><a>去验证</a></body></html>", true},
		{"滑块页", 200, "<html><title>验证</title><body>请按住滑块，拖动到最右边</body></html>", true},
		{"脚本没有写完的加速乐", 200, "<script>document.cookie='__jsl_clearance=17';location.href=", true},
		{"讲验证码的稿件不算", 200, "<title>验证码泄露要当心</title><h1>验证码泄露要当心</h1><p>" + strings.Repeat("民政办提醒老人，陌生人索要验证码，一律不要给。", 20) + "</p>", false},
		{"引用拦截页文字的稿件不算", 200, "<title>网站升级公告</title><p>近日有群众打开网站时看到“您的访问被阻断”。" + strings.Repeat("经查是防护设备误报，现已恢复正常访问，给大家带来不便，敬请谅解。", 12) + "</p>", false},
		{"讲加速乐的技术稿件不算", 200, "<title>爬虫笔记</title><p>" + strings.Repeat("这类网站先下发 __jsl_clearance，再要求带着它重新访问。", 10) + "</p>", false},
		{"深处用到 document.cookie 的普通页不算", 200, "<title>要闻</title>" + strings.Repeat("<li><a href=1.html>某地开展志愿服务活动</a> 2026-11-20</li>", 20) + "<script>document.cookie='v=1';if(window.x)location.href='/m/'</script>", false},
		{"由脚本生成内容的空壳页不算", 200, "<html><head><title>要闻</title><script src=/app.js></script></head><body><div id=app></div><script>document.cookie='theme=1';if(/Mobile/.test(navigator.userAgent))location.href='/m/'</script></body></html>", false},
		{"只有验证码登录的栏目页不算", 200, "<title>办事大厅</title><form><input placeholder=请输入验证码></form>" + strings.Repeat("<li>某事项的办理指南</li>", 60), false},
		{"带统计脚本的短稿件不算", 200, "<title>稿件</title><script>document.cookie;location.href</script><p>正文</p>", false},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			f, _ := site(t, withoutRobots(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				w.WriteHeader(c.status)
				_, _ = w.Write([]byte(c.body))
			}), nil)
			_, err := f.Get(t.Context(), "http://news.example/a")
			switch {
			case c.blocked:
				if e := wantKind(t, err, KindBlocked); e.Detail == "" || e.Temporary() {
					t.Errorf("error = %+v: the sign is missing, or it would be tried again", e)
				}
			case c.status == 200 && err != nil:
				t.Errorf("error = %v", err)
			case c.status != 200:
				wantKind(t, err, KindStatus)
			}
		})
	}
}
