-- +goose Up
-- What a person should look at in an article: one of a kind for a bureau is open.
CREATE TABLE article_alerts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL REFERENCES articles (id), bureau TEXT NOT NULL,
    kind TEXT NOT NULL, quote TEXT NOT NULL, opened_at INTEGER NOT NULL, closed_at INTEGER NOT NULL, decision INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX article_alerts_open ON article_alerts (article, bureau, kind) WHERE closed_at = 0;
CREATE INDEX article_alerts_of_article ON article_alerts (article);

-- What people ask an office in public.
CREATE TABLE messages (
    article INTEGER PRIMARY KEY REFERENCES articles (id), kind TEXT NOT NULL, asked INTEGER NOT NULL, answered INTEGER NOT NULL,
    answered_by TEXT NOT NULL, answered_on INTEGER NOT NULL, evidence TEXT NOT NULL
) STRICT;
