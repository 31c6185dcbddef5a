package config

import (
	"bytes"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gaobang/gaobang"
)

var (
	profilesKey = regexp.MustCompile(`(?m)^profiles:[ \t]*(#.*)?$`)
	anyProfiles = regexp.MustCompile(`(?m)^profiles:`)
)

// ProfileYAML is a profile from a day on, as a person would write it in a sources
// book.
func ProfileYAML(from gaobang.Date, p gaobang.Profile) string {
	l, a := p.List, p.Article
	list := flow([]written{{"item", l.Item}, {"link", l.Link}, {"date", l.Date}, {"next", l.Next}, {"next_page", l.NextPage}}, map[string]bool{"render": l.Render})
	if l.NextFrom != 0 {
		list = append(list, "next_from: "+strconv.Itoa(l.NextFrom))
	}
	article := flow([]written{{"title", a.Title}, {"published_at", a.PublishedAt}, {"content_source", a.ContentSource}, {"byline", a.Byline}, {"body", a.Body}},
		map[string]bool{"distrust_pub_date": a.DistrustPubDate, "render": a.Render})
	out := "  - host: " + p.Host + "\n"
	if p.Path != "" {
		out += "    path: " + strconv.Quote(p.Path) + "\n"
	}
	out += "    from: " + from.String() + "\n"
	if p.HTTPFallback {
		out += "    http_fallback: true\n"
	}
	if len(p.LinksTo) > 0 {
		out += "    links_to: [" + strings.Join(p.LinksTo, ", ") + "]\n"
	}
	if len(list) > 0 {
		out += "    list: {" + strings.Join(list, ", ") + "}\n"
	}
	if len(article) > 0 {
		out += "    article: {" + strings.Join(article, ", ") + "}\n"
	}
	return out
}

type written struct{ key, value string }

// flow writes what is set.
func flow(fields []written, flags map[string]bool) []string {
	var out []string
	for _, f := range fields {
		if f.value != "" {
			out = append(out, f.key+": "+strconv.Quote(f.value))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(flags)) {
		if flags[key] {
			out = append(out, key+": true")
		}
	}
	return out
}

// ListPath is the path of the profile that the list at an address is read by on a day; ""
// is that of the whole site.
func ListPath(file File, address string, on gaobang.Date) (string, error) {
	known, err := ParseProfiles(file)
	if err != nil {
		return "", err
	}
	known = slices.DeleteFunc(known, func(p gaobang.Profile) bool { return p.List == (gaobang.ListProfile{}) })
	if p := gaobang.ProfileOn(known, address, on); p != nil {
		return p.Path, nil
	}
	return "", nil
}

// AddProfile writes a profile into a sources book and leaves every other line as
// it is. From its first day on it takes the place of older ones for its path; the part
// that it leaves open, list or article, it takes over from them.
func AddProfile(file File, from gaobang.Date, p gaobang.Profile) ([]byte, error) {
	known, err := ParseProfiles(file)
	if err != nil {
		return nil, err
	}
	known = slices.DeleteFunc(known, func(k gaobang.Profile) bool { return k.Path != p.Path })
	if old := gaobang.ProfileOn(known, "http://"+p.Host+p.Path, from); old != nil {
		if old.Validity.From == from {
			return nil, gaobang.Errorf(gaobang.Conflict, "%s 里 %s 已有一份从 %s 起的站点规则；请手工把它改成：\n%s", file.Name, p.Host+p.Path, from, ProfileYAML(from, p))
		}
		p.HTTPFallback = p.HTTPFallback || old.HTTPFallback
		p.LinksTo = old.LinksTo
		if p.List == (gaobang.ListProfile{}) {
			p.List = old.List
		}
		if p.Article == (gaobang.ArticleProfile{}) {
			p.Article = old.Article
		}
	}
	block := ProfileYAML(from, p)
	out := append(bytes.TrimRight(bytes.Clone(file.Data), "\n"), '\n')
	switch at := profilesKey.FindIndex(out); {
	case at != nil:
		end := at[1] + 1
		out = bytes.Join([][]byte{out[:end], []byte(block), out[end:]}, nil)
	case anyProfiles.Match(out):
		return nil, gaobang.Errorf(gaobang.Invalid, "%s 的 profiles 写成了一行，不能自动加；请手工加上：\n%s", file.Name, block)
	default:
		out = append(out, "\nprofiles:\n"+block...)
	}
	if _, err := ParseProfiles(File{file.Name, out}); err != nil {
		return nil, fmt.Errorf("加上新的站点规则之后，%w", err)
	}
	return out, nil
}
