package storage_test

import (
	"fmt"
	"reflect"
	"sync"
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

func TestBookVersionsCountWithoutGaps(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		steps := []struct {
			name  string
			books map[string]string
			want  string
		}{
			{"第一次都是一版", map[string]string{"units": "a", "outlets": "o"}, "outlets 1 units 1 "},
			{"内容未变不立新版", map[string]string{"units": "a", "outlets": "o"}, ""},
			{"只有改了的立新版", map[string]string{"units": "b", "outlets": "o"}, "units 2 "},
			{"改回去也是新版", map[string]string{"units": "a"}, "units 3 "},
			{"空书也是内容", map[string]string{"units": ""}, "units 4 "},
		}
		for _, step := range steps {
			books := map[string][]byte{}
			for name, content := range step.books {
				books[name] = []byte(content)
			}
			got := ""
			for _, v := range must(store.ApplyBooks(t.Context(), "李示例", books, nil, nil))(t) {
				got += fmt.Sprint(v.Name, " ", v.Version, " ")
			}
			if got != step.want {
				t.Errorf("%s: %q, want %q", step.name, got, step.want)
			}
		}
		current := must(store.CurrentBooks(t.Context()))(t)
		if len(current) != 2 || current[0].Name != "outlets" || current[1].Version != 4 || current[1].Author != "李示例" || !current[1].At.Equal(storagetest.Now()) {
			t.Errorf("current books %+v", current)
		}
		if versions := must(store.VersionsInForce(t.Context()))(t); !reflect.DeepEqual(versions, map[string]int{"outlets": 1, "units": 4}) {
			t.Errorf("versions in force %v", versions)
		}
		history := must(store.BookVersions(t.Context(), "units"))(t)
		if len(history) != 4 || string(history[1].Content) != "b" || history[0].SHA256 != history[2].SHA256 {
			t.Errorf("history %+v", history)
		}
	})
}

func TestBooksAppliedAtOnceGetEachAVersion(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		var wait sync.WaitGroup
		for i := range 20 {
			wait.Go(func() {
				if _, err := store.ApplyBooks(t.Context(), "测试", map[string][]byte{"units": fmt.Append(nil, i)}, nil, nil); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		for i, v := range must(store.BookVersions(t.Context(), "units"))(t) {
			if v.Version != i+1 {
				t.Errorf("version %d in place %d", v.Version, i+1)
			}
		}
		if n := must(store.CurrentBooks(t.Context()))(t)[0].Version; n != 20 {
			t.Errorf("the last version is %d, want 20", n)
		}
	})
}

func TestWhatLeavesTheBooksIsRetired(t *testing.T) {
	validity, err := gaobang.NewValidity(date(t, "2020-01-01"), gaobang.Date{})
	if err != nil {
		t.Fatal(err)
	}
	outlet := gaobang.Outlet{ID: "o", Name: "丹阳日报", Aliases: []string{"丹阳日报社"}, Kind: gaobang.Paper, Level: gaobang.LevelCounty, Locality: "321181", Hosts: []string{"a.example"}, Validity: validity}
	other := gaobang.Outlet{ID: "p", Name: "镇江日报", Kind: gaobang.Paper, Level: gaobang.LevelPrefecture}
	source := gaobang.Source{ID: "s", Outlet: "o", Name: "电子版", Kind: gaobang.EPaperSource, URL: "http://a.example/{YYYY}", Schedule: "@daily", Column: "要闻", MaxPages: 20, Lookback: 30, Disabled: true}
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		apply := func(outlets []gaobang.Outlet, sources []gaobang.Source) {
			t.Helper()
			must(store.ApplyBooks(t.Context(), "测试", nil, outlets, sources))(t)
		}
		apply([]gaobang.Outlet{outlet, other}, []gaobang.Source{source})
		if got := must(store.Outlets(t.Context(), storage.Current))(t); !reflect.DeepEqual(got, []gaobang.Outlet{outlet, other}) {
			t.Errorf("outlets read back as %+v", got)
		}
		if got := must(store.Sources(t.Context(), storage.Current))(t); !reflect.DeepEqual(got, []gaobang.Source{source}) {
			t.Errorf("sources read back as %+v", got)
		}
		apply([]gaobang.Outlet{outlet}, nil)
		counts := []int{
			len(must(store.Outlets(t.Context(), storage.Current))(t)), len(must(store.Outlets(t.Context(), storage.All))(t)),
			len(must(store.Sources(t.Context(), storage.Current))(t)), len(must(store.Sources(t.Context(), storage.All))(t)),
		}
		if !reflect.DeepEqual(counts, []int{1, 2, 0, 1}) {
			t.Errorf("after retiring: current and all outlets, current and all sources are %v", counts)
		}
		apply([]gaobang.Outlet{outlet, other}, []gaobang.Source{source})
		if got := must(store.Outlets(t.Context(), storage.Current))(t); len(got) != 2 {
			t.Errorf("an outlet that comes back stays retired: %+v", got)
		}
	})
}
