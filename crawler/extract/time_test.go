package extract

import (
	"errors"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
)

// TestTime holds the shapes in which pages give their time, and the doubts.
func TestTime(t *testing.T) {
	cases := []struct {
		rule, head, line, url, listed string
		want                          string
	}{
		{rule: "年月日时分", line: "2026年11月20日08:31", want: "2026-11-20T08:31"},
		{rule: "不补零", line: "时间：2026/11/9 15:02:10", want: "2026-11-09T15:02:10"},
		{rule: "点号", line: "2026.07.05", want: "2026-07-05"},
		{rule: "长横线", line: "发布日期：2026——11——20 08:31", want: "2026-11-20T08:31"},
		{rule: "下午", line: "2026-11-20 下午 3:05", want: "2026-11-20T15:05"},
		{rule: "汉字日期", line: "二〇二六年十一月二十日", want: "2026-11-20"},
		{rule: "零写成字母", line: "二OO八年七月十八日", want: "2008-07-18"},
		{rule: "零点整是只有日期", line: "2026-11-20 00:00:00", want: "2026-11-20"},
		{rule: "没有年份，年份在网址里", line: "03-15 08:31", url: "http://jia.example/art/2025/3/15/art_1.html", want: "2025-03-15T08:31"},
		{rule: "没有年份，年份在列表里", line: "11月20日 08:31", listed: "2024-11-20", want: "2024-11-20T08:31"},
		{rule: "没有年份，采集前最近的一天", line: "12-25 08:31", want: "2025-12-25T08:31"},
		{rule: "几小时前只到日", line: "3小时前", want: "2026-11-24"},
		{rule: "昨天", line: "昨天 21:07", want: "2026-11-23T21:07"},
		{rule: "只有列表有日期", line: "甲城网", listed: "2026-11-19", want: "2026-11-19"},
		{rule: "只有网址有日期", line: "甲城网", url: "http://jia.example/202611/t20261118_9.html", want: "2026-11-18"},
		{rule: "世界时换成东八区", head: `<meta property="article:published_time" content="2026-11-19T23:30:00Z">`, want: "2026-11-20T07:30:00"},
		{rule: "带时区", head: `<meta property="article:published_time" content="2026-11-20T08:31:05+08:00">`, want: "2026-11-20T08:31:05"},
		{rule: "重新生成的时间晚于页面显示的", head: `<meta name="PubDate" content="2026-11-23 03:00:00">`, line: "发布时间：2026-11-20 08:31", want: "2026-11-20T08:31"},
		{rule: "同一天取更精确的", head: `<meta name="PubDate" content="2026-11-20 08:31">`, line: "发布日期：2026-11-20", want: "2026-11-20T08:31"},
		{rule: "发布日期不是成文日期", line: "成文日期：2026-11-10 发布日期：2026-11-13", want: "2026-11-13"},
		{rule: "只有成文日期", line: "成文日期：2026-11-10", want: "2026-11-10"},
		{rule: "不存在的日子", line: "2026-02-30", want: ""},
		{rule: "没有时间", line: "甲城网", want: ""},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			in := Input{URL: c.url, FetchedAt: fetchedAt, HTML: []byte("<html><head><title>把食堂办到村口</title>" + c.head + "</head><body><h1>把食堂办到村口</h1><div>" + c.line + "</div><div><p>" + sentence + "</p><p>" + sentence + "</p></div></body></html>")}
			if c.listed != "" {
				in.Link.PublishedAt, _ = gaobang.ParseMoment(c.listed)
			}
			a, err := Page(in)
			if err != nil {
				t.Fatal(err)
			}
			if got := a.PublishedAt.String(); got != c.want {
				t.Errorf("published at %q, want %q", got, c.want)
			}
		})
	}
}

func TestFutureTimeIsDoubted(t *testing.T) {
	in := page("", "<div><p>"+sentence+"</p><p>"+sentence+"</p></div>")
	in.FetchedAt = time.Date(2026, 11, 1, 0, 0, 0, 0, gaobang.Shanghai)
	a, err := Page(in)
	var future FutureError
	if !errors.As(err, &future) || future.PublishedAt.String() != "2026-11-20T08:19" || a.Title == "" {
		t.Errorf("%v, title %q", err, a.Title)
	}
}

func TestProfileGoesBeforeThePage(t *testing.T) {
	in := page("", `<div class="m">林测试</div><div class="s">甲城晚报</div><div class="t">2026-11-18</div><h2 class="x">另一个标题在这里</h2><div class="b"><p>`+sentence+`</p></div><div><p>`+sentence+sentence+sentence+`</p></div>`)
	in.Profile = &gaobang.Profile{Article: gaobang.ArticleProfile{Title: ".x", PublishedAt: ".t", ContentSource: ".s", Byline: ".m", Body: ".b"}}
	a, err := Page(in)
	if err != nil {
		t.Fatal(err)
	}
	if a.Title != "另一个标题在这里" || a.PublishedAt.String() != "2026-11-18" || a.ContentSource != "甲城晚报" || a.Body != sentence || a.Meta != "作者：林测试" {
		t.Errorf("%s, %s, %s, %s, %s", a.Title, a.PublishedAt, a.ContentSource, a.Meta, a.Body)
	}
}

// TestAPubDateThatIsTheTimeOfRegeneration: a site that writes its pages anew every
// night dates them all of last night; its profile says not to believe it.
func TestAPubDateThatIsTheTimeOfRegeneration(t *testing.T) {
	listed, err := gaobang.ParseMoment("2026-11-03")
	if err != nil {
		t.Fatal(err)
	}
	const meta = `<meta name="PubDate" content="2026-11-20 02:10">`
	cases := []struct {
		rule, shown string
		link        gaobang.Moment
		distrust    bool
		want        string
	}{
		{"believed, it goes before the list", "", listed, false, "2026-11-20T02:10"},
		{"distrusted, the list's day counts", "", listed, true, "2026-11-03"},
		{"distrusted, what the page shows counts", "<div>发布时间：2026-11-03 09:15</div>", gaobang.Moment{}, true, "2026-11-03T09:15"},
		{"distrusted, it lends no minutes to a day", "<div>2026-11-20</div>", gaobang.Moment{}, true, "2026-11-20"},
		{"distrusted and nothing else: no time, not a wrong one", "", gaobang.Moment{}, true, ""},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			in := Input{
				URL: "http://www.jia.example/a/123.html", Link: gaobang.Link{PublishedAt: c.link}, FetchedAt: time.Date(2026, 11, 21, 0, 0, 0, 0, gaobang.Shanghai),
				Profile: &gaobang.Profile{Article: gaobang.ArticleProfile{DistrustPubDate: c.distrust}},
				HTML:    []byte(`<html><head>` + meta + `<title>乙镇走访高龄老人送温暖</title></head><body><h1>乙镇走访高龄老人送温暖</h1>` + c.shown + `<div class="b"><p>` + sentence + `</p><p>` + sentence + `</p></div></body></html>`),
			}
			a, err := Page(in)
			if err != nil || a.PublishedAt.String() != c.want {
				t.Errorf("%s, %v; want %s", a.PublishedAt, err, c.want)
			}
		})
	}
}
