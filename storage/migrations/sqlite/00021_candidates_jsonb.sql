-- +goose Up
-- On PostgreSQL the evidence of candidates becomes jsonb; here it is text everywhere.
SELECT 1;
