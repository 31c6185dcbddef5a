package attribute

import (
	"regexp"
	"strings"

	"github.com/gaobang/gaobang"
)

// leaders head the titles of pieces on what those do who stand above an office.
var leaders = regexp.MustCompile(`^(?:[市县区]领导|[市县区]委书记|[市县区]长|[市县区]委常委|[市县区]人大|[市县区]政协|[市县区]四套班子)`)

// manyPlaces and manyCases in a title tell of more than one place or case.
var (
	manyPlaces = regexp.MustCompile(`各地|多地|全国`)
	manyCases  = regexp.MustCompile(`(?:通报|曝光|公布)\p{Han}{0,4}[0-9０-９一二三四五六七八九十]+起`)
)

// severalCourts is in how many lines a court acts that has its part of a piece.
const severalCourts = 2

// hasOthersPart reports a piece in which others have their part by what they are: the
// leaders in whose title an office is not, the court before which it stands, the bureau
// that comes to learn, further cases or places.
func (r *reading) hasOthersPart(t gaobang.Attribution, mine []naming) bool {
	title := r.article.Title
	inTitle := false
	for _, n := range mine {
		inTitle = inTitle || n.Field == gaobang.FieldTitle && !n.area
	}
	own := r.at.unit(t.Bureau).Division
	away := r.home != "" && !r.home.Contains(own) && !own.Contains(r.home)
	switch {
	case leaders.MatchString(title) && !inTitle, manyCases.MatchString(title), r.home == "" && manyPlaces.MatchString(title):
		return true
	case away && r.namesBureauByForm():
		return true
	}
	acting := 0
	for _, line := range lines(r.article, gaobang.FieldBody) {
		if containsAny(textOf(r.article, line), "法院", "法庭", "法官", "庭审", "法槌", "检察") {
			acting++
		}
	}
	return acting >= severalCourts
}

// hasHalfASentence reports a bureau of which a piece from above the cities tells once,
// in a sentence that begins with another city.
func (r *reading) hasHalfASentence(t gaobang.Attribution) bool {
	if r.home != "" || t.Basis == gaobang.ByPerson || t.Basis == gaobang.ByBylineUnit || r.isHomecoming(t) {
		return false
	}
	own, once := r.at.unit(t.Bureau).Division, 0
	for _, n := range r.namings {
		if n.maker || r.at.bureauOf(n.unit) != t.Bureau {
			continue
		}
		text := r.article.Text(n.Field)
		if once++; once > 1 || n.Field != gaobang.FieldBody || !namesCityElsewhere(text[sentenceStart(text, n.From):n.From], own) {
			return false
		}
	}
	return once == 1
}

// namesBureauByForm reports a bureau of no book in the body.
func (r *reading) namesBureauByForm() bool {
	for _, m := range anotherBureau.FindAllStringIndex(head(r.article.Body, maxText), maxHits) {
		if !r.namesOurs(gaobang.FieldBody, m[0], m[1]) {
			return true
		}
	}
	return false
}

// areaLines is in how many lines of the body places of the namings stand before an
// offset.
func (r *reading) areaLines(all []naming, before int) int {
	count, last := 0, -1
	for _, n := range all {
		if !n.area || n.beside || n.listed || n.Field != gaobang.FieldBody || n.From >= before {
			continue
		}
		if line := strings.LastIndexByte(r.article.Body[:n.From], '\n'); line != last || count == 0 {
			count, last = count+1, line
		}
	}
	return count
}
