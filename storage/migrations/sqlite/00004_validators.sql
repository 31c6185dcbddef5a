-- +goose Up
-- What a source's first page was last known by, for conditional requests.
ALTER TABLE source_states ADD COLUMN etag TEXT NOT NULL DEFAULT '';
ALTER TABLE source_states ADD COLUMN last_modified TEXT NOT NULL DEFAULT '';
ALTER TABLE source_states ADD COLUMN validated_at INTEGER NOT NULL DEFAULT 0;
