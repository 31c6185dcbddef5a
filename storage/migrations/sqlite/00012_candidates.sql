-- +goose Up
-- Why an attribution is no surer, how much of the piece is about its unit, and what was weighed and not taken.
ALTER TABLE attributions ADD COLUMN doubt TEXT NOT NULL DEFAULT '';
ALTER TABLE attributions ADD COLUMN scope TEXT NOT NULL DEFAULT '';
CREATE INDEX attributions_doubtful ON attributions (confidence, article);

CREATE TABLE candidates (
    article INTEGER NOT NULL REFERENCES articles (id), n INTEGER NOT NULL, bureau TEXT NOT NULL, unit TEXT NOT NULL,
    person TEXT NOT NULL, basis TEXT NOT NULL, doubt TEXT NOT NULL, evidence TEXT NOT NULL, PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;

-- Two processes that make ledgers anew do so one after the other.
INSERT INTO counters (name, value) VALUES ('ledger', 0);
