-- +goose Up
-- When a stored piece is visited again, and how it was found. due_at 0 is never;
-- 1 is to be planned.
CREATE TABLE article_checks (
    article bigint PRIMARY KEY REFERENCES articles (id), due_at bigint NOT NULL, checked_at bigint NOT NULL,
    failures integer NOT NULL, error text NOT NULL, missing_since bigint NOT NULL,
    gone_since bigint NOT NULL, changed_at bigint NOT NULL
);
CREATE INDEX article_checks_due ON article_checks (due_at) WHERE due_at > 0;
CREATE INDEX article_checks_gone ON article_checks (gone_since) WHERE gone_since > 0;
CREATE INDEX article_checks_changed ON article_checks (changed_at) WHERE changed_at > 0;
INSERT INTO article_checks (article, due_at, checked_at, failures, error, missing_since, gone_since, changed_at)
    SELECT id, 1, 0, 0, '', 0, 0, 0 FROM articles;

-- What later visits found different; the article itself is as first published.
CREATE TABLE article_versions (
    article bigint NOT NULL REFERENCES articles (id), n integer NOT NULL, seen_at bigint NOT NULL, changes jsonb NOT NULL,
    capture bigint NOT NULL, saw text NOT NULL, title text NOT NULL, body text NOT NULL, byline jsonb NOT NULL,
    content_source text NOT NULL, published_at text COLLATE "C" NOT NULL, PRIMARY KEY (article, n)
);
