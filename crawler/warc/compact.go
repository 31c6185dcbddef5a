package warc

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"github.com/gaobang/gaobang"
)

// Compacted is what became of a file.
type Compacted struct {
	Kept    int // captures, in a file of their own now
	Dropped int
	Freed   int64 // bytes
}

// DamagedError says that a file is not cleared because of damage in it.
type DamagedError struct {
	File string
	Damage
}

func (e DamagedError) Error() string {
	return fmt.Sprintf("证据文件 %s 的第 %d 至 %d 字节损坏，读不出记录，没有清理；请从备份恢复这个文件", e.File, e.From, e.To)
}

// Compact clears a file of what may go:
//
//  1. it locks the file, which nobody may be writing;
//  2. copies the records that stay, bytes as they are, to a new file, syncs it and
//     reads it back;
//  3. has commit put down where they lie now, all at once;
//  4. deletes the old file.
//
// Killed at any point, what commit put down, or did not, is true: the old file is
// whole until after it, the new one before it. What is left over is for Remove.
// Where commit fails the new file goes only if that answered Conflict: of another
// failure, as of a lost connection, nobody knows whether it was put down.
func Compact(dir, name string, now func() time.Time, keep func(gaobang.CaptureID) bool, commit func(moved []gaobang.Capture) error) (Compacted, error) {
	unlock, err := lockFile(dir, name)
	if err != nil {
		return Compacted{}, err
	}
	defer unlock()
	c := compaction{dir: dir, now: now, keep: keep}
	defer c.release()
	if err := c.copy(name); err != nil {
		c.discard()
		return Compacted{}, err
	}
	if err := commit(c.moved); err != nil {
		if gaobang.CodeOf(err) == gaobang.Conflict {
			c.discard()
		}
		return Compacted{}, err
	}
	if c.to != nil {
		c.to.close()
		c.result.Freed -= c.to.size
		c.to = nil
	}
	if err := os.Remove(filepath.Join(dir, name)); err != nil {
		return Compacted{}, gaobang.Errorf(gaobang.Unavailable, "证据文件 %s 中要留的已移出，原文件却删不掉，请检查权限：%w", name, err)
	}
	return c.result, syncFolder(dir)
}

// Remove deletes a file that the index says is cleared.
func Remove(dir, name string) error {
	unlock, err := lockFile(dir, name)
	if err != nil {
		return err
	}
	defer unlock()
	if err := os.Remove(filepath.Join(dir, name)); err != nil {
		return gaobang.Errorf(gaobang.Unavailable, "证据文件 %s 删不掉，请检查权限：%w", name, err)
	}
	return syncFolder(dir)
}

// lockFile keeps writers, repairs and other compactions from a file, and makes
// good what a dead writer left of it.
func lockFile(dir, name string) (unlock func(), err error) {
	path := filepath.Join(dir, name)
	unlockFolder, err := lockFolder(dir)
	if err != nil {
		return nil, err
	}
	defer unlockFolder()
	if _, err := os.Stat(path); err != nil {
		return nil, openError(dir, name, err)
	}
	lock := flock.New(path + lockSuffix)
	if ok, err := lock.TryLock(); err != nil {
		return nil, gaobang.Errorf(gaobang.Unavailable, "证据文件 %s 锁不住，请检查磁盘：%w", path, err)
	} else if !ok {
		return nil, gaobang.Errorf(gaobang.Conflict, "证据文件 %s 正在写入，没有清理", name)
	}
	if err := cutTorn(path); err != nil {
		_ = lock.Close()
		return nil, gaobang.Errorf(gaobang.Unavailable, "证据文件 %s 的末尾不完整，又修复不了，请检查权限和磁盘：%w", path, err)
	}
	return func() {
		_ = os.Remove(lock.Path())
		_ = lock.Close()
	}, nil
}

// compaction copies what stays of one file.
type compaction struct {
	dir  string
	now  func() time.Time
	keep func(gaobang.CaptureID) bool

	from   *os.File
	to     *segment // begun with the first record that stays
	info   *Group   // warcinfo that the next record stands under
	moved  []gaobang.Capture
	result Compacted
}

func (c *compaction) copy(name string) error {
	var err error
	if c.from, err = os.Open(filepath.Join(c.dir, name)); err != nil {
		return openError(c.dir, name, err)
	}
	info, err := c.from.Stat()
	if err != nil {
		return openError(c.dir, name, err)
	}
	c.result.Freed = info.Size()
	damages, err := WalkGroups(c.dir, name, c.group)
	if err != nil {
		return err
	}
	if len(damages) > 0 {
		return DamagedError{name, damages[0]}
	}
	return c.readBack()
}

func (c *compaction) group(g Group) error {
	switch {
	case g.Records[0].Type == "warcinfo":
		c.info = &g
		return nil
	case g.Capture.ID != 0 && !c.keep(g.Capture.ID):
		c.result.Dropped++
		return nil
	case g.Err != nil:
		return DamagedError{g.Capture.File, Damage{g.Records[0].Offset, g.Records[0].Offset + g.Records[0].Length}}
	}
	if err := c.begin(); err != nil {
		return err
	}
	if c.info != nil {
		if _, err := c.take(*c.info); err != nil {
			return err
		}
		c.info = nil
	}
	captured, err := c.take(g)
	if err == nil && captured.ID != 0 {
		c.result.Kept++
		c.moved = append(c.moved, captured)
	}
	return err
}

func (c *compaction) begin() error {
	if c.to != nil {
		return nil
	}
	unlock, err := lockFolder(c.dir)
	if err != nil {
		return err
	}
	defer unlock()
	c.to, err = newSegment(c.dir, c.now())
	return err
}

// take copies the records of a group and says where its capture lies now.
func (c *compaction) take(g Group) (gaobang.Capture, error) {
	captured := g.Capture
	captured.File = c.to.name
	members := make([][]byte, len(g.Records))
	at := c.to.size
	for i, r := range g.Records {
		members[i] = make([]byte, r.Length)
		if _, err := io.ReadFull(io.NewSectionReader(c.from, r.Offset, r.Length), members[i]); err != nil {
			return captured, gaobang.Errorf(gaobang.Unavailable, "证据文件 %s 读不了，请检查磁盘：%w", c.from.Name(), err)
		}
		if r.Offset == g.Capture.Offset {
			captured.Offset = at
		}
		at += r.Length
	}
	if err := c.to.append(members...); err != nil {
		return captured, writeError(c.to.path, err)
	}
	return captured, nil
}

// readBack syncs the new file and reads it again: the old one goes only where all
// that stays lies in the new.
func (c *compaction) readBack() error {
	if c.to == nil {
		return nil
	}
	if err := c.to.syncTo(c.to.size); err != nil {
		return writeError(c.to.path, err)
	}
	left := c.moved
	_, err := WalkGroups(c.dir, c.to.name, func(g Group) error {
		if g.Capture.ID == 0 {
			return g.Err
		}
		if len(left) == 0 || g.Err != nil || g.Capture.ID != left[0].ID || g.Capture.Offset != left[0].Offset || g.Capture.Length != left[0].Length {
			return errors.Join(errors.New("the copy is not what was copied"), g.Err)
		}
		left = left[1:]
		return nil
	})
	if err == nil && len(left) > 0 {
		err = errors.New("the copy ends early")
	}
	if err != nil {
		return gaobang.Errorf(gaobang.Unavailable, "移出的存证写到 %s 后读不回来，原文件未动；请检查磁盘：%w", c.to.name, err)
	}
	return nil
}

// discard deletes the new file.
func (c *compaction) discard() {
	if c.to == nil {
		return
	}
	_ = os.Remove(c.to.path)
	c.to.broken = false
	c.to.close()
	c.to = nil
}

// release lets go of what is open.
func (c *compaction) release() {
	if c.from != nil {
		_ = c.from.Close()
	}
	if c.to != nil { // nobody knows what became of it: its lock file stays
		c.to.broken = true
		c.to.close()
	}
}
