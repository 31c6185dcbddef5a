-- +goose Up
-- Days on which a source was found complete. They take the place of
-- source_states.covered_from.
CREATE TABLE covered_days (
    source TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (source, first)
) STRICT, WITHOUT ROWID;
INSERT INTO covered_days (source, first, last)
SELECT source, covered_from, last FROM (
    SELECT source, covered_from, CAST(strftime('%Y%m%d', last_tick / 1000000 + 28800 - 86400, 'unixepoch') AS INTEGER) AS last FROM source_states
) WHERE covered_from > 0 AND last >= covered_from;
ALTER TABLE source_states DROP COLUMN covered_from;

-- Where back-fills stand; until is 0 where one goes up to when it was begun.
CREATE TABLE walks (
    source TEXT NOT NULL, until INTEGER NOT NULL, since INTEGER NOT NULL, begun INTEGER NOT NULL, reached INTEGER NOT NULL,
    done INTEGER NOT NULL, position TEXT NOT NULL, PRIMARY KEY (source, until)
) STRICT, WITHOUT ROWID;

ALTER TABLE runs ADD COLUMN backfill INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN note TEXT NOT NULL DEFAULT '';

-- Pages of articles that were asked of a source on a day.
CREATE TABLE daily_pages (
    source TEXT NOT NULL, day INTEGER NOT NULL, pages INTEGER NOT NULL, PRIMARY KEY (source, day)
) STRICT, WITHOUT ROWID;
