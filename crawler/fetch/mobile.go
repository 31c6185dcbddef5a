package fetch

import (
	"strings"

	"golang.org/x/net/publicsuffix"
)

// MainHost is the host of the site of which one is the mobile edition: www.x.cn for
// m.x.cn, wap.x.cn and 3g.x.cn; "" for any other host. What mobile.x.cn holds is as
// often news of telephones.
func MainHost(host string) string {
	edition, site, _ := strings.Cut(host, ".")
	switch edition {
	case "m", "wap", "3g":
	default:
		return ""
	}
	if strings.Contains(site, ":") { // another port is another server
		return ""
	}
	if own, err := publicsuffix.EffectiveTLDPlusOne(site); err != nil || own != site {
		return ""
	}
	return "www." + site
}

// namesPiece reports a path or query with a number of its own in it, under which no
// two editions of one site hold different pieces: content_1382411.html, not /12.html,
// for small numbers are counted in each edition, nor /202611/20/, for on one day there
// are many. Where nothing is known to be the same, two addresses stay two: a piece
// stored twice under one outlet is known by its text, one taken for another is lost.
func namesPiece(address string) bool {
	const digits, long = 6, 16 // of a number; of an id with letters: <32 hex>, G33O1QTA05372UZS
	for token := range strings.FieldsFuncSeq(address, func(r rune) bool { return !isLetter(r) && !isDigit(r) }) {
		count := 0
		for number := range strings.FieldsFuncSeq(token, func(r rune) bool { return !isDigit(r) }) {
			if len(number) >= digits && !isDay(number) {
				return true
			}
			count += len(number)
		}
		if len(token) >= long && count >= digits && count < len(token) {
			return true
		}
	}
	return false
}

// isDay reports 202611 and 20261120.
func isDay(number string) bool {
	if len(number) != 6 && len(number) != 8 || number[:2] != "19" && number[:2] != "20" {
		return false
	}
	month, day := number[4:6], number[6:]
	return month >= "01" && month <= "12" && (day == "" || day >= "01" && day <= "31")
}

func isLetter(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }

func isDigit(r rune) bool { return '0' <= r && r <= '9' }
