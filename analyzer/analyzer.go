// Package analyzer goes from an article to everything a rule book looks at. It is
// pure: no clock, no store, the same article gives the same analysis. Its steps:
//
//  1. one pass of the name automaton over the article; where nobody is named that
//     is all;
//  2. the byline, then whose the piece is;
//  3. the attitude toward each bureau that is meant;
//  4. the words to find it by, cut once, and the fingerprint to know reprints by.
package analyzer

import (
	"regexp"
	"slices"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/attribute"
	"github.com/gaobang/gaobang/analyzer/byline"
	"github.com/gaobang/gaobang/analyzer/family"
	"github.com/gaobang/gaobang/analyzer/message"
	"github.com/gaobang/gaobang/analyzer/registry"
	"github.com/gaobang/gaobang/analyzer/segment"
	"github.com/gaobang/gaobang/analyzer/sentiment"
	"github.com/gaobang/gaobang/analyzer/sentiment/learn"
)

// Analyzer analyses articles for one state of the books; it is safe for many
// goroutines.
type Analyzer struct {
	registry  *gaobang.Registry
	names     *registry.Names
	attribute *attribute.Attributor
	segmenter *segment.Segmenter
	outlets   map[gaobang.OutletID]gaobang.Outlet
	named     OutletNames
	model     *learn.Model // nil: the lexicon alone
}

// Learned gives the analyzer with what was learned from the office's decisions
// about attitudes; nil is the lexicon alone.
func (an *Analyzer) Learned(m *learn.Model) *Analyzer {
	learned := *an
	learned.model = m
	return &learned
}

// Analysis is what is known of an article. Where it is not Relevant only the trace
// is filled in besides.
type Analysis struct {
	Article      gaobang.Article // with its byline
	Relevant     bool            // somebody we follow is meant
	Mentions     []gaobang.Mention
	Attributions []gaobang.Attribution
	Candidates   []gaobang.Candidate
	Sentiments   []gaobang.Sentiment // one a bureau that is meant
	Message      *gaobang.Message    // where it is one
	Alerts       []gaobang.ArticleAlert
	Trace        uint64 // of the text, where it is not Relevant
	Keys         []uint64
	Terms        []string
}

// New builds the automaton of the registry's names.
func New(reg *gaobang.Registry, outlets []gaobang.Outlet, seg *segment.Segmenter) *Analyzer {
	names := registry.New(reg)
	a := &Analyzer{
		registry: reg, names: names, attribute: attribute.New(reg, names), segmenter: seg,
		outlets: map[gaobang.OutletID]gaobang.Outlet{}, named: NamesOf(outlets),
	}
	for _, o := range outlets {
		a.outlets[o.ID] = o
	}
	return a
}

// Analyze analyses one article.
func (an *Analyzer) Analyze(a gaobang.Article) Analysis {
	out := Analysis{Article: a}
	signed, whose := an.Whose(a)
	out.Article.Byline = signed
	if !whose.Relevant {
		out.Trace = family.Trace(a.Title, a.Body)
		return out
	}
	out.Relevant, out.Mentions, out.Attributions, out.Candidates = true, whose.Mentions, whose.Attributions, whose.Candidates
	out.Sentiments = an.sentiments(&a, whose)
	out.heed()
	out.Keys = family.Read(a.Title, a.Body, a.PublishedAt).Keys()
	out.Terms = an.terms(&a, signed, whose.Mentions)
	return out
}

// Whose is who made an article and whose it is, without the steps that need its
// words cut. The byline is that of the article where nobody is named.
func (an *Analyzer) Whose(a gaobang.Article) (gaobang.Byline, attribute.Result) {
	signed, whose := an.whose(&a)
	if bare, claimed := a.Unclaimed(); claimed {
		w := weighing{Analyzer: an, article: &a, from: len(bare.Meta), rivals: an.rivals(&a)}
		w.signed, w.shown = an.whose(&bare)
		whose = w.weigh(whose)
	}
	stamp(a.ID, whose)
	return signed.Byline, whose
}

func (an *Analyzer) whose(a *gaobang.Article) (byline.Result, attribute.Result) {
	found := an.attribute.Find(a)
	speaker := an.speaker(a)
	if an.attribute.Nobody(a, found, speaker) {
		return byline.Result{Byline: a.Byline}, attribute.Result{}
	}
	signed := an.attribute.Known(found).Parse(a)
	if _, is := message.Recognize(a); is {
		signed = byline.Result{} // who asks and who replies make no piece
	}
	return signed, an.attribute.Judge(a, found, signed, speaker)
}

// stamp says of all evidence in which article it stands: a reprint may show the
// evidence of its origin.
func stamp(id gaobang.ArticleID, whose attribute.Result) {
	for i := range whose.Mentions {
		whose.Mentions[i].Article = id
	}
	for i := range whose.Candidates {
		for j := range whose.Candidates[i].Evidence {
			whose.Candidates[i].Evidence[j].Article = id
		}
	}
	for i := range whose.Attributions {
		for j := range whose.Attributions[i].Evidence {
			whose.Attributions[i].Evidence[j].Article = id
		}
	}
}

// speaker is the outlet from which an article speaks: the one it names as its
// source where that is known, else its own.
func (an *Analyzer) speaker(a *gaobang.Article) gaobang.Outlet {
	for _, source := range append([]string{a.ContentSource}, sourcesIn(a)...) {
		if id, ok := an.named.Find(source); ok {
			return an.outlets[id]
		}
	}
	return an.outlets[a.Outlet]
}

// saysSource is a source named in the text itself: （来源：丹阳日报）, 转自：丹阳日报,
// 据《丹阳日报》报道.
var saysSource = regexp.MustCompile(`(?:^|[（(\s])(?:文章|信息|稿件)?(?:来源|转自|稿源|摘自|转载自)[：:]?\s*《?([^《》）)\s，。；]{2,20})|^据《([^》]{2,20})》(?:报道|消息)`)

// sourcesIn are the sources that the lines about the piece and the first and last
// line of its body name.
func sourcesIn(a *gaobang.Article) []string {
	body := strings.Split(strings.TrimSpace(a.Body), "\n")
	var all []string
	for _, line := range append(strings.Split(a.Meta, "\n"), body[0], body[len(body)-1]) {
		if !mayNameSource(line) {
			continue
		}
		for _, m := range saysSource.FindAllStringSubmatch(line, -1) {
			all = append(all, m[1]+m[2])
		}
	}
	return all
}

// mayNameSource leaves out quickly the lines in which saysSource finds nothing.
func mayNameSource(line string) bool {
	return strings.HasPrefix(line, "据《") || slices.ContainsFunc([]string{"来源", "转自", "稿源", "摘自", "转载自"}, func(word string) bool {
		return strings.Contains(line, word)
	})
}

func (an *Analyzer) toward(a *gaobang.Article, bureau gaobang.UnitID, mentions []gaobang.Mention) gaobang.Sentiment {
	if an.model != nil {
		return an.model.Toward(a, bureau, mentions)
	}
	return sentiment.Toward(a, bureau, mentions)
}

// MentionsOf are the mentions of a bureau and of its units.
func (an *Analyzer) MentionsOf(bureau gaobang.UnitID, mentions []gaobang.Mention) []gaobang.Mention {
	return slices.DeleteFunc(slices.Clone(mentions), func(m gaobang.Mention) bool {
		b, ok := an.registry.BureauOf(m.Unit)
		return !ok || b.ID != bureau
	})
}

// sentiments judges the attitude toward each bureau, by the mentions of it and
// of its units.
func (an *Analyzer) sentiments(a *gaobang.Article, whose attribute.Result) []gaobang.Sentiment {
	var all []gaobang.Sentiment
	for _, t := range whose.Attributions {
		if slices.ContainsFunc(all, func(s gaobang.Sentiment) bool { return s.Bureau == t.Bureau }) {
			continue
		}
		all = append(all, an.toward(a, t.Bureau, an.MentionsOf(t.Bureau, whose.Mentions)))
	}
	return all
}

// terms are the words to find an article by: never the names of people, whether
// they made the piece or not.
func (an *Analyzer) terms(a *gaobang.Article, by gaobang.Byline, mentions []gaobang.Mention) []string {
	var units []string
	for _, m := range mentions {
		if m.Person == "" && !slices.Contains(units, m.Text) {
			units = append(units, m.Text)
		}
	}
	text := strings.Join([]string{a.Kicker, a.Title, a.Subtitle, a.Body}, "\n")
	units = append(units, an.placesIn(text, a.PublishedAt.Date())...)
	petitioner := message.Petitioner(a)
	return slices.DeleteFunc(an.segmenter.Terms(text, units), func(term string) bool {
		return term == petitioner || slices.ContainsFunc([][]string{
			by.Reporters, by.Correspondents, by.Interns, by.Photographers, by.Authors, by.Editors,
		}, func(names []string) bool { return slices.Contains(names, term) })
	})
}

// placesIn are the names of our places that a text bears.
func (an *Analyzer) placesIn(text string, on gaobang.Date) []string {
	var words []string
	add := func(id gaobang.UnitID) {
		u, _ := an.registry.Unit(id)
		for _, w := range registry.PlaceWords(u) {
			if !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
	}
	for _, h := range an.names.Scan(text, on) {
		for _, id := range h.Units {
			add(id)
		}
		if h.Place != nil {
			for _, id := range h.Place.Units {
				add(id)
			}
		}
	}
	return words
}
