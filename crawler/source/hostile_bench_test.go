package source

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// hostilePages are made so that what is done for each link, row or group reads all of
// the page; n is how large.
func hostilePages(n int) map[string]string {
	many := func(n int, of func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(of(i))
		}
		return b.String()
	}
	const title = "很长很长的一个稿件标题文字"
	filler := strings.Repeat("<b>12</b>", 50*n)
	return map[string]string{
		"所有链接一个地址": many(n, func(int) string { return `<p><a href="/a/20260001.html">` + title + `</a></p>` }) + filler,
		"两行一组，组组不同": filler + many(n/2, func(i int) string {
			class := strings.Repeat("x", i%300) + strings.Repeat("y", i/300)
			return fmt.Sprintf(`<i class=c%s><a href="/a/2026%04d.html">%s</a></i><i class=c%s><a href="/a/2027%04d.html">%s</a></i>`, class, i, title, class, i, title)
		}),
		"一层层都能点":   strings.Repeat(`<div onclick="go('/a/20260001.html')">`, 400) + filler,
		"同一链接一层层套": strings.Repeat(`<div><a href="/a/20260001.html">`+title+`</a>`, 400) + filler,
		"行里一层层数字": many(n, func(i int) string {
			return fmt.Sprintf(`<div><a href="/a/2026%04d.html">%s</a>`, i, title) + strings.Repeat("<p><i>1</i><b>2</b>", 20) + `</div>`
		}),
		"没有结尾的记录":   `<script>` + strings.Repeat("<record><![CDATA[<li>", 20*n) + `</script>`,
		"套不完的 JSON": `<script>var x=` + strings.Repeat(`[{"a":`, 2*n) + `</script>`,
		"翻页函数都不在":   filler + many(n, func(i int) string { return fmt.Sprintf(`<a href="javascript:f%d(2)">下一页</a>`, i) }),
	}
}

// BenchmarkHostilePages holds what finding costs on such pages against parsing them;
// x-parse must not grow with the page.
func BenchmarkHostilePages(b *testing.B) {
	for _, n := range []int{500, 2000} {
		for name, page := range hostilePages(n) {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				start := time.Now()
				for range 3 {
					_, _ = html.Parse(strings.NewReader(page))
				}
				parse := time.Since(start) / 3
				for b.Loop() {
					_, _ = walk(site{"http://mz.example/xw/": page}, column("http://mz.example/xw/"), nil, Span{})
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(parse), "x-parse")
			})
		}
	}
}

// TestHostilePagesAreRead would not end in hours where one of them hangs.
func TestHostilePagesAreRead(t *testing.T) {
	for name, page := range hostilePages(500) {
		t.Run(name, func(t *testing.T) {
			if _, err := walk(site{"http://mz.example/xw/": page}, column("http://mz.example/xw/"), nil, Span{}); err != nil && !IsNoList(err) {
				t.Error(err)
			}
		})
	}
}
