package gaobang

import (
	"bufio"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// Worded is an error in words for a person. What the operating system, the network
// or a library says is put into Chinese where its cause is known, with their own
// words behind it in brackets for whoever runs the machine. This is the one place
// that does so: Errorf and the log go through it. An Error is in words already.
func Worded(err error) string {
	text := err.Error()
	if joined, ok := err.(interface{ Unwrap() []error }); ok && strings.Contains(text, "\n") {
		var lines []string
		for _, e := range joined.Unwrap() {
			lines = append(lines, Worded(e))
		}
		return strings.Join(lines, "\n")
	}
	if _, told := errors.AsType[*Error](err); told {
		return text
	}
	if words := Cause(err); words != "" {
		return words + "（" + text + "）"
	}
	return text
}

// Cause is the cause of an error in Chinese, "" where it is not a known one.
func Cause(err error) string {
	for _, words := range []func(error) string{ended, unresolved, certificate, refusedByNetwork, refusedBySystem, unsound} {
		if w := words(err); w != "" {
			return w
		}
	}
	text := err.Error()
	for _, s := range signs {
		if strings.Contains(text, s.sign) {
			return s.words
		}
	}
	return ""
}

// ended is work that was broken off.
func ended(err error) string {
	var netErr net.Error
	var dns *net.DNSError
	switch {
	case errors.Is(err, context.Canceled):
		return "被中断"
	case errors.As(err, &dns):
		return ""
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &netErr) && netErr.Timeout():
		return "超过了时限"
	}
	return ""
}

// unresolved is a host whose address nobody knows, and what to do, behind a colon.
func unresolved(err error) string {
	var dns *net.DNSError
	if !errors.As(err, &dns) {
		return ""
	}
	host := strings.TrimSuffix(dns.Name, ".")
	switch {
	case dns.IsNotFound:
		return "没有 " + host + " 这个域名：请核对拼写；别的网站也找不到时，请检查本机的网络和 DNS"
	case dns.IsTimeout:
		return "DNS 服务器没有答复，查不到 " + host + "：请检查本机的网络和 DNS"
	}
	return "DNS 服务器答不上来，查不到 " + host + "：请检查本机的网络和 DNS"
}

// certificate is what is wrong with a certificate.
func certificate(err error) string {
	var (
		hostname  x509.HostnameError
		authority x509.UnknownAuthorityError
		invalid   x509.CertificateInvalidError
	)
	switch {
	case errors.As(err, &hostname) && hostname.Certificate != nil:
		names := strings.Join(hostname.Certificate.DNSNames, "、")
		if names == "" {
			names = hostname.Certificate.Subject.CommonName
		}
		return fmt.Sprintf("证书是给 %s 的，不是给 %s 的", names, hostname.Host)
	case errors.As(err, &authority):
		issuer := ""
		if authority.Cert != nil {
			issuer = "（" + authority.Cert.Issuer.CommonName + "）"
		}
		return "签发证书的机构" + issuer + "不受信任：可能是自签名，或网站没有装中级证书"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired && invalid.Cert != nil:
		return fmt.Sprintf("证书有效期 %s 至 %s", DateOf(invalid.Cert.NotBefore), DateOf(invalid.Cert.NotAfter))
	}
	return ""
}

// Cause by the number that the operating system gives.
var (
	networkCauses = map[syscall.Errno]string{
		syscall.ECONNREFUSED:  "对方拒绝连接：服务没有开，或端口不对",
		syscall.ECONNRESET:    "对方强行断开了连接",
		syscall.EPIPE:         "对方已断开连接",
		syscall.ENETUNREACH:   "本机连不上网络",
		syscall.EHOSTUNREACH:  "到对方主机没有路，可能断网或被防火墙拦下",
		syscall.EADDRINUSE:    "这个端口已被别的程序占用",
		syscall.EADDRNOTAVAIL: "本机没有这个地址",
	}
	systemCauses = map[syscall.Errno]string{
		syscall.ENOSPC:       "磁盘满了",
		syscall.EDQUOT:       "磁盘配额用完了",
		syscall.EROFS:        "磁盘是只读的",
		syscall.EIO:          "磁盘读写出错",
		syscall.EFBIG:        "文件太大",
		syscall.EISDIR:       "这是文件夹，不是文件",
		syscall.ENOTDIR:      "路径中有一段不是文件夹",
		syscall.ENOTEMPTY:    "文件夹不是空的",
		syscall.ENAMETOOLONG: "文件名太长",
		syscall.EMFILE:       "打开的文件太多",
		syscall.ENFILE:       "打开的文件太多",
		syscall.ENOMEM:       "内存不够",
		syscall.EXDEV:        "不在同一个磁盘上",
	}
)

func refusedByNetwork(err error) string { return byNumber(err, networkCauses) }

func refusedBySystem(err error) string {
	if words := byNumber(err, systemCauses); words != "" {
		return words
	}
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return "没有安装这个程序"
	case errors.Is(err, fs.ErrPermission):
		return "没有权限"
	case errors.Is(err, fs.ErrNotExist):
		return "没有这个文件或文件夹"
	case errors.Is(err, fs.ErrExist):
		return "已经有同名的文件或文件夹"
	}
	return ""
}

func byNumber(err error, causes map[syscall.Errno]string) string {
	number, _ := errors.AsType[syscall.Errno](err)
	return causes[number]
}

// unsound is data that are not whole or not what they should be.
func unsound(err error) string {
	var when *time.ParseError
	var netErr net.Error
	switch {
	case errors.Is(err, bufio.ErrTooLong):
		return "有一行太长"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "没有完就中断了"
	case errors.Is(err, io.EOF) && errors.As(err, &netErr):
		return "什么也没有收到就断开了"
	case errors.Is(err, io.EOF):
		return "内容是空的，或没有完就断了"
	case errors.As(err, &when):
		return "不是日期或时间"
	}
	return ""
}

// signs are what only the text of an error says, of libraries that have no types
// for it; the longer sign stands before its part.
var signs = []struct{ sign, words string }{
	// TLS and HTTP
	{"first record does not look like a TLS handshake", "这个端口答的不是 HTTPS"},
	{"server gave HTTP response to HTTPS client", "这个端口答的不是 HTTPS"},
	{"unsupported protocol version", "对方只会 TLS 1.2 以前的旧版本，已不安全"},
	{"protocol version not supported", "对方只会 TLS 1.2 以前的旧版本，已不安全"},
	{"handshake failure", "没有双方都会的加密方式，或对方没有配置这个主机的证书"},
	{"unrecognized name", "对方没有配置这个主机的证书"},
	{"certificate required", "对方要求出示客户端证书"},
	{"tls: internal error", "对方的 HTTPS 配置有误"},
	{"stream error:", "对方中途断开了这次答复"},
	{"server sent GOAWAY", "对方关闭了连接"},
	{"malformed HTTP", "答的不是 HTTP"},
	{"server closed idle connection", "对方关闭了连接"},
	// archives
	{"torn record", "记录不完整"},
	{"gzip: invalid header", "不是 gzip 压缩的数据"},
	{"gzip: invalid checksum", "压缩的数据损坏了"},
	{"flate: corrupt input", "压缩的数据损坏了"},
	{"zip: not a valid zip file", "不是压缩的工作簿"},
	{"zip: ", "压缩的数据损坏了"},
	// schedules
	{"expected exactly 5 fields", "要写五段"},
	{"beyond end of range", "起点大于终点"},
	{"above maximum", "有一段的数太大"},
	{"below minimum", "有一段的数太小"},
	{"step of range should be a positive number", "间隔要大于 0"},
	{"too many hyphens", "一段里只能有一个减号"},
	{"too many slashes", "一段里只能有一个斜线"},
	{"failed to parse int", "有一段不是数"},
	{"failed to parse duration", "@every 后面要写一段时间，如 30m、2h"},
	{"unrecognized descriptor", "没有这个词，可用 @hourly、@daily、@weekly、@monthly"},
	{"empty spec string", "没有写"},
	// YAML
	{"mapping value is not allowed", "这里不能再有冒号：值里有冒号的要加引号"},
	{"tab character", "不能用制表符缩进，请换成空格"},
	{"could not find end character", "引号没有结束"},
	{"sequence end token", "方括号没有结束"},
	{"mapping end token", "花括号没有结束"},
	{"character corresponding to", "括号不成对"},
	{"',' or ']' must be specified", "方括号里要用逗号隔开，最后要有 ]"},
	{"',' or '}' must be specified", "花括号里要用逗号隔开，最后要有 }"},
	{"value is not allowed in this context", "这一行的缩进与上面对不上"},
	{"non-map value is specified", "这一行少了冒号，或缩进与上面对不上"},
	{"unexpected key name", "这一行少了冒号"},
	{"is a reserved character", "值不能用这个符号开头，请加引号"},
	{"unknown escape character", "双引号里的反斜线写法不对"},
	{"undefined anchor name", "& 后面要有名字；值里有 & 的要加引号"},
	{"directive value", "% 不能写在行首；值里有 % 的要加引号"},
	// JSON, XML, HTML, CSV
	{"unexpected end of JSON input", "JSON 没有写完"},
	{"invalid character", "有不该有的字符"},
	{"XML syntax error", "XML 写法有误"},
	{"open stack of elements exceeds", "标签嵌套得太深"},
	{"wrong number of fields", "这一行的格数与别的行不同"},
	{"in quoted-field", "引号不成对"},
	{"in non-quoted-field", "引号不成对"},
	// addresses and selectors
	{"missing protocol scheme", "网址要以 http:// 或 https:// 开头"},
	{"first path segment in URL cannot contain colon", "网址要以 http:// 或 https:// 开头"},
	{"invalid URL escape", "网址里的 % 写法不对"},
	{"invalid port", "网址里的端口不是数"},
	{"missing ']' in host", "网址里的方括号不成对"},
	{"invalid control character in URL", "网址里有控制字符"},
	{"expected identifier", "选择器的 . # [ : 后面要有名字"},
	{"expected selector", "选择器没有写完"},
	{"unknown pseudoclass", "没有这样的伪类"},
	// the browser
	{"chrome failed to start", "Chromium 启动不了"},
}
