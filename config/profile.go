package config

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/gaobang/gaobang"
)

var (
	profilesKey = regexp.MustCompile(`(?m)^profiles:[ \t]*(#.*)?$`)
	anyProfiles = regexp.MustCompile(`(?m)^profiles:`)
)

// ProfileYAML is a list profile as a person would write it in a sources book.
func ProfileYAML(host string, from gaobang.Date, list gaobang.ListProfile) string {
	var fields []string
	for _, f := range []struct{ key, value string }{
		{"item", list.Item}, {"link", list.Link}, {"date", list.Date}, {"next", list.Next}, {"next_page", list.NextPage},
	} {
		if f.value != "" {
			fields = append(fields, f.key+": "+strconv.Quote(f.value))
		}
	}
	if list.NextFrom != 0 {
		fields = append(fields, "next_from: "+strconv.Itoa(list.NextFrom))
	}
	if list.Render {
		fields = append(fields, "render: true")
	}
	return fmt.Sprintf("  - host: %s\n    from: %s\n    list: {%s}\n", host, from, strings.Join(fields, ", "))
}

// AddProfile writes a list profile into a sources book and leaves every other
// line as it is. From its first day on it takes the place of the host's older
// ones.
func AddProfile(file File, host string, from gaobang.Date, list gaobang.ListProfile) ([]byte, error) {
	block := ProfileYAML(host, from, list)
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
