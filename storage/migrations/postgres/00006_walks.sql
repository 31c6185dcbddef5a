-- +goose Up
-- Days on which a source was found complete. They take the place of
-- source_states.covered_from.
CREATE TABLE covered_days (
    source text COLLATE "C" NOT NULL, first integer NOT NULL, last integer NOT NULL, PRIMARY KEY (source, first)
);
INSERT INTO covered_days (source, first, last)
SELECT source, covered_from, last FROM (
    SELECT source, covered_from, CAST(to_char(to_timestamp(last_tick / 1000000 + 28800 - 86400) AT TIME ZONE 'UTC', 'YYYYMMDD') AS integer) AS last FROM source_states
) AS s WHERE covered_from > 0 AND last >= covered_from;
ALTER TABLE source_states DROP COLUMN covered_from;

-- Where back-fills stand; until is 0 where one goes up to when it was begun.
CREATE TABLE walks (
    source text COLLATE "C" NOT NULL, until integer NOT NULL, since integer NOT NULL, begun bigint NOT NULL, reached integer NOT NULL,
    done boolean NOT NULL, position text COLLATE "C" NOT NULL, PRIMARY KEY (source, until)
);

ALTER TABLE runs ADD COLUMN backfill boolean NOT NULL DEFAULT false;
ALTER TABLE runs ADD COLUMN note text NOT NULL DEFAULT '';

-- Pages of articles that were asked of a source on a day.
CREATE TABLE daily_pages (
    source text COLLATE "C" NOT NULL, day integer NOT NULL, pages integer NOT NULL, PRIMARY KEY (source, day)
);
