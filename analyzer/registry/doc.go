// Package registry finds the names of a gaobang.Registry in running text, each
// in the days in which it was used.
//
// The steps of New: collect every name of units and people, confusable names,
// relative names (市民政局) and the places that the bureaus and towns are named
// after; fold them (full width, case, spaces); build one Aho-Corasick automaton
// over all of them.
//
// The steps of Scan: run the automaton once over the text; drop what nobody bore
// on that day and what is cut out of a longer word; let confusable names swallow
// what lies in them; of what overlaps keep the leftmost, of those the longest.
package registry
