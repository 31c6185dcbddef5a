-- +goose Up
-- Evidence is jsonb everywhere.
ALTER TABLE candidates ALTER COLUMN evidence TYPE jsonb USING evidence::jsonb;
