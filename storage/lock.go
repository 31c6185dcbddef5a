package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"github.com/gaobang/gaobang"
)

// LockWorker makes this process the only one that works on the SQLite file; the
// system gives the lock back when the process ends, however it ends. A second
// process gets a Conflict that names the first. On PostgreSQL many may work.
func (s *Store) LockWorker() (unlock func() error, err error) {
	if s.pool != nil {
		return func() error { return nil }, nil
	}
	path := s.path + ".lock"
	lock := flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o644))
	held, err := lock.TryLock()
	if err != nil {
		return nil, gaobang.Errorf(gaobang.Unavailable, "锁文件 %s 用不了，请检查文件夹权限：%w", path, err)
	}
	if !held {
		return nil, gaobang.Errorf(gaobang.Conflict, "数据库 %s 正由另一个进程（pid %s）使用：请先停止它，或改用 PostgreSQL", s.path, holder(path))
	}
	if err := os.WriteFile(path, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o644); err != nil { //nolint:gosec // a pid is no secret
		return nil, errors.Join(fmt.Errorf("storage: lock file: %w", err), lock.Unlock())
	}
	return func() error { return errors.Join(os.Truncate(path, 0), lock.Unlock()) }, nil
}

func holder(path string) string {
	b, err := os.ReadFile(path)
	if pid := strings.TrimSpace(string(b)); err == nil && pid != "" {
		return pid
	}
	return "不明"
}

// withLock runs f while no other process does so under the same file.
func withLock(ctx context.Context, path string, f func() error) error {
	lock := flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o644))
	if _, err := lock.TryLockContext(ctx, 20*time.Millisecond); err != nil {
		return gaobang.Errorf(gaobang.Unavailable, "锁文件 %s 用不了，请检查文件夹权限：%w", path, err)
	}
	return errors.Join(f(), lock.Unlock())
}
