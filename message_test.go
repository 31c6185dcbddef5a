package gaobang

import (
	"testing"
	"time"
)

func TestNextVisitToAMessageThatWaits(t *testing.T) {
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, Shanghai) }
	m := Message{Kind: Inquiry, Asked: Date{2026, 11, 16}} // a Monday: due on the 23rd
	times := ReplyTimes{Days: map[MessageKind]int{Inquiry: 5}, Max: 15, Watch: 2}
	for _, c := range []struct {
		rule       string
		last, want time.Time
	}{
		{"第二天一早起", at(17, 23), at(18, 0)},
		{"周末也看", at(20, 8), at(21, 0)},
		{"过了期限还看两天", at(24, 8), at(25, 0)},
		{"再过就不看了", at(25, 8), time.Time{}},
	} {
		if got := times.NextVisit(m, c.last); !got.Equal(c.want) {
			t.Errorf("%s：%v，应为 %v", c.rule, got, c.want)
		}
	}
	if times.Watch = 0; !times.NextVisit(m, at(23, 0)).IsZero() || times.NextVisit(m, at(22, 0)).IsZero() {
		t.Error("watch_days 为 0，看到期限那天为止")
	}
}
