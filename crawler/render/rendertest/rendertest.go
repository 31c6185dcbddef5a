// Package rendertest is for tests that render pages in a real Chromium.
package rendertest

import (
	"os"
	"testing"

	"github.com/gaobang/gaobang/crawler/render"
)

// NeedsChromium skips a test where there is none; with GAOBANG_TEST_REQUIRE=1 it
// fails instead.
func NeedsChromium(tb testing.TB) {
	tb.Helper()
	_, err := render.Find("")
	switch {
	case err == nil:
	case os.Getenv("GAOBANG_TEST_REQUIRE") == "1":
		tb.Fatal(err)
	default:
		tb.Skip(err)
	}
}
