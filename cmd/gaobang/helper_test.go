package main

import (
	"testing"

	"github.com/gaobang/gaobang/storage/storagetest"
)

// eachDatabase runs a test with the DSN of an empty database of every kind.
func eachDatabase(t *testing.T, test func(t *testing.T, database string)) {
	t.Helper()
	for _, kind := range storagetest.Kinds() {
		t.Run(kind, func(t *testing.T) { test(t, storagetest.DSN(t, kind)) })
	}
}
