-- +goose Up
-- Families are told by whole texts; nothing read this.
ALTER TABLE fingerprints DROP COLUMN simhash;
