// Package family tells which articles carry one story. Its steps:
//
//  1. Fingerprint: every run of seven letters of the body becomes a number; the
//     128 smallest are the sketch, all together make a SimHash;
//  2. Keys: the sixteen smallest sieve the candidates, so that two texts that
//     share a third of their runs meet with 99.8 % probability;
//  3. Near: two sketches tell how much of the shorter text stands in the longer,
//     so a reprint that was cut, retitled or led anew is found;
//  4. Origin: of a family, who published first.
//
// Titles do not count: reprints change them first.
package family
