-- +goose Up
-- What was entered without a link has no page to be visited.
UPDATE article_checks SET due_at = 0, failures = 0, error = ''
    WHERE article IN (SELECT id FROM articles WHERE canonical_url LIKE 'entry:%');
-- The digest of the words by which an article is found: the index gives none back. ''
-- is not known: `gaobang reprocess` indexes those anew.
ALTER TABLE article_texts ADD COLUMN terms_hash TEXT NOT NULL DEFAULT '';
