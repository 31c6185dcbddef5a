package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/crawler/fetch"
	"github.com/gaobang/gaobang/crawler/warc"
	"github.com/gaobang/gaobang/demo"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/storage"
)

// demoLife lives through the world's mornings as an office does.
type demoLife struct {
	options demoOptions
	world   *demo.World
	clock   *demoClock
	plant   plant
}

// mornings scans on each morning, from the one at which an earlier run stopped. They
// have no schedules: days pass in no time.
func (l demoLife) mornings(ctx context.Context) (err error) {
	progress := newProgress(l.options.stderr)
	defer progress.close()
	l.plant.logger = progress.logger()
	var watching atomic.Bool
	l.plant.observe = worthALine(progress, &watching)
	if l.options.observe != nil {
		l.plant.observe = l.options.observe
	}
	w, err := newWorker(ctx, l.plant)
	if err != nil {
		return err
	}
	defer func() {
		if w != nil {
			err = errors.Join(err, w.stop(ctx))
		}
	}()
	left := l.left()
	for i, m := range left {
		if m.At.After(l.clock.now()) {
			l.clock.set(m.At)
		}
		l.announce(m)
		watching.Store(len(m.Sources) > 0)
		if err := w.ScanNow(ctx, jobs.Request{Sources: m.Sources}); err != nil {
			return err
		}
		if len(m.Sources) == 0 {
			progress.close() // the mornings after the first bring little: a line for what they do
		}
		if m.Torn && i+1 < len(left) {
			if w, err = l.powerCut(ctx, w); err != nil {
				return err
			}
		}
	}
	return nil
}

// left are the mornings from the one at hand on.
func (l demoLife) left() []demo.Morning {
	all := l.world.Mornings()
	if l.options.pick != nil {
		all = l.options.pick(all)
	}
	if l.clock.real.IsZero() {
		l.clock.set(all[0].At)
		return all
	}
	i, found := slices.BinarySearchFunc(all, l.clock.now(), func(m demo.Morning, t time.Time) int { return m.At.Compare(t) })
	if !found {
		i--
	}
	return all[max(i, 0):]
}

func (l demoLife) announce(m demo.Morning) {
	if len(m.Sources) == 0 {
		fmt.Fprintf(l.options.stderr, "—— %s，采集全部采集源 ——\n", minute(m.At))
	} else if m.At.Equal(l.world.Mornings()[0].At) {
		fmt.Fprintf(l.options.stderr, "—— 自 %s 起每天采集 %s，学会它多久有一次新稿 ——\n", m.At.Format(time.DateOnly), m.Sources[0])
	}
}

// worthALine leaves out scans that went well and brought nothing, and those of the
// days on which one source is watched.
func worthALine(p *progress, watching *atomic.Bool) func(jobs.Progress) {
	return func(e jobs.Progress) {
		if watching.Load() {
			return
		}
		if e.Step != jobs.ScanFinished || e.Err != nil || !e.Result.Complete || e.Result.New > 0 {
			p.observe(e)
		}
	}
}

// powerCut stops a worker as if the power failed in the middle of a record of the
// archive, and starts another.
func (l demoLife) powerCut(ctx context.Context, w *worker) (*worker, error) {
	if err := w.stop(ctx); err != nil {
		return nil, err
	}
	path, whole, half, err := tear(l.plant.archive)
	if err != nil {
		return nil, err
	}
	next, err := newWorker(ctx, l.plant)
	if err != nil {
		return nil, err
	}
	if mended, err := os.Stat(path); err == nil && mended.Size() == whole {
		fmt.Fprintf(l.options.stderr, "写存证时断电，%s 末尾留下半条记录（%d 字节）；重新启动时已截去\n", filepath.Base(path), half)
	}
	return next, nil
}

// tear appends the first half of a record to the newest file of an archive, and the
// lock of a writer that died.
func tear(folder string) (path string, whole, half int64, err error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.warc.gz"))
	if err != nil || len(files) == 0 {
		return "", 0, 0, errors.Join(err, fmt.Errorf("no archive in %s", folder))
	}
	path = slices.Max(files)
	data, err := os.ReadFile(path)
	if err != nil {
		return "", 0, 0, err
	}
	first, err := warc.NewReader(bytes.NewReader(data)).Next()
	if err != nil {
		return "", 0, 0, err
	}
	whole, half = int64(len(data)), first.Length/2
	torn := slices.Concat(data, data[:half])
	return path, whole, half, errors.Join(os.WriteFile(path, torn, 0o600), //nolint:gosec // a file of the folder that the user named
		os.WriteFile(path+".lock", nil, 0o600))
}

// goOn crawls by the schedules until ctx ends.
func (l demoLife) goOn(ctx context.Context) error {
	progress := newProgress(l.options.stderr)
	l.plant.logger = progress.logger()
	progress.close() // a bar would never end
	settings, err := config.LoadSettings(filepath.Join(l.options.out, "gaobang.yaml"))
	if err != nil {
		return err
	}
	l.plant.recheck, l.plant.reply = settings.Recheck, settings.Reply // what people enter there is looked at
	l.plant.observe, l.plant.sweep = worthALine(progress, &atomic.Bool{}), 5*time.Second
	w, err := newWorker(ctx, l.plant)
	if err != nil {
		return err
	}
	fmt.Fprintln(l.options.stderr, "继续按计划采集，按 Ctrl-C 停止；再次运行会接着做")
	<-ctx.Done()
	return w.stop(ctx)
}

// demoClock is the world's time. It is set to each of the world's mornings up to the
// anchor, which the database keeps, and runs as time does in between, over restarts
// too.
type demoClock struct {
	anchor time.Time // of the world's pieces

	mu    sync.Mutex
	begin time.Time // in the world's time
	real  time.Time
}

func (c *demoClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.real.IsZero() {
		return time.Now()
	}
	return c.begin.Add(time.Since(c.real))
}

func (c *demoClock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.begin, c.real = at, time.Now()
}

const demoAnchor = "demo_now"

func (c *demoClock) start(ctx context.Context, store *storage.Store, o demoOptions) error {
	kept, err := store.Meta(ctx, demoAnchor)
	if err != nil {
		return err
	}
	c.anchor = o.now
	if kept == "" {
		if err := onlyDemo(ctx, store, o); err != nil {
			return err
		}
		err = store.SetMeta(ctx, demoAnchor, o.now.Format(time.RFC3339))
	} else if c.anchor, err = time.Parse(time.RFC3339, kept); err == nil && o.fixed && !c.anchor.Equal(o.now) {
		return usagef("%s 中的样板世界是 %s 的，不能改成 %s；请换一个 --out", o.out, minute(c.anchor), minute(o.now))
	}
	if err != nil {
		return err
	}
	runs, err := store.Runs(ctx, "", 1)
	if err == nil && len(runs) > 0 {
		c.set(runs[0].StartedAt)
	}
	return err
}

// The demo's own pace: its world is this process, and nobody waits for it.
const demoPace = time.Millisecond

// serveWorld serves the world on free ports of the loopback, and says how to fetch
// from it: its invented names are pinned to them, which the address guard refuses to
// every other name.
func serveWorld(ctx context.Context, world *demo.World, now func() time.Time) (fetching fetch.Options, stop func(), err error) {
	certificates, trusted := world.Secure()
	plain := &http.Server{Handler: world.Handler(now), ReadHeaderTimeout: 10 * time.Second}
	secure := &http.Server{Handler: plain.Handler, ReadHeaderTimeout: plain.ReadHeaderTimeout, TLSConfig: certificates, ErrorLog: log.New(io.Discard, "", 0)}
	secure.SetKeepAlivesEnabled(false) // a connection would outlive its certificate: days pass in no time
	stop = func() { _, _ = plain.Close(), secure.Close() }
	var addresses [2]string
	for i, serve := range []func(net.Listener) error{plain.Serve, func(l net.Listener) error { return secure.ServeTLS(l, "", "") }} {
		listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
		if err != nil {
			stop()
			return fetching, nil, gaobang.Errorf(gaobang.Unavailable, "不能在本机监听端口：%w", err)
		}
		addresses[i] = listener.Addr().String()
		go func() { _ = serve(listener) }() // ends with Close
	}
	pinned := map[string]string{}
	for _, host := range world.Hosts() {
		pinned[host], pinned[host+":443"] = addresses[0], addresses[1]
	}
	fetching = fetch.Options{Pace: demoPace, Timeout: 10 * time.Second, Pinned: pinned, Roots: trusted, Now: now}
	return fetching, stop, nil
}
