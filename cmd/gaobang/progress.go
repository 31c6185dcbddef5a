package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/jobs"
)

// progress shows how a crawl goes: a line a source on a terminal, plain lines
// elsewhere.
type progress struct {
	w    io.Writer
	bars *mpb.Progress // nil where w is no terminal
	mu   sync.Mutex
	bar  map[gaobang.SourceID]*sourceBar
}

func newProgress(w io.Writer) *progress {
	p := &progress{w: w, bar: map[gaobang.SourceID]*sourceBar{}}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.bars = mpb.New(mpb.WithOutput(w), mpb.WithWidth(24))
	}
	return p
}

// logger is for what is to be told beside the progress of a command: sentences, as
// the progress is, on a terminal and elsewhere. Only serve writes a log.
func (p *progress) logger() *slog.Logger { return slog.New(notices{p}) }

// notices write a warning as a line for the person who gave the command. What stands
// in it says what it is; when it was is now.
type notices struct{ *progress }

func (notices) Enabled(_ context.Context, l slog.Level) bool { return l >= slog.LevelWarn }

func (n notices) Handle(_ context.Context, r slog.Record) error {
	var said []string
	r.Attrs(func(a slog.Attr) bool {
		switch v := a.Value.Resolve().Any().(type) {
		case time.Time:
		case error:
			said = append(said, gaobang.Worded(v))
		default:
			said = append(said, fmt.Sprint(v))
		}
		return true
	})
	line := "注意：" + r.Message
	if len(said) > 0 {
		line += "：" + strings.Join(said, "，")
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	w := n.w
	if n.bars != nil {
		w = n.bars
	}
	_, err := fmt.Fprintln(w, line)
	return err
}

func (n notices) WithAttrs([]slog.Attr) slog.Handler { return n }

func (n notices) WithGroup(string) slog.Handler { return n }

// sourceBar is a source's pages: those found and those done with.
type sourceBar struct {
	bar    *mpb.Bar
	total  int64
	walked atomic.Value // jobs.Walked
}

func (p *progress) observe(e jobs.Progress) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bars == nil {
		p.line(e)
		return
	}
	b, ok := p.bar[e.Source.ID]
	if !ok {
		b = &sourceBar{}
		b.bar = p.newBar(e.Source.Name, &b.walked)
		p.bar[e.Source.ID] = b
	}
	switch e.Step {
	case jobs.ScanStarted:
	case jobs.LinksFound:
		b.total += int64(e.Count)
		b.bar.SetTotal(b.total, false)
	case jobs.PageWalked:
		b.walked.Store(e.Walked)
	case jobs.PageStored, jobs.PagePassed, jobs.PageFailed:
		b.bar.Increment()
	case jobs.ScanFinished:
		b.bar.SetTotal(-1, true)
	}
}

func (p *progress) newBar(name string, walked *atomic.Value) *mpb.Bar {
	far := func(decor.Statistics) string {
		if w, ok := walked.Load().(jobs.Walked); ok && w.Number > 1 {
			return "，" + walkWords(w)
		}
		return ""
	}
	return p.bars.AddBar(0,
		mpb.PrependDecorators(decor.Name(name, decor.WCSyncSpaceR)),
		mpb.AppendDecorators(decor.CountersNoUnit("%d / %d 篇"), decor.Any(far)))
}

// walkWords says how far a walk has come: 已翻 12/48，到 2026-10-03.
func walkWords(w jobs.Walked) string {
	s := fmt.Sprintf("已翻 %d", w.Number)
	if w.Of > 0 {
		s += fmt.Sprintf("/%d", w.Of)
	}
	if !w.Reached.IsZero() {
		s += "，到 " + w.Reached.String()
	}
	return s
}

// walkLines is how many pages of a walk there are to a line of progress.
const walkLines = 10

// line prints how far a long walk has come and the end of each scan.
func (p *progress) line(e jobs.Progress) {
	switch {
	case e.Step == jobs.PageWalked && e.Walked.Number > 0 && e.Walked.Number%walkLines == 0:
		fmt.Fprintf(p.w, "采集 %s：%s\n", e.Source.Name, walkWords(e.Walked))
	case e.Step != jobs.ScanFinished:
	case e.Err != nil:
		fmt.Fprintf(p.w, "采集 %s：没有采完，%s\n", e.Source.Name, gaobang.Worded(e.Err))
	case !e.Result.Complete:
		fmt.Fprintf(p.w, "采集 %s：%s；已收录 %d\n", e.Source.Name, cmp.Or(e.Result.Note, "中断，会接着采"), e.Result.Stored)
	default:
		fmt.Fprintf(p.w, "采集 %s：新链接 %d，收录 %d，重复 %d，无关 %d，失败 %d\n",
			e.Source.Name, e.Result.New, e.Result.Stored, e.Result.Repeated, e.Result.Irrelevant, e.Result.Failed)
	}
}

// close ends the bars, so that what is printed next stands below them.
func (p *progress) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bars == nil {
		return
	}
	for _, b := range p.bar {
		b.bar.SetTotal(-1, true)
	}
	p.bars.Wait()
	p.bars = nil
}

// logger writes the log of serve, a record a line, for a file or journald.
// Times are Asia/Shanghai, as everywhere, and errors are in words.
func logger(w io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		switch v := a.Value.Any().(type) {
		case time.Time:
			a.Value = slog.TimeValue(v.In(gaobang.Shanghai))
		case error:
			a.Value = slog.StringValue(gaobang.Worded(v))
		}
		return a
	}}))
}

// invocation is how the user called the program, for hints that can be repeated.
func invocation() string {
	if strings.Contains(os.Args[0], "go-build") {
		return "go run ./cmd/gaobang"
	}
	return os.Args[0]
}
