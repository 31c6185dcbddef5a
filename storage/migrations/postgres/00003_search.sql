-- +goose Up
-- Nothing to do here: entries of the index can be taken out.
SELECT 1;
