-- +goose Up
-- What was learned of attitudes. Scope is bureau (from decisions, judges pieces)
-- or line (from a file, judges lines); one of a scope is in force, or none.
CREATE TABLE sentiment_models (
    version INTEGER PRIMARY KEY AUTOINCREMENT, scope TEXT NOT NULL, learned_from TEXT NOT NULL, learned_by TEXT NOT NULL,
    learned_at INTEGER NOT NULL, sha256 TEXT NOT NULL, report TEXT NOT NULL, model BLOB NOT NULL, in_force INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX sentiment_models_in_force ON sentiment_models (scope) WHERE in_force <> 0;
