package config

import "github.com/gaobang/gaobang"

func (r *reading) unit(v value) {
	var u gaobang.Unit
	var valid validity
	v.mapping(append(valid.fields(),
		required("id", id(&u.ID)), optional("parent", r.refer("unit", id(&u.Parent))), required("name", text(&u.Name)),
		optional("short", text(&u.Short)), required("kind", parsed(&u.Kind, gaobang.ParseUnitKind)), optional("group", text(&u.Group)),
		optional("division", parsed(&u.Division, gaobang.ParseDivision)), optional("topics", texts(&u.Topics)),
		optional("aliases", func(a value) { a.list(alias(&u.Aliases)) }))...)
	u.Validity = valid.get(v)
	r.units = append(r.units, u)
	r.unitAt = append(r.unitAt, v)
	r.aliasAt = append(r.aliasAt, placedName{v, u.Name, u.ID, u.Validity})
	for _, a := range u.Aliases {
		r.aliasAt = append(r.aliasAt, placedName{v, a.Name, u.ID, a.Validity})
	}
}

// alias reads a name, or a name with its validity.
func alias(into *[]gaobang.Alias) func(value) {
	return func(v value) {
		var a gaobang.Alias
		if _, ok := v.pairs(); !ok {
			text(&a.Name)(v)
		} else {
			var valid validity
			v.mapping(append(valid.fields(), required("name", text(&a.Name)))...)
			a.Validity = valid.get(v)
		}
		if a.Name != "" {
			*into = append(*into, a)
		}
	}
}

func (r *reading) person(v value) {
	var p gaobang.Person
	v.mapping(required("id", id(&p.ID)), required("name", text(&p.Name)),
		optional("aliases", func(a value) { a.list(alias(&p.Aliases)) }),
		required("posts", func(posts value) { posts.list(func(v value) { r.post(v, &p) }) }))
	r.people = append(r.people, p)
	r.personAt = append(r.personAt, v)
}

func (r *reading) post(v value, p *gaobang.Person) {
	var post gaobang.Post
	var valid validity
	v.mapping(append(valid.fields(), required("unit", r.refer("unit", id(&post.Unit))))...)
	post.Validity = valid.get(v)
	for _, other := range p.Posts {
		if other.Validity.Overlaps(post.Validity) {
			v.bad("一个人同一天只在一个单位，请核对 from 和 to", "%s在 %s 和 %s 的任职时间重叠", p.Name, other.Unit, post.Unit)
		}
	}
	p.Posts = append(p.Posts, post)
}
