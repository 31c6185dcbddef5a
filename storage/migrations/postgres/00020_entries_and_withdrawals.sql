-- +goose Up
-- Who entered a piece by hand, when and from which row of which sheet. What was
-- entered is the capture, in the archive.
CREATE TABLE entries (
    capture bigint PRIMARY KEY REFERENCES captures (id), article bigint NOT NULL REFERENCES articles (id), entered_by text NOT NULL,
    entered_at bigint NOT NULL, file text NOT NULL, sheet text NOT NULL, row_number integer NOT NULL
);
CREATE INDEX entries_of_article ON entries (article);

-- The pieces of a correspondent are asked for.
CREATE INDEX attributions_of_person ON attributions (person, article);

-- Rulings are added and never edited: that one was taken back is a row too.
CREATE TABLE withdrawals (
    decision bigint PRIMARY KEY REFERENCES decisions (id), withdrawn_by text NOT NULL, why text NOT NULL, withdrawn_at bigint NOT NULL
);
CREATE VIEW standing_decisions AS SELECT * FROM decisions WHERE NOT EXISTS (SELECT 1 FROM withdrawals WHERE decision = decisions.id);
