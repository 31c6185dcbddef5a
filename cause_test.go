package gaobang_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"github.com/goccy/go-yaml/parser"
	"github.com/klauspost/compress/gzip"
	"github.com/robfig/cron/v3"
	"github.com/xuri/excelize/v2"

	"github.com/gaobang/gaobang"
)

// TestCause makes each failure happen and looks at how it reads.
func TestCause(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		fail func(t *testing.T) error
		want string
	}{
		{"没有文件", func(*testing.T) error { return second(os.Open(file + "x")) }, "没有这个文件或文件夹"},
		{"已有文件", func(*testing.T) error { return os.Mkdir(file, 0o700) }, "已经有同名的文件或文件夹"},
		{"路径中有文件", func(*testing.T) error { return second(os.Open(file + "/b")) }, "路径中有一段不是文件夹"},
		{"读文件夹", func(*testing.T) error { return second(os.ReadFile(dir)) }, "这是文件夹，不是文件"},
		{"文件名太长", func(*testing.T) error { return second(os.Create(file + strings.Repeat("x", 300))) }, "文件名太长"},
		{"文件夹不空", func(*testing.T) error { return syscall.Rmdir(dir) }, "文件夹不是空的"},
		{"磁盘满", func(*testing.T) error { return os.WriteFile("/dev/full", []byte("x"), 0o600) }, "磁盘满了"},
		{"没有权限", func(*testing.T) error { return exec.CommandContext(t.Context(), file).Run() }, "没有权限"},
		{"只读的磁盘", func(*testing.T) error { return &os.PathError{Op: "open", Path: "/a", Err: syscall.EROFS} }, "磁盘是只读的"},
		{"打开的文件太多", func(*testing.T) error { return &os.PathError{Op: "open", Path: "/a", Err: syscall.EMFILE} }, "打开的文件太多"},
		{"没有程序", func(*testing.T) error { return exec.CommandContext(t.Context(), "gaobang-none").Run() }, "没有安装这个程序"},

		{"没有域名", func(*testing.T) error {
			return &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "a.example", IsNotFound: true}}
		}, "没有 a.example 这个域名：请核对拼写；别的网站也找不到时，请检查本机的网络和 DNS"},
		{"DNS 没有答复", lookupAtNobody, "DNS 服务器"},
		{"DNS 超时", func(*testing.T) error { return &net.DNSError{Err: "i/o timeout", Name: "a.example.", IsTimeout: true} }, "DNS 服务器没有答复，查不到 a.example：请检查本机的网络和 DNS"},
		{"DNS 出错", func(*testing.T) error { return &net.DNSError{Err: "server misbehaving", Name: "a.example"} }, "DNS 服务器答不上来，查不到 a.example：请检查本机的网络和 DNS"},
		{"拒绝连接", func(t *testing.T) error { return get(t, "http://"+closedPort(t)) }, "对方拒绝连接：服务没有开，或端口不对"},
		{"没有答复就断开", answering(func(c net.Conn) { c.Close() }), "什么也没有收到就断开了"},
		{"强行断开", answering(reset), "对方强行断开了连接"},
		{"答到一半断开", answering(func(c net.Conn) { fmt.Fprint(c, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"); c.Close() }), "没有完就中断了"},
		{"答的不是 HTTP", answering(func(c net.Conn) { fmt.Fprint(c, "SSH-2.0-a\r\n"); c.Close() }), "答的不是 HTTP"},
		{"超时", func(t *testing.T) error {
			ctx, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
			defer cancel()
			return second(http.DefaultClient.Do(must(http.NewRequestWithContext(ctx, http.MethodGet, "http://127.0.0.1:9", http.NoBody))))
		}, "超过了时限"},
		{"中断", func(t *testing.T) error {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			return second(http.DefaultClient.Do(must(http.NewRequestWithContext(ctx, http.MethodGet, "http://127.0.0.1:9", http.NoBody))))
		}, "被中断"},
		{"连不上网络", func(*testing.T) error {
			return &net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ENETUNREACH)}
		}, "本机连不上网络"},
		{"端口被占用", func(t *testing.T) error {
			l := must(net.Listen("tcp", "127.0.0.1:0"))
			t.Cleanup(func() { l.Close() })
			return second(net.Listen("tcp", l.Addr().String()))
		}, "这个端口已被别的程序占用"},
		{"本机没有的地址", func(*testing.T) error { return second(net.Listen("tcp", "192.0.2.1:0")) }, "本机没有这个地址"},
		{"证书不受信任", func(t *testing.T) error { return get(t, secure(t).URL) }, "签发证书的机构（）不受信任：可能是自签名，或网站没有装中级证书"},
		{"证书是别家的", func(t *testing.T) error {
			s := secure(t)
			s.Client().Transport.(*http.Transport).TLSClientConfig.ServerName = "a.test"
			return second(s.Client().Get(s.URL))
		}, "证书是给 example.com、*.example.com 的，不是给 a.test 的"},
		{"这个端口不是 HTTPS", func(t *testing.T) error {
			return get(t, strings.Replace(httpServer(t).URL, "http:", "https:", 1))
		}, "这个端口答的不是 HTTPS"},

		{"计划少一段", schedule("0 7 * *"), "要写五段"},
		{"计划的数太大", schedule("0 25 * * *"), "有一段的数太大"},
		{"计划的数太小", schedule("0 0 0 * *"), "有一段的数太小"},
		{"计划里有字", schedule("x * * * *"), "有一段不是数"},
		{"计划倒着写", schedule("5-3 * * * *"), "起点大于终点"},
		{"计划间隔为零", schedule("*/0 * * * *"), "间隔要大于 0"},
		{"计划的时长", schedule("@every x"), "@every 后面要写一段时间，如 30m、2h"},
		{"计划的词", schedule("@foo"), "没有这个词，可用 @hourly、@daily、@weekly、@monthly"},

		{"值里有冒号", document("a: b: c"), "这里不能再有冒号：值里有冒号的要加引号"},
		{"制表符", document("\ta: 1"), "不能用制表符缩进，请换成空格"},
		{"引号没有结束", document("a: 'x"), "引号没有结束"},
		{"方括号没有结束", document("a: [1, 2"), "方括号没有结束"},
		{"花括号没有结束", document("a: {b: 1"), "花括号没有结束"},
		{"方括号里换了行", document("key: [a\nb: c"), "方括号里要用逗号隔开，最后要有 ]"},
		{"缩进对不上", document("- a\nb: 1"), "这一行的缩进与上面对不上"},
		{"少了冒号", document("a: |\n x\ny"), "这一行少了冒号，或缩进与上面对不上"},
		{"键没有冒号", document("a\nb: 1"), "这一行少了冒号"},
		{"符号开头", document("a: @x"), "值不能用这个符号开头，请加引号"},
		{"反斜线", document(`a: "\q"`), "双引号里的反斜线写法不对"},

		{"不是 gzip", func(*testing.T) error { return second(gzip.NewReader(strings.NewReader("no gzip, but long enough"))) }, "不是 gzip 压缩的数据"},
		{"gzip 损坏", brokenGzip, "压缩的数据损坏了"},
		{"gzip 没有完", func(*testing.T) error { return second(gzip.NewReader(strings.NewReader("\x1f\x8b\x08"))) }, "没有完就中断了"},
		{"不是工作簿", func(*testing.T) error { return second(excelize.OpenReader(strings.NewReader("no workbook"))) }, "不是压缩的工作簿"},
		{"空的文件", func(*testing.T) error { return second(gzip.NewReader(must(os.Open(file)))) }, "内容是空的，或没有完就断了"},
		{"CSV 的引号", table("a,b\"c\n"), "引号不成对"},
		{"CSV 的引号没有结束", table("a,\"b\nc"), "引号不成对"},
		{"CSV 的格数", table("a,b\nc\n"), "这一行的格数与别的行不同"},
		{"JSON 没有写完", func(*testing.T) error { return json.Unmarshal([]byte("{"), new(any)) }, "JSON 没有写完"},
		{"JSON 的字符", func(*testing.T) error { return json.Unmarshal([]byte("{a}"), new(any)) }, "有不该有的字符"},
		{"XML", func(*testing.T) error { return xml.Unmarshal([]byte("<a><b></a>"), new(struct{})) }, "XML 写法有误"},
		{"太长的行", func(*testing.T) error {
			s := bufio.NewScanner(strings.NewReader(strings.Repeat("x", bufio.MaxScanTokenSize+1)))
			s.Scan()
			return s.Err()
		}, "有一行太长"},
		{"时间", func(*testing.T) error { return second(time.Parse(time.DateOnly, "2026-13-01")) }, "不是日期或时间"},
		{"网址没有 http", address("127.0.0.1:80/a"), "网址要以 http:// 或 https:// 开头"},
		{"网址的百分号", address("http://a.example/%zz"), "网址里的 % 写法不对"},
		{"网址的端口", address("http://a.example:b/"), "网址里的端口不是数"},
		{"选择器没有名字", selector("ul."), "选择器的 . # [ : 后面要有名字"},
		{"选择器没有写完", selector("ul >"), "选择器没有写完"},
		{"没有的伪类", selector("a:foo(b)"), "没有这样的伪类"},
		{"不知道的原因", func(*testing.T) error { return errors.New("what is this") }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := c.fail(t)
			if err == nil {
				t.Fatal("it did not fail")
			}
			got := gaobang.Cause(err)
			if c.name == "DNS 没有答复" {
				got, _, _ = strings.Cut(got, "没有答复")
				got, _, _ = strings.Cut(got, "答不上来")
			}
			if got != c.want {
				t.Errorf("%v\nreads %q, want %q", err, got, c.want)
			}
		})
	}
}

func TestWorded(t *testing.T) {
	_, missing := os.Open("/none")
	told := gaobang.Errorf(gaobang.NotFound, "文件 /none 打不开：%w", missing)
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"知道原因的，原话在括号里", missing, "没有这个文件或文件夹（open /none: no such file or directory）"},
		{"说给人听的错误，原因也译出", told, "文件 /none 打不开：没有这个文件或文件夹（open /none: no such file or directory）"},
		{"包了几层的不译两遍", gaobang.Errorf(gaobang.Invalid, "名册不对：%w", fmt.Errorf("两层：%w", told)), "名册不对：两层：文件 /none 打不开：没有这个文件或文件夹（open /none: no such file or directory）"},
		{"几个错误一行一个", errors.Join(io.EOF, told), "内容是空的，或没有完就断了（EOF）\n" + told.Error()},
		{"不知道原因的照原样", errors.New("what is this"), "what is this"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := gaobang.Worded(c.err); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
	if !errors.Is(told, os.ErrNotExist) {
		t.Error("the cause is lost in its words")
	}
}

func second[T any](_ T, err error) error { return err }

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func get(t *testing.T, address string) error {
	t.Helper()
	c := &http.Client{Transport: &http.Transport{}}
	defer c.CloseIdleConnections()
	r, err := c.Do(must(http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)))
	if err != nil {
		return err
	}
	defer r.Body.Close()
	_, err = io.ReadAll(r.Body)
	return err
}

func closedPort(t *testing.T) string {
	t.Helper()
	l := must(net.Listen("tcp", "127.0.0.1:0"))
	defer l.Close()
	return l.Addr().String()
}

// answering is a GET of a server that answers so.
func answering(answer func(net.Conn)) func(*testing.T) error {
	return func(t *testing.T) error {
		t.Helper()
		l := must(net.Listen("tcp", "127.0.0.1:0"))
		t.Cleanup(func() { l.Close() })
		go func() {
			for {
				c, err := l.Accept()
				if err != nil {
					return
				}
				_, _ = c.Read(make([]byte, 4096))
				answer(c)
			}
		}()
		return get(t, "http://"+l.Addr().String())
	}
}

func reset(c net.Conn) {
	_ = c.(*net.TCPConn).SetLinger(0)
	c.Close()
}

// lookupAtNobody asks a DNS server that is not there.
func lookupAtNobody(t *testing.T) error {
	t.Helper()
	nobody := closedPort(t)
	r := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "tcp", nobody)
	}}
	return second(r.LookupHost(t.Context(), "a.example"))
}

func httpServer(t *testing.T) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(s.Close)
	return s
}

func secure(t *testing.T) *httptest.Server {
	t.Helper()
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.Config.ErrorLog = nil
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

func schedule(expr string) func(*testing.T) error {
	return func(*testing.T) error { return second(cron.ParseStandard(expr)) }
}

func document(text string) func(*testing.T) error {
	return func(*testing.T) error { return second(parser.ParseBytes([]byte(text), 0)) }
}

func table(text string) func(*testing.T) error {
	return func(*testing.T) error { return second(csv.NewReader(strings.NewReader(text)).ReadAll()) }
}

func address(text string) func(*testing.T) error {
	return func(*testing.T) error { return second(url.Parse(text)) }
}

func selector(text string) func(*testing.T) error {
	return func(*testing.T) error { return second(cascadia.ParseGroup(text)) }
}

func brokenGzip(*testing.T) error {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	fmt.Fprint(w, "a text that is packed")
	w.Close()
	b.Bytes()[b.Len()-6] ^= 1 // in the checksum
	return second(io.ReadAll(must(gzip.NewReader(&b))))
}
