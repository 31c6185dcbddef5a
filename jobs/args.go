package jobs

import (
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/gaobang/gaobang"
)

// Sweep looks for sources that are due and inserts the scans of their sites.
type Sweep struct{}

// Kind names the job in the queue.
func (Sweep) Kind() string { return "sweep" }

// InsertOpts keeps one sweep at a time in the fleet.
func (Sweep) InsertOpts() river.InsertOpts { return once() }

// ScanSite scans one site: its due sources, or those named. One site has one
// scan in the whole fleet, so no two workers ask one host at the same time.
type ScanSite struct {
	Site    string             `json:"site"              river:"unique"`
	Sources []gaobang.SourceID `json:"sources,omitempty"` // none: those that are due
	Since   gaobang.Date       `json:"since,omitzero"`
	Until   gaobang.Date       `json:"until,omitzero"`
}

// Kind names the job in the queue.
func (ScanSite) Kind() string { return "scan_site" }

// InsertOpts keeps one scan a site.
func (ScanSite) InsertOpts() river.InsertOpts { return once() }

// ComputeLedger computes the ledger of every rule book again.
type ComputeLedger struct{}

// Kind names the job in the queue.
func (ComputeLedger) Kind() string { return "compute_ledger" }

// InsertOpts waits a moment, so that scans that end together share one.
func (ComputeLedger) InsertOpts() river.InsertOpts { return once() }

// PruneArchive clears the archive of pages about nobody that are old.
type PruneArchive struct{}

// Kind names the job in the queue.
func (PruneArchive) Kind() string { return "prune_archive" }

// InsertOpts keeps one clearing at a time in the fleet.
func (PruneArchive) InsertOpts() river.InsertOpts { return once() }

// once is a job that stands in the queue once until it is done. Completed jobs
// do not count, or a site could be scanned once a day only.
func once() river.InsertOpts {
	return river.InsertOpts{
		MaxAttempts: jobAttempts,
		UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
			rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable,
			rivertype.JobStateRunning, rivertype.JobStateScheduled,
		}},
	}
}

const (
	// A job fails only where the store or the disk does: sites' failures are
	// results of a scan.
	jobAttempts = 5
	// A running job is never taken for stuck by its age: a back-fill may take days.
	// Jobs of dead workers are given back by RequeueOrphans.
	neverStuck = 365 * 24 * time.Hour
)
