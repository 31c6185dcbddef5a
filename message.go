package gaobang

import "time"

// MessageKind is what a message asks for.
type MessageKind string

// The kinds of message.
const (
	Inquiry     MessageKind = "inquiry"    // 咨询
	Complaint   MessageKind = "complaint"  // 投诉, 举报
	Suggestion  MessageKind = "suggestion" // 建议
	HelpMessage MessageKind = "help"       // 求助
)

// Chinese is the word shown on screens.
func (k MessageKind) Chinese() string {
	switch k {
	case Inquiry:
		return "咨询"
	case Complaint:
		return "投诉"
	case Suggestion:
		return "建议"
	case HelpMessage:
		return "求助"
	}
	return string(k)
}

// Message (网民留言) is what somebody asks an office in public, with the reply where
// there is one. It is no piece that earns points; it has to be replied to in time.
type Message struct {
	Kind       MessageKind
	Asked      Date // the day it was published where the page does not say
	Answered   bool
	AnsweredBy string // as the page names it
	AnsweredOn Date   // zero where the page does not say
	Evidence   []Evidence
	// Proof is the capture that shows the reply, where a later visit found it: the
	// article is as it was first published.
	Proof CaptureID
}

// WithReply is a message that waited, with the reply that a capture of its page
// shows.
func (m Message) WithReply(found Message, proof CaptureID) Message {
	m.Answered, m.AnsweredBy, m.AnsweredOn, m.Proof = true, found.AnsweredBy, found.AnsweredOn, proof
	return m
}

// ReplyTimes are within how many working days messages are replied to. They differ
// by place, so they are settings.
type ReplyTimes struct {
	Days     map[MessageKind]int
	Max      int // whatever the kind
	Calendar Calendar
	// Watch is for how many days after the last day to reply the page of a message
	// that waits is still visited.
	Watch int
}

// Due is the last day to reply to a message.
func (r ReplyTimes) Due(m Message) Date {
	days, ok := r.Days[m.Kind]
	if !ok {
		days = r.Max
	}
	return r.Calendar.After(m.Asked, min(days, r.Max))
}

// NextVisit is when the page of a message that waits is visited again: on the day
// after the last visit; the zero time where that is too late for it.
func (r ReplyTimes) NextVisit(m Message, last time.Time) time.Time {
	next := DateOf(last).AddDays(1)
	if next.After(r.Due(m).AddDays(r.Watch)) {
		return time.Time{}
	}
	return next.Start()
}
