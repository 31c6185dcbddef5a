package gaobang

import "time"

// Entry (补录) is who entered a piece by hand, when, and from where. What was entered
// is kept as evidence like a page: Capture.
type Entry struct {
	Capture CaptureID
	By      string
	At      time.Time
	File    string // name of the sheet's file
	Sheet   string // within a workbook
	Row     int    // as the sheet numbers it
	Saved   bool   // a page as a browser saved it came with it
}

// EntryScheme begins the canonical address of a piece that was entered without a
// link: one of print, radio or television.
const EntryScheme = "entry:"
