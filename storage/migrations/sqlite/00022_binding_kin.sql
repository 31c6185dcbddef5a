-- +goose Up
-- All kinship but overlaps: thousands of pieces of one column overlap with the few
-- that all are compared with, and a save reads what binds those.
CREATE INDEX kin_binding ON kin (article) WHERE kind <> 'overlap';
CREATE INDEX kin_binding_other ON kin (other) WHERE kind <> 'overlap';
