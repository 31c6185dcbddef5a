-- +goose Up
-- Of a failed link: a piece may lie behind it. What the site says is not there, and
-- what is no page of text, is none. Of links that failed before, nobody knows.
ALTER TABLE fetch_states ADD COLUMN missed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX fetch_states_unread ON fetch_states (source) WHERE status = 'found' OR status = 'failed' AND missed;
