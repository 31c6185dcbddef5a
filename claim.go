package gaobang

import "strings"

// ClaimMark begins each line of an article's Meta that a person's sheet says of who
// made it (补录申报), and no page. Such lines stand behind those of the page.
const ClaimMark = "补录申报："

// ClaimedUnits begins behind the mark what units a sheet names.
const ClaimedUnits = "上报单位："

// Unclaimed is the article as its page or its text alone has it, and whether a sheet
// claims anything besides.
func (a *Article) Unclaimed() (bare Article, claimed bool) {
	bare = *a
	bare.Meta, _, claimed = strings.Cut("\n"+a.Meta, "\n"+ClaimMark)
	bare.Meta = strings.TrimPrefix(bare.Meta, "\n")
	return bare, claimed
}

// Claims are the lines that sheets say of who made the article.
func (a *Article) Claims() string {
	bare, _ := a.Unclaimed()
	return strings.TrimPrefix(a.Meta[len(bare.Meta):], "\n")
}

// WithClaims is the article with other lines of sheets than it had.
func (a *Article) WithClaims(lines string) Article {
	out, _ := a.Unclaimed()
	out.Meta = strings.Trim(out.Meta+"\n"+lines, "\n")
	return out
}
