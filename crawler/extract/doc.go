// Package extract reads an article out of its page. Its steps:
//
//  1. parse the page once and walk it once: metas, comments, what scripts say of
//     the piece, and the text as lines, each knowing its block, its links and
//     where inline elements part it;
//  2. find the body: the profile's block, the lines between an e-paper's marks,
//     else the block whose lines gain most (letters of sentences, less menus,
//     links, footers and readers' comments), cut to the run that gains most;
//  3. choose the title among metas, <title>, headings and lines near the body by
//     the evidence for each, candidates of the same letters speaking for each
//     other; then the time and the source beside that title;
//  4. split the body into paragraphs of the piece and lines about it (作者, 来源,
//     责编), and find where it ends.
//
// What the page does not say stays empty: nothing is guessed. Explain tells a
// person why each was chosen.
package extract
