package fetch

import (
	"net/url"
	"strings"
	"testing"
)

func TestCanonical(t *testing.T) {
	cases := []struct{ rule, raw, want string }{
		{"协议并为一", "https://www.news.example/a.html", "http://www.news.example/a.html"},
		{"主机小写、去末点", "HTTP://WWW.News.Example./A.html", "http://www.news.example/A.html"},
		{"默认端口去掉", "https://www.news.example:443/a", "http://www.news.example/a"},
		{"其他端口保留", "http://www.news.example:8080/a", "http://www.news.example:8080/a"},
		{"片段去掉", "http://news.example/a.html#comments", "http://news.example/a.html"},
		{"空路径是根", "http://news.example", "http://news.example/"},
		{"index.html 并到目录", "http://news.example/col/index.html", "http://news.example/col/"},
		{"index.shtml 并到目录", "http://news.example/col/INDEX.shtml", "http://news.example/col/"},
		{"default.htm 并到目录", "http://news.example/default.htm", "http://news.example/"},
		{"带参数的 index.html 不并", "http://news.example/index.html?id=3", "http://news.example/index.html?id=3"},
		{"index_1.html 不并", "http://news.example/col/index_1.html", "http://news.example/col/index_1.html"},
		{"目录的斜杠保留", "http://news.example/col", "http://news.example/col"},
		{"点段与重复斜杠", "http://news.example//a/./b/../c.html", "http://news.example/a/c.html"},
		{"跟踪参数去掉", "http://news.example/a.html?utm_source=x&id=7&spm=a.b&share_token=9&wxshare=1", "http://news.example/a.html?id=7"},
		{"分享来路去掉", "http://news.example/a.html?from=timeline&isappinstalled=0", "http://news.example/a.html"},
		{"电子报热区的 div 不是另一篇", "http://p.example/html/2026-11/20/content_548646.htm?div=-1", "http://p.example/html/2026-11/20/content_548646.htm"},
		{"别处的 div 保留", "http://news.example/show.php?div=2", "http://news.example/show.php?div=2"},
		{"from 是位置时保留", "http://news.example/list?from=20", "http://news.example/list?from=20"},
		{"参数次序保留", "http://news.example/a?b=2&a=1", "http://news.example/a?b=2&a=1"},
		{"空参数去掉", "http://news.example/a?&", "http://news.example/a"},
		{"不必要的编码去掉，其余大写", "http://news.example/%7euser/%c4%e3", "http://news.example/~user/%C4%E3"},
		{"汉字编码", "http://news.example/稿件.html", "http://news.example/%E7%A8%BF%E4%BB%B6.html"},
		{"编码的斜杠不是斜杠", "http://news.example/a%2fb", "http://news.example/a%2Fb"},
		{"会话号去掉", "http://news.example/a.do;jsessionid=AB12?id=1", "http://news.example/a.do?id=1"},
		{"用户名去掉", "http://me:secret@news.example/a", "http://news.example/a"},
		{"中文域名", "http://丹阳.example/a", "http://xn--riqs86o.example/a"},
		{"公众号文章只看四个参数", "https://mp.weixin.qq.com/s?__biz=Mz&mid=1&idx=2&sn=ab&chksm=cd&scene=27#rd", "http://mp.weixin.qq.com/s?__biz=Mz&mid=1&idx=2&sn=ab"},
		{"手机站并到主站：稿件有编号", "https://m.thepaper.cn/newsDetail_forward_28711111", "http://www.thepaper.cn/newsDetail_forward_28711111"},
		{"wap 站并到主站：日期之外还有编号", "http://wap.news.example/2026/1120/t20261120_9098626.shtml", "http://www.news.example/2026/1120/t20261120_9098626.shtml"},
		{"3g 站并到主站：编号夹着字母", "https://3g.news.example/dy/article/G33O1QTA05372UZS.html", "http://www.news.example/dy/article/G33O1QTA05372UZS.html"},
		{"手机站并到主站：编号在参数里", "http://m.news.example/show.php?id=1234567&from=timeline", "http://www.news.example/show.php?id=1234567"},
		{"政府网站的手机站也并", "http://m.danyang.gov.cn/art/2026/11/20/art_1_10848067.html", "http://www.danyang.gov.cn/art/2026/11/20/art_1_10848067.html"},
		{"手机站的小编号不并：各编各的", "http://m.news.example/a/12345.html", "http://m.news.example/a/12345.html"},
		{"手机站的日期不是编号", "http://m.news.example/html/202611/20261120.html", "http://m.news.example/html/202611/20261120.html"},
		{"手机站的栏目页不并", "http://m.news.example/list/index.html", "http://m.news.example/list/"},
		{"手机站的端口不同不并", "http://m.news.example:8080/a/1234567.html", "http://m.news.example:8080/a/1234567.html"},
		{"频道不是手机站", "http://m.city.news.example/a/1234567.html", "http://m.city.news.example/a/1234567.html"},
		{"mobile 是讲手机的频道", "http://mobile.news.example/19/1125/08/1234567.html", "http://mobile.news.example/19/1125/08/1234567.html"},
		{"名字就叫 m 的站不是手机站", "http://m.example/a/1234567.html", "http://m.example/a/1234567.html"},
		{"公众号短链不看参数，片段去掉", "https://mp.weixin.qq.com/s/AbC-1_2?scene=1&from=timeline#wechat_redirect", "http://mp.weixin.qq.com/s/AbC-1_2"},
		{"http 与 https、index 与目录、片段并为一", "https://news.example/col/index.shtml#top", "http://news.example/col/"},
		{"手机站没有编号的地址不并", "https://m.news.example/a", "http://m.news.example/a"},
		{"公众号文章的四个参数不论次序和写法", "https://mp.weixin.qq.com/s?sn=ab&mid=1&idx=2&__biz=Mz%3D%3D", "http://mp.weixin.qq.com/s?__biz=Mz==&mid=1&idx=2&sn=ab"},
		{"百家号的来路去掉", "https://baijiahao.baidu.com/s?id=1780000000000000000&wfr=spider&for=pc", "http://baijiahao.baidu.com/s?id=1780000000000000000"},
		{"别处的 for 保留", "http://news.example/a?for=3", "http://news.example/a?for=3"},
		{"头条的稿件不看参数", "https://www.toutiao.com/article/7300000000000000000/?channel=&source=search_tab&wid=1", "http://www.toutiao.com/article/7300000000000000000/"},
		{"头条的搜索保留", "https://www.toutiao.com/search?keyword=a", "http://www.toutiao.com/search?keyword=a"},
		{"从网页源码里抄来的 &amp; 是 &", "http://news.example/a?a=1&amp;b=2", "http://news.example/a?a=1&b=2"},
		{"分享的编号，没有别的编号时保留：丢了就成了一篇", "http://app.example/share.html?share_id=3&share_token=x", "http://app.example/share.html?share_id=3"},
		{"分享的编号，另有编号时去掉", "http://app.example/detail?id=1234567&shareid=3", "http://app.example/detail?id=1234567"},
		{"单页应用的路由各是一篇", "https://h5.example/#/pages/detail?id=3&from=timeline", "http://h5.example/#/pages/detail?id=3"},
		{"单页应用的另一种路由", "http://h5.example/index.html#!/a/1", "http://h5.example/#!/a/1"},
		{"空的路由不是路由", "http://h5.example/#/", "http://h5.example/"},
		{"手机站的编号在路由里也并", "http://m.news.example/#/detail/1234567", "http://www.news.example/#/detail/1234567"},
		{"IPv4 写成 IPv6", "http://[::ffff:1.2.3.4]/a", "http://1.2.3.4/a"},
		{"IPv6", "http://[2400:3200:0::1]:80/", "http://[2400:3200::1]/"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			got, err := Canonical(c.raw)
			if err != nil || got != c.want {
				t.Errorf("Canonical(%q) = %q, %v; want %q", c.raw, got, err, c.want)
			}
		})
	}
}

// TestCanonicalDropsHowAReaderCame: every parameter and every name of a folder's own
// page that is known.
func TestCanonicalDropsHowAReaderCame(t *testing.T) {
	for name := range strings.FieldsSeq("from=timeline spm=a isappinstalled=0 nsukey=a fbclid=a gclid=a bd_vid=1 sudaref=a jsessionid=1 scene=1 clicktime=1 enterid=1 _=1 " +
		"utm_source=a share_token=a wxshare=1 hmsr=a hmpl=a hmcu=a hmkw=a hmci=a UTM_Medium=a") {
		if got, err := Canonical("http://news.example/a?" + name + "&id=7"); err != nil || got != "http://news.example/a?id=7" {
			t.Errorf("%s stays in %s, %v", name, got, err)
		}
	}
	for name := range strings.FieldsSeq("index.html index.htm index.shtml default.html default.htm default.shtml default.asp default.aspx Index.HTML") {
		if got, err := Canonical("http://news.example/col/" + name); err != nil || got != "http://news.example/col/" {
			t.Errorf("%s stays in %s, %v", name, got, err)
		}
	}
	for _, kept := range []string{"http://news.example/a?fromid=7", "http://news.example/a?mid=1&sn=2", "http://news.example/a?scenery=1", "http://news.example/index.php", "http://news.example/index.jsp"} {
		if got, err := Canonical(kept); err != nil || got != kept {
			t.Errorf("%s became %s, %v", kept, got, err)
		}
	}
}

func TestCanonicalRefuses(t *testing.T) {
	for _, raw := range []string{"", "a.html", "javascript:void(0)", "mailto:x@news.example", "http://", "http://%zz/", "http://./"} {
		if got, err := Canonical(raw); err == nil {
			t.Errorf("Canonical(%q) = %q", raw, got)
		}
	}
}

func FuzzCanonical(f *testing.F) {
	for _, s := range []string{"https://news.example:443/a/../index.html?from=x&b=%zz#c", "http://[::ffff:1.2.3.4]/%2e%2e/;jsessionid=1", "http://丹阳.example/?a&&b", "http://m.m.news.example:80/1234567/..", "http://3g.example./wap/?id=1234567", "http://h5.example/#!/a?b&share_id=%2f", "https://mp.weixin.qq.com/s?sn&mid=%3d&__biz"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		once, err := Canonical(raw)
		if err != nil {
			return
		}
		twice, err := Canonical(once)
		if err != nil || twice != once {
			t.Errorf("%q -> %q -> %q, %v", raw, once, twice, err)
		}
		if u, err := url.Parse(once); err != nil || u.Fragment != "" && Route(once) == "" || u.Scheme != "http" {
			t.Errorf("%q -> %q is no address: %v", raw, once, err)
		}
	})
}
