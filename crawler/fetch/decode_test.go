package fetch

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

func encode(t testing.TB, e encoding.Encoding, s string) string {
	t.Helper()
	out, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

const (
	chinese     = "云阳街道民政办组织志愿者走访困难老人，送去米面油等慰问品，了解他们的生活情况。"
	traditional = "縣政府組織志工訪視獨居長者，送上慰問品，了解他們的生活狀況與需要。"
)

func TestDecode(t *testing.T) {
	gb := func(s string) string { return encode(t, simplifiedchinese.GB18030, s) }
	meta := func(label string) string {
		return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=` + label + `"></head><p>`
	}
	cases := []struct {
		rule, body, header string
		charset, text      string
	}{
		{"合法的 UTF-8 就是 UTF-8", chinese, "", "utf-8", chinese},
		{"只有 ASCII 也是 UTF-8", "<p>hello</p>", "text/html; charset=gbk", "utf-8", "hello"},
		{"BOM 去掉", "\xef\xbb\xbf" + chinese, "", "utf-8", chinese},
		{"BOM 后面是 GBK 的模板", "\xef\xbb\xbf" + meta("gbk") + gb(chinese), "", "gb18030", chinese},
		{"UTF-16 凭 BOM", encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), chinese), "", "utf-16le", chinese},
		{"声明 gb2312 而字节是 UTF-8，字节说了算", meta("gb2312") + chinese, "text/html; charset=gb2312", "utf-8", chinese},
		{"标头声明 GBK", gb(chinese), "text/html; charset=GBK", "gb18030", chinese},
		{"只有 meta 声明，旧写法", meta("gb2312") + gb(chinese), "text/html", "gb18030", chinese},
		{"只有 meta 声明，新写法", `<meta charset=gbk>` + gb(chinese), "", "gb18030", chinese},
		{"声明在头 1 KB 之后", "<!--" + strings.Repeat("x", 2000) + "-->" + meta("gb2312") + gb(chinese), "", "gb18030", chinese},
		{"XML 声明", `<?xml version="1.0" encoding="GB2312"?>` + gb(chinese), "text/xml", "gb18030", chinese},
		{"没有任何声明", "<p>" + gb(chinese), "", "gb18030", chinese},
		{"没有声明的短句", gb("丹阳市民政局走访困难老人"), "", "gb18030", "丹阳市民政局走访困难老人"},
		{"标头说 ISO-8859-1 而字节是 GBK", gb(chinese), "text/html; charset=ISO-8859-1", "gb18030", chinese},
		{"标头说 UTF-8 而字节是 GBK", meta("gbk") + gb(chinese), "text/html; charset=utf-8", "gb18030", chinese},
		{"标头说 Big5 而字节是 GBK", gb(chinese), "text/html; charset=big5", "gb18030", chinese},
		{"Big5 照声明读", encode(t, traditionalchinese.Big5, traditional), "text/html; charset=big5", "big5", traditional},
		{"Big5 没有声明", encode(t, traditionalchinese.Big5, strings.Repeat(traditional, 3)), "", "big5", traditional},
		{"声明 gbk 而字节是 Big5", encode(t, traditionalchinese.Big5, strings.Repeat(traditional, 3)), "text/html; charset=gbk", "big5", traditional},
		{"声明 gbk 的繁体就是 GBK", gb(strings.Repeat(traditional, 3)), "text/html; charset=gbk", "gb18030", traditional},
		{"一半 UTF-8 一半 GBK，读得出 UTF-8 的一半", strings.Repeat(chinese, 3) + gb(strings.Repeat(chinese, 3)), "text/html; charset=utf-8", "utf-8", chinese},
		{"一半 UTF-8 一半 GBK，没有声明", strings.Repeat(chinese, 3) + gb(strings.Repeat(chinese, 3)), "text/html", "utf-8", chinese},
		{"说谎的 BOM 不留下", "\xef\xbb\xbf" + gb(chinese), "", "gb18030", "云阳"},
		{"日文照声明读", encode(t, japanese.ShiftJIS, "これは日本語のページです。"), "text/html; charset=shift_jis", "shift_jis", "日本語"},
		{"韩文照标头读，字节像 GB 2312", encode(t, korean.EUCKR, "안녕하세요 여러분"), "text/html; charset=euc-kr", "euc-kr", "안녕하세요"},
		{"短得看不出的韩文照 meta 读", meta("euc-kr") + encode(t, korean.EUCKR, "소식"), "text/html", "euc-kr", "소식"},
		{"meta 在头 1 KB 之后也照它读", "<!--" + strings.Repeat("x", 2000) + "-->" + meta("euc-kr") + encode(t, korean.EUCKR, "소식"), "", "euc-kr", "소식"},
		{"标头先于 meta", meta("euc-jp") + encode(t, korean.EUCKR, "안녕하세요 여러분"), "text/html; charset=euc-kr", "euc-kr", "안녕하세요"},
		{"GBK 以外的字在 GB18030 里", meta("gb2312") + gb("𠮷镕淼"), "", "gb18030", "𠮷镕淼"},
		{"GBK 末尾半个字", meta("gbk") + gb(chinese) + "\xb5", "", "gb18030", chinese},
		{"GBK 中间几个坏字节", meta("gbk") + gb(chinese) + "\xff</p>\x80 " + gb(chinese), "", "gb18030", chinese},
		{"UTF-8 末尾半个字", chinese + "\xe4\xb8", "", "utf-8", chinese},
		{"UTF-8 中间几个坏字节，又谎称 GBK", chinese + "\xff\xfe" + chinese, "text/html; charset=gbk", "utf-8", chinese},
		{"恰好也是 UTF-8 的短 GBK，有声明", meta("gbk") + "\xd2\xbb\xd2\xbb", "", "gb18030", "一一"},
		{"UTF-8 页里只有版权号，声明 gb2312", meta("gb2312") + "© 2026 · x", "", "utf-8", "© 2026 · x"},
		{"不认识的声明", meta("x-nonsense") + gb(chinese), "text/html; charset=none", "gb18030", chinese},
		{"标头写得不合规范", gb(chinese), "text/html; charset=gbk; charset", "gb18030", chinese},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			text, charset := Decode([]byte(c.body), c.header)
			if charset != c.charset {
				t.Errorf("charset = %s, want %s", charset, c.charset)
			}
			if !strings.Contains(string(text), c.text) || strings.HasPrefix(string(text), "锘") {
				t.Errorf("text = %q", text)
			}
			if !utf8.Valid(text) {
				t.Error("the text is not UTF-8")
			}
		})
	}
}

// TestEveryLabelOfTheFamilyIsGB18030, which holds the letters of the others.
func TestEveryLabelOfTheFamilyIsGB18030(t *testing.T) {
	for label := range strings.FieldsSeq("gb2312 GB2312 gbk gb18030 gb_2312-80 gb2312-80 x-gbk cp936 euc-cn hz-gb-2312 chinese csgb2312 iso-ir-58 csiso58gb231280 'gbk'; \"gb2312\"") {
		if _, name := lookup(label); name != gbName {
			t.Errorf("%s is read as %q", label, name)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("<meta charset=gbk>\xd2\xbb\xb5"), "text/html; charset=utf-8")
	f.Add([]byte("\xff\xfea"), "")
	f.Add([]byte("\x8130\x8130"), "text/html; charset=x-user-defined")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		text, charset := Decode(body, contentType)
		if !utf8.Valid(text) || charset == "" {
			t.Errorf("Decode gave charset %q, valid %v", charset, utf8.Valid(text))
		}
	})
}

// FuzzGB holds the quick reader to the library's.
func FuzzGB(f *testing.F) {
	for _, s := range []string{"<p>\xd2\xbb</p>\xb5", "\x81\x30\x81\x30a\x80\xff", "\xd2\x7fa", "\x95\x32\x82\x36", "\x81\x30\x81", "\xa1 \xd2", "\x84\x32\x81\x30\x81\x30a", "\xfe\x39\xfe\x39\xfe\x39"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		want, _ := simplifiedchinese.GB18030.NewDecoder().Bytes(body)
		if got := decodeGB(body); string(got) != string(want) {
			t.Errorf("%q is read as %q, by the library as %q", body, got, want)
		}
	})
}

// The yardstick of DESIGN §7: pages that declare GBK only in a meta tag against
// the same text declared in the header.
func BenchmarkDecode(b *testing.B) {
	body := strings.Repeat("<p class=\"text\">"+encode(b, simplifiedchinese.GBK, chinese)+"</p>\n", 250)
	inMeta := []byte("<html><head><meta charset=gb2312></head>" + body)
	inHeader := []byte("<html><head></head>" + body)
	for _, c := range []struct {
		name, header string
		page         []byte
	}{{"header", "text/html; charset=gbk", inHeader}, {"meta-only", "text/html", inMeta}, {"undeclared", "", inHeader}} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.page)))
			for b.Loop() {
				if _, charset := Decode(c.page, c.header); charset != gbName {
					b.Fatal(charset)
				}
			}
		})
	}
	b.Run("yardstick-x-text-alone", func(b *testing.B) {
		b.SetBytes(int64(len(inHeader)))
		for b.Loop() {
			if _, err := simplifiedchinese.GBK.NewDecoder().Bytes(inHeader); err != nil {
				b.Fatal(err)
			}
		}
	})
}
