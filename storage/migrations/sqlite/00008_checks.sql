-- +goose Up
-- When a stored piece is visited again, and how it was found. due_at 0 is never;
-- 1 is to be planned.
CREATE TABLE article_checks (
    article INTEGER PRIMARY KEY REFERENCES articles (id), due_at INTEGER NOT NULL, checked_at INTEGER NOT NULL,
    failures INTEGER NOT NULL, error TEXT NOT NULL, missing_since INTEGER NOT NULL,
    gone_since INTEGER NOT NULL, changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX article_checks_due ON article_checks (due_at) WHERE due_at > 0;
CREATE INDEX article_checks_gone ON article_checks (gone_since) WHERE gone_since > 0;
CREATE INDEX article_checks_changed ON article_checks (changed_at) WHERE changed_at > 0;
INSERT INTO article_checks (article, due_at, checked_at, failures, error, missing_since, gone_since, changed_at)
    SELECT id, 1, 0, 0, '', 0, 0, 0 FROM articles;

-- What later visits found different; the article itself is as first published.
CREATE TABLE article_versions (
    article INTEGER NOT NULL REFERENCES articles (id), n INTEGER NOT NULL, seen_at INTEGER NOT NULL, changes TEXT NOT NULL,
    capture INTEGER NOT NULL, saw TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL, byline TEXT NOT NULL,
    content_source TEXT NOT NULL, published_at TEXT NOT NULL, PRIMARY KEY (article, n)
) STRICT;
