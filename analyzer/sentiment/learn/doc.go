// Package learn learns attitudes from lines that people judged. The same samples
// give the same model, byte for byte, on every machine. Its steps:
//
//  1. samples that tell the same story are put into one group, so that no story is
//     both learnt and asked for (fold.go);
//  2. a line becomes features: its letters by one and two, those of its head apart,
//     what the lexicon says of it, group by group, and what stands beside its words.
//     What holds letters is kept as a hash: no name can be read from a model
//     (feature.go);
//  3. what fewer than three stories tell is left out; of the rest one linear machine
//     a label, L2-regularised, by dual coordinate descent, each feature counting by
//     how far it tells the label apart (train.go);
//  4. cross-validation in several rounds: each fold is asked of a model that never
//     saw it, beside the lexicon on the same lines (report.go). The model has to be
//     better, and by more than luck (sure.go).
//
// An answer is explained by the words of its line that weighed most.
package learn
