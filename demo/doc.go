// Package demo is a bundled media world: invented outlets of all four levels with
// eight weeks of pieces before a given day, served by one handler under invented
// host names, and the books of an office that follows them. Its answer key was
// worked out by hand (key/*.tsv); nothing in it is computed by the analyzer.
//
// The same day gives the same world, byte for byte.
package demo
