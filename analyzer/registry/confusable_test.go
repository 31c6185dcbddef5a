package registry

import (
	"slices"
	"testing"

	"github.com/gaobang/gaobang"
)

// TestConfusableNames: a name that the books call confusable hides what it holds,
// and stands only where the text does not part it otherwise.
func TestConfusableNames(t *testing.T) {
	names := New(office(t))
	cases := []struct {
		rule, text string
		want       []string
	}{
		{"易混的名称里没有丹阳", "小丹阳的集市开了。", nil},
		{"更长的易混名称里也没有", "丹阳同乡会在台北聚会。", nil},
		{"易混的名称后面还有自己的丹阳", "小丹阳离丹阳三百里。", []string{"丹阳"}},
		{"易混的名称不挡住后面的市", "小丹阳、丹阳市都来人。", []string{"丹阳市"}},
		{"两个地名碰在一起不是易混的名称", "丹阳镇江两市签约。", []string{"丹阳", "镇江"}},
		{"真是易混的名称就不算丹阳", "丹阳镇敬老院开张。", nil},
		{"易混的名称里更长的自己的名称还在", "丹阳市民政局社会救助科到丹阳镇考察。", []string{"丹阳市民政局社会救助科"}},
		{"隔着标点就不是易混的名称", "小，丹阳人多。", []string{"丹阳"}},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			var got []string
			for _, h := range names.Scan(c.text, gaobang.Date{Year: 2024, Month: 5, Day: 1}) {
				got = append(got, h.Text)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestConfusableBehindAnotherName: what lies within a confusable name stays hidden
// where another name reaches into it from before.
func TestConfusableBehindAnotherName(t *testing.T) {
	units := []gaobang.Unit{
		{ID: "danyang", Name: "丹阳市民政局", Short: "丹阳", Kind: gaobang.Bureau, Division: "321181"},
		{ID: "yunyang", Parent: "danyang", Name: "云阳街道民政办", Short: "云阳街道", Kind: gaobang.Town, Division: "321181001"},
	}
	for _, c := range []struct {
		rule       string
		confusable []string
		want       []string
	}{
		{"没有易混的名称，各算各的", nil, []string{"云阳街道", "丹阳"}},
		{"易混的名称里的丹阳不算", []string{"街道丹阳人家"}, []string{"云阳街道"}},
	} {
		t.Run(c.rule, func(t *testing.T) {
			reg, err := gaobang.NewRegistry(units, nil, c.confusable)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, h := range New(reg).Scan("云阳街道丹阳人家开饭。", gaobang.Date{Year: 2024, Month: 5, Day: 1}) {
				got = append(got, h.Text)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
