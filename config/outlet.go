package config

import (
	"strings"

	"github.com/gaobang/gaobang"
)

func (r *reading) outlet(v value) {
	var o gaobang.Outlet
	var valid validity
	v.mapping(append(valid.fields(),
		required("id", id(&o.ID)), required("name", text(&o.Name)), optional("aliases", texts(&o.Aliases)),
		required("kind", parsed(&o.Kind, gaobang.ParseOutletKind)), required("level", parsed(&o.Level, gaobang.ParseLevel)),
		optional("locality", parsed(&o.Locality, gaobang.ParseDivision)), optional("hosts", each(&o.Hosts, host)))...)
	o.Validity = valid.get(v)
	r.books.Outlets = append(r.books.Outlets, o)
	r.outletAt = append(r.outletAt, v)
}

// host reads a host name without scheme, port or path.
func host(into *string) func(value) {
	return func(v value) {
		s, ok := v.scalar()
		if !ok {
			return
		}
		if s == "" || strings.ContainsAny(s, "/:@ ?#") {
			v.bad("只写主机名，如 www.danyang.gov.cn，不要 http:// 和路径", "不是主机名 %q", s)
			return
		}
		*into = strings.ToLower(s)
	}
}
