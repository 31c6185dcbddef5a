//go:build unix

// Command testenv runs a command, such as the tests, with the real things they
// test on: a PostgreSQL server and Chromium. For the server it
//
//  1. takes the one that GAOBANG_TEST_POSTGRES names, where it names one;
//  2. else starts a throw-away cluster from the binaries on this machine, as
//     another user where it runs as root, because PostgreSQL refuses root. It is
//     removed when the command ends.
//
// What is not on the machine it installs from Debian, where it is root and apt-get
// is there. What cannot be had it names, and runs the command all the same: the
// tests that need it skip themselves. With GAOBANG_TEST_REQUIRE=1 it fails
// instead. Usage:
//
//	go run ./internal/testenv go test ./...
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
		fmt.Fprintln(os.Stderr, "usage: testenv COMMAND [ARGUMENT…]")
		os.Exit(2)
	}
	os.Exit(run(os.Args[1:]))
}

func run(command []string) int {
	// The command hears an interrupt by itself; this process outlives it to
	// remove the cluster.
	signal.Notify(make(chan os.Signal, 1), os.Interrupt, syscall.SIGTERM)
	if err := installChromium(); err != nil && !goOn("Chromium", err) {
		return 1
	}
	if os.Getenv(envDSN) == "" {
		cluster, err := startCluster()
		if err == nil {
			defer cluster.remove()
			err = os.Setenv(envDSN, cluster.dsn())
		}
		if err != nil && !goOn("PostgreSQL", err) {
			return 1
		}
	}
	return status(command)
}

// goOn tells what is missing, and whether the tests may do without it.
func goOn(what string, err error) bool {
	if os.Getenv(envRequire) == "1" {
		fmt.Fprintf(os.Stderr, "testenv: no %s, and %s=1 asks for it: %v\n", what, envRequire, err)
		return false
	}
	fmt.Fprintf(os.Stderr, "testenv: no %s, its tests will be skipped: %v\n", what, err)
	return true
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
	fmt.Fprintln(os.Stderr, "testenv:", err)
	return 1
}
