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
