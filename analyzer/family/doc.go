// Package family tells which articles carry one story. Its steps:
//
//  1. Read: letters and digits of the body, in half width, lower case and
//     simplified form; every run of seven is hashed, every figure and named place
//     is kept with where it stands;
//  2. Keys: the smallest hashes, one in thirty-two and at least sixteen, sieve the
//     candidates, so that a text is found in whatever stands around it; and the
//     text as a whole;
//  3. Near: how much of the shorter text stands in the longer, so that a reprint
//     that was cut, retitled or led anew is found; where the same places hold other
//     figures and names, a form was filled in again;
//  4. Origin: of a family, who published first.
//
// Titles do not count, but for texts too short to tell: reprints change them first.
// What becomes of round-ups and of what people ruled is said at gaobang.Stories.
package family
