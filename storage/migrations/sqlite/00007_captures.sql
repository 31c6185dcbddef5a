-- +goose Up
-- The index of the archive, by address and time: docs/decisions/0020. id is made
-- from the WARC-Record-ID. used_at is when it was captured or last referred to by
-- a revisit; article 0 is about nobody we follow, and ages out. `gaobang archive
-- index` fills it from the files, also for what was kept before this table.
CREATE TABLE captures (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL, captured_at INTEGER NOT NULL, used_at INTEGER NOT NULL, kind TEXT NOT NULL,
    status INTEGER NOT NULL, sha256 TEXT NOT NULL, refers_to INTEGER NOT NULL, file TEXT NOT NULL,
    record_offset INTEGER NOT NULL, record_length INTEGER NOT NULL, article INTEGER NOT NULL
) STRICT;
CREATE INDEX captures_of_address ON captures (url, captured_at);
CREATE INDEX captures_of_file ON captures (file, article, used_at);
CREATE INDEX captures_of_article ON captures (article, captured_at) WHERE article <> 0;

-- Files whose records that still count were moved to others: what is left of one
-- may be deleted at any time.
CREATE TABLE removed_files (file TEXT PRIMARY KEY, removed_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

DROP INDEX fetch_states_aging;
ALTER TABLE fetch_states ADD COLUMN capture INTEGER NOT NULL DEFAULT 0;
ALTER TABLE fetch_states DROP COLUMN capture_file;
ALTER TABLE fetch_states DROP COLUMN capture_offset;
ALTER TABLE fetch_states DROP COLUMN capture_length;
ALTER TABLE fetch_states DROP COLUMN capture_sha256;
ALTER TABLE fetch_states DROP COLUMN captured_at;
ALTER TABLE articles ADD COLUMN capture INTEGER NOT NULL DEFAULT 0;
ALTER TABLE articles DROP COLUMN capture_file;
ALTER TABLE articles DROP COLUMN capture_offset;
ALTER TABLE articles DROP COLUMN capture_length;
ALTER TABLE articles DROP COLUMN capture_sha256;
ALTER TABLE articles DROP COLUMN captured_at;
