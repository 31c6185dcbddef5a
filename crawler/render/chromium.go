package render

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"

	"github.com/chromedp/chromedp"

	"github.com/gaobang/gaobang/crawler/fetch"
)

// Find is the path of Chromium, or of a browser built on it.
func Find(path string) (string, error) {
	if path != "" {
		found, err := exec.LookPath(path)
		if err != nil {
			return "", fmt.Errorf("设置的 fetch.chromium 是 %s，那里没有可以运行的程序", path)
		}
		return found, nil
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			return found, nil
		}
	}
	return "", errors.New("没有找到 Chromium")
}

// open starts a browser with one empty tab. shut kills it with all its processes
// and removes its folder.
func (v *visit) open(ctx context.Context, program string) (tab context.Context, shut func(), err error) {
	home, remove, err := makeHome()
	if err != nil {
		return nil, nil, &fetch.Error{Kind: fetch.KindBrowser, Detail: "临时目录建不了", Err: err}
	}
	proxy, err := v.refuse(ctx)
	if err != nil {
		remove()
		return nil, nil, &fetch.Error{Kind: fetch.KindBrowser, Detail: brief(err), Err: err}
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program),
		chromedp.UserAgent(v.fetcher.Options().UserAgent),
		chromedp.UserDataDir(home), // chromedp's own would stay for ever where this process is killed
		// Nothing of this process's environment: a database's password may be in it.
		chromedp.NoInheritEnv,
		chromedp.Env("HOME="+home, "TMPDIR="+home, "PATH="+os.Getenv("PATH"), "LANG=zh_CN.UTF-8", "TZ=Asia/Shanghai"),
	)
	for name, value := range flags(proxy.Addr().String()) {
		options = append(options, chromedp.Flag(name, value))
	}
	if v.options.NoSandbox || os.Geteuid() == 0 { // Chromium refuses to start as root with one
		options = append(options, chromedp.NoSandbox)
	}
	allocator, free := chromedp.NewExecAllocator(ctx, options...)
	tab, closeTab := chromedp.NewContext(allocator, chromedp.WithErrorf(quiet), chromedp.WithLogf(quiet))
	shut = func() {
		closeTab()
		free()
		_ = proxy.Close()
		remove()
	}
	if err := chromedp.Do(tab); err != nil {
		shut()
		return nil, nil, &fetch.Error{Kind: fetch.KindBrowser, Detail: "Chromium 没有启动：" + brief(err), Err: err}
	}
	return tab, shut, nil
}

// quiet drops what is said while a browser is killed; what matters is an error.
func quiet(string, ...any) {}

// flags cut Chromium off: its names resolve to nothing, its proxy refuses
// everything, and what it does for itself is off.
func flags(proxy string) map[string]any {
	return map[string]any{
		"proxy-server":                    "http://" + proxy,
		"proxy-bypass-list":               "<-loopback>", // loopback too goes to the proxy
		"host-resolver-rules":             "MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
		"force-webrtc-ip-handling-policy": "disable_non_proxied_udp",
		"disable-quic":                    true,
		"disable-component-update":        true,
		"disable-domain-reliability":      true,
		"disable-gpu":                     true,
		"disable-speech-api":              true,
		"disable-notifications":           true,
		"deny-permission-prompts":         true,
		"block-new-web-contents":          true, // no second window
		"no-pings":                        true,
		"mute-audio":                      true,
		"renderer-process-limit":          "1",
		"js-flags":                        "--max-old-space-size=512",
		"disable-features":                "Translate,BlinkGenPropertyTrees,OptimizationHints,MediaRouter,InterestFeedContentSuggestions,AutofillServerCommunication,CertificateTransparencyComponentUpdater",
	}
}

// refuse is a proxy that closes every connection: what gets past the answering of
// requests ends here, a page's sockets as well as what Chromium tells its makers.
func (v *visit) refuse(ctx context.Context) (net.Listener, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			if v.refused == nil {
				_ = conn.Close()
				continue
			}
			go v.refused(conn)
		}
	}()
	return listener, nil
}
