-- +goose Up
-- The index of the archive, by address and time: docs/decisions/0020. id is made
-- from the WARC-Record-ID. used_at is when it was captured or last referred to by
-- a revisit; article 0 is about nobody we follow, and ages out. `gaobang archive
-- index` fills it from the files, also for what was kept before this table.
CREATE TABLE captures (
    id bigint PRIMARY KEY, url text COLLATE "C" NOT NULL, captured_at bigint NOT NULL, used_at bigint NOT NULL, kind text COLLATE "C" NOT NULL,
    status integer NOT NULL, sha256 text COLLATE "C" NOT NULL, refers_to bigint NOT NULL, file text COLLATE "C" NOT NULL,
    record_offset bigint NOT NULL, record_length bigint NOT NULL, article bigint NOT NULL
);
CREATE INDEX captures_of_address ON captures (url, captured_at);
CREATE INDEX captures_of_file ON captures (file, article, used_at);
CREATE INDEX captures_of_article ON captures (article, captured_at) WHERE article <> 0;

-- Files whose records that still count were moved to others: what is left of one
-- may be deleted at any time.
CREATE TABLE removed_files (file text COLLATE "C" PRIMARY KEY, removed_at bigint NOT NULL);

DROP INDEX fetch_states_aging;
ALTER TABLE fetch_states ADD COLUMN capture bigint NOT NULL DEFAULT 0;
ALTER TABLE fetch_states DROP COLUMN capture_file, DROP COLUMN capture_offset, DROP COLUMN capture_length,
    DROP COLUMN capture_sha256, DROP COLUMN captured_at;
ALTER TABLE articles ADD COLUMN capture bigint NOT NULL DEFAULT 0;
ALTER TABLE articles DROP COLUMN capture_file, DROP COLUMN capture_offset, DROP COLUMN capture_length,
    DROP COLUMN capture_sha256, DROP COLUMN captured_at;
