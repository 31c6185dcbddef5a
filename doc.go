// Package gaobang holds the words of the field as plain types with their rules:
// levels of outlets, periods of assessment, names in time, shares, points. It
// does no I/O, knows no clock and imports the standard library only; every other
// package imports it and may rely on a value being valid once it is made.
package gaobang
