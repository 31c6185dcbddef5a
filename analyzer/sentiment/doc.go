// Package sentiment judges attitudes by a lexicon of public-administration news.
// Its words stand in lexicon.yaml, in groups with the reason beside each, and so
// do the cues: words of denial, degree, contrast, refutation, handling, mending.
//
// Toward judges the attitude of a piece toward a bureau, not that of the text: a
// flood, a death or a fraud in it is what civil affairs deals with. Its steps:
//
//  1. take the title, the sentences that name the bureau or one of its units, and
//     the sentences beside them that name nobody else;
//  2. find the words of blame and praise in them, the longest first, outside of
//     titles of documents and of quoted names of campaigns;
//     A rebuke may be more than a word: 被…通报 with the critic between, 通报 with the
//     bureau's name right behind (rebuked.go). What befalls a wrongdoer counts where
//     he holds an office of the bureau, an accident where a house of its own is, and
//     an apology where the bureau makes it. Praise that it gives to others is not its;
//  3. drop what is denied, forbidden or prevented, refuted as a rumour, over, or
//     mended; what is said of somebody else; and what the bureau deals with:
//     查处、整治、约谈 others' wrongs is its work. Being exposed and then mending
//     is still being exposed;
//  4. any blame left makes the piece negative, which waits for a person; else
//     praise makes it positive.
//
// Text judges a line by itself, with misfortune and crime counted too: weights by
// group, changed by the cues, halved before a contrast and in lines that ask, sell
// or entertain.
package sentiment
