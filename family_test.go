package gaobang

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// kinship reads "1=2 3<4 5~6 7(8": one text, within, overlap, carried. A per cent
// may stand behind a colon.
func kinship(t *testing.T, text string) []Kin {
	t.Helper()
	var all []Kin
	for f := range strings.FieldsSeq(text) {
		var k Kin
		var sign rune
		k.Similarity = 90
		if n, err := fmt.Sscanf(f, "%d%c%d:%d", &k.Article, &sign, &k.Other, &k.Similarity); n < 3 {
			t.Fatal(f, err)
		}
		k.Kind = map[rune]KinKind{'=': SameText, '<': Within, '~': Overlap, '(': Carried}[sign]
		all = append(all, k)
	}
	return all
}

func TestStories(t *testing.T) {
	same := func(a, b ArticleID) Decision { return Decision{Article: a, Other: b, Kind: DecideSameStory} }
	apart := func(a, b ArticleID) Decision { return Decision{Article: a, Other: b, Kind: DecideApart} }
	cases := []struct {
		rule    string
		kin     string
		rulings []Decision
		want    string
	}{
		{"相连的是一家", "1=2 2=3 5=6", nil, "1,2,3 5,6"},
		{"部分相同不成一家", "1~2 3=4", nil, "3,4"},
		{"扩写或摘要入家", "1<2 2=3", nil, "1,2,3"},
		{"只收一篇的综合稿，看得出是综合稿的不入家", "1(9", nil, ""},
		{"收了两篇的长稿是综合稿，两篇不因它成一家", "1<9 2<9", nil, ""},
		{"收了同一稿件两家版本的长稿仍是扩写", "1<9 2<9 1=2", nil, "1,2,9"},
		{"两个版本只部分相同，也不算两件事", "1<9 2<9 1~2", nil, "1,2,9"},
		{"以一篇为主又夹带一篇的，只与为主的成一家", "1=9 2<9", nil, "1,9"},
		{"综合稿的综合稿互为同稿，不牵连所收的", "1(8 2(8 1(9 2(9 8=9", nil, "8,9"},
		{"大综合稿套着小综合稿，两份综合稿一家，不牵连所收的", "1<3 2<3 1<9 2<9 3<9", nil, "3,9"},
		{"综合稿里与所收两篇都有相同的，自己也是综合稿", "1<9 2<9 3<9 1~3 2~3", nil, "3,9"},
		{"综合稿里只与所收一篇有相同的，不与它一家", "1<9 2<9 3<9 1~3", nil, ""},
		{"人说同稿就同稿，哪怕毫无相同", "", []Decision{same(1, 7)}, "1,7"},
		{"人说同稿，两家并一家", "1=2 5=6", []Decision{same(2, 5)}, "1,2,5,6"},
		{"人说不是，就分开", "1=2", []Decision{apart(1, 2)}, ""},
		{"分开时在最弱的一环断", "1=2:95 2=3:60 3=4:95", []Decision{apart(1, 4)}, "1,2 3,4"},
		{"分开时中间的跟近的走", "1=2:90 2=3:80 1=3:70", []Decision{apart(3, 1)}, "1,2"},
		{"一样近时跟编号小的", "1=2:90 2=3:90", []Decision{apart(1, 3)}, "1,2"},
		{"同一对以最后一次认定为准", "1=2", []Decision{apart(1, 2), same(1, 2)}, "1,2"},
		{"同一对以最后一次认定为准，不论先后写法", "1=2", []Decision{same(2, 1), apart(2, 1)}, ""},
		{"认定互相矛盾时后来的在先", "", []Decision{same(1, 2), same(2, 3), apart(1, 3)}, "2,3"},
		{"人说两篇不同稿，收它们的就是综合稿", "1<9 2<9 1=2", []Decision{apart(1, 2)}, ""},
		{"别的认定与同稿无关", "1=2", []Decision{{Article: 1, Kind: DecideUnits}}, "1,2"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			kin := kinship(t, c.kin)
			articles := []ArticleID{1, 2, 3, 4, 5, 6, 7, 8, 9}
			for round := range 6 { // whatever the order
				r := rand.New(rand.NewPCG(uint64(round), 1))
				r.Shuffle(len(kin), func(i, j int) { kin[i], kin[j] = kin[j], kin[i] })
				r.Shuffle(len(articles), func(i, j int) { articles[i], articles[j] = articles[j], articles[i] })
				if got := told(Stories(articles, kin, c.rulings)); got != c.want {
					t.Fatalf("families %q, want %q", got, c.want)
				}
			}
		})
	}
}

func told(stories [][]FamilyMember) string {
	var all []string
	for _, members := range stories {
		var ids []string
		for _, m := range members {
			ids = append(ids, fmt.Sprint(uint64(m.Article)))
		}
		all = append(all, strings.Join(ids, ","))
	}
	return strings.Join(all, " ")
}

func TestStoriesSayHowNearTheNearestIs(t *testing.T) {
	got := Stories([]ArticleID{1, 2, 3}, kinship(t, "1=2:80 2=3:95"), nil)
	want := []FamilyMember{{1, 80}, {2, 95}, {3, 95}}
	if len(got) != 1 || fmt.Sprint(got[0]) != fmt.Sprint(want) {
		t.Errorf("members %v, want %v", got, want)
	}
	if got := Stories([]ArticleID{1, 3}, kinship(t, "1=2 2=3"), nil); len(got) != 0 {
		t.Errorf("families %v reach through an article that was not asked for", got)
	}
}

func TestSiftKeepsThoseThatShareTheMostAndRarestKeys(t *testing.T) {
	var found []Posting
	for id := ArticleID(1); id <= 100; id++ {
		found = append(found, Posting{id, 100}, Posting{id, 100})
	}
	found = append(found, Posting{50, 1}, Posting{200, 2}, Posting{200, 2})
	got := Sift(found)
	if len(got) != MaxSifted || fmt.Sprint(got[:4]) != fmt.Sprint([]ArticleID{50, 200, 1, 2}) {
		t.Errorf("%d candidates %v", len(got), got)
	}
}
