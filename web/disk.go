package web

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gaobang/gaobang"
)

// probeSize is how much a probe writes: a page with its pictures needs as much, and a
// disk that cannot take it stops the crawl.
const probeSize = 1 << 20

// disk is a folder on which the program writes. One probe at a time is under way: a
// disk that hangs holds one.
type disk struct {
	folder string
	busy   chan struct{}
}

func newDisk(folder string) disk { return disk{folder, make(chan struct{}, 1)} }

// probe writes a file of probeSize and removes it.
func (d disk) probe(ctx context.Context) error {
	select {
	case d.busy <- struct{}{}:
	case <-ctx.Done():
		return d.hangs()
	}
	done := make(chan error, 1)
	go func() {
		done <- writable(d.folder)
		<-d.busy
	}()
	select {
	case err := <-done:
		if err != nil {
			return gaobang.Errorf(gaobang.Unavailable, "文件夹 %s 写不进去，请检查磁盘空间和权限：%w", d.folder, err)
		}
		return nil
	case <-ctx.Done():
		return d.hangs()
	}
}

func (d disk) hangs() error {
	return gaobang.Errorf(gaobang.Unavailable, "文件夹 %s 所在的磁盘没有反应", d.folder)
}

// writable writes beside what the folder holds, or will hold: before the first crawl it
// is not there.
func writable(folder string) (err error) {
	for _, failed := os.Stat(folder); errors.Is(failed, fs.ErrNotExist) && folder != filepath.Dir(folder); _, failed = os.Stat(folder) {
		folder = filepath.Dir(folder)
	}
	f, err := os.CreateTemp(folder, ".gaobang-probe-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(f.Name())) }()
	_, err = f.Write(make([]byte, probeSize))
	return errors.Join(err, f.Close())
}
