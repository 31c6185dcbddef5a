-- +goose Up
-- The day from whose beginning each completed scan joined that before it, as a number
-- like 20261124; 0 where nobody wrote it down.
ALTER TABLE source_states ADD COLUMN unbroken integer NOT NULL DEFAULT 0;
