package jobs

import (
	"context"
	"encoding/json"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer"
	"github.com/gaobang/gaobang/analyzer/sentiment/learn"
	"github.com/gaobang/gaobang/storage"
)

// maxSamples is from how many decisions is learned, the latest: more cost time
// and tell no more.
const maxSamples = 20_000

// DecidedSamples are the articles on whose attitude people ruled, in the order of
// the rulings; of several on one article and bureau the latest holds.
func DecidedSamples(ctx context.Context, store *storage.Store) ([]learn.Sample, error) {
	versions, err := store.CurrentBooks(ctx)
	if err != nil {
		return nil, err
	}
	books, err := ParseBooks(versions)
	if err != nil {
		return nil, err
	}
	an := analyzer.New(books.Registry, books.Outlets, nil)
	all, err := store.Decisions(ctx)
	if err != nil {
		return nil, err
	}
	latest := latestSentiments(all)
	var samples []learn.Sample
	for _, d := range latest[max(0, len(latest)-maxSamples):] {
		record, err := store.Article(ctx, d.Article)
		if err != nil {
			return nil, err
		}
		mentions := an.MentionsOf(d.Bureau, record.Mentions)
		samples = append(samples, learn.Ruled(&record.Article, d.Bureau, mentions, d.Sentiment))
	}
	return samples, nil
}

func latestSentiments(all []gaobang.Decision) []gaobang.Decision {
	type subject struct {
		article gaobang.ArticleID
		bureau  gaobang.UnitID
	}
	last := map[subject]int64{}
	for _, d := range all {
		if d.Kind == gaobang.DecideSentiment {
			last[subject{d.Article, d.Bureau}] = d.ID
		}
	}
	var latest []gaobang.Decision
	for _, d := range all {
		if last[subject{d.Article, d.Bureau}] == d.ID {
			latest = append(latest, d)
		}
	}
	return latest
}

// Learn learns from samples and keeps the model as a new version, in force only
// where it does better than the lexicon on what it was not learned from.
func Learn(ctx context.Context, store *storage.Store, m storage.SentimentModel, samples []learn.Sample) (storage.SentimentModel, learn.Report, error) {
	if err := learn.Check(samples); err != nil {
		return m, learn.Report{}, err
	}
	report, err := learn.CrossValidate(ctx, samples)
	if err != nil {
		return m, report, err
	}
	if report.Stories < learn.Parts {
		return m, report, gaobang.Errorf(gaobang.Invalid, "样本讲的只有 %d 件事，少于 %d 件，无法轮流留出检验：请换些说法不同的稿件", report.Stories, learn.Parts)
	}
	model, err := learn.Train(ctx, samples)
	if err != nil {
		return m, report, err
	}
	data := model.Bytes()
	told, err := json.Marshal(report)
	if err != nil {
		return m, report, err
	}
	m.SHA256, m.Report, m.InForce = learn.Hash(data), string(told), report.Better()
	kept, err := store.AddSentimentModel(ctx, m, data)
	return kept, report, err
}

// modelOf is a version of what was learned; nil where there is none, or none that
// fits this program's lexicon any more: see StaleModel.
func modelOf(ctx context.Context, store *storage.Store, version int) (*learn.Model, error) {
	if version == 0 {
		return nil, nil //nolint:nilnil // no model is an answer
	}
	m, err := Model(ctx, store, version)
	if gaobang.CodeOf(err) == gaobang.Invalid {
		return nil, nil //nolint:nilnil // the lexicon judges alone
	}
	return m, err
}

// Model is a version of what was learned.
func Model(ctx context.Context, store *storage.Store, version int) (*learn.Model, error) {
	data, err := store.ModelBytes(ctx, version)
	if err != nil {
		return nil, err
	}
	return learn.Read(data)
}

// StaleModel says why the model in force is not used; nil where it is, or where
// there is none.
func StaleModel(ctx context.Context, store *storage.Store) error {
	version, err := store.ModelInForce(ctx, storage.BureauModel)
	if err != nil || version == 0 {
		return err
	}
	_, err = Model(ctx, store, version)
	return err
}
