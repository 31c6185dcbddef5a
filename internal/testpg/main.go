//go:build unix

// Command testpg runs a command, such as the tests, with a PostgreSQL server to
// test on. It
//
//  1. takes the server that GAOBANG_TEST_POSTGRES names, where it names one;
//  2. else starts a throw-away cluster from the binaries on this machine, as
//     another user where it runs as root, because PostgreSQL refuses root;
//  3. else installs Debian's postgresql first, where it is root and apt-get is
//     there;
//  4. else says why there is none and runs the command all the same: the tests
//     that need a server skip themselves. With GAOBANG_TEST_REQUIRE=1 it fails
//     instead.
//
// The cluster is removed when the command ends. Usage:
//
//	go run ./internal/testpg go test ./...
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

// Environment shared with the tests that need a server.
const (
	envDSN     = "GAOBANG_TEST_POSTGRES"
	envRequire = "GAOBANG_TEST_REQUIRE"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: testpg COMMAND [ARGUMENT…]")
		os.Exit(2)
	}
	os.Exit(run(os.Args[1:]))
}

func run(command []string) int {
	// The command hears an interrupt by itself; this process outlives it to
	// remove the cluster.
	signal.Notify(make(chan os.Signal, 1), os.Interrupt, syscall.SIGTERM)
	if os.Getenv(envDSN) == "" {
		cluster, err := startCluster()
		switch {
		case err == nil:
			defer cluster.remove()
			if err := os.Setenv(envDSN, cluster.dsn()); err != nil {
				fmt.Fprintln(os.Stderr, "testpg:", err)
				return 1
			}
		case os.Getenv(envRequire) == "1":
			fmt.Fprintf(os.Stderr, "testpg: no PostgreSQL, and %s=1 asks for it: %v\n", envRequire, err)
			return 1
		default:
			fmt.Fprintf(os.Stderr, "testpg: no PostgreSQL, its tests will be skipped: %v\n", err)
		}
	}
	return status(command)
}

// status runs the command and gives its exit status.
func status(command []string) int {
	cmd := exec.Command(command[0], command[1:]...) //nolint:gosec // running what it is told is its purpose
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit) && exit.ExitCode() > 0:
		return exit.ExitCode()
	}
	fmt.Fprintln(os.Stderr, "testpg:", err)
	return 1
}
