package jobs

import (
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

// TestSame: whatever is scored, shown or searched makes a stored article another.
func TestSame(t *testing.T) {
	stored := gaobang.Article{Title: "甲", Body: "乙丙", Byline: gaobang.Byline{Correspondents: []string{"林测试"}}}
	cases := []struct {
		rule   string
		change func(*gaobang.Article)
		want   bool
	}{
		{"什么也没改", func(*gaobang.Article) {}, true},
		{"没有人和空的一列是一回事", func(a *gaobang.Article) { a.Byline.Editors = []string{} }, true},
		{"字从标题移到正文", func(a *gaobang.Article) { a.Title, a.Body = "甲乙", "丙" }, false},
		{"换了通讯员", func(a *gaobang.Article) { a.Byline.Correspondents = []string{"高示例"} }, false},
		{"上了头版", func(a *gaobang.Article) { a.Placement.FrontPage = true }, false},
		{"有了副题", func(a *gaobang.Article) { a.Subtitle = "副题" }, false},
		{"体裁不同", func(a *gaobang.Article) { a.Form = gaobang.Photo }, false},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			again := stored
			c.change(&again)
			if got := same(storage.ArticleRecord{Article: stored}, storage.Analysis{Article: again}); got != c.want {
				t.Errorf("same = %t, want %t", got, c.want)
			}
		})
	}
}
