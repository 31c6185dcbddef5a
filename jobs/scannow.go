package jobs

import (
	"context"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"time"

	"github.com/riverqueue/river/rivertype"

	"github.com/gaobang/gaobang"
)

// Request is what ScanNow scans.
type Request struct {
	Sources []gaobang.SourceID // none: every source in use
	Since   gaobang.Date       // the first day, for a back-fill; zero: as a scheduled scan would
	Until   gaobang.Date
}

// ScanNow scans the sources asked for, due or not, and returns when every one of
// them was scanned, here or by another worker of the fleet, and the ledger is
// computed. What sites did wrong stands in the store's runs.
func (r *Runner) ScanNow(ctx context.Context, q Request) error {
	office, err := r.offices.current(ctx)
	if err != nil {
		return err
	}
	jobs, err := office.scans(q)
	if err != nil {
		return err
	}
	if len(q.Sources) == 0 && q.Since.IsZero() && q.Until.IsZero() {
		if jobs, err = r.withEntered(ctx, office, jobs); err != nil {
			return err
		}
	}
	r.lasting.Store(nil)
	for len(jobs) > 0 {
		if jobs, err = r.runOnce(ctx, jobs); err != nil {
			return err
		}
	}
	return Recompute(ctx, r.options.Store)
}

// withEntered adds the sites where only pieces wait that people entered by hand.
func (r *Runner) withEntered(ctx context.Context, office *office, scans []ScanSite) ([]ScanSite, error) {
	check, err := r.toCheck(ctx, office)
	for _, site := range slices.Sorted(maps.Keys(check)) {
		if check[site].entered && !slices.ContainsFunc(scans, func(a ScanSite) bool { return a.Site == site }) {
			scans = append(scans, ScanSite{Site: site})
		}
	}
	return scans, err
}

// scans is one scan for every site of the sources asked for.
func (o *office) scans(q Request) ([]ScanSite, error) {
	if len(q.Sources) == 0 {
		for _, s := range o.Sources {
			if !s.Disabled {
				q.Sources = append(q.Sources, s.ID)
			}
		}
	}
	bySite := map[string][]gaobang.SourceID{}
	for _, id := range q.Sources {
		i := slices.IndexFunc(o.Sources, func(s gaobang.Source) bool { return s.ID == id })
		if i < 0 {
			return nil, gaobang.Errorf(gaobang.NotFound, "没有采集源 %s；用 gaobang source list 查看全部", id)
		}
		if o.Sources[i].Disabled {
			return nil, gaobang.Errorf(gaobang.Invalid, "采集源 %s 已停用；要采集它，请在 sources 中去掉 disabled 再 apply", id)
		}
		site := o.Sources[i].Site()
		bySite[site] = append(bySite[site], id)
	}
	var all []ScanSite
	for _, site := range slices.Sorted(maps.Keys(bySite)) {
		all = append(all, ScanSite{Site: site, Sources: bySite[site], Since: q.Since, Until: q.Until})
	}
	return all, nil
}

// runOnce inserts the scans and waits for them. A site that has a scan in the
// queue already takes no second one: that is waited for, and the site is given
// back to be asked again, unless what waits is what was asked for.
func (r *Runner) runOnce(ctx context.Context, scans []ScanSite) (again []ScanSite, err error) {
	var waiting []int64 // in the order in which they will be done, about
	for _, a := range scans {
		inserted, err := r.insert(ctx, a)
		if err != nil {
			return nil, err
		}
		waiting = append(waiting, inserted.Job.ID)
		if inserted.UniqueSkippedAsDuplicate && !r.resumes(inserted.Job, a) {
			again = append(again, a)
		}
	}
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for len(waiting) > 0 {
		if lasting := r.lasting.Load(); lasting != nil {
			return nil, *lasting // tried again it would fail again
		}
		job, err := r.queue.JobGet(ctx, waiting[0])
		if err != nil {
			return nil, r.options.Store.Explain("查看采集任务", err)
		}
		switch job.State {
		case rivertype.JobStateCompleted:
			waiting = waiting[1:]
			continue
		case rivertype.JobStateDiscarded, rivertype.JobStateCancelled:
			return nil, gaobang.Errorf(gaobang.Unavailable, "采集任务 %s 多次出错后放弃，原因见日志", job.EncodedArgs)
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-tick.C:
		}
	}
	return again, nil
}

// resumes reports a job in the queue that does what is asked for: the same scan, broken
// off before, that nobody has taken up yet or this worker has. What another worker is at
// was begun before it was asked for here, maybe by other books.
func (r *Runner) resumes(job *rivertype.JobRow, asked ScanSite) bool {
	var there ScanSite
	if json.Unmarshal(job.EncodedArgs, &there) != nil || !reflect.DeepEqual(there, asked) {
		return false
	}
	return job.State != rivertype.JobStateRunning || len(job.AttemptedBy) > 0 && job.AttemptedBy[len(job.AttemptedBy)-1] == r.name
}
