// Package example reads, writes and judges passages with the answer a person
// gave: the set under testdata/passages, and the examples that an office makes of
// its own decisions.
//
// Parse reads a file of records, Example.String writes one; Example.Article is
// the piece as the extractor would give it; Score counts how attributions stand to
// the key.
package example
