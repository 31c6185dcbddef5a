package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/jobs"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/web"
)

func (p program) serveCommand() *cobra.Command {
	role := "all"
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "按计划采集和计分，直到停止",
		Long: "按采集源的计划时间采集、归属、计分，直到收到中断信号；正在做的会保存好再退出。\n" +
			"--role worker 只采集，--role web 只提供网页服务；多台机器连同一个 PostgreSQL 即成一组。\n" +
			"网页服务目前提供 /healthz（数据库可用时答 200）。",
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
		server, listener, err := listen(ctx, settings, store)
		if err != nil {
			return err
		}
		defer shutDown(ctx, server)
		go func() { serving <- server.Serve(listener) }()
		log.Info("网页服务已启动", "address", listener.Addr().String())
	}
	select {
	case <-ctx.Done():
		log.Info("正在停止")
		return nil
	case err := <-serving:
		return gaobang.Errorf(gaobang.Unavailable, "网页服务中断：%w", err)
	}
}

func listen(ctx context.Context, settings config.Settings, store *storage.Store) (*http.Server, net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", settings.Listen)
	if err != nil {
		return nil, nil, gaobang.Errorf(gaobang.Unavailable,
			"不能监听 %s，可能另一个程序占用了端口；请停止它，或在设置中改 listen：%w", settings.Listen, err)
	}
	return &http.Server{Handler: web.Handler(store), ReadHeaderTimeout: 10 * time.Second}, listener, nil
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
