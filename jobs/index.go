package jobs

import (
	"context"
	"maps"
	"slices"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/crawler/warc"
	"github.com/gaobang/gaobang/storage"
)

// Checked is what a walk over the archive found.
type Checked struct {
	Files    int
	Captures int
	Added    int // to the index
	Moved    int // in the index: their file is gone and they were found in another
	Faults   []error
}

// indexBatch is how many captures go into the index at once.
const indexBatch = 500

// Index makes the index of the archive from its files alone: what is in it stays,
// what is missing is added. Damage is told by name and passed over.
func (e Evidence) Index(ctx context.Context, observe func(file string)) (Checked, error) {
	names, err := warc.Files(e.Archive)
	if err != nil {
		return Checked{}, err
	}
	x := indexing{Evidence: e, present: map[string]bool{}}
	for _, name := range names {
		x.present[name] = true
	}
	for _, name := range names {
		observe(name)
		if err := x.file(ctx, name); err != nil {
			return x.Checked, err
		}
	}
	return x.Checked, e.Store.SettleIndex(ctx)
}

// Adopt puts into the index what a killed process left in a file of the archive:
// pages that it kept and did not live to put down. Else nobody would know of them,
// and they would never age out.
func (e Evidence) Adopt(ctx context.Context) func(name string) error {
	return func(name string) error {
		x := indexing{Evidence: e}
		if err := x.file(ctx, name); err != nil || x.Added == 0 {
			return err
		}
		return e.Store.SettleIndex(ctx)
	}
}

type indexing struct {
	Evidence
	Checked

	present map[string]bool // nil: what is in the index lies where it says
	found   []storage.FoundCapture
}

func (x *indexing) file(ctx context.Context, name string) error {
	x.Files++
	damages, err := warc.WalkGroups(x.Archive, name, func(g warc.Group) error {
		if g.Capture.ID == 0 {
			return ctx.Err()
		}
		x.Captures++
		if g.Err != nil {
			x.Faults = append(x.Faults, recordFault(name, g.Capture.Offset))
			return ctx.Err()
		}
		found := storage.FoundCapture{Capture: g.Capture}
		found.URL, found.Via = addressOf(g.Address), addressOf(g.Via)
		if x.found = append(x.found, found); len(x.found) < indexBatch {
			return ctx.Err()
		}
		return x.flush(ctx)
	})
	for _, d := range damages {
		x.Faults = append(x.Faults, damageFault(name, d))
	}
	if err != nil {
		return err
	}
	return x.flush(ctx)
}

// addressOf is the canonical address, or what stands there where it has none: in a
// file that others wrote.
func addressOf(address string) string {
	canonical, err := fetch.Canonical(address)
	if err != nil {
		return address
	}
	return canonical
}

func (x *indexing) flush(ctx context.Context) error {
	if len(x.found) == 0 {
		return nil
	}
	added, moved, err := x.Store.IndexCaptures(ctx, x.found, x.present)
	x.Added, x.Moved, x.found = x.Added+added, x.Moved+moved, x.found[:0]
	return err
}

// Check reads every record of every file and holds it to its digests, and what the
// index says of the files to what is there. It changes nothing.
func (e Evidence) Check(ctx context.Context, observe func(file string)) (Checked, error) {
	var result Checked
	names, err := warc.Files(e.Archive)
	if err != nil {
		return result, err
	}
	known, err := e.Store.ArchiveFiles(ctx)
	if err != nil {
		return result, err
	}
	for _, name := range names {
		observe(name)
		if err := e.checkFile(ctx, name, known[name], &result); err != nil {
			return result, err
		}
		delete(known, name)
	}
	for _, name := range slices.Sorted(maps.Keys(known)) {
		if f := known[name]; f.Captures > 0 {
			result.Faults = append(result.Faults, gaobang.Errorf(gaobang.NotFound, "证据文件 %s 不在目录 %s 中，其中有登记的存证 %d 条，请从备份恢复", name, e.Archive, f.Captures))
		}
	}
	return result, nil
}

func (e Evidence) checkFile(ctx context.Context, name string, known storage.ArchiveFile, result *Checked) error {
	result.Files++
	captures := 0
	damages, err := warc.WalkGroups(e.Archive, name, func(g warc.Group) error {
		if g.Capture.ID != 0 {
			captures++
		}
		if g.Err != nil {
			result.Faults = append(result.Faults, recordFault(name, g.Records[0].Offset))
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	for _, d := range damages {
		result.Faults = append(result.Faults, damageFault(name, d))
	}
	if captures > known.Captures && !known.Removed {
		result.Faults = append(result.Faults, gaobang.Errorf(gaobang.NotFound, "证据文件 %s 中有 %d 条记录不在索引里，请运行 gaobang archive index 收入索引", name, captures-known.Captures))
	}
	if captures < known.Captures {
		result.Faults = append(result.Faults, gaobang.Errorf(gaobang.NotFound, "证据文件 %s 中只有 %d 条存证，索引登记了 %d 条，缺的已经丢失：请从备份恢复这个文件", name, captures, known.Captures))
	}
	result.Captures += captures
	return nil
}

func recordFault(name string, offset int64) error {
	return gaobang.Errorf(gaobang.Unavailable, "证据文件 %s 的第 %d 字节处的记录与它自带的校验值不符，内容被改动过", name, offset)
}

func damageFault(name string, d warc.Damage) error {
	return gaobang.Errorf(gaobang.Unavailable, "证据文件 %s 的第 %d 至 %d 字节损坏，读不出记录；请从备份恢复这个文件", name, d.From, d.To)
}
