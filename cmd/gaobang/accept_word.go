package main

import (
	"context"

	"github.com/gaobang/gaobang"
	"github.com/gaobang/gaobang/analyzer/segment"
	"github.com/gaobang/gaobang/storage"
)

// refuseWords refuses aliases that are everyday words: each would be found in every
// piece that says it, and the unit be credited with all of them. Whoever means it
// writes it into the units book.
func (a *acceptance) refuseWords(ctx context.Context, store *storage.Store, unit gaobang.Unit) error {
	if len(a.aliases) == 0 {
		return nil
	}
	seg, err := segment.New(nil)
	if err != nil {
		return err
	}
	for _, name := range a.aliases {
		if !seg.IsWord(name) || unit.Bears(name, gaobang.Date{}) {
			continue
		}
		pieces, err := store.Articles(ctx, storage.Filter{Terms: []string{name}})
		if err != nil {
			return err
		}
		return gaobang.Errorf(gaobang.Invalid, "“%s”是常用的词，不能收作%s的别名，什么都没有保存：写着它的稿件（库里已有 %d 篇）都会算到它头上；"+
			"只认定这一篇就不要写 --accept-alias，一定要用就写进 units 名册再 gaobang apply", name, unit.Label(), len(pieces))
	}
	return nil
}
