package source

import (
	"strings"
	"testing"

	"github.com/gaobang/gaobang"
)

// inTwo is a column whose stories stand on two pages, the pager below the first.
func inTwo(first, second, row, pager string) site {
	page := func(from, to int, below string) string {
		return dressed(`<ul class="list">` + told(from, to, row) + `</ul>` + below)
	}
	return site{"http://mz.example/" + first: page(0, 3, pager), "http://mz.example/" + second: page(3, 6, "")}
}

// thirdSights are after the manner of provinces' and papers' pages that were not read
// at first sight.
func thirdSights() []sight {
	const row, address = `<li><a href="/dt/{y}{m}/t{y}{m}{d}_{id}.html" title="{t}">{c}</a><span>[{y}-{m}-{d}]</span></li>`, "dt/{y}{m}/t{y}{m}{d}_{id}.html"
	list := at("http://mz.example/dt/index.html")
	groups := func(from, to int) string {
		return `{"infolist":[` + strings.TrimSuffix(told(from, to, `{"channelid":68873,"title":"{t}","daytime":"{y}-{m}-{d}","url":"http://mz.example/lygs/i{id}.html","summary":"摘要"},`), ",") + `]}`
	}
	paper := gaobang.Source{Name: "甲报", Kind: gaobang.EPaperSource, URL: "http://p.example/html/{YYYY}-{MM}/{DD}/node_2.htm"}
	return []sight{
		{"pagination(\"setPage\", 1, 322)，没有网址：照文件名，第二页是 index_2", list, inTwo("dt/index.html", "dt/index_2.html", row, `<div class="pagination"></div><script>$(".pagination").pagination("setPage",1,322);</script>`), wanted(address)},
		{"页数写在属性里，脚本在别的文件：照文件名，第二页是 index_1", list, inTwo("dt/index.html", "dt/index_1.html", row, `<div id="pageDec" pagesize="24" pagecount="51"></div><script src="/js/page.js"></script>`), wanted(address)},
		{"分页函数的第一个参数是元素，第二个是函数", at("http://mz.example/content/column/679?pageIndex=1"), inTwo("content/column/679?pageIndex=1", "content/column/679?pageIndex=2", row, `<script>Ls.pagination("#page_679", function(pageIndex){ location.href='http://mz.example/content/column/679?pageIndex=' + pageIndex;},{currPage: (0+1),pageCount:2});</script>`), wanted(address)},
		{"分页函数的参数叫什么都行", at("http://mz.example/list.jsp"), inTwo("list.jsp", "list.jsp?c=3&pg=2", row, `<script>$("#p").pagination("#x", function(which){ window.location.href='list.jsp?c=3&pg=' + which; });</script>`), wanted(address)},
		{"pager_options = {currentPage: parseInt('0')+1, …, PAGE_NAME, PAGE_EXT}", list, inTwo("dt/index.html", "dt/index_1.html", row, `<script>var pager_options={ currentPage:parseInt('0')+1, countPage:parseInt('2'), PAGE_NAME:'index', PAGE_EXT:'html' };</script>`), wanted(address)},
		{"翻页函数先写好地址再去，模板字符串", list, inTwo("dt/index.html", "dt/index_2.shtml", row, `<a href="javascript:;" onclick="gotoPage(2)">下一页</a><script>function gotoPage(PageIndex){PageIndex=PageIndex>3?3:PageIndex;var path=`+"`index_${PageIndex}.shtml`"+`;location.href=path;}</script>`), wanted(address)},
		{"下一页是 input 按钮", at("http://mz.example/dt/index.jhtml"), inTwo("dt/index.jhtml", "dt/index_2.jhtml", row, `<input type="button" value="上一页" onclick="_gotoPage('1');" disabled="disabled"/><input type="button" value="下一页" onclick="_gotoPage('2');"/><input type="button" value="尾页" onclick="_gotoPage('2');"/>当前 1/2 页<script>function _gotoPage(pageNo) { location.href='index_'+pageNo+'.jhtml'; }</script>`), wanted(address)},
		{"下几页的网址写在脚本的数组里", at("http://mz.example/web/column/col501.html"), inTwo("web/column/col501.html", "web/column/col501_2.html", row, `<script>var data={"pages": 2, "current": 1, "href": ["javascript:void(0)", "http://mz.example/web/column/col501_2.html"]};</script>`), wanted(address)},
		{"加载更多有自己的网址", at("http://mz.example/channel/7.html"), inTwo("channel/7.html", "channel/7.html?page=2", row, `<a class="a1" href="/channel/7.html?page=2">加载更多</a>`), wanted(address)},
		{"稿件是一个长编号的目录，文件都叫 index.html", at("http://mz.example/gtjl/113456/index.html"), site{"http://mz.example/gtjl/113456/index.html": dressed(`<div>` + told(0, 6, `<table><tr><td><font class="newslist_style"><a href="/gtjl/113456/{y}{m}{d}180345{id}8/index.html" title="{t}" istitle="true">{c}</a></font> <span class="hui12">{y}-{m}-{d}</span></td></tr></table>`) + `</div>`)}, wanted("gtjl/113456/{y}{m}{d}180345{id}8/index.html")},
		{"JSON：大写的名字，DOCRELPUBTIME", at("http://mz.example/yaowen/LIEBIAO.json"), site{"http://mz.example/yaowen/LIEBIAO.json": `[` + strings.TrimSuffix(told(0, 6, `{"TITLE":"{t}","SUB_TITLE":"","URL":"http://mz.example/yaowen/{y}{m}/content_70{id}.htm","DOCRELPUBTIME":"{y}-{m}-{d}"},`), ",") + `]`}, wanted("yaowen/{y}{m}/content_70{id}.htm")},
		{"栏目的门由 META REFRESH 转走", at("http://mz.example/gzdt/"), site{"http://mz.example/gzdt/": `<html><head><meta http-equiv="Refresh" content="0;URL=./ywyw/"></head></html>`, "http://mz.example/gzdt/ywyw/": dressed(`<ul>` + told(0, 6, row) + `</ul>`)}, wanted(address)},
		{"栏目的门由脚本转走", at("http://mz.example/gzdt/"), site{"http://mz.example/gzdt/": `<script>url="http://mz.example/gzdt/ywyw/";window.location.href=url;</script>`, "http://mz.example/gzdt/ywyw/": dressed(`<ul>` + told(0, 6, row) + `</ul>`)}, wanted(address)},
		{"带脚本的小页面不是门", at("http://mz.example/gzdt/"), site{"http://mz.example/gzdt/": `<ul>` + told(0, 6, row) + `</ul><script>function so(){location.href="/search/";}</script>`}, wanted(address)},
		{"脚本里的 JSON 分成几组", list, site{list.URL: dressed(`<script>var dataList=[` + groups(0, 3) + `,` + groups(3, 6) + `];var pagesData={"curPageNo":1,"pageTotal":1};</script>`)}, wanted("lygs/i{id}.html")},
		{"没有类名的表格：另一格里是没有日期的公告", list, site{list.URL: `<table><tr><td><table>` + told(0, 3, `<tr><td>&nbsp;<a href="./t{id}.html">{t}</a></td><td>{y}-{m}-{d}</td></tr>`) + `<tr height=1><td colspan=2></td></tr>` + told(3, 6, `<tr><td>&nbsp;<a href="./t{id}.html">{t}</a></td><td>{y}-{m}-{d}</td></tr>`) + `</table></td></tr></table><table><tr><td><table><tr><td></td><td><a href="../zfgg/zwgg/t20171009_520570.html">甲城市选调工作人员的公告</a></td></tr><tr><td></td><td><a href="../zfgg/zwgg/t20171010_520610.html">甲城市行政许可发证前公示</a></td></tr></table></td></tr></table>`}, wanted("dt/t{id}.html")},
		{"电子报：热区各块的 div 参数不是另一篇", paper, site{"http://p.example/html/2026-11/19/node_2.htm": `<map name=PagePicMap><area coords="1,2" href="content_4107.htm?div=-1"><area coords="1,2" href="content_4106.htm?div=0"><area coords="3,4" href="content_4106.htm?div=-1"></map>第01版：<b>要闻</b><ul><li><a href=content_4107.htm?div=-1><div id=mp4107>甲城市民政局开展冬春救助走访</div></a><li><a href=content_4106.htm?div=-1><div id=mp4106>乙镇养老服务中心正式揭牌运行</div></a></ul>`}, []string{"html/2026-11/19/content_4107.htm?div=-1 甲城市民政局开展冬春救助走访 2026-11-19", "html/2026-11/19/content_4106.htm?div=-1 乙镇养老服务中心正式揭牌运行 2026-11-19"}},
	}
}

func TestThirdSights(t *testing.T) { seeSights(t, thirdSights()) }
