-- +goose Up
-- Why an attribution is no surer, how much of the piece is about its unit, and what was weighed and not taken.
ALTER TABLE attributions ADD COLUMN doubt text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE attributions ADD COLUMN scope text COLLATE "C" NOT NULL DEFAULT '';
CREATE INDEX attributions_doubtful ON attributions (confidence, article);

CREATE TABLE candidates (
    article bigint NOT NULL REFERENCES articles (id), n bigint NOT NULL, bureau text COLLATE "C" NOT NULL,
    unit text COLLATE "C" NOT NULL, person text COLLATE "C" NOT NULL, basis text COLLATE "C" NOT NULL,
    doubt text COLLATE "C" NOT NULL, evidence text NOT NULL, PRIMARY KEY (article, n)
);

-- Two processes that make ledgers anew do so one after the other.
INSERT INTO counters (name, value) VALUES ('ledger', 0);
