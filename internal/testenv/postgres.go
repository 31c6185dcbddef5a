//go:build unix

package main

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// cluster is a throw-away PostgreSQL that listens on a Unix socket only, so two
// test runs on one machine never meet and nothing is open to the network.
type cluster struct {
	bin  string // folder of initdb and pg_ctl
	dir  string
	user *syscall.Credential // nil: this process's own
}

func startCluster() (*cluster, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	c := &cluster{bin: bin}
	if c.dir, err = os.MkdirTemp("", "gaobang-pg-"); err != nil {
		return nil, err
	}
	if os.Geteuid() == 0 {
		if c.user, err = otherUser(); err == nil {
			err = os.Chown(c.dir, int(c.user.Uid), int(c.user.Gid))
		}
	}
	if err == nil {
		err = c.start()
	}
	if err != nil {
		c.remove()
		return nil, err
	}
	return c, nil
}

// binaries is the folder of the newest PostgreSQL on this machine, installed
// first where that can be done.
func binaries() (string, error) {
	if bin := installed(); bin != "" {
		return bin, nil
	}
	if err := install("postgresql"); err != nil {
		return "", fmt.Errorf("initdb and pg_ctl were not found; install PostgreSQL, or name a running server in %s: %w", envDSN, err)
	}
	if bin := installed(); bin != "" {
		return bin, nil
	}
	return "", errors.New("apt-get installed postgresql, yet initdb is not under /usr/lib/postgresql")
}

func installed() string {
	var found []string
	for _, pattern := range []string{
		"/usr/lib/postgresql/*/bin/initdb", // Debian
		"/usr/pgsql-*/bin/initdb",          // Red Hat
		"/opt/homebrew/opt/postgresql*/bin/initdb",
		"/usr/local/opt/postgresql*/bin/initdb",
	} {
		paths, _ := filepath.Glob(pattern) // the patterns are well formed
		found = append(found, paths...)
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		found = append(found, path)
	}
	if len(found) == 0 {
		return ""
	}
	return filepath.Dir(slices.MaxFunc(found, byVersion))
}

// byVersion orders paths by the first number in them, so 15 stands above 9.
func byVersion(a, b string) int { return version(a) - version(b) }

func version(path string) int {
	digits := strings.FieldsFunc(path, func(r rune) bool { return r < '0' || r > '9' })
	if len(digits) == 0 {
		return 0
	}
	n, _ := strconv.Atoi(digits[0]) // digits only
	return n
}

func otherUser() (*syscall.Credential, error) {
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		if err != nil {
			return nil, err
		}
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		if err != nil {
			return nil, err
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, errors.New("PostgreSQL refuses to run as root, and there is no user postgres or nobody")
}

func (c *cluster) start() error {
	if err := c.run("initdb", "-D", c.data(), "-U", "gaobang", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync"); err != nil {
		return err
	}
	// The data is thrown away: nothing has to outlive a power cut.
	options := "-c listen_addresses= -c unix_socket_directories=" + c.dir +
		" -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
	return c.run("pg_ctl", "-D", c.data(), "-l", filepath.Join(c.dir, "log"), "-w", "-t", "60", "-o", options, "start")
}

func (c *cluster) data() string { return filepath.Join(c.dir, "data") }

// dsn names the cluster as pgx reads it.
func (c *cluster) dsn() string {
	q := url.Values{"host": {c.dir}, "user": {"gaobang"}, "sslmode": {"disable"}}
	return "postgres:///postgres?" + q.Encode()
}

func (c *cluster) run(name string, args ...string) error {
	cmd := exec.Command(filepath.Join(c.bin, name), args...) //nolint:gosec // PostgreSQL's own tools
	cmd.Dir = c.dir
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	// A group of its own: an interrupt at the terminal ends the tests first, and
	// the server only after them.
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.user, Setpgid: true}
	// The server inherits the files of pg_ctl, so they must not be pipes.
	out, err := os.Create(filepath.Join(c.dir, name+".out"))
	if err != nil {
		return err
	}
	defer func() { _ = out.Close() }()
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Run(); err != nil {
		said, _ := os.ReadFile(out.Name()) // what it said only adds to err
		return fmt.Errorf("%s: %w\n%s", name, err, said)
	}
	return nil
}

// remove stops the server and deletes the cluster.
func (c *cluster) remove() {
	if _, err := os.Stat(filepath.Join(c.data(), "postmaster.pid")); err == nil {
		if err := c.run("pg_ctl", "-D", c.data(), "-m", "immediate", "-w", "stop"); err != nil {
			fmt.Fprintln(os.Stderr, "testenv:", err)
		}
	}
	if err := os.RemoveAll(c.dir); err != nil {
		fmt.Fprintln(os.Stderr, "testenv:", err)
	}
}
