-- +goose Up
-- Models of before held letters of the pieces, names of people among them. What was
-- learned stays known with its figures; the models themselves go, and are learned anew.
UPDATE sentiment_models SET model = ''::bytea WHERE substring(model FROM 1 FOR 11) = '{"format":1'::bytea;
