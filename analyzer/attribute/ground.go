package attribute

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/gazetteer"
)

// grounded keeps of a bureau's claims by name those with a ground besides the name:
// a name that stands once in a piece of other matters is only passed. Where the piece
// says a word of the field at least, a person may decide.
func (r *reading) grounded(bureau gaobang.UnitID, claims []claim) []claim {
	byName := func(c claim) bool { return c.basis == gaobang.ByNamedBureau || c.basis == gaobang.ByNamedUnit }
	if !slices.ContainsFunc(claims, byName) || r.hasGround(bureau) {
		return claims
	}
	var kept []claim
	for _, c := range claims {
		if byName(c) && c.doubt == "" {
			c.doubt = gaobang.DoubtThin
		}
		if byName(c) && r.isTownsAffairs(c) && !r.touches(1) {
			r.dismiss(c)
			continue
		}
		kept = append(kept, c)
	}
	return kept
}

// hasGround reports whether a piece that names a bureau or its units tells of them:
// the title names them, they are named again or before any other organ, the piece is
// of this field by its other words, or they act in it.
func (r *reading) hasGround(bureau gaobang.UnitID) bool {
	times := 0
	for _, n := range r.namings {
		if n.area || r.at.bureauOf(n.unit) != bureau || isTownsAffairs(n.Text) && !r.touches(1) {
			continue
		}
		if times++; times > 1 || n.doubt == "" && r.isActor(n) {
			return true
		}
	}
	return r.touches(enough)
}

// isActor reports a name by which a piece, or a line of it, tells who acts.
func (r *reading) isActor(n naming) bool {
	if r.isWayOnly(n) && !r.touches(1) {
		return false
	}
	if n.Field != gaobang.FieldBody || n.From < r.firstOrgan() || r.isInFull(n) {
		return true
	}
	after := r.article.Body[n.To:]
	return r.opensLine(n) && !attends.MatchString(head(after, longestPassing)) || jointly.MatchString(head(after, longestPassing)) || r.isAtAnothersSide(n)
}

// isInFull reports a unit below a bureau that is named with its city: that it has
// something to do with the piece is no chance.
func (r *reading) isInFull(n naming) bool {
	city := strings.TrimRight(gazetteer.NameOf(r.at.unit(r.at.bureauOf(n.unit)).Division), "市县区")
	return r.at.bureauOf(n.unit) != n.unit && city != "" && strings.Contains(n.Text, city)
}

// goesOn is what follows an office that was one stop on somebody's way.
var goesOn = regexp.MustCompile(`^(?:[。；、]|，(?:又|再|还|然后|随后|接着|最后))`)

// isWayOnly reports an office to which somebody goes, and no more is said there: 把包裹
// 送到市民政局，又赶往别处.
func (r *reading) isWayOnly(n naming) bool {
	return n.Field == gaobang.FieldBody && endsInAny(r.article.Body[:n.From], "到往去") && goesOn.MatchString(head(r.article.Body[n.To:], longestSum))
}

// attends is what an office does at the affairs of others.
var attends = regexp.MustCompile(`^[^，。！？；\n]{0,30}?(?:派员参|派人参|派出代表参|参加|出席|列席|陪同)`)

// isTownsAffairs reports 社会事务, which towns have for schools and sports too.
func (r *reading) isTownsAffairs(c claim) bool {
	return !slices.ContainsFunc(c.evidence, func(e gaobang.Evidence) bool { return !isTownsAffairs(e.Text) })
}

var townsAffairs = regexp.MustCompile(`(?:镇|街道|乡)社会事务$`)

func isTownsAffairs(name string) bool { return townsAffairs.MatchString(name) }

// opensLine reports a name with which a line begins, but for a mark or the head of
// a dispatch.
func (r *reading) opensLine(n naming) bool {
	text := r.article.Text(n.Field)[:n.From]
	line := text[lineStart(text):]
	return len(clauseHead.FindString(line)) == len(line) || itemHead.MatchString(line)
}

// itemHead is the mark of an item.
var itemHead = regexp.MustCompile(`^[ \x{3000}]*[^\p{Han}]{0,4}(?:答：|[一二三四五六七八九十]{1,2}、)?$`)

// lineStart is where the last line of a text begins.
func lineStart(text string) int { return strings.LastIndexByte(text, '\n') + 1 }

// besides are the texts without the names that are ours, or nobody's.
func (r *reading) besides() []string {
	texts := []string{r.article.Kicker, r.article.Subtitle}
	for _, field := range fields[:2] {
		spans := slices.Clone(r.notOurs())
		for _, n := range r.namings {
			if !n.area {
				spans = append(spans, n.Span)
			}
		}
		spans = slices.DeleteFunc(spans, func(s gaobang.Span) bool { return s.Field != field })
		slices.SortFunc(spans, compareSpans)
		texts = append(texts, withoutSpans(r.article.Text(field), spans))
	}
	return texts
}

// touches reports whether the piece without its names says so much of the field.
func (r *reading) touches(least int) bool { return r.touching() >= least }

// weighBesides is how much that is, enough at most. With a name beside them, words that
// other fields have too are some.
func (r *reading) weighBesides() int {
	texts := r.besides()
	weight, _ := weigh(enough, r.found.on, texts...)
	count := 0
	for _, word := range nearWords {
		if slices.ContainsFunc(texts, func(t string) bool { return containsAny(t, word) }) {
			count++
		}
	}
	return max(weight, min(count, enough))
}

// nearWords are what an office of this field does and other fields have, too.
var nearWords = []string{
	"低收入", "门牌", "界桩", "勘界", "村规民约", "村务公开", "换届", "议事协商", "收养", "弃婴", "寻亲", "送养", "流浪", "乞讨", "露宿", "捐赠", "公益", "适老化", "护理员",
	"敬老", "孝老", "老年", "重阳", "金婚", "长者", "为老", "祭", "墓", "坟", "丧葬", "领证", "结婚证", "离婚证", "结婚", "离婚", "新人", "残疾", "孩子", "儿童", "帮扶", "走访慰问", "受灾",
	"社区", "社团", "协会", "民非", "村居", "街巷", "路名", "取名", "命名", "彩票", "募捐", "爱心",
}

// otherOffice is an office of a government by its form, of another field where it is
// none of ours.
var otherOffice = regexp.MustCompile(`[市县区省]\p{Han}{1,8}?局`)

// isWeaklyAnothers reports a piece that an organ of another field opens and that says
// no more than words which other fields have, too, but where that organ tells: a bank
// that visits old people is about the bank. One that only stands somewhere, has given
// or built something, does not make a town's piece its own.
func (r *reading) isWeaklyAnothers() bool {
	if !r.isLedByOrgan() {
		return false
	}
	texts := []string{r.article.Title}
	for _, line := range lines(r.article, gaobang.FieldBody) {
		text := textOf(r.article, line)
		ours := func(n naming) bool { return !n.area && within(n.Span, []gaobang.Span{line}) }
		if (!otherOffice.MatchString(text) || r.isNamed(ours)) && !within(line, r.notOurs()) {
			texts = append(texts, text)
		}
	}
	_, alone := weigh(math.MaxInt, r.found.on, texts...)
	return !alone
}
