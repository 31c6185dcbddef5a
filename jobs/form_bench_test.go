package jobs

import (
	"fmt"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/family"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// BenchmarkJoinBesideAForm stores articles into a database that holds ten thousand
// of one form: another of the form, and, as the yardstick, one that is like none.
func BenchmarkJoinBesideAForm(b *testing.B) {
	const members = 10_000
	store := storagetest.Open(b, storage.SQLite)
	applyBooks(b, store, papers)
	first := func(m []storage.OriginFacts) gaobang.ArticleID { return m[0].Article }
	stored := 0
	save := func(body string) {
		stored++
		url := fmt.Sprint("http://press.example/", stored)
		an := storage.Analysis{
			Article: gaobang.Article{Outlet: "county", URL: url, CanonicalURL: url, Title: "公示", Body: body, Form: gaobang.News},
			Keys:    family.Read("公示", body, gaobang.Moment{}).Keys(),
		}
		if _, err := store.SaveArticle(b.Context(), an, related, first); err != nil {
			b.Fatal(err)
		}
	}
	form := func(n int) string {
		return fmt.Sprintf("经本人申请、入户调查、民主评议、镇街审核，拟将下列家庭纳入最低生活保障范围，现予以公示，公示期七天，自2026年%d月%d日起。"+
			"对公示对象如有异议，请在公示期内向民政办公室反映，反映情况应当实事求是。名单如下：第%d号家庭等共%d户%d人，拟保障金额合计每月%d元。", n%12+1, n%28+1, n, n%40+1, n%90+3, 1000+n)
	}
	for n := range members {
		save(form(n))
	}
	b.Run("form", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			save(form(members + stored + n))
		}
	})
	b.Run("yardstick=stranger", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			letters := make([]rune, 180)
			for i := range letters {
				letters[i] = '一' + rune((stored*7919+i*i*104729)%20000)
			}
			save(string(letters))
		}
	})
}
