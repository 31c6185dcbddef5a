package sentiment

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// deniers stand before blame in its clause and take it away: it is denied,
// forbidden, prevented, asked after or overcome.
var deniers = strings.Fields(`没有 未发现 未出现 未发生 不存在 并无 从无 零 无一 杜绝 防止 防范 避免 预防 严禁 禁止 不得 不准 不许 不能 不要 切勿 决不 绝不 力戒 克服 破除 反对 抵制 告别 摒弃 坚决
	是否 如有 如发现 一旦 凡是 若 警惕 提醒 谨防 远离 以案为鉴 引以为戒 拒绝 减少 不再 不让 变`)

// handlers are what a bureau does about the wrongs of others, or about its own
// before anybody blames it.
var handlers = strings.Fields(`查处 严查 彻查 严惩 惩处 惩治 整治 整顿 治理 打击 取缔 清理 清退 清查 纠正 纠治 排查 核查 抽查 检查 督查 督导 监督 监管 追回 追缴 约谈 责令 督促 处罚 罚款 立案调查 执法 解决 化解 破解 调解 救助 维权 帮助 协调 举报 受理举报 曝光 公布 通报了 警示 规范 防控 制止 劝阻 联合 开展 加强 严肃处理 移送`)

// menders stand behind blame in its clause: it is a subject of work, or over.
var menders = strings.Fields(`专项 问题整治 问题治理 问题排查 问题得到 得到解决 得到纠正 得到化解 零发生 为零 清零 举报电话 举报方式 举报渠道 举报平台 的查处 的整治 的治理 行为进行 行为开展 案件 等行为 风险`)

// others are those whom a sentence may blame beside the bureau.
var others = strings.Fields(`公司 企业 商家 商户 店家 中介 物业 开发商 不法分子 骗子 诈骗分子 犯罪分子 嫌疑人 男子 女子 当事人 经营者 摊贩 医院 学校 银行 平台 养老机构 社会组织 协会 基金会 商会 家属 子女 儿子 女儿 业主 司机 某人 邻居 丈夫 妻子 父母 教育局 公安局 财政局 卫健委 住建局 人社局 城管局 交通局 市场监管局 镇政府 街道办 村委会 居委会`)

// belong stand before one of the others that is the bureau's own after all.
var belong = strings.Fields(`下属 所属 直属 主管的 管理的 主办的 局属`)

// clauseMarks end a clause.
const clauseMarks = "，,；;：:、。！？!?\n"

// clauseWindow is how many bytes of a clause to either side are looked at.
const clauseWindow = 240

// clause are the parts of the sentence before and behind a word within its
// clause. 、 ends none: 推诿、扯皮 is one thing.
func clause(sentence string, w word) (before, after string) {
	marks := strings.ReplaceAll(clauseMarks, "、", "")
	before, after = sentence[max(0, w.from-clauseWindow):w.from], sentence[w.to:min(len(sentence), w.to+clauseWindow)]
	if i := strings.LastIndexAny(before, marks); i >= 0 {
		before = before[i:]
	}
	if i := strings.IndexAny(after, marks); i >= 0 {
		after = after[:i]
	}
	return before, after
}

func containsAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// nearBefore is how many letters before blame a denier reaches.
const nearBefore = 12

func lastChars(s string, n int) string {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}
