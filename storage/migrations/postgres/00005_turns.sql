-- +goose Up
-- When each host may be asked again, in microseconds of Unix time by the
-- database's clock.
CREATE TABLE host_turns (host text COLLATE "C" PRIMARY KEY, free_at bigint NOT NULL);
