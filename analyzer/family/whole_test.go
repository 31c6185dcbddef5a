package family

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

// labelled is a text of the set and the story it tells; round-ups tell none.
type labelled struct {
	name, story string
	text        Text
}

// whole is every text of a half, each once: stories, their reprints, other texts on
// the same events, and forms with theirs.
func (h half) whole() []labelled {
	var all []labelled
	add := func(name, story string, p piece) {
		all = append(all, labelled{name, story, p.text()})
	}
	for _, s := range h.stories {
		add(s.name, s.name, s.origin)
		for i, other := range s.others {
			add(fmt.Sprint(s.name, " 另写", i), fmt.Sprint(s.name, i), other)
		}
	}
	form := map[string]string{} // by body
	for _, t := range h.templates {
		for i, p := range t.filled {
			form[p.body()] = fmt.Sprint(t.name, i)
			add(form[p.body()], form[p.body()], p)
		}
	}
	for _, r := range h.reprints() {
		story := r.of
		if name, ok := form[r.origin.body()]; ok {
			story = name
		}
		if r.roundUp {
			story = ""
		}
		add(fmt.Sprint(r.of, " ", r.kind, r.strength), story, r.edited)
	}
	return all
}

// kinIn is what the texts have in common, as the sieve lets them meet.
func kinIn(all []labelled) []gaobang.Kin {
	x := NewIndex(0)
	var kin []gaobang.Kin
	for i, l := range all {
		for _, found := range x.Sift(l.text.Keys()) {
			like := Near(l.text, all[found].text)
			if like.Kind == "" {
				continue
			}
			k := gaobang.Kin{Article: gaobang.ArticleID(i), Other: found, Kind: like.Kind, Similarity: like.Similarity}
			if like.Outer {
				k.Article, k.Other = k.Other, k.Article
			}
			kin = append(kin, k)
		}
		x.Add(gaobang.ArticleID(i), l.text.Keys())
	}
	return kin
}

// goalPure is of the families, which one wrong kinship in thousands can mix.
const goalPure = 0.98

// TestFamiliesOfTheWholeSet: with all texts in one index, a family holds one story,
// and a story's reprints are in its family. What one pair of strangers would chain
// together shows here.
func TestFamiliesOfTheWholeSet(t *testing.T) {
	for _, heldOut := range []bool{false, true} {
		all := readHalf(t, heldOut).whole()
		ids := make([]gaobang.ArticleID, len(all))
		for i := range ids {
			ids[i] = gaobang.ArticleID(i)
		}
		family := make([]int, len(all))
		mixed := 0
		families := gaobang.Stories(ids, kinIn(all), nil)
		for n, members := range families {
			var stories []string
			for _, m := range members {
				family[m.Article] = n + 1
				if s := all[m.Article].story; s != "" {
					stories = append(stories, s)
				}
			}
			slices.Sort(stories)
			if stories = slices.Compact(stories); len(stories) > 1 {
				mixed++
				if !heldOut {
					t.Logf("one family of %s", strings.Join(stories, ", "))
				}
			}
		}
		home := map[string]int{}
		for i, l := range all {
			if l.name == l.story {
				home[l.story] = family[i]
			}
		}
		with, of := 0, 0
		for i, l := range all {
			if l.name == l.story || l.story == "" || home[l.story] == 0 {
				continue
			}
			if of++; family[i] == home[l.story] {
				with++
			} else if !heldOut {
				t.Logf("%s is not in the family of its story", l.name)
			}
		}
		pure := share(len(families)-mixed, len(families))
		t.Logf("held out %v: %d texts, %d families, %d of several stories; %.4f of %d reprints in the family of theirs", heldOut, len(all), len(families), mixed, share(with, of), of)
		if pure < goalPure || share(with, of) < goalRecall {
			t.Errorf("held out %v: %.4f of the families hold one story, want %v; %.4f of the reprints are home, want %v", heldOut, pure, goalPure, share(with, of), goalRecall)
		}
	}
}
