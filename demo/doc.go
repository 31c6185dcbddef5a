// Package demo is a bundled media world: invented outlets of all levels with eight
// weeks of pieces before a given day, served by one handler under invented host
// names, and the books of an office that follows them. Its parts, in order:
//
//  1. stories and publications (world/): what was written, and who published it when;
//  2. sites: how each outlet publishes, one for each shape that crawling has to know,
//     with the oddity that comes with it, and what is wrong with those that are ill;
//  3. mornings: the days on which the office looks, and the sites as they were then;
//  4. the answer key (key/), worked out by hand: nothing in it is computed by the
//     analyzer. Its list of shapes says which source shows what.
//
// The same day gives the same world, byte for byte.
package demo
