package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/gaobang/gaobang"
)

func sampleFile(t *testing.T, text string, enc encoding.Encoding) string {
	t.Helper()
	if enc != nil {
		var err error
		if text, err = enc.NewEncoder().String(text); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadSamplesAsSpreadsheetsWriteThem(t *testing.T) {
	const text = "title,lead,label\r\n邻里座谈,\"围坐,喝茶\",正面\r\n路边停车,车位难寻,negative\r\n"
	const tabs = "title\tlead\tlabel\r\n邻里座谈\t围坐,喝茶\t正面\r\n路边停车\t车位难寻\tnegative\r\n"
	cases := []struct {
		rule, text string
		enc        encoding.Encoding
	}{
		{"UTF-8", text, nil},
		{"带 BOM 的 UTF-8", "\ufeff" + text, nil},
		{"GBK", text, simplifiedchinese.GBK},
		{"GB18030", text, simplifiedchinese.GB18030},
		{"带 BOM 的 UTF-16", text, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
		{"制表符隔开的 UTF-16（Excel 的“Unicode 文本”）", tabs, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
		{"只有两列，一格里有换行和逗号", "text\tlabel\n\"邻里座谈\n围坐,喝茶\"\t正面\n路边停车\tnegative\n", nil},
		{"列名大写、格里有空格", strings.NewReplacer("label", " Label ", "negative", " negative ").Replace(text), nil},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			got, _, err := readSamples(sampleFile(t, c.text, c.enc))
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != 2 || got[0].Text != "邻里座谈\n围坐,喝茶" || got[0].Label != gaobang.Positive || got[1].Label != gaobang.Negative {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestReadSamplesSaysWhichLineIsWrong(t *testing.T) {
	cases := []struct {
		rule, text string
		enc        encoding.Encoding
		want       string
	}{
		{"空文件", "", nil, "是空的"},
		{"没有 label 列", "title,lead\na,b\n", nil, "第 1 行应有列名 label"},
		{"GBK 的列名照样读得懂", "标题,倾向\n甲,正面\n", simplifiedchinese.GBK, "现在是 标题、倾向（按 gb18030 读）"},
		{"倾向写错", "text,label\n甲,正面\n乙,好\n", nil, `第 3 行：没有倾向 "好"`},
		{"GBK 里倾向写错", "text,label\n甲乙丙丁戊己,正面\n子丑寅卯辰巳,不好说\n", simplifiedchinese.GBK, `第 3 行：没有倾向 "不好说"`},
		{"列错位时不把整段正文打出来", "label,text\n" + strings.Repeat("长", 50) + ",正面\n", nil, strings.Repeat("长", maxQuoted) + "…"},
		{"列数不对", "text,label\n甲,乙,正面\n", nil, "第 2 行：列数与首行不同"},
		{"引号不成对", "text,label\n甲,正面\n\"乙,正面\n丙,正面\n", nil, "第 3 行：引号不成对"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			_, _, err := readSamples(sampleFile(t, c.text, c.enc))
			if gaobang.CodeOf(err) != gaobang.Invalid || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), strings.Repeat("长", maxQuoted+1)) {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}

func FuzzReadSamples(f *testing.F) {
	f.Add([]byte("text,label\n甲,正面\n"))
	f.Add([]byte("\xff\xfelabel;text\n\"\""))
	f.Fuzz(func(t *testing.T, data []byte) {
		samples, _, err := readSamples(sampleFile(t, string(data), nil))
		if err != nil && len(samples) > 0 {
			t.Errorf("samples beside %v", err)
		}
	})
}
