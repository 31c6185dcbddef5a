-- +goose Up
-- Who entered a piece by hand, when and from which row of which sheet. What was
-- entered is the capture, in the archive.
CREATE TABLE entries (
    capture INTEGER PRIMARY KEY REFERENCES captures (id), article INTEGER NOT NULL REFERENCES articles (id), entered_by TEXT NOT NULL,
    entered_at INTEGER NOT NULL, file TEXT NOT NULL, sheet TEXT NOT NULL, row_number INTEGER NOT NULL
) STRICT;
CREATE INDEX entries_of_article ON entries (article);

-- The pieces of a correspondent are asked for.
CREATE INDEX attributions_of_person ON attributions (person, article);

-- Rulings are added and never edited: that one was taken back is a row too.
CREATE TABLE withdrawals (
    decision INTEGER PRIMARY KEY REFERENCES decisions (id), withdrawn_by TEXT NOT NULL, why TEXT NOT NULL, withdrawn_at INTEGER NOT NULL
) STRICT;
CREATE VIEW standing_decisions AS SELECT * FROM decisions WHERE NOT EXISTS (SELECT 1 FROM withdrawals WHERE decision = decisions.id);
