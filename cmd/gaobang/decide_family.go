package main

import (
	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
)

// storyRuling rules whether an article carries one story with another.
func storyRuling(cmd *cobra.Command) ruling {
	var same, apart string
	cmd.Flags().StringVar(&same, "same-as", "", "与另一篇（编号或网址）同稿")
	cmd.Flags().StringVar(&apart, "apart-from", "", "与另一篇（编号或网址）不是同稿")
	return ruling{
		flags: []string{"same-as", "apart-from"},
		decide: func(c decideCase) (gaobang.Decision, error) {
			d := gaobang.Decision{Kind: gaobang.DecideSameStory}
			name := same
			switch {
			case same != "" && apart != "":
				return d, usagef("--same-as 和 --apart-from 不能一起用")
			case same == "":
				d.Kind, name = gaobang.DecideApart, apart
			}
			other, err := findArticle(cmd, c.store, name)
			if err != nil {
				return d, err
			}
			if d.Other = other.ID; other.ID == c.record.ID {
				return d, usagef("%s 就是这一篇：请写另一篇的编号或网址", name)
			}
			return d, nil
		},
	}
}
