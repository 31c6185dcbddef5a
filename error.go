package gaobang

import (
	"errors"
	"fmt"
)

// ErrorCode says what a caller can do about an error. Everything without a code
// is Internal: it goes to the log whole, and a person reads only that it failed.
type ErrorCode string

// The codes, one for each way a caller goes on.
const (
	Invalid     ErrorCode = "invalid"     // the input is wrong; the message says where and what to do
	NotFound    ErrorCode = "not_found"   // what was named does not exist
	Conflict    ErrorCode = "conflict"    // it exists already, or another process holds it
	Unavailable ErrorCode = "unavailable" // the database, a site or a disk cannot be used now
	Internal    ErrorCode = "internal"    // a defect
)

// Error is an error whose message a person may read.
type Error struct {
	Code    ErrorCode
	Message string // Chinese: what failed, on what, what to do
	Err     error  // the cause, for the log
}

// Errorf makes an Error. A %w in the format becomes its cause; errors among the
// arguments are put into words (Worded).
func Errorf(code ErrorCode, format string, args ...any) *Error {
	words := make([]any, len(args))
	for i, a := range args {
		words[i] = a
		if err, ok := a.(error); ok && err != nil {
			words[i] = worded{err}
		}
	}
	wrapped := fmt.Errorf(format, words...)
	return &Error{Code: code, Message: wrapped.Error(), Err: errors.Unwrap(wrapped)}
}

// worded is an error that speaks to people.
type worded struct{ error }

func (w worded) Error() string { return Worded(w.error) }

func (w worded) Unwrap() error { return w.error }

func (e *Error) Error() string { return e.Message }

func (e *Error) Unwrap() error { return e.Err }

// CodeOf is the code of the first Error in the chain: "" for nil, Internal where
// none has a code.
func CodeOf(err error) ErrorCode {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return Internal
}
