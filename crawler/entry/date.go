package entry

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/gaobang/gaobang"
)

// Days as numbers: from 2000-01-01 to 2099-12-31 counted from 1900, the same less
// four years where a workbook counts from 1904.
const (
	firstSerial = 36526
	lastSerial  = 73050
	from1904    = 1462
)

// unserial writes the number of a day as the day; anything else stays.
func unserial(value string, since1904 bool) string {
	n, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	low, high := float64(firstSerial), float64(lastSerial+1)
	if since1904 {
		low, high = low-from1904, high-from1904
	}
	if err != nil || n < low || n >= high {
		return value
	}
	t, err := excelize.ExcelDateToTime(n, since1904)
	if err != nil {
		return value
	}
	t = t.Round(time.Minute)
	if t.Hour() == 0 && t.Minute() == 0 {
		return t.Format("2006-01-02")
	}
	return t.Format("2006-01-02 15:04")
}

var (
	dayPattern  = regexp.MustCompile(`^(\d{4})\s*[-/.．年]\s*(\d{1,2})\s*[-/.．月]\s*(\d{1,2})\s*[日号]?\s*(?:[（(][^（()）]{1,6}[)）])?\s*T?\s*(?:(\d{1,2})\s*[:：时]\s*(\d{1,2})分?(?:[:：](\d{1,2}))?)?$`)
	solid       = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	yearless    = regexp.MustCompile(`^\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?$`)
	yearLast    = regexp.MustCompile(`^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$`)
	earliestDay = gaobang.Date{Year: 2000, Month: time.January, Day: 1}
)

// momentOf reads a day, with its time where one is given.
func momentOf(text string) (gaobang.Moment, error) {
	text = strings.TrimSpace(unserial(text, false))
	m := dayPattern.FindStringSubmatch(text)
	if m == nil {
		if m = solid.FindStringSubmatch(text); m != nil {
			m = append(m, "", "", "")
		}
	}
	switch {
	case m != nil:
	case yearless.MatchString(text):
		return gaobang.Moment{}, fmt.Errorf("%q 没有年份，请写成 2026-11-20", text)
	case yearLast.MatchString(text):
		return gaobang.Moment{}, fmt.Errorf("%q 分不清日和月，请写成 2026-11-20", text)
	default:
		return gaobang.Moment{}, fmt.Errorf("%q 不是日期，请写成 2026-11-20", clip(text))
	}
	n := make([]int, len(m))
	for i, digits := range m[1:] {
		n[i], _ = strconv.Atoi(digits) // digits, or nothing
	}
	t := time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], 0, gaobang.Shanghai)
	if t.Month() != time.Month(n[1]) || t.Day() != n[2] || n[3] > 23 || n[4] > 59 || n[5] > 59 {
		return gaobang.Moment{}, fmt.Errorf("没有 %q 这一天或这个时刻", text)
	}
	precision := gaobang.PrecisionDay
	if m[4] != "" && n[3]+n[4]+n[5] > 0 {
		precision = gaobang.PrecisionMinute
	}
	at := gaobang.NewMoment(t, precision)
	if at.Date().Before(earliestDay) {
		return gaobang.Moment{}, fmt.Errorf("%q 太早，请核对年份", text)
	}
	return at, nil
}

// captionYear is the year in what stands above a sheet or in its name: 2026年11月用稿.
var captionYear = regexp.MustCompile(`(?:^|\D)(20\d{2})\s*(?:年|$|\D)`)

// yearOf is the one year that titles and names give; 0 where they give none or
// several.
func yearOf(texts ...string) int {
	year := 0
	for _, text := range texts {
		for _, m := range captionYear.FindAllStringSubmatch(text, -1) {
			n, _ := strconv.Atoi(m[1]) // digits
			if year != 0 && n != year {
				return 0
			}
			year = n
		}
	}
	return year
}

// A day without its year is that before the entry, within so many days: sheets are
// entered in the months that follow.
const yearlessDays = 200

// Yearless reports a date without a year, which was read by the year of the sheet or
// as the last such day.
func (d Document) Yearless() bool { return yearless.MatchString(strings.TrimSpace(d.Value(Date))) }

// withYear gives a day its year; as it was where none can be told.
func (d Document) withYear(text string) string {
	day := strings.NewReplacer("/", "月", "-", "月", ".", "月", "日", "", "号", "").Replace(strings.TrimSpace(text)) + "日"
	if d.Year != 0 {
		return fmt.Sprintf("%d年%s", d.Year, day)
	}
	for _, year := range []int{d.At.Year(), d.At.Year() - 1} {
		dated := fmt.Sprintf("%d年%s", year, day)
		if at, err := momentOf(dated); err == nil && !at.Time.After(d.At) && at.Time.AddDate(0, 0, yearlessDays).After(d.At) {
			return dated
		}
	}
	return text
}
