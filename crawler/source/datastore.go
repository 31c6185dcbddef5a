package source

import (
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// 大汉 jcms keeps the rows of its lists as records within a script, where an HTML
// parser sees text only.
var record = regexp.MustCompile(`(?is)<record>\s*<!\[CDATA\[(.*?)\]\]>`)

// unfoldRecords puts such records into the page as ordinary rows.
func unfoldRecords(doc *goquery.Document) {
	doc.Find(`script[type="text/xml"]`).Each(func(_ int, script *goquery.Selection) {
		var rows strings.Builder
		for _, m := range record.FindAllStringSubmatch(script.Text(), maxLinks) {
			rows.WriteString(m[1])
		}
		switch {
		case rows.Len() == 0:
		case strings.Contains(rows.String(), "<tr"):
			script.ReplaceWithHtml("<table><tbody>" + rows.String() + "</tbody></table>")
		default:
			script.ReplaceWithHtml("<ul>" + rows.String() + "</ul>")
		}
	})
}
