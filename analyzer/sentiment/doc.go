// Package sentiment judges attitudes by a lexicon of public-administration news.
//
// Toward judges the attitude of a piece toward a bureau, not that of the text: a
// flood, a death or a fraud in it is what civil affairs deals with. Its steps:
//
//  1. take the title, the sentences that name the bureau or one of its units, and
//     the sentences beside them that name nobody else;
//  2. find the words of blame and praise in them, the longest first, outside of
//     titles of documents;
//  3. drop what is denied, forbidden or prevented, what is said of somebody else,
//     and what the bureau deals with: 查处、整治、约谈 others' wrongs is its work;
//  4. any blame left makes the piece negative, which waits for a person; else
//     praise makes it positive.
//
// Text judges a text by itself, with misfortune and crime counted too.
package sentiment
