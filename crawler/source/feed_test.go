package source

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
)

func feedSource() gaobang.Source {
	return gaobang.Source{ID: "f", Name: "测试订阅", Kind: gaobang.FeedSource, URL: "http://rss.example/feed.xml"}
}

func rss(items string) string {
	return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>x</title>` + items + `</channel></rss>`
}

func TestFeedDates(t *testing.T) {
	cases := []struct{ rule, written, want string }{
		{"没有时区就是北京时间", "2026-11-20 08:31:05", "2026-11-20T08:31:05"},
		{"没有时区的 RFC 822", "Fri, 20 Nov 2026 08:31:05", "2026-11-20T08:31:05"},
		{"午夜不落到前一天或后一天", "2026-11-20 00:00:00", "2026-11-20T00:00:00"},
		{"+0800 照写的", "Fri, 20 Nov 2026 08:31:05 +0800", "2026-11-20T08:31:05"},
		{"GMT 换成北京时间", "Fri, 20 Nov 2026 00:31:05 GMT", "2026-11-20T08:31:05"},
		{"Z 换成北京时间", "2026-11-20T00:31:05Z", "2026-11-20T08:31:05"},
		{"CST 是中国的", "Fri, 20 Nov 2026 08:31:05 CST", "2026-11-20T08:31:05"},
		{"只有日期", "2026-11-20", "2026-11-20"},
		{"没有秒", "2026-11-20 08:31", "2026-11-20T08:31"},
		{"斜杠日期", "2026/11/20 8:31", "2026-11-20T08:31"},
		{"汉字日期", "2026年11月20日 08:31", "2026-11-20T08:31"},
		{"看不懂就是没有", "昨天", ""},
		{"没有", "", ""},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			src := feedSource()
			got, err := walk(site{src.URL: rss("<item><title>稿件 题</title><link>/a/1.html</link><pubDate>" + c.written + "</pubDate></item>")}, src, nil, Span{})
			if err != nil {
				t.Fatal(err)
			}
			wantLinks(t, got, strings.TrimSpace("a/1.html 稿件 题 "+c.want))
		})
	}
}

func TestFeeds(t *testing.T) {
	src := feedSource()
	t.Run("GB2312 的 RSS", func(t *testing.T) {
		body := gbk(t, `<?xml version="1.0" encoding="gb2312"?><rss version="2.0"><channel><item><title>丹阳市民政局走访</title><link>http://rss.example/1</link></item></channel></rss>`)
		got, err := walk(site{src.URL: body}, src, nil, Span{})
		if err != nil {
			t.Fatal(err)
		}
		wantLinks(t, got, "1 丹阳市民政局走访")
	})
	t.Run("声明 gb2312 而字节是 UTF-8", func(t *testing.T) {
		got, err := walk(site{src.URL: strings.Replace(rss("<item><title>丹阳</title><link>http://rss.example/1</link></item>"), "utf-8", "gb2312", 1)}, src, nil, Span{})
		if err != nil {
			t.Fatal(err)
		}
		wantLinks(t, got, "1 丹阳")
	})
	t.Run("Atom", func(t *testing.T) {
		body := `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>稿</title><link href="http://rss.example/2"/><updated>2026-11-20T08:31:05+08:00</updated></entry></feed>`
		got, err := walk(site{src.URL: body}, src, nil, Span{})
		if err != nil {
			t.Fatal(err)
		}
		wantLinks(t, got, "2 稿 2026-11-20T08:31:05")
	})
	t.Run("GUID 代替链接，同址只算一篇，范围外的不要", func(t *testing.T) {
		body := rss(`<item><title>一</title><guid>http://rss.example/1</guid><pubDate>2026-11-19</pubDate></item><item><title>一</title><link>http://rss.example/1#x</link></item>
			<item><title>旧</title><link>http://rss.example/0</link><pubDate>2026-10-01</pubDate></item><item><title>脚本</title><link>javascript:1</link></item>`)
		got, err := walk(site{src.URL: body}, src, nil, Span{Since: date("2026-11-01")})
		if err != nil {
			t.Fatal(err)
		}
		wantLinks(t, got, "1 一 2026-11-19")
	})
	t.Run("条数有上限", func(t *testing.T) {
		var b strings.Builder
		for i := range 3000 {
			fmt.Fprintf(&b, "<item><link>http://rss.example/%d</link></item>", i)
		}
		if got, err := walk(site{src.URL: rss(b.String())}, src, nil, Span{}); err != nil || len(got) != maxLinks {
			t.Errorf("%d links, %v", len(got), err)
		}
	})
	lol := `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>`
	for rule, body := range map[string]string{"空订阅": rss(""), "网页": "<html><body>404</body></html>", "断掉的 XML": rss("<item><title>x")[:70], "实体炸弹": lol + `<rss><channel><title>&b;&c;</title></channel></rss>`, "不是文字": "plain"} {
		t.Run(rule+"是错误", func(t *testing.T) {
			_, err := walk(site{src.URL: body}, src, nil, Span{})
			if gaobang.CodeOf(err) != gaobang.Unavailable || !strings.Contains(err.Error(), src.URL) {
				t.Errorf("error = %v", err)
			}
		})
	}
}

func TestFutureFeedDateIsKept(t *testing.T) {
	src := feedSource()
	got, err := walk(site{src.URL: rss("<item><title>稿</title><link>http://rss.example/1</link><pubDate>2027-01-01 00:00:00</pubDate></item>")}, src, nil, Span{})
	if err != nil || len(got) != 1 || !got[0].PublishedAt.Time.Equal(time.Date(2027, 1, 1, 0, 0, 0, 0, gaobang.Shanghai)) {
		t.Errorf("%v, %v: the source says so; whoever stores it judges", got, err)
	}
}
