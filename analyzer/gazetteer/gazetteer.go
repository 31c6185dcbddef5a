// Package gazetteer knows the administrative divisions of China down to the
// counties: their codes (GB/T 2260), full names and the names people use.
//
// Its table, divisions.tsv, is made by make.go, which names its source.
package gazetteer

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

//go:embed divisions.tsv
var table string

// Entry is a division and its names.
type Entry struct {
	Division gaobang.Division
	Name     string // 丹阳市, 恩施土家族苗族自治州
	Bare     string // 丹阳, 恩施; "" where less than two letters would be left: 丰县
}

// All is every division, by code.
func All() []Entry { return slices.Clone(loaded().all) }

// Named are the divisions of that full or bare name, by code. Districts are known
// by their full names alone: 鼓楼 and 和平 are also other things.
func Named(name string) []gaobang.Division { return slices.Clone(loaded().named[name]) }

// MayName reports whether two letters could be the bare name of a place that the
// table does not have, a county of former days: some division's name begins with
// the first and some ends in the second, 泰县's does. 指定 and 委托 are no places.
func MayName(first, second rune) bool { return loaded().first[first] && loaded().second[second] }

// NameOf is the full name of a division, "" where it has none here.
func NameOf(d gaobang.Division) string { return loaded().names[d] }

type index struct {
	all   []Entry
	named map[string][]gaobang.Division
	names map[gaobang.Division]string

	first, second map[rune]bool // letters of bare names of two
}

var loaded = sync.OnceValue(func() index {
	x := index{named: map[string][]gaobang.Division{}, names: map[gaobang.Division]string{}, first: map[rune]bool{}, second: map[rune]bool{}}
	for line := range strings.Lines(table) {
		code, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		e := Entry{gaobang.Division(code), name, bare(name)}
		x.all = append(x.all, e)
		x.names[e.Division] = name
		x.named[name] = append(x.named[name], e.Division)
		if letters := []rune(e.Bare); len(letters) == 2 {
			x.first[letters[0]], x.second[letters[1]] = true, true
		}
		if e.Bare != "" && e.Bare != name && !strings.HasSuffix(name, "区") || strings.HasSuffix(name, "自治区") {
			x.named[e.Bare] = append(x.named[e.Bare], e.Division)
		}
	}
	return x
})

// kinds end the names of divisions, the longer first.
var kinds = []string{"特别行政区", "行政委员会", "自治区", "自治州", "自治县", "自治旗", "地区", "林区", "特区", "新区", "群岛", "省", "市", "州", "盟", "区", "县", "旗"}

// peoples stand before the kind of an autonomous division.
var peoples = []string{
	"维吾尔", "蒙古", "哈萨克", "柯尔克孜", "塔吉克", "锡伯", "壮族", "回族", "藏族", "苗族", "彝族", "布依族", "朝鲜族", "满族", "侗族", "瑶族", "白族", "土家族", "哈尼族", "傣族", "黎族",
	"傈僳族", "佤族", "畲族", "拉祜族", "水族", "东乡族", "纳西族", "景颇族", "土族", "达斡尔族", "仫佬族", "羌族", "布朗族", "撒拉族", "毛南族", "仡佬族", "保安族", "裕固族", "鄂温克族", "怒族", "独龙族", "普米族", "各族", "哈萨克族", "塔吉克族", "蒙古族",
}

// bare is the name without its kind and peoples: 恩施.
func bare(name string) string {
	for _, kind := range kinds {
		head, ok := strings.CutSuffix(name, kind)
		if !ok {
			continue
		}
		if strings.HasPrefix(kind, "自治") {
			head = withoutPeoples(head)
		}
		if utf8.RuneCountInString(head) < 2 {
			return ""
		}
		return head
	}
	return name
}

// withoutPeoples cuts before the first people, unless that is the name itself:
// 内蒙古, 鄂温克族.
func withoutPeoples(head string) string {
	cut := len(head)
	for _, p := range peoples {
		if i := strings.Index(head, p); i >= len("丹阳") && i < cut {
			cut = i
		}
	}
	return head[:cut]
}
