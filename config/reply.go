package config

import "github.com/gaobang/gaobang"

// replyDefaults are times seen in many places: 5 working days for 咨询, 7 for 投诉,
// 15 at most.
func replyDefaults() gaobang.ReplyTimes {
	return gaobang.ReplyTimes{Max: 15, Watch: 60, Days: map[gaobang.MessageKind]int{
		gaobang.Inquiry: 5, gaobang.Complaint: 7, gaobang.Suggestion: 7, gaobang.HelpMessage: 7,
	}}
}

// maxReplyDays is more working days than any office takes.
const maxReplyDays = 250

// maxWatchDays after the last day to reply nobody looks for a reply any more.
const maxWatchDays = 3650

// readReply reads within how many working days messages are replied to.
func readReply(v value, r *gaobang.ReplyTimes) {
	fields := []field{
		optional("max_days", number(&r.Max, 1, maxReplyDays)), optional("watch_days", number(&r.Watch, 0, maxWatchDays)),
		optional("holidays", each(&r.Calendar.Holidays, date)), optional("workdays", each(&r.Calendar.Workdays, date)),
	}
	for _, kind := range []gaobang.MessageKind{gaobang.Inquiry, gaobang.Complaint, gaobang.Suggestion, gaobang.HelpMessage} {
		fields = append(fields, optional(string(kind)+"_days", func(v value) {
			days := r.Days[kind]
			number(&days, 1, maxReplyDays)(v)
			r.Days[kind] = days
		}))
	}
	v.mapping(fields...)
}
