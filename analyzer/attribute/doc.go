// Package attribute says whether an article is about a bureau that is followed,
// and whose it is: evidence in, attribution out.
//
// The steps: find every registered name in title, body, meta and source line;
// settle from where the article speaks (its source line, its outlet and page, its
// site) and which lines are the page's and not the piece's; settle what each name
// means there, which drops names of other places and lists what stands only in
// doubt; read who signs; then, bureau by bureau, let the strongest basis decide,
// share the article equally among those it names, and say how much of the piece is
// about the bureau. What was weighed and not taken is kept with the reason.
//
// Place decides the name: 市民政局 is the bureau of the place the article speaks
// from. Doubt goes to people: what may well be wrong gets a confidence under the
// threshold and waits for a ruling, and is never dropped in silence.
package attribute
