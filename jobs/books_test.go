package jobs

import (
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

func TestWhosePagesAHostShows(t *testing.T) {
	old := gaobang.Outlet{ID: "old", Hosts: []string{"www.jia.example"}}
	old.Validity.To = gaobang.Date{Year: 2020, Month: 1, Day: 1}
	nobody, err := gaobang.NewRegistry(nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	o := newOffice(&config.Books{Registry: nobody, Outlets: []gaobang.Outlet{
		old, {ID: "jia", Hosts: []string{"www.jia.example"}}, {ID: "yi", Hosts: []string{"yi.example"}}, {ID: "app", Hosts: []string{"m.bing.example"}}, {ID: "bing", Hosts: []string{"www.bing.example"}},
	}}, "", nil)
	for _, c := range []struct {
		rule, host string
		want       gaobang.OutletID
	}{
		{"as the book says, on that day", "www.jia.example", "jia"},
		{"a mobile edition is its site's", "m.jia.example", "jia"},
		{"also where the site has no www", "wap.yi.example", "yi"},
		{"a mobile edition that the book gives to another", "m.bing.example", "app"},
		{"another host of a site is the source's", "news.jia.example", "source"},
		{"a stranger is the source's", "ding.example", "source"},
	} {
		if got := o.outletAt(c.host, gaobang.Date{Year: 2026, Month: 11, Day: 20}, gaobang.Source{Outlet: "source"}); got != c.want {
			t.Errorf("%s: %s is of %s, want %s", c.rule, c.host, got, c.want)
		}
	}
}

// TestTheNamesAreSwappedWhenABookChanges: a worker that runs for months judges by
// the book that was applied last, and takes none while nothing changed. Who still
// holds the names of before reads by them to the end.
func TestTheNamesAreSwappedWhenABookChanges(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		applyBooks(t, store, tree)
		offices := offices{store: store}
		current := func() *office {
			t.Helper()
			o, err := offices.current(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return o
		}
		signed := gaobang.Article{Outlet: "paper", Title: "走访", Body: "本报讯（通讯员 高示例）乙镇民政办走访老人。"}
		signers := func(o *office) int {
			_, whose := o.analyzer.Whose(signed)
			people := 0
			for _, a := range whose.Attributions {
				if a.Person != "" {
					people++
				}
			}
			return people
		}
		before := current()
		if current() != before || signers(before) != 0 {
			t.Fatalf("the same books give another office, or a stranger signs (%d)", signers(before))
		}
		applyBooks(t, store, tree+"  - {id: q, name: 高示例, posts: [{unit: town}]}\n")
		after := current()
		if after == before || signers(after) != 1 {
			t.Errorf("the new book is not in force: %d sign", signers(after))
		}
		if signers(before) != 0 {
			t.Error("the names of before have changed")
		}
		if current() != after {
			t.Error("taken again though nothing changed")
		}
	})
}
