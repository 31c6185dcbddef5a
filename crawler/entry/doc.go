// Package entry reads pieces that people enter by hand: of sites that ward off
// programs, of print, radio and television, and units' claims. Its steps:
//
//  1. Read takes a sheet (XLSX or CSV) apart into rows, by the names in its header,
//     in any order, with what merged cells share;
//  2. each row becomes a Document: the cells as they were entered, what stands in a
//     file beside the sheet, who entered it and where it stood. That is kept as
//     evidence, and read again by reprocessing;
//  3. Document.Article reads the piece of a row, and names every cell that it cannot
//     read.
//
// FormSheet writes an empty sheet, or one with pieces whose other columns wait to be
// filled in. Every sheet is hostile: bytes, unpacked bytes, rows, columns and files
// beside are bounded, formulas are refused and never computed.
package entry
