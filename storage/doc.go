// Package storage is the one store of Gaobang, on SQLite for one machine and on
// PostgreSQL for a fleet, by one code. In the order of the data it keeps
//
//  1. what people applied: book versions, outlets, sources (book.go, outlet.go);
//  2. how crawling stands: runs, links found and what became of each
//     (run.go, link.go);
//  3. articles with their mentions, attributions and sentiments, and the family
//     each joins, all in one transaction (save.go, family.go, article.go);
//  4. the words to find them by (search.go);
//  5. what people ruled (decision.go);
//  6. the facts that scoring needs, and the ledger it makes (facts.go, ledger.go).
//
// SQL lives here and nowhere else. Every method is safe for many goroutines;
// every write is one transaction. Errors with a gaobang.ErrorCode may be shown
// to a person.
package storage
