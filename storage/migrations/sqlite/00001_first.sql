-- +goose Up
-- Times are microseconds of Unix time, days are yyyymmdd, 0 is none.

CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO counters (name, value) VALUES ('books', 0), ('links', 0), ('families', 0);

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE book_versions (
    name TEXT NOT NULL, version INTEGER NOT NULL, content BLOB NOT NULL, sha256 TEXT NOT NULL,
    author TEXT NOT NULL, applied_at INTEGER NOT NULL,
    PRIMARY KEY (name, version)
) STRICT;

CREATE TABLE outlets (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, aliases TEXT NOT NULL, kind TEXT NOT NULL, level INTEGER NOT NULL,
    locality TEXT NOT NULL, hosts TEXT NOT NULL, valid_from INTEGER NOT NULL, valid_to INTEGER NOT NULL,
    retired INTEGER NOT NULL
) STRICT;

CREATE TABLE sources (
    id TEXT PRIMARY KEY, outlet TEXT NOT NULL REFERENCES outlets (id), name TEXT NOT NULL, kind TEXT NOT NULL,
    url TEXT NOT NULL, schedule TEXT NOT NULL, column_name TEXT NOT NULL, max_pages INTEGER NOT NULL,
    lookback INTEGER NOT NULL, disabled INTEGER NOT NULL, retired INTEGER NOT NULL
) STRICT;

CREATE TABLE source_states (
    source TEXT PRIMARY KEY, last_started INTEGER NOT NULL, last_tick INTEGER NOT NULL, last_completed INTEGER NOT NULL,
    incomplete INTEGER NOT NULL, failures INTEGER NOT NULL, retry_at INTEGER NOT NULL, last_error TEXT NOT NULL
) STRICT;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, tick INTEGER NOT NULL,
    started_at INTEGER NOT NULL, finished_at INTEGER NOT NULL, found INTEGER NOT NULL, fresh INTEGER NOT NULL,
    stored INTEGER NOT NULL, irrelevant INTEGER NOT NULL, failed INTEGER NOT NULL, complete INTEGER NOT NULL,
    error TEXT NOT NULL
) STRICT;
CREATE INDEX runs_of_source ON runs (source, id);

CREATE TABLE fetch_states (
    canonical TEXT PRIMARY KEY, seq INTEGER NOT NULL, source TEXT NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL,
    published_at TEXT NOT NULL, placement TEXT NOT NULL, found_at INTEGER NOT NULL, status TEXT NOT NULL,
    attempts INTEGER NOT NULL, next_try INTEGER NOT NULL, error TEXT NOT NULL, content_hash TEXT NOT NULL,
    fingerprint INTEGER NOT NULL, capture_file TEXT NOT NULL, capture_offset INTEGER NOT NULL,
    capture_length INTEGER NOT NULL, capture_sha256 TEXT NOT NULL, captured_at INTEGER NOT NULL,
    article INTEGER NOT NULL
) STRICT;
CREATE INDEX fetch_states_pending ON fetch_states (source, seq) WHERE status IN ('found', 'failed');
CREATE INDEX fetch_states_aging ON fetch_states (captured_at) WHERE status = 'irrelevant';

CREATE TABLE articles (
    id INTEGER PRIMARY KEY, canonical_url TEXT NOT NULL UNIQUE, outlet TEXT NOT NULL REFERENCES outlets (id),
    source TEXT NOT NULL, url TEXT NOT NULL, kicker TEXT NOT NULL, title TEXT NOT NULL, subtitle TEXT NOT NULL,
    published_at TEXT NOT NULL, day INTEGER NOT NULL, content_source TEXT NOT NULL, byline TEXT NOT NULL,
    form TEXT NOT NULL, placement TEXT NOT NULL, locality TEXT NOT NULL, content_hash TEXT NOT NULL,
    chars INTEGER NOT NULL, capture_file TEXT NOT NULL, capture_offset INTEGER NOT NULL,
    capture_length INTEGER NOT NULL, capture_sha256 TEXT NOT NULL, captured_at INTEGER NOT NULL,
    first_seen INTEGER NOT NULL, UNIQUE (outlet, content_hash)
) STRICT;
CREATE INDEX articles_by_day ON articles (day, published_at, id);

-- The text stands apart, so that scoring reads a year of articles and no text.
CREATE TABLE article_texts (
    article INTEGER PRIMARY KEY REFERENCES articles (id), body TEXT NOT NULL, meta TEXT NOT NULL,
    byline_spans TEXT NOT NULL
) STRICT;

CREATE TABLE mentions (
    article INTEGER NOT NULL REFERENCES articles (id), n INTEGER NOT NULL, unit TEXT NOT NULL, person TEXT NOT NULL,
    evidence TEXT NOT NULL, PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE attributions (
    article INTEGER NOT NULL REFERENCES articles (id), n INTEGER NOT NULL, bureau TEXT NOT NULL, unit TEXT NOT NULL,
    person TEXT NOT NULL, share TEXT NOT NULL, confidence INTEGER NOT NULL, basis TEXT NOT NULL,
    evidence TEXT NOT NULL, PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX attributions_of_unit ON attributions (unit, article);

CREATE TABLE sentiments (
    article INTEGER NOT NULL REFERENCES articles (id), n INTEGER NOT NULL, bureau TEXT NOT NULL, label TEXT NOT NULL,
    score INTEGER NOT NULL, evidence TEXT NOT NULL, PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL REFERENCES articles (id), bureau TEXT NOT NULL,
    kind TEXT NOT NULL, parts TEXT NOT NULL, sentiment TEXT NOT NULL, decided_by TEXT NOT NULL, why TEXT NOT NULL,
    decided_at INTEGER NOT NULL
) STRICT;
CREATE INDEX decisions_of_article ON decisions (article, id);

CREATE TABLE families (id INTEGER PRIMARY KEY REFERENCES articles (id), origin INTEGER NOT NULL REFERENCES articles (id)) STRICT;

-- seq is the order in which articles were stored, family 0 is none.
CREATE TABLE fingerprints (
    article INTEGER PRIMARY KEY REFERENCES articles (id), seq INTEGER NOT NULL UNIQUE, simhash INTEGER NOT NULL,
    sketch BLOB NOT NULL, family INTEGER NOT NULL, similarity INTEGER NOT NULL
) STRICT;
CREATE INDEX fingerprints_of_family ON fingerprints (family) WHERE family <> 0;

CREATE TABLE family_keys (key INTEGER NOT NULL, article INTEGER NOT NULL REFERENCES articles (id), PRIMARY KEY (key, article)) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE search USING fts5 (terms, content = '', tokenize = 'unicode61 remove_diacritics 0');

-- The order of the key is the order of the ledger: docs/decisions/0002.
CREATE TABLE ledger (
    rule_book TEXT NOT NULL, day INTEGER NOT NULL, article INTEGER NOT NULL, unit TEXT NOT NULL, person TEXT NOT NULL,
    clause TEXT NOT NULL, version INTEGER NOT NULL, share TEXT NOT NULL, points INTEGER NOT NULL,
    level INTEGER NOT NULL, reason TEXT NOT NULL, basis TEXT NOT NULL, evidence TEXT NOT NULL,
    PRIMARY KEY (rule_book, day, article, unit, person, clause)
) STRICT, WITHOUT ROWID;
