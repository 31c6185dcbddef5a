// Package learn learns attitudes from lines that people judged. The same samples
// give the same model, byte for byte, on every machine. Its steps:
//
//  1. samples that tell the same story are put into one group, so that no story is
//     both learnt and asked for (fold.go);
//  2. a line becomes features: its runs of one to three letters, those of its head
//     apart, and what the lexicon says of it, group by group (feature.go);
//  3. one linear machine a label, L2-regularised, by dual coordinate descent
//     (train.go);
//  4. cross-validation: each fold is asked of a model that never saw it, beside
//     the lexicon on the same lines (report.go).
//
// A model explains an answer by the letters and words that weighed most.
package learn
