package render

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

const (
	homePrefix = "gaobang-chromium-"
	homeLock   = ".lock"
)

// makeHome makes the folder of one browser. It is locked beside itself as long as
// this process lives: what a killed one left goes when the next browser starts, here
// or in another process.
func makeHome() (home string, remove func(), err error) {
	clearHomes(os.TempDir())
	file, err := os.CreateTemp("", homePrefix+"*"+homeLock)
	if err != nil {
		return "", nil, err
	}
	_ = file.Close()
	lock := flock.New(file.Name())
	home = strings.TrimSuffix(file.Name(), homeLock)
	remove = func() {
		removeHome(home)
		_ = lock.Unlock()
		_ = os.Remove(file.Name())
	}
	// Locked before there is a folder: who clears never sees one without its lock.
	if err := lock.Lock(); err != nil {
		remove()
		return "", nil, err
	}
	if err := os.Mkdir(home, 0o700); err != nil {
		remove()
		return "", nil, err
	}
	return home, remove, nil
}

// removeHome removes the folder of a browser that was killed: its helpers may write
// there for a moment longer. What stays all the same goes when the next one starts.
func removeHome(home string) {
	const tries, pause = 50, 20 * time.Millisecond
	for range tries {
		if os.RemoveAll(home) == nil {
			return
		}
		time.Sleep(pause)
	}
}

// clearHomes removes the folders in dir that nobody holds any more.
func clearHomes(dir string) {
	homes, _ := filepath.Glob(filepath.Join(dir, homePrefix+"*")) // the pattern is sound
	for _, home := range homes {
		if info, err := os.Lstat(home); err != nil || !info.IsDir() {
			continue
		}
		lock := flock.New(home + homeLock)
		if free, err := lock.TryLock(); err != nil || !free {
			continue
		}
		_ = os.RemoveAll(home)
		_ = lock.Unlock()
		_ = os.Remove(home + homeLock)
	}
}
