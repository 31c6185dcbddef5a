package extract

import (
	"regexp"
	"strings"

	"github.com/gaobang/gaobang"
)

var (
	kickerName   = regexp.MustCompile(`(?i)(intro_?title|yinti|kicker|pre_?title|shoulder|jianti|toptitle|^pre\b|\bpre$)`)
	subtitleName = regexp.MustCompile(`(?i)(sub_?title|sub_?tit\b|futi|fu_?biaoti|second-title|vice_?title|^sub\b|\bsub$)`)
)

// shortestDeck and longestDeck are the letters of a line above or below a title.
const (
	shortestDeck = 4
	longestDeck  = 60
)

// decks are the lines above and below the title that belong to it: 引题 and 副题.
// What an e-paper marks goes first; else a line beside the title that its name, a
// smaller heading or a dash before it makes one.
func (d *document) decks(title string) (kicker, subtitle string) {
	kicker, subtitle = d.founder["introtitle"], d.founder["subtitle"]
	if kicker != "" || subtitle != "" {
		return kicker, subtitle
	}
	at := d.titleAt(title)
	if at < 0 {
		return "", ""
	}
	if above := at - 1; above >= 0 && d.isDeck(above, at, kickerName) {
		kicker = d.lines[above].text
	}
	if below := at + 1; below < d.body.from && (d.isDeck(below, at, subtitleName) || d.isDashed(below)) {
		subtitle = strings.TrimLeft(d.lines[below].text, "—–- ")
	}
	return kicker, subtitle
}

// titleAt is the last line above the body that is the title, -1 for none.
func (d *document) titleAt(title string) int {
	for i := min(d.body.from, len(d.lines)) - 1; i >= max(0, d.body.from-titleZone); i-- {
		if d.lines[i].text == title || sameLetters(d.lines[i].text, title) {
			return i
		}
	}
	return -1
}

// isDeck reports that the i-th line goes with the title beside it.
func (d *document) isDeck(i, title int, name *regexp.Regexp) bool {
	l, t := d.lines[i], d.lines[title]
	if !isDeckText(l) || repeatsTitle(l.text, t.text) {
		return false
	}
	return l.block != nil && name.MatchString(nameOf(l.block)) || l.head > t.head && t.head > 0 && parentBlock(l.block) == parentBlock(t.block)
}

// isDashed reports a line that begins as a 副题 does: ——甲城市养老服务侧记.
func (d *document) isDashed(i int) bool {
	return strings.HasPrefix(d.lines[i].text, "——") && isDeckText(d.lines[i])
}

func isDeckText(l line) bool {
	return l.chars >= shortestDeck && l.chars <= longestDeck && l.links*2 <= l.chars && !infoLine(l.text) && !labels(l.text) &&
		!noiseCues.first(l.text) && !strings.ContainsAny(l.text, ">\t") && gaobang.Chars(strings.Trim(l.text, "—–- ")) >= shortestDeck
}
