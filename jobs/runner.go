package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync/atomic"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/segment"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/crawler/render"
	"github.com/gaobang/gaobang/crawler/warc"
	"github.com/gaobang/gaobang/storage"
)

// Options are what a Runner works with.
type Options struct {
	Store     *storage.Store
	Fetcher   *fetch.Fetcher
	Renderer  *render.Renderer // nil: one of its own over Fetcher
	Archive   *warc.Writer
	Segmenter *segment.Segmenter
	Now       func() time.Time
	Logger    *slog.Logger
	// Workers is how many sites are scanned at once; 20 where zero.
	Workers int
	// Retention is the days that pages about nobody are kept; 0 is for ever.
	Retention int
	// Rechecks are the days after publication on which a piece that counts is
	// visited again; none: never.
	Rechecks []int
	// Reply is for how long messages that wait are visited every day. Where there
	// are no Rechecks they are not. In its holidays no news of a source is awaited.
	Reply gaobang.ReplyTimes
	// Sweep is the time between two looks at the schedules. Where it is zero the
	// runner keeps no schedules: it does what ScanNow asks for and what others
	// left in the queue.
	Sweep time.Duration
	// Observe hears of every step of a scan, from many goroutines; it may be nil.
	Observe func(Progress)
}

// Runner works the jobs of one process.
type Runner struct {
	options Options
	name    string // of this worker in the fleet
	offices offices
	queue   queue
	release func()

	unindexed unindexed
	lasting   atomic.Pointer[error] // of a job, since ScanNow was asked
}

// New makes a Runner. Nothing runs before Start.
func New(o Options) (*Runner, error) {
	if o.Workers <= 0 {
		o.Workers = 20
	}
	if o.Renderer == nil {
		o.Renderer = render.New(o.Fetcher, render.Options{})
	}
	if o.Observe == nil {
		o.Observe = func(Progress) {}
	}
	r := &Runner{options: o, name: workerName(o.Now()), release: func() {}, offices: offices{store: o.Store, segmenter: o.Segmenter}}
	var err error
	if r.queue, err = newQueue(o.Store, r.queueConfig()); err != nil {
		return nil, fmt.Errorf("job queue: %w", err)
	}
	return r, nil
}

func (r *Runner) queueConfig() *river.Config {
	workers := river.NewWorkers()
	river.AddWorker(workers, work(func(ctx context.Context, _ Sweep) error { return r.sweep(ctx) }))
	river.AddWorker(workers, work(r.scanSite))
	river.AddWorker(workers, work(func(ctx context.Context, _ PruneArchive) error { return r.prune(ctx) }))
	river.AddWorker(workers, work(func(ctx context.Context, _ ComputeLedger) error { return Recompute(ctx, r.options.Store) }))
	c := &river.Config{
		ID:                   r.name,
		Queues:               map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: r.options.Workers + 2}},
		Workers:              workers,
		Logger:               slog.New(newQueueLog(r.options.Logger.Handler())),
		JobTimeout:           -1,
		RescueStuckJobsAfter: neverStuck,
		FetchCooldown:        20 * time.Millisecond,
		ErrorHandler:         failures{r.options.Logger, &r.lasting},
	}
	if r.options.Store.SQLite() != nil {
		c.FetchPollInterval = 100 * time.Millisecond // SQLite has no LISTEN
	}
	if r.options.Sweep > 0 {
		sweep := func() (river.JobArgs, *river.InsertOpts) { return Sweep{}, nil }
		c.PeriodicJobs = []*river.PeriodicJob{river.NewPeriodicJob(
			river.PeriodicInterval(r.options.Sweep), sweep, &river.PeriodicJobOpts{RunOnStart: true})}
	}
	return c
}

// work is a worker that gives a job back to the queue when the process stops:
// interrupted is not failed, and the next process takes it up at once.
func work[T river.JobArgs](do func(context.Context, T) error) river.Worker[T] {
	return river.WorkFunc(func(ctx context.Context, job *river.Job[T]) error {
		err := do(ctx, job.Args)
		if err != nil && ctx.Err() != nil {
			return river.JobSnooze(0)
		}
		return err
	})
}

// Start takes up what dead workers left and begins to work. On SQLite the caller
// holds the store's worker lock.
func (r *Runner) Start(ctx context.Context) error {
	release, err := r.options.Store.RegisterWorker(ctx, r.name)
	if err != nil {
		return err
	}
	r.release = release
	if err := r.options.Store.RequeueOrphans(ctx, r.name); err != nil {
		return err
	}
	if err := r.upgradeFamilies(ctx); err != nil {
		return err
	}
	if err := r.replanChecks(ctx); err != nil {
		return err
	}
	if err := r.queue.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start of the job queue: %w", err)
	}
	return nil
}

// upgradeFamilies makes the families anew if an older program made them.
func (r *Runner) upgradeFamilies(ctx context.Context) error {
	office, err := r.offices.current(ctx)
	if gaobang.CodeOf(err) == gaobang.NotFound { // no books, no articles
		return nil
	}
	if err != nil {
		return err
	}
	return r.options.Store.UpgradeFamilies(ctx, families(office.Books))
}

// Stop interrupts the scans, waits until each has put down where it stands, and
// gives their jobs back to the queue.
func (r *Runner) Stop(ctx context.Context) error {
	defer r.release()
	stopped := r.queue.StopAndCancel(ctx)
	if stopped != nil {
		stopped = fmt.Errorf("stop of the job queue: %w", stopped)
	}
	return errors.Join(stopped, r.leaveUnindexed(ctx))
}

// workerName tells processes of a fleet apart, also one after the other.
func workerName(now time.Time) string {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	return fmt.Sprintf("%.40s-%d-%d", host, os.Getpid(), now.UnixNano())
}

// failures logs what a job returned: the edge where its error ends.
type failures struct {
	logger  *slog.Logger
	lasting *atomic.Pointer[error]
}

func (f failures) HandleError(_ context.Context, job *rivertype.JobRow, err error) *river.ErrorHandlerResult {
	if storage.Lasting(err) {
		f.lasting.Store(&err)
	}
	f.logger.Error("任务失败", "job", job.Kind, "args", string(job.EncodedArgs), "attempt", job.Attempt, "error", err)
	return nil
}

func (f failures) HandlePanic(_ context.Context, job *rivertype.JobRow, value any, trace string) *river.ErrorHandlerResult {
	f.logger.Error("任务崩溃", "job", job.Kind, "args", string(job.EncodedArgs), "panic", value, "trace", trace)
	return nil
}
