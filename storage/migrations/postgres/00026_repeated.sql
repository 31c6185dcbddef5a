-- +goose Up
ALTER TABLE runs ADD COLUMN repeated integer NOT NULL DEFAULT 0;
