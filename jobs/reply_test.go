package jobs

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/storage"
	"github.com/gaobang/gaobang/storage/storagetest"
)

// letter is the page of a letter to the mayor, with what the office did of it.
func letter(n int, handled string) string {
	return fmt.Sprintf(`<html><head><title>来信%d-市长信箱</title></head><body><h2>信件详情</h2><table>
<tr><td>来信人：</td><td>林测试</td><td>信件类型：</td><td>投诉</td></tr><tr><td>来信时间：</td><td>2026-11-18</td></tr>
<tr><td>信件标题：</td><td>乙镇民政办窗口第%d次没有人</td></tr>
<tr><td>来信内容：</td><td>第%d次到乙镇民政办办理高龄补贴，窗口没有人，电话也打不通，请问几点上班。</td></tr>%s</table></body></html>`, n, n, n, handled)
}

const (
	inHand  = `<tr><td>办理状态：</td><td>办理中</td></tr>`
	replied = `<tr><td>办理状态：</td><td>已办结</td></tr><tr><td>回复单位：</td><td>甲城市民政局</td></tr><tr><td>回复时间：</td><td>2026-11-24</td></tr>
<tr><td>回复内容：</td><td>您好！您反映的问题收悉。乙镇民政办工作日上午八点半上班，窗口已增加一人，欢迎监督。</td></tr>`
)

func openAlerts(t *testing.T, store *storage.Store, id gaobang.ArticleID) (open, all int) {
	t.Helper()
	alerts, err := store.ArticleAlerts(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range alerts {
		if a.Article == id {
			if all++; a.ClosedAt.IsZero() {
				open++
			}
		}
	}
	return open, all
}

// TestAMessageThatWaitsIsVisitedUntilItIsRepliedTo takes letters through three days.
func TestAMessageThatWaitsIsVisitedUntilItIsRepliedTo(t *testing.T) {
	type fate struct {
		rule  string
		later http.HandlerFunc // on the second day
		last  http.HandlerFunc // on the third
		asked int              // times, on the second and third day
		open  bool
		gone  bool
	}
	ok := func(body string) http.HandlerFunc { return answer(http.StatusOK, body) }
	fates := []fate{
		{"第二天有了答复就结束，不再天天看", ok(letter(0, replied)), ok(letter(0, replied)), 1, false, false},
		{"还在办理就接着看，第三天的答复也看到", ok(letter(1, inHand)), ok(letter(1, replied)), 2, false, false},
		{"一直没有答复，提醒不结束", ok(letter(2, inHand)), ok(letter(2, inHand)), 2, true, false},
		{"拦截页面不是答复", answer(521, "<script>document.cookie='__jsl_clearance=1'</script>"), ok(letter(3, replied)), 2, false, false},
		{"页面删了不是答复，也不再天天看", answer(http.StatusNotFound, "没有"), answer(http.StatusNotFound, "没有"), 2, true, true},
		{"转到首页不是答复", sendOn("/"), sendOn("/"), 2, true, true},
	}
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		w.runner.options.Rechecks, w.runner.options.Reply = []int{30}, replyTimes
		links := []string{}
		for i := range fates {
			links = append(links, fmt.Sprintf("/%d.html", i))
			w.serve("a.example"+links[i], letter(i, inHand))
		}
		w.list("a.example", links...)
		w.serve("a.example/", `<html><head><title>甲城在线</title></head><body><ul><li><a href="/list/">要闻</a></li></ul></body></html>`)
		w.start(t)
		w.scan(t)
		w.scan(t) // the same day nobody looks again
		first := map[string]int{}
		for _, l := range links {
			first[l] = w.asked["a.example"+l]
		}
		for _, which := range []func(fate) http.HandlerFunc{func(f fate) http.HandlerFunc { return f.later }, func(f fate) http.HandlerFunc { return f.last }} {
			for i, f := range fates {
				w.handle("a.example"+links[i], which(f))
			}
			w.pass(day)
			w.scan(t)
		}
		for _, again := range []func(){
			func() {},
			func() { reprocess(t, w, store) },
			func() { reprocessBy(t, w, store, false) },
		} {
			again()
			for i, f := range fates {
				t.Run(f.rule, func(t *testing.T) {
					a := articleAt(t, store, "http://a.example"+links[i])
					open, all := openAlerts(t, store, a.ID)
					if (open == 1) != f.open || all != 1 || a.Message == nil || a.Message.Answered == f.open || a.Check.GoneSince.IsZero() == f.gone {
						t.Fatalf("%d of %d alerts open, %+v, %+v", open, all, a.Message, a.Check)
					}
					if got := w.asked["a.example"+links[i]] - first[links[i]]; got != f.asked {
						t.Errorf("asked %d times, want %d", got, f.asked)
					}
					if f.open {
						return
					}
					m := a.Message
					if m.AnsweredBy != "甲城市民政局" || m.AnsweredOn.String() != "2026-11-24" || m.Kind != gaobang.Complaint || m.Asked.String() != "2026-11-18" {
						t.Errorf("%+v", m)
					}
					n := slices.IndexFunc(a.Captures, func(c gaobang.Capture) bool { return c.ID == m.Proof })
					if n < 0 {
						t.Fatal("the capture that shows the reply is none of the piece's")
					}
					page, err := Evidence{store, w.archive}.Read(t.Context(), a.Captures[n])
					if err != nil || !strings.Contains(string(page.Record.Payload), "窗口已增加一人") {
						t.Errorf("the reply is not in its proof: %v", err)
					}
					if strings.Contains(a.Body, "窗口已增加一人") {
						t.Error("the article is not as first published")
					}
				})
			}
		}
		asked := func() int { return w.articlesAsked("a.example/4.html") + w.articlesAsked("a.example/0.html") }
		before := asked()
		w.pass(day)
		if w.scan(t); asked() != before {
			t.Error("a letter that was replied to, or whose page is gone, is looked at every day")
		}
	})
}

// TestVisitsForAReplyEnd holds what ends the daily visits to a letter that nobody
// replies to, and what begins them again.
func TestVisitsForAReplyEnd(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		w.runner.options.Rechecks, w.runner.options.Reply = []int{365}, replyTimes
		w.runner.options.Reply.Watch = 3
		w.list("a.example", "/1.html")
		w.serve("a.example/1.html", letter(1, inHand))
		w.start(t)
		w.scan(t)
		count := func(days int) int {
			before := w.asked["a.example/1.html"]
			for range days {
				w.pass(day)
				w.scan(t)
			}
			return w.asked["a.example/1.html"] - before
		}
		id := articleAt(t, store, "http://a.example/1.html").ID
		if got := count(2); got != 2 {
			t.Fatalf("%d visits in two days", got)
		}
		ruled, err := store.AddDecision(t.Context(), gaobang.Decision{Article: id, Bureau: "bureau", Kind: gaobang.DecideReplied, By: "林测试", Why: "电话答复"})
		if err != nil {
			t.Fatal(err)
		}
		if got := count(2); got != 0 {
			t.Errorf("%d visits after a person said that it was replied to", got)
		}
		if _, err := store.Withdraw(t.Context(), gaobang.Withdrawal{Decision: ruled, WithdrawnBy: "林测试", Reason: "记错了"}, nil); err != nil {
			t.Fatal(err)
		}
		w.scan(t)
		// The letter is of the 18th, due on the 27th; three days more are the 30th. Today
		// is the 28th.
		if today := gaobang.DateOf(w.clock()).String(); today != "2026-11-28" {
			t.Fatalf("today is %s", today)
		}
		if got := count(10); got != 2 {
			t.Errorf("%d visits after the ruling was taken back, want those of two days", got)
		}
		if open, _ := openAlerts(t, store, id); open != 1 {
			t.Error("the alert is closed, and nobody replied")
		}
		w.runner.options.Reply.Watch = 30
		if err := w.runner.replanChecks(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.scan(t)
		if got := count(2); got != 2 {
			t.Errorf("%d visits after the settings were changed", got)
		}
		w.runner.options.Rechecks = nil
		if got := count(2); got != 0 {
			t.Errorf("%d visits where nothing is visited at all", got)
		}
	})
}

// TestWhoAsksForASourceHearsOfItsRepliesAtOnce: a letter that waits is visited by the
// scan that a person asks for, once, and not by the scan that finds it.
func TestWhoAsksForASourceHearsOfItsRepliesAtOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		w := newWorld(t, store)
		w.runner.options.Rechecks, w.runner.options.Reply = []int{30}, replyTimes
		w.serve("a.example/1.html", letter(1, inHand))
		w.list("a.example", "/1.html")
		w.start(t)
		w.scan(t)
		if got := w.asked["a.example/1.html"]; got != 1 {
			t.Fatalf("asked %d times by the scan that found it", got)
		}
		w.serve("a.example/1.html", letter(1, replied))
		w.pass(time.Hour)
		w.scan(t)
		a := articleAt(t, store, "http://a.example/1.html")
		if open, all := openAlerts(t, store, a.ID); open != 0 || all != 1 || !a.Message.Answered {
			t.Errorf("%d of %d alerts open, %+v", open, all, a.Message)
		}
		w.pass(time.Hour)
		w.scan(t)
		if got := w.asked["a.example/1.html"]; got != 2 {
			t.Errorf("asked %d times, want 2: nothing waits any more", got)
		}
	})
}
