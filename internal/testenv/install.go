//go:build unix

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"github.com/gaobang/gaobang/crawler/render"
)

// install installs one of Debian's packages, where that can be done.
func install(name string) error {
	apt, err := exec.LookPath("apt-get")
	if err != nil || os.Geteuid() != 0 {
		return errors.New("installing it needs root and apt-get")
	}
	for _, args := range [][]string{{"update"}, {"install", "-y", "--no-install-recommends", name}} {
		cmd := exec.Command(apt, args...) //nolint:gosec // apt-get of this machine
		cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("apt-get %s: %w\n%s", strings.Join(args, " "), err, out)
		}
	}
	return nil
}

// installChromium installs Chromium where there is none.
func installChromium() error {
	if _, err := render.Find(""); err == nil {
		return nil
	}
	if err := install("chromium"); err != nil {
		return fmt.Errorf("chromium was not found: %w", err)
	}
	_, err := render.Find("")
	return err
}
