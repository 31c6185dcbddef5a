package attribute

import (
	"strings"

	"github.com/gaobang/gaobang"
)

// provinces are the names of the provinces without 省 or 自治区, with the first
// two digits of their codes (GB/T 2260).
var provinces = []struct {
	name string
	code gaobang.Division
}{
	{"北京", "11"}, {"天津", "12"}, {"河北", "13"}, {"山西", "14"}, {"内蒙古", "15"}, {"辽宁", "21"}, {"吉林", "22"},
	{"黑龙江", "23"}, {"上海", "31"}, {"江苏", "32"}, {"浙江", "33"}, {"安徽", "34"}, {"福建", "35"}, {"江西", "36"},
	{"山东", "37"}, {"河南", "41"}, {"湖北", "42"}, {"湖南", "43"}, {"广东", "44"}, {"广西", "45"}, {"海南", "46"},
	{"重庆", "50"}, {"四川", "51"}, {"贵州", "52"}, {"云南", "53"}, {"西藏", "54"}, {"陕西", "61"}, {"甘肃", "62"},
	{"青海", "63"}, {"宁夏", "64"}, {"新疆", "65"}, {"台湾", "71"}, {"台北", "71"}, {"香港", "81"}, {"澳门", "82"},
}

// otherProvince reports whether the text ends in the name of a province in which
// the division does not lie.
func otherProvince(before string, d gaobang.Division) bool {
	code := provinceAtEnd(before)
	return code != "" && d != "" && d[:2] != code
}

// provinceAtEnd is the code of the province in whose name a text ends; "" for none.
func provinceAtEnd(text string) gaobang.Division {
	for _, word := range []string{"省", "市", "自治区", "壮族自治区", "回族自治区", "维吾尔自治区"} {
		text = strings.TrimSuffix(text, word)
	}
	for _, p := range provinces {
		if strings.HasSuffix(text, p.name) {
			return p.code
		}
	}
	return ""
}
