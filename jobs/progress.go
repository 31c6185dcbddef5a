package jobs

import (
	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
)

// Step is what a scan just did.
type Step string

// The steps of a scan, each in the past tense.
const (
	ScanStarted  Step = "scan_started"
	LinksFound   Step = "links_found"
	PageWalked   Step = "page_walked"   // a page of the list, an issue of the paper
	PageStored   Step = "page_stored"   // a piece about somebody, new in the store
	PagePassed   Step = "page_passed"   // about nobody we follow, or known already
	PageFailed   Step = "page_failed"   // its reason is in the store
	ScanFinished Step = "scan_finished" // Err says why, where it did not complete
)

// Progress is one step, for whoever watches.
type Progress struct {
	Step   Step
	Source gaobang.Source
	Count  int               // links found
	Walked Walked            // how far a walk has come
	Title  string            // of a stored piece
	Result storage.RunResult // of a finished scan
	Err    error
}

// Walked is how far a walk has come, from the newest page back.
type Walked struct {
	Number  int          // pages of the list, or days of the paper
	Of      int          // how many there are; 0 where nobody says
	Reached gaobang.Date // the day of the oldest row so far; zero where rows have no dates
}
