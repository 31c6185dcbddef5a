package gaobang

import (
	"fmt"
	"strings"
)

// Level is the rank of the body that runs an outlet (主管/主办), not the area the
// outlet is read in: the local edition of a provincial paper stays provincial.
// Levels are ordered, so a higher level compares greater. The zero value means
// "not known" and is never accepted from a book.
type Level uint8

// The levels in rising order, as DOMAIN rule sets name them.
const (
	LevelUnknown    Level = iota
	LevelOwn              // 本单位: the bureau's own site or account
	LevelCounty           // 县级
	LevelPrefecture       // 地市级
	LevelProvincial       // 省级
	LevelNational         // 国家级
)

var levelWords = [...]struct{ code, chinese string }{
	LevelUnknown:    {"", ""},
	LevelOwn:        {"own", "本单位"},
	LevelCounty:     {"county", "县级"},
	LevelPrefecture: {"prefecture", "地市级"},
	LevelProvincial: {"provincial", "省级"},
	LevelNational:   {"national", "国家级"},
}

// Levels lists the known levels from the highest to the lowest, the order in
// which a notice prints them.
func Levels() []Level {
	return []Level{LevelNational, LevelProvincial, LevelPrefecture, LevelCounty, LevelOwn}
}

// ParseLevel reads a level by its code ("national") or its Chinese word (国家级).
func ParseLevel(s string) (Level, error) {
	s = strings.TrimSpace(s)
	for i, w := range levelWords {
		if i > 0 && (s == w.code || s == w.chinese) {
			return Level(i), nil
		}
	}
	return LevelUnknown, Errorf(Invalid, "没有级别 %q：应为 national、provincial、prefecture、county 或 own", s)
}

// String is the code used in books and JSON.
func (l Level) String() string {
	if int(l) < len(levelWords) {
		return levelWords[l].code
	}
	return fmt.Sprintf("Level(%d)", uint8(l))
}

// Chinese is the word shown on screens and in documents.
func (l Level) Chinese() string {
	if int(l) < len(levelWords) {
		return levelWords[l].chinese
	}
	return l.String()
}

// MarshalText writes the code.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText accepts what ParseLevel accepts.
func (l *Level) UnmarshalText(b []byte) error {
	v, err := ParseLevel(string(b))
	if err != nil {
		return err
	}
	*l = v
	return nil
}
