package jobs

import (
	"context"
	"fmt"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/storage"
)

// Decide adds what a person ruled, checked by the books. It is the only way for
// decisions into the store; one on a story makes families anew.
func Decide(ctx context.Context, store *storage.Store, books *config.Books, d gaobang.Decision) (gaobang.Decision, error) {
	if err := CheckDecision(books, d); err != nil {
		return d, err
	}
	if d.Kind.OnStory() {
		return store.DecideStory(ctx, d, originBy(analyzer.NamesOf(books.Outlets)))
	}
	return store.AddDecision(ctx, d)
}

// CheckDecision refuses a ruling without a name or a reason, one for what is no
// bureau, and one that gives a piece to whom the registry does not have there.
func CheckDecision(books *config.Books, d gaobang.Decision) error {
	if strings.TrimSpace(d.By) == "" || strings.TrimSpace(d.Why) == "" {
		return gaobang.Errorf(gaobang.Invalid, "认定要写明认定人和理由：要经得起日后查问")
	}
	if d.Kind.OnStory() {
		return nil
	}
	if err := checkParties(books.Registry, d); err != nil {
		return fmt.Errorf("稿件 %s 的认定：%w", d.Article, err)
	}
	return nil
}

// checkParties checks the bureau and the parts of a ruling by a registry.
func checkParties(r *gaobang.Registry, d gaobang.Decision) error {
	if u, ok := r.Unit(d.Bureau); !ok || u.Kind != gaobang.Bureau {
		return gaobang.Errorf(gaobang.Invalid, "名册中没有局 %s", d.Bureau)
	}
	for _, p := range d.Parts {
		if err := r.CheckBureau(d.Bureau, p.Unit); err != nil {
			return err
		}
		if _, ok := r.Person(p.Person); p.Person != "" && !ok {
			return gaobang.Errorf(gaobang.Invalid, "名册中没有通讯员 %s", p.Person)
		}
	}
	return nil
}
