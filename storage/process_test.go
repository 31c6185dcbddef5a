package storage_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// The tests of this file need a second process: this test binary again, which
// TestMain turns into a small program when roleEnv is set.
const (
	roleEnv = "GAOBANG_STORAGE_TEST_ROLE"
	dsnEnv  = "GAOBANG_STORAGE_TEST_DSN"
)

func TestMain(m *testing.M) {
	if role := os.Getenv(roleEnv); role != "" {
		if err := play(role, os.Getenv(dsnEnv)); err != nil {
			fmt.Printf("%s %s\n", gaobang.CodeOf(err), err)
			os.Exit(3)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// play is the second process: it opens the store, takes the lock if asked to,
// says "ready", and ends with its input.
func play(role, dsn string) error {
	store, err := storage.Open(context.Background(), dsn, storagetest.Now)
	if err != nil {
		return err
	}
	if role == "lock" {
		if _, err := store.LockWorker(); err != nil {
			return errors.Join(err, store.Close())
		}
	}
	fmt.Println("ready")
	_, _ = io.Copy(io.Discard, os.Stdin)
	return store.Close()
}

type process struct {
	*exec.Cmd
	in    io.WriteCloser
	lines *bufio.Reader
}

// start runs the second process and gives the first line it says.
func start(t *testing.T, cmd *exec.Cmd, role, dsn string) (*process, string) {
	t.Helper()
	cmd.Env = append(os.Environ(), roleEnv+"="+role, dsnEnv+"="+dsn)
	p := &process{Cmd: cmd, in: must(cmd.StdinPipe())(t)}
	p.lines = bufio.NewReader(must(cmd.StdoutPipe())(t))
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.in.Close(); _ = p.Wait() })
	line, err := p.lines.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return p, strings.TrimSpace(line)
}

func TestSecondWorkerOnOneFileIsTold(t *testing.T) {
	dsn := storagetest.DSN(t, storage.SQLite)
	first, line := start(t, exec.Command(os.Args[0]), "lock", dsn)
	if line != "ready" {
		t.Fatalf("the first worker says %q", line)
	}
	store := must(storage.Open(t.Context(), dsn, storagetest.Now))(t)
	defer store.Close()
	_, err := store.LockWorker()
	wantCode(t, err, gaobang.Conflict)
	if pid := fmt.Sprint("pid ", first.Process.Pid); err == nil || !strings.Contains(err.Error(), pid) {
		t.Errorf("%v does not name %s", err, pid)
	}
	if err := first.Process.Kill(); err != nil { // as kill -9
		t.Fatal(err)
	}
	_ = first.Wait()
	unlock, err := store.LockWorker()
	if err != nil {
		t.Fatalf("the lock outlived its killed holder: %v", err)
	}
	if err := unlock(); err != nil {
		t.Error(err)
	}
	again := must(store.LockWorker())(t)
	if err := again(); err != nil {
		t.Error(err)
	}
}

func TestManyWorkersShareAServer(t *testing.T) {
	dsn := storagetest.DSN(t, storage.Postgres)
	for range 2 {
		store := must(storage.Open(t.Context(), dsn, storagetest.Now))(t)
		defer store.Close()
		unlock := must(store.LockWorker())(t)
		defer unlock()
	}
}

func TestProcessesOpenANewDatabaseAtOnce(t *testing.T) {
	eachDSN(t, func(t *testing.T, dsn string) {
		lines := make(chan string)
		for range 3 {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), roleEnv+"=open", dsnEnv+"="+dsn)
			go func() {
				out, err := cmd.Output()
				lines <- fmt.Sprint(strings.TrimSpace(string(out)), err)
			}()
		}
		for range 3 {
			if line := <-lines; line != "ready<nil>" {
				t.Errorf("a process says %q", line)
			}
		}
	})
}

// As root every folder is writable, so the second process runs as nobody.
func TestReadOnlyFolderIsNamed(t *testing.T) {
	base := must(os.MkdirTemp("", "gaobang-read-only-"))(t) //nolint:usetesting // t.TempDir is closed to other users
	folder := filepath.Join(base, "data")
	t.Cleanup(func() { _ = os.Chmod(folder, 0o700); _ = os.RemoveAll(base) })
	mkdir(t, folder)
	store := must(storage.Open(t.Context(), "sqlite:"+folder+"/there.db", storagetest.Now))(t)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	binary := filepath.Join(base, "second")
	if err := os.WriteFile(binary, must(os.ReadFile(os.Args[0]))(t), 0o755); err != nil {
		t.Fatal(err)
	}
	for path, mode := range map[string]os.FileMode{base: 0o755, folder: 0o555} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range []string{"new.db", "there.db"} {
		cmd := exec.Command(binary)
		cmd.Dir = base
		if os.Getuid() == 0 {
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		_, line := start(t, cmd, "open", "sqlite:"+filepath.Join(folder, file))
		if !strings.HasPrefix(line, "unavailable ") || !strings.Contains(line, folder) || !strings.Contains(line, "不可写") {
			t.Errorf("%s: the process says %q", file, line)
		}
	}
}
