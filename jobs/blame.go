package jobs

import (
	"errors"

	"github.com/gaobang/gaobang/crawler/fetch"
)

// blame tells what a site did wrong from what is wrong with us: the store that
// keeps the hosts' turns, the end of ctx.
func blame(fault error) (site, ours error) {
	if _, is := errors.AsType[*fetch.Error](fault); is {
		return fault, nil
	}
	return nil, fault
}
