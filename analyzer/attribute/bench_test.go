package attribute

import (
	"strings"
	"testing"

	"github.com/gaobang/gaobang/analyzer/byline"
	"github.com/gaobang/gaobang/analyzer/registry"
)

// BenchmarkHostilePage judges pages that name us in every line, or in one without
// end.
func BenchmarkHostilePage(b *testing.B) {
	reg := offices(b)
	at := New(reg, registry.New(reg))
	for _, part := range []string{"婚姻登记处、", "福利院和婚姻登记处\n", "在民政局办理", "合肥全市", "任命市民政局局长", "云阳街道敬老院门前"} {
		p := passage{title: "x", body: strings.Repeat(part, maxText/len(part))}
		b.Run(strings.TrimSpace(part), func(b *testing.B) {
			a := p.article()
			for b.Loop() {
				at.Attribute(a, byline.Result{}, outlets["丹阳日报"])
			}
		})
	}
}
