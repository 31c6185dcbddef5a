package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync"

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

// sourceBar is a source's pages: those found and those done with.
type sourceBar struct {
	bar   *mpb.Bar
	total int64
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
		b = &sourceBar{bar: p.newBar(e.Source.Name)}
		p.bar[e.Source.ID] = b
	}
	switch e.Step {
	case jobs.ScanStarted:
	case jobs.LinksFound:
		b.total += int64(e.Count)
		b.bar.SetTotal(b.total, false)
	case jobs.PageStored, jobs.PagePassed, jobs.PageFailed:
		b.bar.Increment()
	case jobs.ScanFinished:
		b.bar.SetTotal(-1, true)
	}
}

func (p *progress) newBar(name string) *mpb.Bar {
	return p.bars.AddBar(0,
		mpb.PrependDecorators(decor.Name(name, decor.WCSyncSpaceR)),
		mpb.AppendDecorators(decor.CountersNoUnit("%d / %d 页")))
}

// line prints the end of each scan.
func (p *progress) line(e jobs.Progress) {
	switch {
	case e.Step != jobs.ScanFinished:
	case e.Err != nil:
		fmt.Fprintf(p.w, "采集 %s：没有采完，%v\n", e.Source.Name, e.Err)
	case !e.Result.Complete:
		fmt.Fprintf(p.w, "采集 %s：中断，会接着采；已收录 %d\n", e.Source.Name, e.Result.Stored)
	default:
		fmt.Fprintf(p.w, "采集 %s：新链接 %d，收录 %d，无关 %d，失败 %d\n",
			e.Source.Name, e.Result.New, e.Result.Stored, e.Result.Irrelevant, e.Result.Failed)
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

// logger writes plain lines for operators: to a terminal, a file or journald.
// Times are Asia/Shanghai, as everywhere.
func logger(w io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Value.Kind() == slog.KindTime {
			a.Value = slog.TimeValue(a.Value.Time().In(gaobang.Shanghai))
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
