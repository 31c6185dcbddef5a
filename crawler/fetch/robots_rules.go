package fetch

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// robotsGroup is what a robots.txt says to one agent, by RFC 9309: the rules of all
// groups that name it, or of those for everybody where none does.
type robotsGroup struct {
	named bool // some group names it
	rules []robotsRule
	delay time.Duration // the longest that is asked for
}

type robotsRule struct {
	pattern string // normalized; * stands for anything, $ at its end for the end
	allow   bool
}

// allows holds a path with its query against the rules: the longest pattern decides,
// of two as long the one that allows (RFC 9309 §2.2.2).
func (g *robotsGroup) allows(path string) bool {
	path = robotsPath(path)
	longest, allowed := 0, true
	for _, r := range g.rules {
		if n := len(r.pattern); n < longest || n == longest && !r.allow || !r.matches(path) {
			continue
		}
		longest, allowed = len(r.pattern), r.allow
	}
	return allowed
}

func (r robotsRule) matches(path string) bool {
	pattern, whole := strings.CutSuffix(r.pattern, "$")
	part, rest, star := strings.Cut(pattern, "*")
	path, ok := strings.CutPrefix(path, part)
	for ok && star {
		if part, rest, star = strings.Cut(rest, "*"); !star && whole {
			return strings.HasSuffix(path, part)
		}
		_, path, ok = strings.Cut(path, part)
	}
	return ok && (!whole || path == "")
}

// robotsPath writes a path or a pattern in one way: 新闻 and %E6%96%B0%E9%97%BB are
// one, %7Ejoe and ~joe are one (RFC 9309 §2.2.2).
func robotsPath(s string) string { return normalizePercent(s, "/?&+[]|") }

// parseRobots reads a file as it comes: a line that says nothing is passed over, and
// spoils no other.
func parseRobots(body []byte, agent string) *robotsGroup {
	agent = strings.ToLower(agent)
	var ours, all robotsGroup
	var toUs, toAll, listing bool // whom the group at hand speaks to; its agents are being listed
	body = bytes.ReplaceAll(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")), []byte("\r"), []byte("\n"))
	for line := range bytes.Lines(body) {
		key, value := robotsLine(string(line))
		switch key {
		case "user-agent":
			if !listing {
				toUs, toAll, listing = false, false, true
			}
			toAll = toAll || value == "*"
			toUs = toUs || robotsToken(value) == agent
			ours.named = ours.named || toUs
		case "allow", "disallow", "crawl-delay", "crawldelay":
			listing = false
			if toUs {
				ours.add(key, value)
			}
			if toAll {
				all.add(key, value)
			}
		}
	}
	if ours.named {
		return &ours
	}
	return &all
}

func (g *robotsGroup) add(key, value string) {
	switch key {
	case "allow", "disallow":
		if value == "" {
			return
		}
		if value[0] != '/' && value[0] != '*' {
			value = "/" + value
		}
		g.rules = append(g.rules, robotsRule{robotsPath(value), key == "allow"})
	default:
		if s, err := strconv.ParseFloat(value, 64); err == nil && s > 0 && s <= 1e6 {
			g.delay = max(g.delay, time.Duration(s*float64(time.Second)))
		}
	}
}

// robotsLine parts a line at its colon, in the Chinese form too, without its comment.
func robotsLine(line string) (key, value string) {
	line, _, _ = strings.Cut(line, "#")
	key, value, _ = strings.Cut(strings.Replace(line, "：", ":", 1), ":")
	return strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
}

// robotsToken is the name of an agent without what some write behind it: Gaobang/2.0.
func robotsToken(value string) string {
	value = strings.ToLower(value)
	if end := strings.IndexFunc(value, func(r rune) bool { return !isLetter(r) && r != '-' && r != '_' }); end >= 0 {
		return value[:end]
	}
	return value
}
