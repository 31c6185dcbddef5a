-- +goose Up
-- Entries of the index can be taken out, for articles that are analysed anew. The
-- index is filled again by `gaobang reprocess`.
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (terms, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0');
