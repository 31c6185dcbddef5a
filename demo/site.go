package demo

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// kind is one outlet's site and how it is made.
type kind struct {
	outlet, name, host string
	style              func(*World, *site)
	gbk                bool          // bytes are GBK
	delay              time.Duration // before every answer
	status             int           // of every answer, where the site gives no page
}

func kinds() []kind {
	return []kind{
		{outlet: "huaxia", name: "华夏民生报（示例）", host: "www.huaxia.example", style: plainSite("/minsheng/", "民生")},
		{outlet: "charity", name: "中国慈善观察网（示例）", host: "www.charity.example", style: plainSite("/yaowen/index.html", "要闻")},
		{outlet: "js-daily", name: "江南晨报（示例）", host: "www.jiangnan.example", style: plainSite("/difang/index.html", "地方")},
		{outlet: "js-mz", name: "苏省民政网（示例）", host: "mz.su.example", style: jcmsSite},
		{outlet: "newview", name: "新视线（示例）", host: "www.newview.example", style: plainSite("/news/", "转载")},
		{outlet: "zj-daily", name: "京口日报（示例）", host: "www.jingkou.example", style: mislabelledSite},
		{outlet: "zj-net", name: "京江网（示例）", host: "www.jingjiang.example", style: portal, gbk: true},
		{outlet: "zj-mzj", name: "镇江民政网（示例）", host: "mzj.zhenjiang.example", style: trsSite},
		{outlet: "slowcity", name: "慢城网（示例）", host: "www.slowcity.example", style: plainSite("/xc/", "乡村"), delay: 150 * time.Millisecond},
		{outlet: "dy-daily", name: "丹阳晨讯（示例）", host: "epaper.danyang.example", style: ePaper, gbk: true},
		{outlet: "dy-rss", name: "丹阳融媒（示例）", host: "rm.danyang.example", style: feedSite},
		{outlet: "dy-gov", name: "丹阳政务网（示例）", host: "www.danyang.example", style: governmentSite},
		{outlet: "wandong", name: "皖东网（示例）", host: "www.wandong.example", style: sitemapSite},
		{outlet: "jiangdong", name: "江东在线（示例）", host: "www.jiangdong.example", status: 521},
		{outlet: "oldnews", name: "旧闻网（示例）", host: "www.oldnews.example", status: http.StatusGone},
		{outlet: "dy-mz", name: "丹阳民政网（示例）", host: "mz.danyang.example", style: zhenjiangSite},
	}
}

// site is one host with its pages.
type site struct {
	kind
	pages map[string]page // by path
	// records answers a 大汉 site's dataproxy.jsp: the records from one to another.
	records func(from, to int) string
	pubs    []*publication // newest first
}

// page is one answer.
type page struct {
	contentType string
	body        []byte
}

func (w *World) build(k kind) *site {
	s := &site{kind: k, pages: map[string]page{}}
	for i := range w.pubs {
		if w.pubs[i].outlet == k.outlet {
			s.pubs = append(s.pubs, &w.pubs[i])
		}
	}
	if k.style != nil {
		k.style(w, s)
	}
	return s
}

// html adds a page of the site in its charset. The header names none.
func (s *site) html(path, body string) { s.add(path, "text/html", body) }

func (s *site) add(path, contentType, body string) {
	data := []byte(body)
	if s.gbk {
		data = must(simplifiedchinese.GBK.NewEncoder().Bytes(data))
	}
	s.pages[path] = page{contentType, data}
}

// Handler serves the world by the Host of the request.
func (w *World) Handler() http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		host, _, _ := strings.Cut(r.Host, ":")
		s, ok := w.sites[host]
		if !ok {
			http.NotFound(rw, r)
			return
		}
		if s.delay > 0 {
			select {
			case <-r.Context().Done():
				return
			case <-time.After(s.delay):
			}
		}
		s.serve(rw, r)
	})
}

func (s *site) serve(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/robots.txt" && s.status != http.StatusGone {
		w.Header().Set("Content-Type", "text/plain")
		fmt.Fprint(w, "User-agent: *\nDisallow: /admin/\n")
		return
	}
	if s.status == 521 {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Add("Set-Cookie", "__jsluid_h=0000; path=/")
		w.WriteHeader(521)
		fmt.Fprint(w, `<script>document.cookie=('_')+('_')+('j')+('s')+('l')</script>`)
		return
	}
	if s.status != 0 {
		http.Error(w, "gone", s.status)
		return
	}
	p, ok := s.pages[r.URL.Path]
	if !ok && s.records != nil && r.URL.Path == dataproxy {
		from, _ := strconv.Atoi(r.URL.Query().Get("startrecord"))
		to, _ := strconv.Atoi(r.URL.Query().Get("endrecord"))
		p, ok = page{"text/xml; charset=utf-8", []byte(s.records(from, to))}, true
	}
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", p.contentType)
	_, _ = w.Write(p.body) // the client may be gone
}
