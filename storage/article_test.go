package storage_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// fullPiece has every field set.
func fullPiece(t testing.TB) storage.Analysis {
	an := piece(t, daily, "http://epaper.example/html/2026-11/20/content_1.htm", "2026-11-20T08:31", "养老服务'进'社区", "丹阳市民政局 开展服务。\n第二段？%s")
	an.Article.Kicker, an.Article.Subtitle, an.Article.ContentSource = "引题", "副题", "丹阳日报"
	an.Article.Source, an.Article.Locality, an.Article.Meta = "danyang-daily-epaper", "321181", "作者：林测试"
	an.Article.Byline = gaobang.Byline{Reporters: []string{"林测试"}, Correspondents: []string{"李示例", "王示例"}}
	an.Article.BylineSpans = []gaobang.Span{{Field: gaobang.FieldMeta, From: 9, To: 18}}
	an.Article.Placement = gaobang.Placement{Page: "A01", PageName: "要闻", Column: "民生", FrontPage: true, Headline: true}
	an.Article.Capture = gaobang.Capture{ID: 3, URL: an.Article.CanonicalURL, Kind: gaobang.CapturedPage, Status: 200, File: "a.warc.gz", Offset: 7, Length: 9, SHA256: "ab", At: storagetest.Now()}
	an.Article.ID = gaobang.NewArticleID(an.Article.CanonicalURL)
	words := []gaobang.Evidence{{Article: an.Article.ID, Span: gaobang.Span{Field: gaobang.FieldBody, To: 18}, Text: "丹阳市民政局"}}
	third := gaobang.EqualShares(3)[0]
	an.Mentions = []gaobang.Mention{{Evidence: words[0], Unit: "danyang"}, {Evidence: words[0], Person: "p-lin"}}
	an.Attributions = []gaobang.Attribution{
		{Article: an.Article.ID, Bureau: "danyang", Unit: "yunyang", Person: "p-lin", Share: third, Confidence: 95, Basis: gaobang.ByPerson, Evidence: words},
		{Article: an.Article.ID, Bureau: "danyang", Unit: "elderly", Share: third, Confidence: 60, Basis: gaobang.ByTopic, Doubt: gaobang.DoubtIndirect, Scope: gaobang.Several, Evidence: words},
	}
	an.Candidates = []gaobang.Candidate{{Bureau: "danyang", Unit: "que", Person: "p-he", Basis: gaobang.ByPerson, Doubt: gaobang.DoubtNotInPost, Evidence: words}}
	an.Sentiments = []gaobang.Sentiment{{Bureau: "danyang", Label: gaobang.Negative, Score: -3, Evidence: words}}
	an.Terms = []string{"养老", "服务"}
	return an
}

func TestArticleReadsBackWhole(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		an := fullPiece(t)
		if out := save(t, store, an); out != (storage.Outcome{Kind: storage.Stored, Article: an.Article.ID}) {
			t.Errorf("outcome %+v", out)
		}
		rec := must(store.ArticleByURL(t.Context(), an.Article.CanonicalURL))(t)
		if !reflect.DeepEqual(rec.Article, an.Article) {
			t.Errorf("article reads back as\n%+v, want\n%+v", rec.Article, an.Article)
		}
		if !reflect.DeepEqual(rec.Attributions, an.Attributions) || !reflect.DeepEqual(rec.Mentions, an.Mentions) || !reflect.DeepEqual(rec.Sentiments, an.Sentiments) {
			t.Errorf("findings read back as %+v, %+v, %+v", rec.Attributions, rec.Mentions, rec.Sentiments)
		}
		if !reflect.DeepEqual(rec.Candidates, an.Candidates) {
			t.Errorf("candidates read back as %+v", rec.Candidates)
		}
		if rec.FirstSeen != date(t, "2026-11-24") || rec.Chars != gaobang.Chars(an.Article.Body) || rec.Family.ID != 0 {
			t.Errorf("first seen %s, %d characters, family %v", rec.FirstSeen, rec.Chars, rec.Family)
		}
		_, err := store.Article(t.Context(), 42)
		wantCode(t, err, gaobang.NotFound)
	})
}

func TestOnePageIsOneArticle(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		first := save(t, store, piece(t, daily, "http://epaper.example/1", "2026-11-20", "标题", "正文"))
		tests := []struct {
			name string
			an   storage.Analysis
			want storage.Outcome
		}{
			{"同一网址再存一次不变", piece(t, daily, "http://epaper.example/1", "2026-11-20", "标题", "正文"), storage.Outcome{Kind: storage.Known, Article: first.Article}},
			{"同一网址改了正文也不另立一篇", piece(t, daily, "http://epaper.example/1", "2026-11-20", "标题", "改过"), storage.Outcome{Kind: storage.Known, Article: first.Article}},
			{"同一媒体另一网址同文是重复", piece(t, daily, "http://epaper.example/2", "2026-11-20", "标题", "正 文"), storage.Outcome{Kind: storage.Duplicate, Article: first.Article}},
			{"另一媒体同文是另一篇", piece(t, portal, "http://portal.example/1", "2026-11-20", "标题", "正文"), storage.Outcome{Kind: storage.Stored, Article: gaobang.NewArticleID("http://portal.example/1")}},
		}
		for _, tt := range tests {
			if out := save(t, store, tt.an); out != tt.want {
				t.Errorf("%s: %+v, want %+v", tt.name, out, tt.want)
			}
		}
		if list := must(store.Articles(t.Context(), storage.Filter{}))(t); len(list) != 2 {
			t.Errorf("%d articles stored, want 2", len(list))
		}
	})
}

func TestFailedSaveLeavesNothing(t *testing.T) {
	near := func(self storage.Text, c []storage.Text) []gaobang.Kin {
		return []gaobang.Kin{{Article: self.Article, Other: c[0].Article, Kind: gaobang.SameText, Similarity: 90}}
	}
	tests := []struct {
		name   string
		join   storage.Join
		origin storage.Origin
		spoil  func(*storage.Analysis)
	}{
		{"同稿判定指了不在候选里的稿件", func(self storage.Text, _ []storage.Text) []gaobang.Kin {
			return []gaobang.Kin{{Article: self.Article, Other: 42, Kind: gaobang.SameText}}
		}, earliest, nil},
		{"首发判定指了不在同稿里的稿件", near, func([]storage.OriginFacts) gaobang.ArticleID { return 42 }, nil},
		{"媒体不在目录中", near, earliest, func(an *storage.Analysis) { an.Article.Outlet = "unknown" }},
		{"编号与网址不符", near, earliest, func(an *storage.Analysis) { an.Article.ID = 42 }},
		{"网址太长", near, earliest, func(an *storage.Analysis) {
			an.Article.CanonicalURL = "http://epaper.example/" + strings.Repeat("长", 1000)
		}},
	}
	both(t, func(t *testing.T, store *storage.Store) {
		old := piece(t, portal, "http://portal.example/1", "2026-11-20", "旧", "旧")
		old.Keys = []uint64{7}
		save(t, store, old)
		link := storage.FoundLink{Canonical: "http://epaper.example/1", Link: gaobang.Link{URL: "http://epaper.example/1"}}
		must(store.AddLinks(t.Context(), "s", []storage.FoundLink{link}))(t)
		before := dump(t, store)
		for _, tt := range tests {
			an := fullPiece(t)
			an.Article.CanonicalURL, an.Article.ID, an.Keys = "http://epaper.example/1", 0, []uint64{7, 8}
			if tt.spoil != nil {
				tt.spoil(&an)
			}
			if out, err := store.SaveArticle(t.Context(), an, tt.join, tt.origin); err == nil || out != (storage.Outcome{}) {
				t.Errorf("%s: stored as %+v, %v", tt.name, out, err)
			}
			if after := dump(t, store); after != before {
				t.Errorf("%s: left behind:\n%s\nwant:\n%s", tt.name, after, before)
			}
			if found := must(store.Articles(t.Context(), storage.Filter{Terms: []string{"养老"}}))(t); len(found) > 0 {
				t.Errorf("%s: its words are in the index", tt.name)
			}
		}
	})
}

func dump(t testing.TB, store *storage.Store, books ...gaobang.RuleBookID) string {
	t.Helper()
	var b strings.Builder
	if err := storagetest.Dump(t.Context(), store, &b, books...); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestHostileTextIsStored(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"引号、问号、百分号、反斜杠", `'';DROP TABLE articles;-- ? ?0 %s \ "`, `'';DROP TABLE articles;-- ? ?0 %s \ "`},
		{"NUL 换成问号，长度不变", "民政\x00局", "民政?局"},
		{"坏 UTF-8 逐字节换成问号", "民政\xff\xe6\xb0局", "民政???局"},
		{"五兆正文", strings.Repeat("养老服务", 450_000), strings.Repeat("养老服务", 450_000)},
	}
	both(t, func(t *testing.T, store *storage.Store) {
		for _, tt := range tests {
			an := piece(t, daily, "http://epaper.example/"+tt.name, "2026-11-20", "题"+tt.name, tt.body)
			an.Attributions = []gaobang.Attribution{{Bureau: "danyang", Share: gaobang.WholeShare, Evidence: []gaobang.Evidence{{Text: tt.body[:min(len(tt.body), 99)]}}}}
			an.Terms = []string{tt.body, strings.Repeat("长", 3000)}
			rec := must(store.Article(t.Context(), save(t, store, an).Article))(t)
			if rec.Body != tt.want || len(rec.Body) != len(tt.body) {
				t.Errorf("%s: reads back as %.80q", tt.name, rec.Body)
			}
		}
	})
}

func TestCancelledSaveIsNoDefectOfTheStore(t *testing.T) {
	both(t, func(t *testing.T, store *storage.Store) {
		ctx := cancelled(t)
		_, err := store.SaveArticle(ctx, fullPiece(t), nobody, earliest)
		if err == nil || !errors.Is(err, ctx.Err()) {
			t.Errorf("a cancelled save says %v", err)
		}
		save(t, store, fullPiece(t))
	})
}
