package gaobang

import "strings"

// Division is an administrative division code (行政区划代码, GB/T 2260; nine
// digits for a town or sub-district, GB/T 10114). The zero value is the whole
// country, so it contains every division.
type Division string

// ParseDivision accepts six or nine digits (and twelve, cut to nine: a village
// is no locality of an outlet). Whole provinces and prefectures end in zeros.
func ParseDivision(s string) (Division, error) {
	if s == "" {
		return "", nil
	}
	if strings.Trim(s, "0123456789") != "" || len(s) != 6 && len(s) != 9 && len(s) != 12 || s[:2] < "11" || s[:2] > "82" {
		return "", Errorf(Invalid, "不是行政区划代码 %q：应为 6 位（县市）或 9 位（镇街）数字，如 321181", s)
	}
	if len(s) == 12 {
		s = s[:9]
	}
	return Division(s), nil
}

// DivisionOfSiteIDCode reads the division from a government site's SiteIDCode
// (国办发〔2017〕47号: ten characters, the first six a division code). The codes of
// ministries (bm…) have none.
func DivisionOfSiteIDCode(code string) (Division, bool) {
	code = strings.TrimSpace(code)
	if len(code) != 10 {
		return "", false
	}
	d, err := ParseDivision(code[:6])
	return d, err == nil
}

// prefix is the code without the zeros that stand for "the whole of it".
func (d Division) prefix() string {
	s := string(d)
	if len(s) == 9 && s[6:] == "000" {
		s = s[:6]
	}
	for len(s) == 6 || len(s) == 4 {
		if s[len(s)-2:] != "00" {
			break
		}
		s = s[:len(s)-2]
	}
	return s
}

// Level is the rank of the division: LevelNational for the whole country, then
// provincial, prefecture and county. A town has no level of its own among
// outlets and counts as county.
func (d Division) Level() Level {
	switch len(d.prefix()) {
	case 0:
		return LevelNational
	case 2:
		return LevelProvincial
	case 4:
		return LevelPrefecture
	}
	return LevelCounty
}

// Contains reports whether e is d or lies in d.
func (d Division) Contains(e Division) bool { return strings.HasPrefix(string(e), d.prefix()) }

// Parent is the division one level up; the parent of a province is the whole
// country.
func (d Division) Parent() Division {
	switch p := d.prefix(); len(p) {
	case 9:
		return Division(p[:6])
	case 6:
		return Division(p[:4] + "00")
	case 4:
		return Division(p[:2] + "0000")
	}
	return ""
}

// MarshalText writes the digits.
func (d Division) MarshalText() ([]byte, error) { return []byte(d), nil }

// UnmarshalText accepts what ParseDivision accepts.
func (d *Division) UnmarshalText(b []byte) error {
	v, err := ParseDivision(string(b))
	if err != nil {
		return err
	}
	*d = v
	return nil
}
