-- +goose Up
-- Whether a page as a browser saved it came with what a person entered: it proves the
-- piece where nobody else could open its link.
ALTER TABLE entries ADD COLUMN saved INTEGER NOT NULL DEFAULT 0;
