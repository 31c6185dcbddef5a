package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/web"
)

func (p program) serveCommand() *cobra.Command {
	role := "all"
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "按计划采集和计分，直到停止",
		Long: "按采集源的计划时间采集、归属、计分，直到收到中断信号；正在做的会保存好再退出。\n" +
			"还在 listen 的地址上答复 /healthz，供监控用：数据库有答复、SQLite 和存证的文件夹还写得进 1 MiB 时答 200，否则 503；眼下没有别的网页。\n" +
			"--role worker 只采集，--role web 只答复 /healthz；多台机器连同一个 PostgreSQL 即成一组。",
		Example: "  gaobang serve\n  gaobang serve --role worker -c /etc/gaobang/gaobang.yaml",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if role != "all" && role != "web" && role != "worker" {
				return usagef("--role 应为 all、web 或 worker，不是 %q", role)
			}
			return p.serve(cmd, role)
		},
	}
	cmd.Flags().StringVar(&role, "role", role, "all、web 或 worker")
	return cmd
}

func (p program) serve(cmd *cobra.Command, role string) (err error) {
	ctx := cmd.Context()
	defer func() {
		if errors.Is(err, context.Canceled) && ctx.Err() != nil {
			err = nil // told to stop while it was starting
		}
	}()
	log := logger(cmd.ErrOrStderr())
	store, settings, err := p.openStore(cmd)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if role != "web" {
		if books, err := store.CurrentBooks(ctx); err != nil {
			return err
		} else if len(books) == 0 {
			log.Warn("数据库中还没有名册，没有什么可采；请运行 gaobang apply，存入后自动开始采集")
		}
		if err := jobs.StaleModel(ctx, store); err != nil {
			log.Warn("学到的倾向模型没有启用，改由词典判断", "error", err)
		}
		w, err := newWorker(ctx, plant{
			store: store, fetch: p.fetchOptions(settings), render: renderOptions(settings), archive: archiveFolder(settings), workers: settings.Workers,
			retain: settings.Retention, recheck: settings.Recheck, reply: settings.Reply, sweep: time.Minute, logger: log, now: p.now, observe: logProgress(log),
		})
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, w.stop(ctx)) }()
		log.Info("按计划采集已启动", "workers", settings.Workers)
	}
	serving := make(chan error, 1)
	if role != "worker" {
		server, listener, err := listen(ctx, settings, web.Handler(store, writtenBy(role, settings), p.now, log))
		if err != nil {
			return err
		}
		defer shutDown(ctx, server)
		go func() { serving <- server.Serve(listener) }()
		log.Info("已开始答复 /healthz", "address", listener.Addr().String())
	}
	select {
	case <-ctx.Done():
		log.Info("正在停止")
		return nil
	case err := <-serving:
		return gaobang.Errorf(gaobang.Unavailable, "答复 /healthz 的服务中断：%w", err)
	}
}

// writtenBy are the folders on which a role writes.
func writtenBy(role string, s config.Settings) []string {
	var folders []string
	if path, ok := strings.CutPrefix(s.Database, "sqlite:"); ok {
		folders = append(folders, filepath.Dir(path))
	}
	if role != "web" {
		folders = append(folders, archiveFolder(s))
	}
	return folders
}

func listen(ctx context.Context, settings config.Settings, handler http.Handler) (*http.Server, net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", settings.Listen)
	if err != nil {
		return nil, nil, gaobang.Errorf(gaobang.Unavailable,
			"不能监听 %s，可能另一个程序占用了端口；请停止它，或在设置中改 listen：%w", settings.Listen, err)
	}
	return &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}, listener, nil
}

func shutDown(ctx context.Context, server *http.Server) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	_ = server.Shutdown(ctx) // what is left when the time is over is cut off
}

// logProgress logs what an operator asks about: how each scan ended.
func logProgress(log *slog.Logger) func(jobs.Progress) {
	return func(e jobs.Progress) {
		if e.Step != jobs.ScanFinished {
			return
		}
		if e.Err != nil {
			log.Warn("采集源没有采完", "source", e.Source.ID, "error", e.Err)
			return
		}
		if !e.Result.Complete {
			log.Info("采集中断，会接着采", "source", e.Source.ID, "stored", e.Result.Stored, "note", e.Result.Note)
			return
		}
		log.Info("采集源已采完", "source", e.Source.ID, "links", e.Result.New, "stored", e.Result.Stored, "failed", e.Result.Failed)
	}
}
