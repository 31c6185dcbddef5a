package gaobang

// Doubt is why an attribution is no surer, or why a candidate was not taken.
type Doubt string

// What speaks against an attribution.
const (
	DoubtHomonym  Doubt = "homonym"  // several registered people bear the name 同名
	DoubtStranger Doubt = "stranger" // nothing in the piece ties the name to its unit 名字与单位无关联
	DoubtMismatch Doubt = "mismatch" // the signer stands beside another unit 人与单位不合
	DoubtNearby   Doubt = "nearby"   // the text speaks of another city 文中另有城市
	DoubtPrefix   Doubt = "prefix"   // the words before the name may belong to it 前文不明
	DoubtShared   Doubt = "shared"   // several units bear the name 单位同名
	DoubtListed   Doubt = "listed"   // only named in a list of offices 名单中列名
	DoubtIndirect Doubt = "indirect" // no office is named, only a place or a unit's business 没有写明单位
	DoubtUnlisted Doubt = "unlisted" // an office of ours that the units book lacks 单位册里没有
	DoubtThin     Doubt = "thin"     // nothing but the name points there 除名称外别无依据
)

// What speaks against what a sheet claims: docs/decisions/0045.
const (
	DoubtContradicted Doubt = "contradicted" // text or page says otherwise 与原文不一致
	DoubtUnsupported  Doubt = "unsupported"  // text or page says nothing of the bureau 原文看不出
	DoubtUnopened     Doubt = "unopened"     // its link was never seen open 链接没有打开过
	DoubtNotThere     Doubt = "not_there"    // its link leads to nothing, and did from the first 链接打不开
	DoubtOtherPiece   Doubt = "other_piece"  // its link leads to a piece of another title 链接里是另一篇
	DoubtUnclaimed    Doubt = "unclaimed"    // neither sheet nor text says whose it is 没有写单位
)

// What keeps a candidate from being taken.
const (
	DoubtWeaker    Doubt = "weaker"      // there is stronger evidence for others 另有更强的依据
	DoubtPassing   Doubt = "passing"     // a piece of others names it in passing 别家稿件顺带提到
	DoubtElsewhere Doubt = "elsewhere"   // the name is that of another place 冠以别处地名
	DoubtNotInPost Doubt = "not_in_post" // the registry has no post for them that day 当日不在任
	DoubtEditor    Doubt = "editor"      // they edited or checked the piece 只是编辑审核
	DoubtReporter  Doubt = "reporter"    // they sign as a reporter of the outlet 署名为媒体记者
)

var doubtWords = map[Doubt]string{ //nolint:gosec // reasons, no secrets
	DoubtHomonym: "名册里不止一人叫这个名字", DoubtStranger: "稿件里没有与其单位有关的字句，可能是同名的人",
	DoubtMismatch: "署名的人与署名的单位不合", DoubtNearby: "文中另外说到别的市", DoubtPrefix: "名称前面的字可能属于别的地名",
	DoubtShared: "几个单位同用这个名称", DoubtListed: "只在一串单位中列名", DoubtIndirect: "没有写明单位", DoubtUnlisted: "写的镇（街道）民政办不在单位册里：是本局的，请补进单位册后重新分析", DoubtThin: "除了名称，看不出写的是这家的事",
	DoubtWeaker: "另有更强的依据", DoubtPassing: "说的是别的事，只顺带提到", DoubtElsewhere: "前面是别处的地名",
	DoubtContradicted: "表里申报的与原文写的不一致", DoubtUnsupported: "原文看不出与本局有关，只有表里申报",
	DoubtUnopened: "链接没有打开过，没有网页可核对", DoubtNotThere: "链接打不开，从没有看到网页", DoubtOtherPiece: "链接里是另一篇",
	DoubtUnclaimed: "表里没有写单位，正文、网页也看不出是谁的",
	DoubtNotInPost: "稿件当天名册里没有任职", DoubtEditor: "只是编辑或审核", DoubtReporter: "署名为媒体记者",
}

// Chinese is the reason in words.
func (d Doubt) Chinese() string { return doubtWords[d] }

// Candidate (候选) is an answer that was weighed for an article and not taken.
type Candidate struct {
	Bureau   UnitID     `json:"bureau"`
	Unit     UnitID     `json:"unit"`
	Person   PersonID   `json:"person,omitempty"`
	Basis    Basis      `json:"basis"`
	Doubt    Doubt      `json:"doubt"` // why it was not taken
	Evidence []Evidence `json:"evidence"`
}
