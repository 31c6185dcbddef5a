-- +goose Up
-- The capture that shows the reply to a message, where a later visit found it.
ALTER TABLE messages ADD COLUMN proof INTEGER NOT NULL DEFAULT 0;
-- Messages that wait are visited every day from now on.
UPDATE article_checks SET due_at = 1 WHERE failures = 0 AND missing_since = 0
    AND article IN (SELECT article FROM article_alerts WHERE kind = 'message' AND closed_at = 0);
