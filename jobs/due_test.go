package jobs

import (
	"fmt"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/storage"
)

func TestDue(t *testing.T) {
	schedule, err := config.ParseSchedule("0 7 * * *")
	if err != nil {
		t.Fatal(err)
	}
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, gaobang.Shanghai) }
	cases := []struct {
		rule  string
		state storage.SourceState
		now   time.Time
		want  bool
	}{
		{"从没采过的马上采", storage.SourceState{}, at(24, 6), true},
		{"采完之后没到点不采", storage.SourceState{LastStarted: at(24, 7), LastTick: at(24, 7)}, at(24, 23), false},
		{"到点就采", storage.SourceState{LastStarted: at(23, 7), LastTick: at(23, 7)}, at(24, 7), true},
		{"停机错过几次，只补一次", storage.SourceState{LastStarted: at(20, 7), LastTick: at(20, 7)}, at(24, 12), true},
		{"中断的马上接着采", storage.SourceState{LastStarted: at(24, 7), LastTick: at(23, 7), Incomplete: true}, at(24, 8), true},
		{"失败的到重试时间才采", storage.SourceState{LastStarted: at(24, 7), Incomplete: true, Failures: 1, RetryAt: at(24, 9)}, at(24, 8), false},
		{"失败的到了重试时间就采", storage.SourceState{LastStarted: at(24, 7), Incomplete: true, Failures: 1, RetryAt: at(24, 9)}, at(24, 9), true},
		{"连败三次，等下一个计划时间", storage.SourceState{LastStarted: at(24, 7), Incomplete: true, Failures: 3, RetryAt: at(24, 9)}, at(24, 12), false},
		{"连败三次，到下一个计划时间再采", storage.SourceState{LastStarted: at(24, 7), Incomplete: true, Failures: 3, RetryAt: at(24, 9)}, at(25, 7), true},
		{"网站要求等得更久就等", storage.SourceState{LastStarted: at(24, 7), Incomplete: true, Failures: 3, RetryAt: at(25, 9)}, at(25, 7), false},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			if got := due(schedule, c.state, c.now); got != c.want {
				t.Errorf("due = %v, want %v", got, c.want)
			}
		})
	}
}

func TestRetriesComeLaterAndLater(t *testing.T) {
	now := time.Date(2026, 11, 24, 7, 0, 0, 0, gaobang.Shanghai)
	for failures, want := range map[int]time.Duration{1: 5 * time.Minute, 2: 15 * time.Minute, 3: 45 * time.Minute, 30: 24 * time.Hour} {
		if got := retryAt(now, "s", failures, 0).Sub(now); !spreads(got, want) {
			t.Errorf("after %d failures the retry comes in %v, want %v", failures, got, want)
		}
	}
	if got := retryAt(now, "s", 1, time.Hour).Sub(now); !spreads(got, time.Hour) {
		t.Errorf("a site that asks for an hour is retried in %v", got)
	}
}

// spreads reports the wait wanted, or up to a fifth more.
func spreads(got, want time.Duration) bool { return got >= want && got <= want+want/5 }

// TestWhatFailedTogetherIsNotTriedTogether: the waits of many lie apart, and each
// is the same again.
func TestWhatFailedTogetherIsNotTriedTogether(t *testing.T) {
	waits := map[time.Duration]int{}
	for i := range 100 {
		key := fmt.Sprintf("http://a.example/%d.html", i)
		wait := spread(10*time.Minute, key)
		if !spreads(wait, 10*time.Minute) || wait != spread(10*time.Minute, key) {
			t.Errorf("the wait of %s is %v", key, wait)
		}
		waits[wait.Truncate(12*time.Second)]++ // of two minutes: ten parts
	}
	if len(waits) < 8 {
		t.Errorf("100 waits fall into %d of ten parts: %v", len(waits), waits)
	}
}
