package jobs

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// toKnow is what is to be known of a message.
type toKnow struct {
	title     string
	kind      gaobang.MessageKind
	published string
	answered  string // the day, "是" where the page does not say
	by        string
	due       string // of a message that waits
}

// messages are the invented pages of crawler/extract/testdata/messages, in the
// layouts of places where people write to offices.
var messages = map[string]toKnow{
	"table-th-td-answered":    {"高龄补贴怎么申请", gaobang.Inquiry, "2026-11-02T09:15", "2026-11-05", "甲城市民政局", ""},
	"table-td-colon-pending":  {"乙镇殡葬服务站乱收费", gaobang.Complaint, "2026-11-18", "", "", "2026-11-27"},
	"ul-li-reply":             {"婚姻登记周末上班吗", gaobang.Inquiry, "2026-11-09", "2026-11-11", "甲城市民政局", ""},
	"p-lines-pending":         {"低保为什么停了", gaobang.Inquiry, "2026-11-17", "", "", "2026-11-24"},
	"dl-12345-answered":       {"残疾人两项补贴咨询", gaobang.Inquiry, "2026-11-06T10:02:33", "2026-11-09", "甲城市民政局", ""},
	"div-pairs-hotline":       {"养老院床位怎么申请", gaobang.Inquiry, "2026-11-03T20:11", "2026-11-10", "甲城市民政局", ""},
	"leader-board-answered":   {"请解决乙镇老人就餐难", gaobang.Inquiry, "2026-11-04T08:00", "2026-11-12", "甲城市民政局", ""},
	"leader-board-pending":    {"低保申请两个月没有结果", gaobang.Inquiry, "2026-11-19T21:40", "", "", "2026-11-26"},
	"column-headed-table":     {"反映乙镇公墓管理费涨价，没有公示收费依据，请求主管部门核查处…", gaobang.Complaint, "2026-11-05", "2026-11-19", "甲城市民政局", ""},
	"spans-without-colon":     {"地名牌写错了什么时候改", gaobang.Inquiry, "2026-11-06T11:30", "2026-11-10", "甲城市民政局", ""},
	"spaced-labels-gbk":       {"收养登记需要什么材料", gaobang.Inquiry, "2026-11-10", "2026-11-13", "甲城市民政局", ""},
	"old-cms-pending":         {"临时救助什么时候能批", gaobang.HelpMessage, "2026-11-13T10:22:01", "", "", "2026-11-24"},
	"br-lines-answered":       {"社会组织年检网址打不开", gaobang.Inquiry, "2026-11-02", "2026-11-03", "甲城市民政局", ""},
	"passed-on-pending":       {"孤儿生活费没有到账", gaobang.Inquiry, "2026-11-20", "", "", "2026-11-27"},
	"question-above-labels":   {"未成年人保护热线是多少", gaobang.Inquiry, "2026-11-08", "2026-11-09", "甲城市民政局", ""},
	"only-reply-day":          {"福利彩票公益金用在哪里", gaobang.Inquiry, "2026-11-12", "2026-11-11", "", ""},
	"headings-and-form-below": {"殡仪馆停车收费合理吗", gaobang.Inquiry, "2026-11-16T07:50", "2026-11-20", "甲城市民政局", ""},
	"no-title-pending":        {"甲城市民政局婚姻登记处的预约系统总是打不开", gaobang.Inquiry, "2026-11-20", "", "", "2026-11-27"},
}

// replyTimes are those of the settings that init writes.
var replyTimes = gaobang.ReplyTimes{Max: 15, Days: map[gaobang.MessageKind]int{gaobang.Inquiry: 5, gaobang.Complaint: 7, gaobang.Suggestion: 7, gaobang.HelpMessage: 7}}

// TestMessagesFromTheirPages takes pages of messages, and stories about such
// letters, from the site to the ledger.
func TestMessagesFromTheirPages(t *testing.T) {
	for _, kind := range storagetest.Kinds() {
		t.Run(kind, func(t *testing.T) {
			store := storagetest.Open(t, kind)
			w := newWorld(t, store)
			names := w.serveMessages(t)
			w.start(t)
			if err := w.runner.ScanNow(t.Context(), Request{Sources: []gaobang.SourceID{"list"}}); err != nil {
				t.Fatal(err)
			}
			if err := Recompute(t.Context(), store); err != nil {
				t.Fatal(err)
			}
			alerts, err := store.ArticleAlerts(t.Context(), true)
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range names {
				t.Run(name, func(t *testing.T) {
					record, err := store.ArticleByURL(t.Context(), "http://a.example/"+name+".html")
					want, is := messages[name]
					if !is && gaobang.CodeOf(err) == gaobang.NotFound {
						return // no article at all
					}
					if err != nil {
						t.Fatal(err)
					}
					if !is {
						if record.Message != nil || record.Form == gaobang.MessageForm {
							t.Errorf("一条消息成了留言：%+v\n%s", record.Message, record.Body)
						}
						return
					}
					check(t, record, want, alerts)
					credits, err := store.CreditsOf(t.Context(), record.ID)
					if err != nil || len(credits) == 0 {
						t.Fatalf("%d 条台账，%v", len(credits), err)
					}
					for _, c := range credits {
						if c.Points != 0 || c.Reason != gaobang.NoPiece {
							t.Errorf("网民留言得了分：%+v", c)
						}
					}
				})
			}
		})
	}
}

func (w *world) serveMessages(t *testing.T) (names []string) {
	t.Helper()
	pages, err := filepath.Glob("../crawler/extract/testdata/messages/*.html")
	if err != nil || len(pages) < len(messages) {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	var links []string
	for _, path := range pages {
		html, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(path), ".html")
		names = append(names, name)
		links = append(links, "http://a.example/"+name+".html")
		w.handle("a.example/"+name+".html", func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", "text/html")
			_, _ = rw.Write(html)
		})
	}
	w.list("a.example", links...)
	return names
}

// secrets are of the people who wrote, and stand on the pages.
var secrets = []string{"林测试", "高示例", "138****0000"}

func check(t *testing.T, r storage.ArticleRecord, want toKnow, alerts []storage.AlertRecord) {
	t.Helper()
	m := r.Message
	if m == nil || r.Form != gaobang.MessageForm {
		t.Fatalf("不是留言：%s %+v\n%s", r.Form, r.Article, r.Body)
	}
	got := toKnow{title: r.Title, kind: m.Kind, published: r.PublishedAt.String(), by: m.AnsweredBy}
	switch {
	case m.Answered && m.AnsweredOn.IsZero():
		got.answered = "是"
	case m.Answered:
		got.answered = m.AnsweredOn.String()
	}
	open := slices.DeleteFunc(slices.Clone(alerts), func(a storage.AlertRecord) bool { return a.Article != r.ID || !a.ClosedAt.IsZero() })
	for _, a := range open {
		if a.Kind != gaobang.AlertMessage || strings.Contains(a.Quote.Text, "\t") || a.Quote.Text != r.Text(a.Quote.Field)[a.Quote.From:a.Quote.To] {
			t.Errorf("提醒 %+v", a)
		}
		got.due = replyTimes.Due(*a.Message).String()
	}
	if got != want {
		t.Errorf("got  %+v\nwant %+v\n%s", got, want, r.Body)
	}
	if len(open) > 1 {
		t.Errorf("%d 条提醒", len(open))
	}
	private(t, r)
}

// private holds that a message has no makers and tells of nobody who wrote it.
func private(t *testing.T, r storage.ArticleRecord) {
	t.Helper()
	if r.ContentSource != "" && r.ContentSource != "甲城市民政局" || r.Byline.Signed() || len(r.Byline.Editors) > 0 || r.Meta != "" {
		t.Errorf("来源 %q，署名 %+v，%q", r.ContentSource, r.Byline, r.Meta)
	}
	for _, s := range secrets {
		if strings.Contains(r.Title+r.Body+fmt.Sprint(r.Mentions), s) {
			t.Errorf("留下了 %s：\n%s", s, r.Body)
		}
	}
	if strings.Contains(r.Body, "\t") || strings.Contains(r.Body, "满意") && strings.Contains(r.Body, "评价") {
		t.Errorf("正文：\n%s", r.Body)
	}
}
