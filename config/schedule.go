package config

import (
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"github.com/gaobang/gaobang"
)

// ParseSchedule reads five cron fields, @every or a word like @daily, as times of
// Asia/Shanghai. It refuses an expression that never fires.
func ParseSchedule(expr string) (cron.Schedule, error) {
	if strings.HasPrefix(expr, "TZ=") || strings.HasPrefix(expr, "CRON_TZ=") {
		return nil, gaobang.Errorf(gaobang.Invalid, "计划时间 %q 不能带时区：一律按北京时间", expr)
	}
	s, err := cron.ParseStandard(expr)
	if err != nil {
		return nil, gaobang.Errorf(gaobang.Invalid, "计划时间 %q 有误：应是五段（分 时 日 月 周），如 \"0 7 * * *\" 是每天 7 点，或 @every 30m：%w", expr, err)
	}
	if s.Next(time.Date(2026, 1, 1, 0, 0, 0, 0, gaobang.Shanghai)).IsZero() {
		return nil, gaobang.Errorf(gaobang.Invalid, "计划时间 %q 永远不会到：请核对日和月", expr)
	}
	return inShanghai{s}, nil
}

// inShanghai computes a schedule in Asia/Shanghai whatever zone it is asked in.
type inShanghai struct{ cron.Schedule }

func (s inShanghai) Next(t time.Time) time.Time { return s.Schedule.Next(t.In(gaobang.Shanghai)) }
