// Package scoring turns a rule book, attributions and decisions into the ledger.
// It is pure: the same input gives the same credits. Its steps:
//
//  1. whose: for each article and bureau the latest decision, else what the
//     analyzer attributed, else what the first publication of the story has;
//  2. how much of it: the bureaus share equally, units within one as attributed;
//  3. what it is worth: the dearest base clause, times every multiply clause,
//     plus every add clause; or every deduct clause where a person decided that
//     the piece is negative;
//  4. what of that counts: by the book's policy on one story in several outlets,
//     in the order of publication, so that a later reprint never changes what an
//     earlier period earned; by bureau where the book pays by scope;
//  5. what is withheld stands in the ledger with zero points and its reason.
package scoring
