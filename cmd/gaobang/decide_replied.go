package main

import (
	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
)

// repliedRuling says that a message was replied to, though its page does not.
func repliedRuling(cmd *cobra.Command) ruling {
	var replied bool
	cmd.Flags().BoolVar(&replied, "replied", false, "这条网民留言已经答复（--why 写明何时、何人、怎样答复）")
	return ruling{
		flags: []string{"replied"},
		decide: func(c decideCase) (gaobang.Decision, error) {
			if c.record.Message == nil || !replied {
				return gaobang.Decision{}, usagef("--replied 只用于网民留言；%s 不是", c.record.ID)
			}
			bureau, err := c.bureau()
			if err != nil {
				return gaobang.Decision{}, err
			}
			return gaobang.Decision{Bureau: bureau, Kind: gaobang.DecideReplied}, nil
		},
	}
}
