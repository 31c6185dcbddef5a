// Package attribute says whether an article is about a bureau that is followed,
// and whose it is: evidence in, attribution out.
//
// The steps: find every registered name in title, body, meta and source line;
// settle from where the article speaks (its source line, its outlet, its site);
// settle what each name means there, which drops names of other places and lists
// what stands only in doubt; read who signs; then, bureau by bureau, let the
// strongest basis decide and share the article equally among those it names.
//
// Place decides the name: 市民政局 is the bureau of the place the article speaks
// from. Doubt goes to people: what may well be wrong gets a confidence under the
// threshold and waits for a ruling, and is never dropped in silence.
package attribute
