package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/byline"
	"github.com/gaobang/gaobang/analyzer/segment"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/crawler/extract"
	"github.com/gaobang/gaobang/crawler/fetch"
)

func (p program) inspectCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "inspect",
		Short:   "看程序从网页、署名、文字里看到什么",
		Long:    "读文件或标准输入，一行一个 JSON 输出程序看到的内容，供核对和测量准确率。",
		Example: "  gaobang inspect page 保存的网页.html\n  echo '（通讯员 林测试）' | gaobang inspect byline",
		Args:    oneOfItsCommands,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.inspectPageCommand(), p.inspectBylineCommand(), p.inspectTermCommand(), p.inspectSentimentCommand(), p.inspectAttributeCommand())
	return cmd
}

func (p program) inspectPageCommand() *cobra.Command {
	var address, profiles string
	var explain bool
	cmd := &cobra.Command{
		Use:   "page [文件…]",
		Short: "网页的标题、时间、来源、署名和正文",
		Long: "每个文件输出一行 JSON：file、url、charset、title、published_at、content_source、reporters、correspondents、\n" +
			"authors、photographers、editors、body、placement。页面没有的就不写，不猜。不给文件时读标准输入。",
		Example: "  gaobang inspect page pages/*.html > 结果.jsonl\n  gaobang inspect page --explain 保存的网页.html\n  curl -s http://example.com/a.html | gaobang inspect page --url http://example.com/a.html",
		RunE: func(cmd *cobra.Command, args []string) error {
			in := pageInput{url: address, explain: explain}
			if profiles != "" {
				books, err := readProfiles(profiles)
				if err != nil {
					return err
				}
				in.profiles = books
			}
			return p.inspectPages(cmd, args, in)
		},
	}
	cmd.Flags().StringVar(&address, "url", "", "页面的网址")
	cmd.Flags().BoolVar(&explain, "explain", false, "不输出 JSON，而说明标题、时间、来源、正文各凭什么选出")
	cmd.Flags().StringVar(&profiles, "profile", "", "写有站点规则（profiles）的 sources 名册文件")
	return cmd
}

// pageInput is what is known of the pages besides their bytes.
type pageInput struct {
	url      string
	profiles []gaobang.Profile
	explain  bool
}

// readProfiles reads the profiles of a sources book; the outlets that it names
// need not be known here.
func readProfiles(path string) ([]gaobang.Profile, error) {
	data, err := readBounded(path, maxBookFile)
	if err != nil {
		return nil, err
	}
	return config.ParseProfiles(config.NewFile(path, data))
}

// maxPage is the largest page that is read.
const maxPage = 64 << 20

// pageView is one line of `inspect page`.
type pageView struct {
	File           string            `json:"file"`
	URL            string            `json:"url,omitempty"`
	Charset        string            `json:"charset"`
	Title          string            `json:"title,omitempty"`
	PublishedAt    string            `json:"published_at,omitempty"`
	ContentSource  string            `json:"content_source,omitempty"`
	Reporters      []string          `json:"reporters"`
	Correspondents []string          `json:"correspondents"`
	Authors        []string          `json:"authors"`
	Photographers  []string          `json:"photographers"`
	Editors        []string          `json:"editors"`
	Body           string            `json:"body,omitempty"`
	Placement      gaobang.Placement `json:"placement"`
	Problem        string            `json:"problem,omitempty"` // why it is no article
}

func (p program) inspectPages(cmd *cobra.Command, files []string, in pageInput) error {
	out := json.NewEncoder(cmd.OutOrStdout())
	out.SetEscapeHTML(false)
	if len(files) == 0 {
		data, err := io.ReadAll(io.LimitReader(cmd.InOrStdin(), maxPage))
		if err != nil {
			return err
		}
		return p.inspectPage(cmd.OutOrStdout(), out, "-", data, in)
	}
	var faults []error
	for _, name := range files {
		data, err := readBounded(name, maxPage)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		if err := p.inspectPage(cmd.OutOrStdout(), out, name, data, in); err != nil {
			return err
		}
	}
	return errors.Join(faults...)
}

func (p program) inspectPage(w io.Writer, out *json.Encoder, name string, data []byte, in pageInput) error {
	if !in.explain {
		return out.Encode(p.view(name, data, in))
	}
	text, charset := fetch.Decode(data, "")
	if _, err := fmt.Fprintf(w, "%s（%s）\n", name, charset); err != nil {
		return err
	}
	return extract.Explain(w, extract.Input{URL: in.url, HTML: text, Profile: p.profileOf(in)})
}

func (p program) view(name string, data []byte, in pageInput) pageView {
	text, charset := fetch.Decode(data, "")
	a, err := extract.Page(extract.Input{URL: in.url, HTML: text, Profile: p.profileOf(in)})
	b := byline.Parse(&a).Byline
	v := pageView{
		File: name, URL: in.url, Charset: charset, Title: a.Title, PublishedAt: a.PublishedAt.String(), ContentSource: a.ContentSource,
		Reporters: b.Reporters, Correspondents: b.Correspondents, Authors: b.Authors, Photographers: b.Photographers, Editors: b.Editors,
		Body: a.Body, Placement: a.Placement,
	}
	if len(b.Reporters)+len(b.Correspondents)+len(b.Authors) == 0 {
		v.Authors = b.Units // an organisation as author
	}
	if err != nil {
		v.Problem = gaobang.Worded(err)
	}
	return v
}

// profileOf is the profile of the page's host today, or the only one given where
// the address is not known.
func (p program) profileOf(in pageInput) *gaobang.Profile {
	host := gaobang.Source{URL: in.url}.Site()
	if host == "" && len(in.profiles) == 1 {
		return &in.profiles[0]
	}
	return gaobang.ProfileOn(in.profiles, in.url, gaobang.DateOf(p.now()))
}

func (p program) inspectBylineCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "byline [文件…]",
		Short:   "每行署名里的记者、通讯员、作者、摄影、编辑和单位",
		Example: "  echo '本报讯（记者 林测试 通讯员 高测试）' | gaobang inspect byline",
		RunE: func(cmd *cobra.Command, args []string) error {
			return eachLine(cmd, args, func(line string) any { return byline.ParseLine(line) })
		},
	}
}

func (p program) inspectTermCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "term 词 [文件…]",
		Short: "每行文字里有没有这个词（人民政府里没有“民政”）",
		Long:  "每行输出 {\"match\":有没有,\"spans\":[[起,止],…]}，起止是字节位置。只有当它是一个词才算，例如“人民政府”里没有“民政”。",
		Example: "  echo '市民政局走访老人' | gaobang inspect term 民政\n" +
			"  gaobang inspect term 民政 句子.txt",
		Args: atLeastOne("词"),
		RunE: func(cmd *cobra.Command, args []string) error {
			seg, err := segment.New([]string{args[0]})
			if err != nil {
				return err
			}
			return eachLine(cmd, args[1:], func(line string) any {
				spans := seg.Spans(line, args[0])
				if spans == nil {
					spans = [][2]int{}
				}
				return struct {
					Match bool     `json:"match"`
					Spans [][2]int `json:"spans"`
				}{len(spans) > 0, spans}
			})
		},
	}
}

// maxLine is the longest line that is read.
const maxLine = 1 << 20

// eachLine writes one JSON line for every line of the files, or of the standard
// input.
func eachLine(cmd *cobra.Command, files []string, see func(line string) any) error {
	out := json.NewEncoder(cmd.OutOrStdout())
	out.SetEscapeHTML(false)
	read := func(name string, r io.Reader) error {
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, maxLine)
		for lines.Scan() {
			if err := out.Encode(see(lines.Text())); err != nil {
				return err
			}
		}
		if err := lines.Err(); err != nil {
			return gaobang.Errorf(gaobang.Invalid, "%s 读不下去（一行最多 1 MiB）：%w", name, err)
		}
		return nil
	}
	if len(files) == 0 {
		return read("标准输入", cmd.InOrStdin())
	}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return gaobang.Errorf(gaobang.NotFound, "文件 %s 打不开，请检查路径和权限：%w", name, err)
		}
		err = errors.Join(read(name, f), f.Close())
		if err != nil {
			return err
		}
	}
	return nil
}
