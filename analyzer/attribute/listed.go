package attribute

import (
	"regexp"
	"strings"

	"github.com/gaobang/gaobang"
)

// longList is how many marks between offices make a list in which each is only
// named in passing.
const longList = 2

// listWindow is how many bytes to either side a list is looked for.
const listWindow = 300

// isListed reports whether a name is one of several offices in a list, and not
// its first: 市教育局、市民政局、市财政局等单位参加.
func isListed(text string, at gaobang.Span) bool {
	from := sentenceStart(text, at.From)
	before, after := text[max(from, at.From-listWindow):at.From], text[at.To:min(len(text), at.To+listWindow)]
	if end := strings.IndexAny(after, "。！？；\n"); end >= 0 {
		after = after[:end]
	}
	if jointly.MatchString(after) {
		return false
	}
	follows := strings.HasSuffix(before, "、") || strings.HasSuffix(before, "和") || strings.HasSuffix(before, "及")
	goesOn := 0
	if startsWithAny(after, "、", "和", "及", "等") {
		goesOn = 1
	}
	return follows && officesListed(before) > 0 && officesListed(before)+goesOn+officesListed(after) >= longList
}

// jointly is the end of a list of those who do something together.
var jointly = regexp.MustCompile(`^(?:(?:、|和|与|及)\p{Han}{2,10}?)*(?:等\p{Han}{0,6}?)?(?:联合|共同|携手|联手|会同)`)

// score is a result behind an office in a notice of marks: 句容市民政局171分.
var score = regexp.MustCompile(`^[ \x{3000}：:，得为共计]{0,4}[0-9０-９]+(?:[.．][0-9０-９]+)?(?:分|条|篇|件)(?:$|[^0-9０-９\p{Han}])`)

// isScored reports an office of which only a result is told.
func isScored(after string) bool { return score.MatchString(head(after, longestScore)) }

// longestScore is how many bytes behind an office are read for its result.
const longestScore = 48

// officesListed counts the offices that a mark follows.
func officesListed(s string) int {
	count := 0
	for _, letter := range []string{"局", "委", "办", "会", "院", "厅", "部", "联", "法院", "中心", "政府"} {
		for _, mark := range []string{"、", "和", "及", "等"} {
			count += strings.Count(s, letter+mark)
		}
	}
	return count
}

// members are the words before the list of a bureau's own units.
var members = regexp.MustCompile(`(?:下属|下辖|下设|内设|所属|直属|局属|设有)[^。；\n]*$`)

// isEnumerated reports a unit in the list of its bureau's units, in a piece that
// names the bureau itself: that tells of the bureau.
func (r *reading) isEnumerated(n naming, bureau gaobang.UnitID) bool {
	before, after := around(r.article.Text(n.Field), n.From, n.To)
	return (strings.HasSuffix(before, "、") || strings.HasPrefix(after, "、")) && members.MatchString(before) &&
		r.isNamed(func(o naming) bool { return !o.area && o.unit == bureau })
}
