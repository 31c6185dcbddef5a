-- +goose Up
ALTER TABLE runs ADD COLUMN facts TEXT NOT NULL DEFAULT '{}';
CREATE INDEX runs_of_day ON runs (source, started_at);

ALTER TABLE source_states ADD COLUMN covered_from INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source_states ADD COLUMN condition TEXT NOT NULL DEFAULT '';
ALTER TABLE source_states ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source_states ADD COLUMN saw TEXT NOT NULL DEFAULT '';
ALTER TABLE source_states ADD COLUMN remedy TEXT NOT NULL DEFAULT '';
ALTER TABLE source_states ADD COLUMN proposal TEXT NOT NULL DEFAULT '{}';

CREATE TABLE alerts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, condition TEXT NOT NULL, since INTEGER NOT NULL,
    saw TEXT NOT NULL, remedy TEXT NOT NULL, opened_at INTEGER NOT NULL, closed_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX alerts_open ON alerts (source) WHERE closed_at = 0;
