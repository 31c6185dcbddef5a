-- +goose Up
-- Of the addresses at which an outlet shows one text one article stands for the piece
-- (docs/decisions/0044); the others are its copies: copy_of is what stands, 0 for that
-- itself. The content hash of a copy has its ID behind it, so that (outlet,
-- content_hash) goes on to be unique.
ALTER TABLE articles ADD COLUMN copy_of INTEGER NOT NULL DEFAULT 0;
CREATE INDEX articles_copies ON articles (copy_of) WHERE copy_of <> 0;

-- The article on which a person ruled; decisions.article is what stands for it.
ALTER TABLE decisions ADD COLUMN ruled_on INTEGER NOT NULL DEFAULT 0;
ALTER TABLE decisions ADD COLUMN ruled_other INTEGER NOT NULL DEFAULT 0;
UPDATE decisions SET ruled_on = article, ruled_other = other;
CREATE INDEX decisions_ruled ON decisions (ruled_on);
CREATE INDEX decisions_ruled_other ON decisions (ruled_other) WHERE ruled_other <> 0;

CREATE INDEX fetch_states_of_article ON fetch_states (article) WHERE article <> 0;

-- The source under which a page counts that several sources show, and where that one
-- says it stood; '' where it is the one that found it.
ALTER TABLE fetch_states ADD COLUMN shown_by TEXT NOT NULL DEFAULT '';
ALTER TABLE fetch_states ADD COLUMN shown_placement TEXT NOT NULL DEFAULT '{}';
