package main

import (
	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
)

// sentimentRuling rules on the attitude of a piece toward the bureau.
func sentimentRuling(cmd *cobra.Command) ruling {
	var label string
	cmd.Flags().StringVar(&label, "sentiment", "", "对本局的倾向：positive（正面）、neutral（中性）或 negative（负面）")
	return ruling{
		flags: []string{"sentiment"},
		decide: func(c decideCase) (gaobang.Decision, error) {
			bureau, err := c.bureau()
			if err != nil {
				return gaobang.Decision{}, err
			}
			is, err := gaobang.ParseSentimentLabel(label)
			if err != nil {
				return gaobang.Decision{}, usageError{err}
			}
			return gaobang.Decision{Bureau: bureau, Kind: gaobang.DecideSentiment, Sentiment: is}, nil
		},
	}
}
