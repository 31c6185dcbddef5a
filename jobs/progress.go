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
	Title  string            // of a stored piece
	Result storage.RunResult // of a finished scan
	Err    error
}
