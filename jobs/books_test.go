package jobs

import (
	"testing"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/config"
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
