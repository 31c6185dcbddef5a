// Package config reads the settings file and the books into checked values. Its
// steps for books:
//
//  1. parse each file's YAML into a tree whose every value knows its line;
//  2. read the tree by the shapes of the books; what does not fit is a Problem
//     with file, line, the offending line and what to do, and reading goes on;
//  3. check what the books say of each other: references, validity, schedules,
//     selectors.
//
// All problems of all files come back at once.
package config
