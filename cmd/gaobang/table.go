package main

import (
	"fmt"
	"io"

	"github.com/gaobang/gaobang/report"
)

// printTable prints rows below their heads, or says why there are none: heads alone
// look like a fault.
func printTable(w io.Writer, rows [][]string, none string) error {
	if len(rows) == 1 {
		_, err := fmt.Fprintln(w, none)
		return err
	}
	return report.Columns(w, rows, report.Words)
}
