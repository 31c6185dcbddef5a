package fetch

import (
	"net"
	"net/netip"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/idna"
)

// Canonical is the one address under which a page is known, however it was
// linked. It is a key, not an address to fetch: the scheme is always http.
//
// Folded: scheme, letter case and trailing dot of the host, the ports 80 and 443,
// user names, fragments but for Routes, dot segments and doubled slashes, index.html and its
// kin, percent-encoding, tracking parameters, the mobile edition of a site where the
// address names a piece by a number. Kept: the order of the query, the letter case
// of the path, a trailing slash.
func Canonical(raw string) (string, error) {
	u, err := parse(raw)
	if err != nil {
		return "", err
	}
	host, err := canonicalHost(u)
	if err != nil {
		return "", err
	}
	p := canonicalPath(u.EscapedPath())
	query := canonicalQuery(host, p, u.RawQuery)
	address := p
	if query == "" {
		address = foldIndex(p)
	} else {
		address += "?" + query
	}
	address += canonicalRoute(host, p, Route(raw))
	if main := MainHost(host); main != "" && namesPiece(address) {
		host = main
	}
	return "http://" + host + address, nil
}

func canonicalRoute(host, p, route string) string {
	route, query, _ := strings.Cut(route, "?")
	route = normalizePercent(route, "#/")
	if query = canonicalQuery(host, p, query); query != "" {
		route += "?" + query
	}
	return Route(route)
}

// Route is the fragment by which an app of one page names a piece, with its mark:
// #/pages/detail?id=3, #!/a/1; "" for fragments that are a place on a page.
func Route(address string) string {
	_, fragment, _ := strings.Cut(strings.TrimSpace(address), "#")
	if strings.HasPrefix(fragment, "/") || strings.HasPrefix(fragment, "!") {
		if strings.Trim(fragment, "!/?") != "" {
			return "#" + fragment
		}
	}
	return ""
}

func canonicalHost(u *url.URL) (string, error) {
	host := strings.TrimRight(strings.ToLower(u.Hostname()), ".")
	port := u.Port()
	if ip, err := netip.ParseAddr(host); err == nil {
		host = ip.WithZone("").Unmap().String()
	} else if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = strings.TrimRight(ascii, ".")
	}
	if host == "" || strings.ContainsAny(host, " /\\?#@%<>\"'`{}|^\x00") {
		return "", &Error{Kind: KindAddress, URL: u.String(), Detail: "主机名有误"}
	}
	if port != "" && port != "80" && port != "443" {
		return net.JoinHostPort(host, port), nil
	}
	if strings.Contains(host, ":") {
		return "[" + host + "]", nil
	}
	return host, nil
}

func canonicalPath(escaped string) string {
	p := normalizePercent(escaped, "/")
	if before, _, found := cutFold(p, ";jsessionid="); found {
		p = before
	}
	slash := strings.HasSuffix(p, "/") || strings.HasSuffix(p, "/.") || strings.HasSuffix(p, "/..")
	p = path.Clean("/" + p)
	if slash && p != "/" {
		p += "/"
	}
	return p
}

func cutFold(s, sep string) (before, after string, found bool) {
	if i := strings.Index(strings.ToLower(s), sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

func foldIndex(p string) string {
	dir, file := path.Split(p)
	switch strings.ToLower(file) {
	case "index.html", "index.htm", "index.shtml", "default.html", "default.htm", "default.shtml", "default.asp", "default.aspx":
		return dir
	}
	return p
}

// canonicalQuery drops parameters that say how a reader came, not what is read. The
// number of what is shared is one of them only where something else names the piece.
func canonicalQuery(host, p, query string) string {
	var kept, shared []string
	for pair := range strings.SplitSeq(query, "&") {
		pair = strings.TrimPrefix(pair, "amp;") // of an address copied out of a page's source
		name, value, _ := strings.Cut(pair, "=")
		whole := normalizePercent(pair, "/?=+:;,@!$'()*[]|")
		switch {
		case name == "" && value == "" || isBlockOfPage(p, name):
		case isSharedID(name):
			shared = append(shared, whole)
		case !tracking(host, p, name, value):
			kept = append(kept, whole)
		}
	}
	if host == wechat {
		return wechatQuery(kept)
	}
	if !namesPiece(p + "?" + strings.Join(kept, "&")) {
		kept = append(kept, shared...)
	}
	return strings.Join(kept, "&")
}

func isSharedID(name string) bool {
	switch strings.ToLower(name) {
	case "shareid", "share_id", "wxid":
		return true
	}
	return false
}

// wechat writes one address of a piece in two ways and with its parameters in any
// order.
const wechat = "mp.weixin.qq.com"

func wechatQuery(kept []string) string {
	slices.SortStableFunc(kept, func(a, b string) int { return wechatPlace(a) - wechatPlace(b) })
	return strings.ReplaceAll(strings.Join(kept, "&"), "%3D", "=")
}

func wechatPlace(pair string) int {
	name, _, _ := strings.Cut(pair, "=")
	return slices.Index([]string{"__biz", "mid", "idx", "sn"}, strings.ToLower(name))
}

// isBlockOfPage reports the parameter by which e-papers of 方正 name the block of a
// page's picture that was clicked: content_548646.htm?div=-1 and ?div=0 are one piece.
func isBlockOfPage(p, name string) bool {
	return name == "div" && strings.HasPrefix(path.Base(p), "content_")
}

func tracking(host, p, name, value string) bool {
	name = strings.ToLower(name)
	switch host {
	case wechat:
		return wechatPlace(name) < 0
	case "www.toutiao.com", "m.toutiao.com":
		if namesPiece(p) {
			return true
		}
	}
	switch name {
	case "from": // ?from=timeline is a share, ?from=20 or a date is a place in a list
		return value == "" || strings.Trim(value, "0123456789-") != ""
	case "spm", "isappinstalled", "nsukey", "fbclid", "gclid", "bd_vid", "sudaref", "jsessionid", "scene", "clicktime", "enterid", "_",
		"wfr", "ivk_sa", "tt_from", "log_from", "msclkid", "yclid", "mc_cid", "mc_eid":
		return true
	case "for": // beside wfr=spider
		return value == "pc"
	}
	for _, prefix := range []string{"utm_", "share", "wx", "hmsr", "hmpl", "hmcu", "hmkw", "hmci"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// normalizePercent decodes what needs no encoding, encodes what does, and writes
// the rest in capitals: %7e and ~ are one, %c4 and %C4 are one.
func normalizePercent(s, literal string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		encoded := c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])
		if encoded {
			c = unhex(s[i+1])<<4 | unhex(s[i+2])
			i += 2
		}
		if unreserved(c) || !encoded && strings.IndexByte(literal+"!$'()*,:;=@", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		const digits = "0123456789ABCDEF"
		b.Write([]byte{'%', digits[c>>4], digits[c&15]})
	}
	return b.String()
}

func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	}
	return c - 'a' + 10
}
