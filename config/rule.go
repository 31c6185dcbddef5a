package config

import "github.com/gaobang/gaobang"

func (r *reading) ruleBook(v value) {
	b := gaobang.RuleBook{SameStory: gaobang.HighestOnce}
	var valid validity
	threshold := 70
	var at []value
	v.mapping(append(valid.fields(),
		required("id", id(&b.ID)), required("title", text(&b.Title)), required("owner", r.refer("unit", id(&b.Owner))),
		required("same_story", parsed(&b.SameStory, sameStory)), required("same_story_text", text(&b.SameStoryText)),
		optional("threshold", number(&threshold, 0, 100)),
		required("clauses", func(c value) { c.list(func(v value) { at = append(at, v); r.clause(v, &b) }) }),
		optional("quotas", func(q value) { q.list(func(v value) { r.quota(v, &b) }) }))...)
	b.Validity = valid.get(v)
	b.Threshold = gaobang.Confidence(threshold)
	hasBase := false
	for i, c := range b.Clauses {
		hasBase = hasBase || c.Kind == gaobang.BaseClause
		for _, other := range b.Clauses[:i] {
			if other.ID == c.ID && c.ID != "" {
				at[i].bad("每条一个条款号，分项可写 第四条(一)、第四条(二)", "条款号 %q 重复", c.ID)
				break
			}
		}
	}
	if !hasBase && len(b.Clauses) > 0 {
		v.bad("至少要有一条 kind: base", "考核办法中没有基本分条款，谁也得不到分")
	}
	r.books.RuleBooks = append(r.books.RuleBooks, b)
	r.ruleAt = append(r.ruleAt, v)
}

func sameStory(s string) (gaobang.SameStory, error) {
	switch p := gaobang.SameStory(s); p {
	case gaobang.HighestOnce, gaobang.EveryAdoption:
		return p, nil
	}
	return "", gaobang.Errorf(gaobang.Invalid, "没有同稿规则 %q：应为 highest_once（按最高分计一次）或 every_adoption（每次采用均计分）", s)
}

func (r *reading) clause(v value, b *gaobang.RuleBook) {
	var c gaobang.Clause
	var points, times *gaobang.Points
	v.mapping(required("id", text(&c.ID)), required("text", text(&c.Text)), required("kind", parsed(&c.Kind, clauseKind)),
		optional("match", func(m value) { r.match(m, &c.Match) }),
		optional("points", amountOf(&points)), optional("times", amountOf(&times)))
	want, other, name := points, times, "points"
	if c.Kind == gaobang.MultiplyClause {
		want, other, name = times, points, "times"
	}
	switch {
	case c.Kind == "":
	case want == nil:
		v.bad("基本分、加分、扣分写 points，倍数写 times", "%s 条款缺少 %s", c.Kind, name)
	case other != nil:
		v.bad("基本分、加分、扣分写 points，倍数写 times", "%s 条款只能有 %s", c.Kind, name)
	case *want < 0:
		v.bad("扣分条款也写正数，kind: deduct 表示扣", "分值不能是负数")
	default:
		c.Amount = *want
	}
	b.Clauses = append(b.Clauses, c)
}

func amountOf(into **gaobang.Points) func(value) {
	return func(v value) {
		var p gaobang.Points
		parsed(&p, gaobang.ParsePoints)(v)
		if p > 1_000_000*gaobang.OnePoint || p < -1_000_000*gaobang.OnePoint {
			v.bad("应在一百万分以内", "分值太大")
			p = 0
		}
		*into = &p
	}
}

func clauseKind(s string) (gaobang.ClauseKind, error) {
	switch k := gaobang.ClauseKind(s); k {
	case gaobang.BaseClause, gaobang.MultiplyClause, gaobang.AddClause, gaobang.DeductClause:
		return k, nil
	}
	return "", gaobang.Errorf(gaobang.Invalid, "没有条款种类 %q：应为 base（基本分）、multiply（倍数）、add（加分）或 deduct（扣分）", s)
}

const maxChars = 1_000_000

func (r *reading) match(v value, m *gaobang.Match) {
	v.mapping(
		optional("levels", each(&m.Levels, func(l *gaobang.Level) func(value) { return parsed(l, gaobang.ParseLevel) })),
		optional("outlets", each(&m.Outlets, func(o *gaobang.OutletID) func(value) { return r.refer("outlet", id(o)) })),
		optional("outlet_kinds", each(&m.OutletKinds, func(k *gaobang.OutletKind) func(value) { return parsed(k, gaobang.ParseOutletKind) })),
		optional("forms", each(&m.Forms, func(f *gaobang.Form) func(value) { return parsed(f, gaobang.ParseForm) })),
		optional("scopes", each(&m.Scopes, func(s *gaobang.Scope) func(value) { return parsed(s, gaobang.ParseScope) })),
		optional("front_page", yesOrOpen(&m.FrontPage)), optional("headline", yesOrOpen(&m.Headline)), optional("reprint", yesOrOpen(&m.Reprint)),
		optional("min_chars", number(&m.MinChars, 0, maxChars)), optional("max_chars", number(&m.MaxChars, 0, maxChars)))
	if m.MaxChars > 0 && m.MinChars > m.MaxChars {
		v.bad("请核对字数", "min_chars %d 大于 max_chars %d，没有稿件能符合", m.MinChars, m.MaxChars)
	}
}

func (r *reading) quota(v value, b *gaobang.RuleBook) {
	var q gaobang.Quota
	var points *gaobang.Points
	group := func(g *string) func(value) {
		return func(v value) {
			text(g)(v)
			r.references = append(r.references, reference{at: v, kind: "group", id: *g})
		}
	}
	v.mapping(required("id", text(&q.ID)), required("text", text(&q.Text)), optional("groups", each(&q.Groups, group)),
		optional("units", each(&q.Units, func(u *gaobang.UnitID) func(value) { return r.refer("unit", id(u)) })),
		required("per", parsed(&q.Per, gaobang.ParsePeriodKind)), optional("min_level", parsed(&q.MinLevel, gaobang.ParseLevel)),
		optional("articles", number(&q.Articles, 1, 100_000)), optional("points", amountOf(&points)))
	if points != nil {
		q.Points = *points
	}
	if (q.Articles > 0) == (q.Points > 0) {
		v.bad("如 articles: 1（篇）或 points: 10（分）", "任务要写篇数或分数之一")
	}
	for _, other := range b.Quotas {
		if other.ID == q.ID && q.ID != "" {
			v.bad("每项任务一个编号", "任务编号 %q 重复", q.ID)
		}
	}
	b.Quotas = append(b.Quotas, q)
}
