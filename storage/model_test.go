package storage_test

import (
	"bytes"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

func TestOneModelOfAScopeIsInForce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		ctx := t.Context()
		add := func(scope storage.ModelScope, data string, inForce bool) int {
			m := storage.SentimentModel{Scope: scope, From: "3 条认定", By: "林测试", SHA256: data, Report: "{}", InForce: inForce}
			return must(store.AddSentimentModel(ctx, m, []byte(data)))(t).Version
		}
		holds := func(rule string, scope storage.ModelScope, want int) {
			t.Helper()
			if got := must(store.ModelInForce(ctx, scope))(t); got != want {
				t.Errorf("%s: 第 %d 版, want %d", rule, got, want)
			}
		}
		holds("没有学过就没有启用的", storage.BureauModel, 0)
		first := add(storage.BureauModel, "a", true)
		holds("好的启用", storage.BureauModel, first)
		if again := add(storage.BureauModel, "a", true); again != first {
			t.Errorf("同样的模型又存了一版：%d", again)
		}
		line := add(storage.LineModel, "c", true)
		second := add(storage.BureauModel, "b", true)
		holds("新的顶替旧的", storage.BureauModel, second)
		holds("另一种用途不受影响", storage.LineModel, line)
		add(storage.BureauModel, "worse", false)
		holds("不好的只存不用", storage.BureauModel, second)
		for _, step := range []struct {
			rule    string
			version int
			inForce bool
			want    int
		}{{"退回旧版", first, true, first}, {"停用没有启用的不变", second, false, first}, {"停用", first, false, 0}} {
			if err := store.UseSentimentModel(ctx, step.version, step.inForce); err != nil {
				t.Fatal(err)
			}
			holds(step.rule, storage.BureauModel, step.want)
		}
		if err := store.UseSentimentModel(ctx, 99, true); gaobang.CodeOf(err) != gaobang.NotFound {
			t.Errorf("启用没有的版本：%v", err)
		}
		if data := must(store.ModelBytes(ctx, second))(t); !bytes.Equal(data, []byte("b")) {
			t.Errorf("bytes %q", data)
		}
		all := must(store.SentimentModels(ctx))(t)
		if len(all) != 4 || all[0].By != "林测试" || !all[0].At.Equal(storagetest.Now()) {
			t.Errorf("versions %+v", all)
		}
	})
}

// TestModelsOfBeforeAreCleared: they held letters of the pieces, names among them.
func TestModelsOfBeforeAreCleared(t *testing.T) {
	eachDSN(t, func(t *testing.T, dsn string) {
		ctx := t.Context()
		store := must(storage.Open(ctx, dsn, storagetest.Now))(t)
		add := func(scope storage.ModelScope, data string) int {
			m := storage.SentimentModel{Scope: scope, By: "林测试", SHA256: data, Report: "{}", InForce: true}
			return must(store.AddSentimentModel(ctx, m, []byte(data)))(t).Version
		}
		old, now := add(storage.BureauModel, `{"format":1,"names":["林测试"]}`), add(storage.LineModel, `{"format":2,"keys":["0a1b2"]}`)
		must(queueOf(t, store).Exec("DELETE FROM goose_db_version WHERE version_id = 23"))(t)
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
		store = must(storage.Open(ctx, dsn, storagetest.Now))(t)
		defer store.Close()
		if data := must(store.ModelBytes(ctx, old))(t); len(data) != 0 {
			t.Errorf("left: %s", data)
		}
		if data := must(store.ModelBytes(ctx, now))(t); len(data) == 0 {
			t.Error("a model of now is cleared too")
		}
		if v := must(store.ModelInForce(ctx, storage.BureauModel))(t); v != old {
			t.Errorf("in force is %d: nobody is told that it has to be learned anew", v)
		}
	})
}
