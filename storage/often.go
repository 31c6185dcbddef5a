package storage

import (
	"context"
	"database/sql"

	"github.com/uptrace/bun"
)

// What is written for every page. SQLite takes longer to read such a statement than to
// run it, so the writing connection keeps them prepared; PostgreSQL gets them as it
// gets all others.
const (
	// insertCapture gives a capture that is there already to an article if it was
	// nobody's.
	insertCapture = "INSERT INTO captures AS c (id, url, captured_at, used_at, kind, status, sha256, refers_to, file, record_offset, record_length, article) " +
		"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) " +
		"ON CONFLICT (id) DO UPDATE SET article = EXCLUDED.article WHERE c.article = 0 AND EXCLUDED.article <> 0"
	passPending = "UPDATE fetch_states SET status = ?, error = ?, next_try = ?, content_hash = ?, fingerprint = ?, capture = ? " +
		"WHERE canonical = ? AND status IN ('found', 'failed')"
)

// often are the statements that stay prepared.
func often() []string { return []string{insertCapture, passPending} }

// prepare is called when the tables are as the statements know them.
func (s *Store) prepare(ctx context.Context) error {
	s.prepared = map[string]*sql.Stmt{}
	for _, query := range often() {
		stmt, err := s.db.PrepareContext(ctx, query)
		if err != nil {
			return err
		}
		s.prepared[query] = stmt.Stmt
	}
	return nil
}

// exec runs one of the statements that are run often.
func (s *Store) exec(ctx context.Context, tx bun.Tx, query string, args ...any) (sql.Result, error) {
	if stmt, ok := s.prepared[query]; ok {
		return tx.StmtContext(ctx, stmt).ExecContext(ctx, args...) //nolint:sqlclosecheck // it is closed with the transaction
	}
	return tx.NewRaw(query, args...).Exec(ctx)
}
