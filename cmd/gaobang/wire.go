package main

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"runtime/debug"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/segment"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/crawler/render"
	"github.com/gaobang/gaobang/crawler/warc"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/storage"
)

func settingsOf(cmd *cobra.Command) (config.Settings, error) {
	path, err := cmd.Flags().GetString("settings")
	if err != nil {
		return config.Settings{}, err
	}
	return config.LoadSettings(path)
}

// openStore opens the database of the settings.
func (p program) openStore(cmd *cobra.Command) (*storage.Store, config.Settings, error) {
	settings, err := settingsOf(cmd)
	if err != nil {
		return nil, settings, err
	}
	store, err := storage.Open(cmd.Context(), settings.Database, p.now)
	return store, settings, err
}

// worker is everything a process needs to crawl.
type worker struct {
	*jobs.Runner

	close []func() error
}

// plant is what a worker is made of besides the settings.
type plant struct {
	store   *storage.Store
	fetch   fetch.Options
	render  render.Options
	archive string // folder
	retain  int    // days; 0 is for ever
	recheck []int  // days
	reply   gaobang.ReplyTimes
	workers int
	sweep   time.Duration
	logger  *slog.Logger
	now     func() time.Time
	observe func(jobs.Progress)
	// segmenter is one that is loaded already; nil to load one.
	segmenter *segment.Segmenter
}

// newWorker takes the worker's lock, opens the archive and starts the runner.
func newWorker(ctx context.Context, m plant) (*worker, error) {
	w := &worker{}
	if err := w.open(ctx, m); err != nil {
		return nil, errors.Join(err, w.shut())
	}
	return w, nil
}

func (w *worker) open(ctx context.Context, m plant) error {
	unlock, err := m.store.LockWorker()
	if err != nil {
		return err
	}
	w.close = append(w.close, unlock)
	archive, err := warc.Open(m.archive, m.now, jobs.Evidence{Store: m.store, Archive: m.archive}.Adopt(ctx))
	if err != nil {
		return err
	}
	w.close = append(w.close, archive.Close)
	m.fetch.Turns = jobs.Turns(m.store, m.fetch.Pace)
	fetcher := fetch.New(m.fetch)
	w.close = append(w.close, func() error { fetcher.Close(); return nil })
	if m.segmenter == nil {
		if m.segmenter, err = segment.New(nil); err != nil {
			return err
		}
		debug.FreeOSMemory() // loading takes thrice what is kept, and nothing later needs as much
	}
	runner, err := jobs.New(jobs.Options{
		Store: m.store, Fetcher: fetcher, Renderer: render.New(fetcher, m.render), Archive: archive, Segmenter: m.segmenter,
		Now: m.now, Logger: m.logger, Workers: m.workers, Retention: m.retain, Rechecks: m.recheck, Reply: m.reply, Sweep: m.sweep, Observe: m.observe,
	})
	if err != nil {
		return err
	}
	if err := runner.Start(ctx); err != nil {
		return err
	}
	w.Runner = runner
	return nil
}

// stopTime is how long a stop waits for pages on their way.
const stopTime = 30 * time.Second

// stop interrupts the scans and closes everything in the reverse order.
func (w *worker) stop(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	return errors.Join(w.Stop(ctx), w.shut())
}

func (w *worker) shut() error {
	var faults []error
	for _, v := range slices.Backward(w.close) {
		faults = append(faults, v())
	}
	return errors.Join(faults...)
}

// fetchOptions are the settings' ways of fetching.
func (p program) fetchOptions(s config.Settings) fetch.Options {
	return fetch.Options{
		Pace: s.Fetch.Pace, Timeout: s.Fetch.Timeout, MaxBody: s.Fetch.MaxBody, MaxRedirects: s.Fetch.MaxRedirects,
		UserAgent: s.Fetch.UserAgent, AllowHosts: s.Fetch.AllowHosts, Now: p.now, Pinned: p.pinned,
	}
}

// renderOptions are the settings' ways of running pages' scripts.
func renderOptions(s config.Settings) render.Options {
	return render.Options{Chromium: s.Fetch.Chromium, Browsers: s.Fetch.Browsers, NoSandbox: s.Fetch.NoSandbox}
}

func archiveFolder(s config.Settings) string { return filepath.Join(s.Data, "archive") }

// latestWeek is the last week that is over.
func latestWeek(now time.Time) gaobang.Period { return gaobang.PeriodOf(gaobang.Week, now).Previous() }
