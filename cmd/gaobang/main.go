// Command gaobang finds a bureau's published pieces in the media, credits them
// to units and people, and ranks them by the bureau's own rules. This package
// parses the command line, wires the rooms together and prints what they give.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// After the first signal the next one ends the process at once.
	context.AfterFunc(ctx, stop)
	p := program{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, now: time.Now}
	os.Exit(p.run(ctx, os.Args[1:]))
}

// program is what a run of the command stands on, so that tests can run one.
type program struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	now    func() time.Time
	pinned map[string]string // hosts dialled elsewhere: the sites of tests
}
