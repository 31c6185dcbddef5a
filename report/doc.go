// Package report writes rankings as documents: a table for a terminal, one
// self-contained web page in which every point opens to the article, the clause
// and the words that earned it, CSV and JSON. The same rankings give the same
// bytes.
package report
