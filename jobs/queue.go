package jobs

import (
	"context"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivertype"

	"github.com/gaobang/gaobang/storage"
)

// queue is a River client on either database.
type queue interface {
	Start(ctx context.Context) error
	StopAndCancel(ctx context.Context) error
	Insert(ctx context.Context, args river.JobArgs, opts *river.InsertOpts) (*rivertype.JobInsertResult, error)
	JobGet(ctx context.Context, id int64) (*rivertype.JobRow, error)
}

func newQueue(store *storage.Store, config *river.Config) (queue, error) {
	if db := store.SQLite(); db != nil {
		return river.NewClient(riversqlite.New(db), config)
	}
	return river.NewClient(riverpgxv5.New(store.Pool()), config)
}

// insert puts a job into the queue.
func (r *Runner) insert(ctx context.Context, args river.JobArgs) (*rivertype.JobInsertResult, error) {
	inserted, err := r.queue.Insert(ctx, args, nil)
	return inserted, r.options.Store.Explain("把任务放进队列", err)
}
