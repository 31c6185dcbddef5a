package jobs

import (
	"slices"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/message"
	"github.com/gaobang/gaobang/storage"
)

// repliedLater gives a message that waits, by its text as first published, the
// reply that a later visit to its page found.
func repliedLater(an *storage.Analysis, versions []gaobang.Version) {
	if an.Message == nil || an.Message.Answered {
		return
	}
	for _, v := range versions {
		a := an.Article
		a.Title, a.Body, a.PublishedAt = v.Title, v.Body, v.PublishedAt
		found, is := message.Recognize(&a)
		if !is || !found.Answered {
			continue
		}
		an.Message = new(an.Message.WithReply(found, v.Capture))
		an.Alerts = slices.DeleteFunc(slices.Clone(an.Alerts), func(a gaobang.ArticleAlert) bool { return a.Kind == gaobang.AlertMessage })
		return
	}
}
