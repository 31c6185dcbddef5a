package config

import "github.com/gaobang/gaobang"

func (r *reading) unit(v value) {
	var u gaobang.Unit
	var valid validity
	var names []placedName
	v.mapping(append(valid.fields(),
		required("id", id(&u.ID)), optional("parent", r.refer("unit", id(&u.Parent))), required("name", text(&u.Name)),
		optional("short", text(&u.Short)), required("kind", parsed(&u.Kind, gaobang.ParseUnitKind)), optional("group", text(&u.Group)),
		optional("division", parsed(&u.Division, gaobang.ParseDivision)), optional("topics", texts(&u.Topics)),
		optional("aliases", aliases(&u.Aliases, &names)))...)
	u.Validity = valid.get(v)
	r.units = append(r.units, u)
	r.unitAt = append(r.unitAt, v)
	for _, n := range append([]placedName{{at: v, name: u.Name}}, names...) {
		n.unit, n.bearers = u.ID, []gaobang.Validity{u.Validity}
		r.names = append(r.names, n)
	}
}

// aliases reads names, or names with their validity, and where they stand.
func aliases(into *[]gaobang.Alias, names *[]placedName) func(value) {
	return func(v value) {
		v.list(func(v value) {
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
				*names = append(*names, placedName{at: v, name: a.Name, used: a.Validity})
			}
		})
	}
}

func (r *reading) person(v value) {
	var p gaobang.Person
	var names []placedName
	v.mapping(required("id", id(&p.ID)), required("name", text(&p.Name)),
		optional("aliases", aliases(&p.Aliases, &names)),
		required("posts", func(posts value) { posts.list(func(v value) { r.post(v, &p) }) }))
	r.people = append(r.people, p)
	r.personAt = append(r.personAt, v)
	for _, n := range append([]placedName{{at: v, name: p.Name}}, names...) {
		n.person = p.ID
		for _, post := range p.Posts {
			n.bearers = append(n.bearers, post.Validity)
			n.posts = append(n.posts, post.Unit)
		}
		r.names = append(r.names, n)
	}
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
	r.postAt = append(r.postAt, placedPost{v, p.Name, post})
}
