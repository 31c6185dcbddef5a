package jobs

import (
	"context"
	"strings"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer"
	"github.com/gaobang/gaobang/config"
	"github.com/gaobang/gaobang/storage"
)

// Withdraw takes a ruling back: the one before it holds again, or what the program
// finds. It wants a name and a reason, as a ruling does.
func Withdraw(ctx context.Context, store *storage.Store, books *config.Books, w gaobang.Withdrawal) (gaobang.Withdrawal, error) {
	if strings.TrimSpace(w.WithdrawnBy) == "" || strings.TrimSpace(w.Reason) == "" {
		return w, gaobang.Errorf(gaobang.Invalid, "撤回认定要写明撤回人和理由：要经得起日后查问")
	}
	return store.Withdraw(ctx, w, originBy(analyzer.NamesOf(books.Outlets)))
}
