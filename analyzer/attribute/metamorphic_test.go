package attribute

import (
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/byline"
	"github.com/gaobang/gaobang/analyzer/registry"
)

// TestWhatMustNotMatter changes passages in ways that mean nothing: the answer
// stays as it is.
func TestWhatMustNotMatter(t *testing.T) {
	reg := offices(t)
	at := New(reg, registry.New(reg))
	changes := map[string]func(*gaobang.Article){
		"正文后多一段无关的话":  func(a *gaobang.Article) { a.Body = withTail(a.Body, "清晨的菜场热闹起来。") },
		"括号换成半角":      func(a *gaobang.Article) { a.Body = strings.NewReplacer("（", "(", "）", ")").Replace(a.Body) },
		"行末多出空格":      func(a *gaobang.Article) { a.Body = strings.ReplaceAll(a.Body, "\n", " \n") },
		"编辑署名多一行":     func(a *gaobang.Article) { a.Meta = strings.TrimPrefix(a.Meta+"\n责任编辑：乔示例", "\n") },
		"正文提到同名的被采访者": func(a *gaobang.Article) { a.Body = withTail(a.Body, "居民乔示例笑了。") },
	}
	for _, p := range allPassages() {
		want := describe(attributed(at, p, func(*gaobang.Article) {}))
		for name, change := range changes {
			if got := describe(attributed(at, p, change)); !slices.Equal(got, want) {
				t.Errorf("%s, %s: got %v, want %v", p.rule, name, got, want)
			}
		}
	}
}

// withTail puts a paragraph before the last one, where a signature may stand.
func withTail(body, more string) string {
	if i := strings.LastIndex(body, "\n"); i >= 0 {
		return body[:i] + "\n" + more + body[i:]
	}
	if strings.HasSuffix(body, "）") {
		return body
	}
	return body + "\n" + more
}

// TestAnotherLocalityAnotherBureau moves the relative names to another outlet:
// the bureau changes and nothing else.
func TestAnotherLocalityAnotherBureau(t *testing.T) {
	reg := offices(t)
	at := New(reg, registry.New(reg))
	moved := 0
	for _, p := range allPassages() {
		if p.outlet != "丹阳日报" || p.source != "" || !slices.Equal(p.want, []string{"danyang danyang 1 92 named_bureau"}) || strings.Contains(p.title+p.body, "丹") {
			continue
		}
		moved++
		p.outlet = "句容日报"
		if got := describe(attributed(at, p, func(*gaobang.Article) {})); !slices.Equal(got, []string{"jurong jurong 1 92 named_bureau"}) {
			t.Errorf("%s: %v", p.rule, got)
		}
	}
	if moved < 10 {
		t.Errorf("only %d passages moved", moved)
	}
}

func attributed(at *Attributor, p passage, change func(*gaobang.Article)) []gaobang.Attribution {
	a := p.article()
	change(a)
	return at.Attribute(a, byline.Parse(a), outlets[p.outlet]).Attributions
}

// FuzzAttribute holds what must hold of any text whatever.
func FuzzAttribute(f *testing.F) {
	for _, p := range allPassages() {
		f.Add(p.title, p.body, p.meta, p.source, p.outlet)
	}
	f.Add("（", "丹阳市民政局\xff（林测试", "编辑：\n", "来源", "")
	reg := offices(f)
	at := New(reg, registry.New(reg))
	f.Fuzz(func(t *testing.T, title, body, meta, source, outlet string) {
		p := passage{title: title, body: body, meta: meta, source: source}
		a := p.article()
		got := at.Attribute(a, byline.Parse(a), outlets[outlet])
		holdEvidence(t, a, got)
	})
}

func BenchmarkAttribute(b *testing.B) {
	reg := offices(b)
	at := New(reg, registry.New(reg))
	a := makerPassages[0].article()
	a.Body += "\n" + strings.Repeat("清晨的菜场热闹起来，市民政局派人上门，丹阳市云阳街道的老人都说好。", 30)
	bl := byline.Parse(a)
	b.SetBytes(int64(len(a.Body)))
	b.ReportAllocs()
	for b.Loop() {
		at.Attribute(a, bl, outlets["丹阳日报"])
	}
}
