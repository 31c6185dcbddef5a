// Package extract reads an article out of its page. Its steps:
//
//  1. parse the page once and walk it once: metas, comments, what scripts say of
//     the piece, pictures, links that are page numbers, and the text as lines,
//     each knowing its block, its links and where inline elements part it; a row
//     of a table of data is one line;
//  2. find the body: the profile's block, the lines between an e-paper's marks,
//     else the block whose lines gain most (letters of sentences, less menus,
//     links, footers and readers' comments), cut to the run that gains most;
//  3. choose the title among metas, <title>, headings and lines near the body by
//     the evidence for each, candidates of the same letters speaking for each
//     other; then 引题 and 副题, the time and the source beside that title;
//  4. split the body into paragraphs of the piece and lines about it (作者, 来源,
//     责编), and find where it ends;
//  5. refuse what is no article: lists, doors that are shut, films without text.
//
// Read gives with the article the pictures of its body with their captions and
// the addresses of the piece's further pages; Append joins those.
//
// What the page does not say stays empty: nothing is guessed. Explain tells a
// person why each was chosen.
package extract
