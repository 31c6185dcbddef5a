package demo

import (
	"bytes"
	"compress/gzip"
	"html"
	"strings"
	"time"
)

// feed is an RSS or Atom file: around {entries}, one entry with {title}, {url} and
// {date}.
type feed struct {
	path, around, entry string
	date                string // layout
}

func (f feed) style(piece string) style {
	return style{piece, func(s *site) {
		s.article(appArticle)
		s.add(f.path, "application/xml", fill(f.around, "site", s.name, "host", s.host, "entries", s.entries(f.entry, f.date)))
	}}
}

// entries are the pieces as a machine-read list names them.
func (s *site) entries(entry, date string) string {
	var b strings.Builder
	for _, p := range s.pubs {
		b.WriteString(fill(entry, "title", html.EscapeString(p.title), "url", "http://"+s.host+p.path, "date", p.at.Format(date)))
	}
	return b.String()
}

// The feeds of the world. Neither names a zone.
var (
	rss = feed{
		"/rss.xml", xmlHead + `<rss version="2.0"><channel><title>{site}</title><link>http://{host}/</link>` + "\n{entries}</channel></rss>\n",
		"<item><title>{title}</title><link>{url}</link><pubDate>{date}</pubDate></item>\n", time.DateTime,
	}
	atom = feed{
		"/atom.xml", xmlHead + `<feed xmlns="http://www.w3.org/2005/Atom"><title>{site}</title><id>http://{host}/</id>` + "\n{entries}</feed>\n",
		`<entry><title>{title}</title><link href="{url}"/><id>{url}</id><published>{date}</published></entry>` + "\n", "2006-01-02T15:04:05",
	}
)

// mapped is a site with no list but a packed sitemap with the news extension, which
// an index names.
func mapped(piece string) style {
	const space = `xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`
	return style{piece, func(s *site) {
		s.article(plainArticle)
		s.add("/sitemap.xml", "application/xml", xmlHead+`<sitemapindex `+space+`><sitemap><loc>http://`+s.host+`/sitemap-news.xml.gz</loc></sitemap></sitemapindex>`+"\n")
		entries := s.entries("<url><loc>{url}</loc><lastmod>{date}</lastmod><news:news><news:publication_date>{date}</news:publication_date><news:title>{title}</news:title></news:news></url>\n", dayLayout)
		s.pages["/sitemap-news.xml.gz"] = page{contentType: "application/gzip", body: packed(xmlHead + `<urlset ` + space + ` xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">` + "\n" + entries + "</urlset>\n")}
	}}
}

func packed(text string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write([]byte(text))
	must(0, err)
	must(0, w.Close())
	return b.Bytes()
}
