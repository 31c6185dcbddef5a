package sentiment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is why a word is in the lexicon.
type kind uint8

const (
	// fault is what only an office can do wrong: how it treats those who come.
	fault kind = iota
	// rebuke is what others do to an office that did wrong; the one it is done to
	// stands before it.
	rebuke
	// wrong is misconduct that an office may commit as well as punish in others.
	wrong
	// praise is what is said of an office that did well.
	praise
	// harm is misfortune, crime and loss. In a text by itself it is negative; of a
	// bureau it says nothing.
	harm
	// good is what makes a text by itself positive and is the daily work of a
	// bureau.
	good
)

// lexicon holds the words of each kind. It was written for this program from the
// language of notices, complaints and reports; no collection of labelled texts
// was used to choose words.
var lexicon = [...]string{
	fault: `不作为 慢作为 乱作为 假作为 推诿 扯皮 踢皮球 推脱 推卸责任 敷衍 搪塞 懒政 怠政 庸政 失职 渎职 失察 失责 失管 失信于民 玩忽职守 滥用职权
		监管不力 监管缺失 监管缺位 监管失守 监管漏洞 管理混乱 把关不严 审核不严 履职不力 履职不到位 落实不力 整改不力 执行不力 处置不力 应对不力 工作不力
		投诉无门 求助无门 申请无门 无人问津 无人管 没人管 无人受理 无人接听 无人回应 石沉大海 没有下文 久拖不决 久拖不办 一拖再拖 拖延 拖沓 迟迟未 迟迟不 迟迟没有 迟迟得不到 逾期未
		未作回应 未予回应 未予答复 拒不 拒绝回应 拒绝受理 拒绝办理 拒绝采访 不予理睬 置之不理 不闻不问 不管不问 漠视 冷漠 态度恶劣 态度生硬 态度冷淡 冷硬横推 吃拿卡要 门难进 脸难看 事难办
		跑断腿 跑了多趟 跑了好几趟 跑了十几趟 跑了三趟 跑了四趟 跑了五趟 跑了六趟 来回跑 白跑一趟 多次跑 形同虚设 名存实亡 走过场 做样子 弄虚作假 形式主义 官僚主义 暗箱操作 优亲厚友 不透明 不公开 不公平 一刀切 朝令夕改
		寒心 愤怒 不满 抱怨 怨声载道 民怨 失望 不满意 不合理 难以接受 说法不一 自相矛盾 有失公允 难辞其咎 有责任 负有责任`,
	rebuke: `通报批评 点名批评 点名通报 公开批评 提出批评 受到批评 被批评 挨批 被通报 遭通报 被点名 被曝光 遭曝光 被曝 遭曝 被投诉 遭投诉 被举报 遭举报 遭质疑 受质疑 受到质疑 引发质疑 引质疑 备受质疑 被质疑 惹争议 引争议 引发争议 引发不满 引发热议
		遭吐槽 被吐槽 吐槽 被约谈 被问责 被追责 被立案 被调查 被查处 被查 被处分 被处罚 被罚 被起诉 被告上法庭 被判 被责令 被要求整改 被挂牌督办 被督办 被免职 被撤职 被双开 被开除 落马
		接受审查调查 接受调查 接受纪律审查 接受监察调查 接受组织审查 严重违纪 严重违法 涉嫌受贿 涉嫌贪污 涉嫌违纪 涉嫌违法 一审被判 败诉 被判败诉 撤销决定 一票否决 黄牌警告 末位 反面典型 警示案例`,
	wrong: `违规 违纪 违法 违反规定 超范围发放 超标准发放 重复发放 错发 漏发 少发 挪用 截留 侵占 侵吞 贪污 受贿 行贿 索贿 冒领 虚报 套取 骗取 骗保 关系保 人情保 错保 漏保 死亡保 乱收费 乱摊派 强制收费 强制消费 天价 霸王条款 克扣 拖欠 私分 造假 泄露 虐待 殴打 虚假宣传 豆腐渣 偷工减料`,
	praise: `表彰 荣获 获评 获颁 喜获 获得全国 获得全省 被评为 被授予 被命名 荣誉称号 先进集体 先进单位 文明单位 示范单位 优秀单位 优秀等次 点赞 称赞 赞扬 赞誉 赞不绝口 好评 好口碑 连声道谢 锦旗 感谢信 表扬信 表扬 充分肯定 高度评价 高度肯定
		受到欢迎 广受欢迎 深受欢迎 群众满意 百姓满意 交口称赞 拍手叫好 暖心 贴心 温暖 暖人心 满意 有口皆碑 成效显著 成效明显 成绩突出 首创 率先 走在前列 领跑 经验做法 典型经验 推广经验 现场会 试点成功 亮点 高效 便民 惠民 民心工程`,
	harm: `死亡 身亡 遇难 遇害 丧生 丧命 去世 猝死 自杀 轻生 自残 他杀 杀害 杀人 砍 捅 勒死 抛尸 尸体 溺亡 溺水 坠楼 坠亡 坠河 坠落 重伤 受伤 伤亡 致死 致伤 中毒 窒息 昏迷 抢救无效 失踪 失联 走失 被拐 拐卖 绑架 劫持
		车祸 事故 交通事故 撞死 撞伤 相撞 追尾 侧翻 翻车 肇事 逃逸 酒驾 醉驾 毒驾 无证驾驶 超载 超速 闯红灯 逆行 碾压 火灾 起火 着火 失火 大火 爆炸 坍塌 倒塌 塌方 泄漏 沉没 坠机 洪涝 受灾 灾情 泥石流 地震 台风 暴雨 强降雨
		诈骗 骗局 骗子 被骗 行骗 骗走 传销 盗窃 偷 小偷 抢劫 抢夺 敲诈 勒索 强奸 猥亵 性侵 性骚扰 裸聊 卖淫 嫖娼 色情 赌博 赌场 吸毒 贩毒 毒品 制毒 走私 涉黑 黑社会 保护伞 黑恶 寻衅滋事 聚众斗殴 斗殴 打架 殴打 家暴 虐待 施暴 霸凌 欺凌 行凶 枪击 枪杀 恐怖 袭击 暴力 纵火
		犯罪 犯罪嫌疑人 嫌疑人 涉嫌 涉案 被抓 抓获 被捕 逮捕 落网 被拘 拘留 刑拘 被刑 判刑 获刑 有期徒刑 死刑 无期徒刑 罚金 被罚 罚款 处罚 惩罚 违法 违规 违纪 违章 非法 违反 双开 落马 贪污 受贿 行贿 腐败 挪用 侵占 滥用 权钱交易 老赖 失信
		曝光 举报 投诉 检举 维权 讨薪 欠薪 拖欠 欠款 纠纷 起诉 诉讼 告上 索赔 侵权 抄袭 剽窃 造假 假冒 伪劣 假货 假冒伪劣 山寨 虚假 谣言 造谣 忽悠 坑 陷阱 套路 黑心 霸王条款 乱收费 天价 宰客 强制 不作为 推诿 扯皮 渎职 失职 官官相护 侵吞 不合格 超标 过期 污染 恶臭 偷排 雾霾 腐烂 变质 致癌
		破产 倒闭 亏损 暴跌 大跌 下跌 跌停 缩水 崩盘 跑路 爆雷 违约 退市 裁员 失业 解雇 开除 被辞 停业 关停 查封 制裁 抗议 冲突 战争 空袭 威胁 危机 危险 隐患 危害 恶劣 恶意 恶性 可怕 恐惧 恐慌 惊险 惊魂 紧急 突发 痛苦 痛心 悲剧 悲惨 惨案 惨剧 惨 凄惨 绝望 崩溃 心碎 泪 哭 愤怒 怒 骂 辱骂 侮辱 谴责 批评 怒批 炮轰 吐槽 质疑 丑闻 出轨 离婚 背叛 劈腿 分手 丧尽天良 无良 无耻 缺德 渣 奇葩 可恶 太黑 不要脸 黑幕 内幕 乱象 猖獗 肆虐 严打 整治 查处 查获 破获 通报 警告 警惕 警示 小心 当心 谨防 别再 千万别 后果 教训 代价 失败 惨败 出局 遗憾 后悔 懊恼 患病 病毒 疫情 感染 癌 病危 艾滋 抑郁 残忍 凶手 凶残 命案 血案 案件 强拆 钉子户 堵 拥堵 瘫痪 停电 停水 违建`,
	good: `表彰 荣获 喜获 获评 获奖 夺冠 金奖 先进 模范 优秀 标兵 点赞 大赞 称赞 赞扬 好评 感谢 感恩 致敬 感动 温暖 暖心 暖流 爱心 公益 慈善 捐款 捐赠 捐助 义卖 义诊 志愿者 志愿服务 奉献 见义勇为 好人 拾金不昧 完璧归赵 救助 救援 获救 帮扶 扶贫 脱贫 脱贫攻坚 助力 助推 助学 资助 援助 慰问 关爱 关怀 看望 服务群众 为民 便民 惠民 利民 惠及 增收 致富 就业 创业 创新 创建 文明 和谐 幸福 美好 美丽 笑 喜 喜讯 好消息 成功 突破 圆满 顺利 提升 提高 增长 升级 改善 振兴 发展 繁荣 辉煌 成就 成效 典型 榜样 示范 弘扬 传承 初心 使命 落实 开展 学习贯彻 深入学习 宣讲 培训 演练 抢修 护航 守护 保障 平安 健康 康复 团圆 风清气正`,
}

// entry is a word with what it is.
type entry struct {
	word string
	kind kind
}

// byLetter are the entries of some kinds by their first letter, the longer first.
type byLetter map[rune][]entry

func indexed(kinds ...kind) byLetter {
	index := byLetter{}
	for _, k := range kinds {
		for w := range strings.FieldsSeq(lexicon[k]) {
			first, _ := utf8.DecodeRuneInString(w)
			list := index[first]
			i := 0
			for i < len(list) && len(list[i].word) >= len(w) {
				i++
			}
			index[first] = append(list[:i], append([]entry{{w, k}}, list[i:]...)...)
		}
	}
	return index
}

// The lexicon of each question, indexed once.
var (
	towardWords = indexed(fault, rebuke, wrong, praise)
	textWords   = indexed(harm, good)
)

// at is the longest word that begins the text.
func (x byLetter) at(text string) (entry, bool) {
	first, _ := utf8.DecodeRuneInString(text)
	for _, e := range x[first] {
		if strings.HasPrefix(text, e.word) {
			return e, true
		}
	}
	return entry{}, false
}

// word is an entry found at bytes [from, to).
type word struct {
	entry
	from, to int
}

// find are the words of a text, without overlap, outside of 《》.
func (x byLetter) find(text string) []word {
	var all []word
	title := 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '《':
			title++
		case r == '》' && title > 0:
			title--
		case title == 0:
			if e, ok := x.at(text[i:]); ok && !goesOn(e.word, text[i+len(e.word):]) {
				all = append(all, word{e, i, i + len(e.word)})
				size = len(e.word)
			}
		}
		i += size
	}
	return all
}

// goesOn reports a word that is only the beginning of another: 满意度 praises
// nobody, 不满一年 is a span of time.
func goesOn(word, after string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	switch {
	case strings.HasSuffix(word, "满意"):
		return strings.ContainsRune("度率", next)
	case word == "不满":
		return strings.ContainsRune("一二两三四五六七八九十百半周岁年月", next) || unicode.IsDigit(next)
	}
	return false
}
