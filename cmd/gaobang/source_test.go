package main

import (
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

func TestConditionOfASource(t *testing.T) {
	day := func(d int) gaobang.Date { return gaobang.Date{Year: 2026, Month: time.November, Day: d} }
	at := day(24).Start()
	for _, c := range []struct {
		name, want string
		state      storage.SourceState
	}{
		{"从来没有采", "还没有采集过", storage.SourceState{}},
		{"只补采过", "只补采过，最近补到 2026-11-10 至 2026-11-20", storage.SourceState{Covered: []gaobang.Days{{First: day(1), Last: day(3)}, {First: day(10), Last: day(20)}}}},
		{"中断", "上次没有采完，会接着采", storage.SourceState{LastStarted: at, Incomplete: true}},
		{"采完", "正常", storage.SourceState{LastStarted: at, LastTick: at}},
	} {
		if got := condition(gaobang.Source{}, c.state); got != c.want {
			t.Errorf("%s：%q，应为 %q", c.name, got, c.want)
		}
	}
}
