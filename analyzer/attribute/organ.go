package attribute

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/gaobang/gaobang"
)

// organWords end the names of organisations, or are who works there. Schools are
// none: everybody went to one.
var organWords = byFirstLetter(`局 委员会 法院 检察院 医院 学院 公司 集团 支队 大队 中队 厂 银行 农商行 支行 保险 商会 妇联 残联 侨联 文联 总工会 团市委 法庭
	派出所 供电所 司法所 卫生院 图书馆 博物馆 剧团 农办 扶贫办 文明办 公证处 律师 民警 交警 辅警 警方 城管 消防员 法官 检察官 部门`)

// notOrgans are the letters before such a word that make it another: 格局, 时间银行,
// 有关部门.
var notOrgans = map[string]string{"局": "格布结当全大定僵棋时邮书饭", "银行": "间心德善分义", "部门": "关各他其等", "厂": "出进建"}

func byFirstLetter(words string) map[rune][]string {
	by := map[rune][]string{}
	for word := range strings.FieldsSeq(words) {
		first, _ := utf8.DecodeRuneInString(word)
		by[first] = append(by[first], word)
	}
	return by
}

// longestOrgan is how many bytes before such a word may belong to the name.
const longestOrgan = 24

// otherOrgan is where the first organisation with no word of the field stands in a
// text; -1 for none.
func otherOrgan(text string) int {
	from := 0 // behind the last organisation
	for at, r := range text {
		for _, word := range organWords[r] {
			if at < from || !strings.HasPrefix(text[at:], word) {
				continue
			}
			head := tail(text[from:at], longestOrgan)
			if i := strings.LastIndexAny(head, itemEnds+"、 \u3000"); i >= 0 {
				_, size := utf8.DecodeRuneInString(head[i:])
				head = head[i+size:]
			}
			if from = at + len(word); head+word != "局" && !endsInAny(head, notOrgans[word]) && !hasFieldWord(head+word) {
				return at
			}
		}
	}
	return -1
}

// helps are the words around an organ that only gives, builds or lends a hand where
// others act.
var (
	helpedBy = regexp.MustCompile(`联合|携手|会同|协同|委托|邀请|请来|引入|引进|借助|依托|走进|来到|[由与和同在为给向到赴经对获受]`)
	gives    = regexp.MustCompile(`^[^，。！？；：\n]{0,30}?(?:提供|捐|承建|承办|赞助|援建|资助|冠名|支持)`)
)

// hosts is what stands behind an organ whose affair it is.
var hosts = regexp.MustCompile(`^[^，。！？；：、\n]{0,6}(?:主办|举办|牵头)`)

// purpose is what may stand before the one who acts: 因工作需要，.
var purpose = regexp.MustCompile(`^(?:为|因|由于|根据|按照|随着)[^，。！？；\n]{1,40}，`)

// isOrganActing reports a text whose first clause is opened by an organ of another
// field, as the one who acts there, or whose first sentence has one as the host.
func isOrganActing(text string) bool {
	text = strings.TrimLeft(text, " \u3000")
	text, _, _ = strings.Cut(text[len(clauseHead.FindString(text)):], "。")
	text = text[len(purpose.FindString(text)):]
	at := otherOrgan(text)
	if at < 0 {
		return false
	}
	if hosts.MatchString(text[at:]) {
		return true
	}
	return !strings.ContainsAny(text[:at], itemEnds) && !helpedBy.MatchString(text[:at]) && !gives.MatchString(text[at:])
}

// isLedByOrgan reports a piece of which an organ of another field opens the title or
// the first sentence, or in which one office of a government tells and acts again and
// again.
func (r *reading) isLedByOrgan() bool {
	return isOrganActing(r.article.Title) || r.opensWithOrgan() || isOfficeTelling(head(r.article.Body, maxText))
}

// opensWithOrgan reports a body whose first line an organ opens, or the next ones of
// its opening as long as nothing of ours but the city is named: the first may be a
// caption.
func (r *reading) opensWithOrgan() bool {
	namesOurs := func(span gaobang.Span) bool {
		return r.isNamed(func(n naming) bool {
			return !(n.area && r.at.bureauOf(n.unit) == n.unit) && within(n.Span, []gaobang.Span{span})
		})
	}
	ours := namesOurs(gaobang.Span{Field: gaobang.FieldTitle, To: len(r.article.Title)})
	for i, line := range lines(r.article, gaobang.FieldBody) {
		if i > 0 && (ours || line.From > longestOpening) {
			break
		}
		if isOrganActing(textOf(r.article, line)) {
			return true
		}
		ours = ours || namesOurs(line)
	}
	return false
}

// isOfficeTelling reports an office of another field that opens two clauses.
func isOfficeTelling(text string) bool {
	opened := map[string]bool{}
	for clause := range strings.FieldsFuncSeq(text, func(c rune) bool { return strings.ContainsRune(itemEnds, c) }) {
		clause = strings.TrimLeft(clause, " \u3000\r")
		office := otherOffice.FindString(head(clause, longestOrgan))
		if office == "" || !strings.HasPrefix(clause, office) || hasFieldWord(office) || gives.MatchString(clause) {
			continue
		}
		if opened[office] {
			return true
		}
		opened[office] = true
	}
	return false
}

// organBefore is where the first organisation of another field stands in the body;
// 0 where the title has one, behind the body where none does.
func (r *reading) organBefore() int {
	if otherOrgan(r.article.Title) >= 0 {
		return 0
	}
	making := []gaobang.Span{}
	for _, s := range r.making {
		if s.Field == gaobang.FieldBody {
			making = append(making, s)
		}
	}
	text := head(r.article.Body, maxText)
	for from := 0; from < len(text); {
		i := otherOrgan(text[from:])
		if i < 0 {
			break
		}
		_, size := utf8.DecodeRuneInString(text[from+i:])
		if !within(gaobang.Span{Field: gaobang.FieldBody, From: from + i, To: from + i + size}, making) {
			return from + i
		}
		from += i + size
	}
	return len(r.article.Body)
}
