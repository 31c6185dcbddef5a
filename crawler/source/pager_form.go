package source

import (
	"maps"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// pageForm is how a list pages by a form.
type pageForm struct {
	posts   bool
	address string // by GET; "" where it cannot be had so
}

// pageField is a field that holds the number of a page.
var pageField = regexp.MustCompile(`(?i)^(?:c|cur|current|go|to|now)?_?page(?:_?(?:no|num|number|index))?$|^pno$|^curpage$`)

// formPage is the page behind the number-th by the form that its number is sent with.
func (d *document) formPage(number int) (form pageForm, is bool) {
	d.Find("form").EachWithBreak(func(_ int, f *goquery.Selection) bool {
		field, q := "", url.Values{}
		plain := true
		f.Find("input[name], select[name]").Each(func(_ int, in *goquery.Selection) {
			name, value := attr(in.Nodes[0], "name"), attr(in.Nodes[0], "value")
			switch kind := strings.ToLower(attr(in.Nodes[0], "type")); {
			case strings.HasPrefix(name, "__"): // ASP.NET's state
				plain = false
			case pageField.MatchString(name) && field == "":
				field = name
				n := number + 1
				if value == strconv.Itoa(number-1) { // counted from 0
					n = number
				}
				q.Set(name, strconv.Itoa(n))
			case kind != "submit" && kind != "button" && kind != "image" && kind != "checkbox" && kind != "radio" && kind != "password" && len(q) < 30 && !pageField.MatchString(name):
				q.Set(name, value)
			}
		})
		if is = field != ""; !is {
			return true
		}
		method, _ := f.Attr("method")
		form.posts = strings.EqualFold(method, "post")
		action, _ := f.Attr("action")
		u := d.url
		if to := d.resolve(action); to != nil {
			u = to
		}
		if plain && d.sameHost(u.String()) {
			to := *u
			all := to.Query()
			maps.Copy(all, q)
			to.RawQuery = all.Encode()
			form.address = to.String()
		}
		return false
	})
	return form, is
}
