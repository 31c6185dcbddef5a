-- +goose Up
-- At which address, behind its redirects, a source's first page was known by its
-- validators: those of one page say nothing of another.
ALTER TABLE source_states ADD COLUMN validated_url TEXT NOT NULL DEFAULT '';
