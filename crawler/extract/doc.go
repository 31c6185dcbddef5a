// Package extract reads an article out of its page. Its steps:
//
//  1. parse the page once and walk it once: metas, comments, and the text as
//     lines, each knowing its block and how much of it is links;
//  2. find the body: the profile's selector, the marks that e-papers leave, else
//     the block whose paragraphs weigh most;
//  3. gather candidates for title, time and source: the profile, the metas of
//     国办发〔2017〕47号, labelled lines around the body, headings; each field takes
//     the first that holds;
//  4. give the lines about the piece (作者, 来源, 责编) apart from the body, and
//     what the page says of its place and form.
//
// What the page does not say stays empty: nothing is guessed.
package extract
