-- +goose Up
-- Families are made of kinship: which two articles have how much of one text, and
-- what people ruled on it. Keys of an older program tell nothing to this one; the
-- families are made anew at the next start.
CREATE TABLE kin (
    article bigint NOT NULL REFERENCES articles (id), other bigint NOT NULL REFERENCES articles (id),
    kind text COLLATE "C" NOT NULL, similarity integer NOT NULL, PRIMARY KEY (article, other)
);
CREATE INDEX kin_of_other ON kin (other);
ALTER TABLE decisions ADD COLUMN other bigint NOT NULL DEFAULT 0;
CREATE INDEX decisions_on_stories ON decisions (other) WHERE other <> 0;
DELETE FROM family_keys;
ALTER TABLE fingerprints DROP COLUMN sketch;
