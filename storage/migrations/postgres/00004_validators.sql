-- +goose Up
-- What a source's first page was last known by, for conditional requests.
ALTER TABLE source_states ADD COLUMN etag text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE source_states ADD COLUMN last_modified text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE source_states ADD COLUMN validated_at bigint NOT NULL DEFAULT 0;
