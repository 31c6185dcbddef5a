package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
)

// unitsRuling rules whose an article is.
func unitsRuling(cmd *cobra.Command) ruling {
	var units, people []string
	var notOurs bool
	cmd.Flags().StringSliceVar(&units, "units", nil, "归哪些单位：编号或名称，可写份额，如 yunyang=1/2,que=1/2；不写份额就均分")
	cmd.Flags().StringSliceVar(&people, "person", nil, "归哪些通讯员：编号或姓名；单位按稿件当天的名册")
	cmd.Flags().BoolVar(&notOurs, "not-ours", false, "不是本局的稿件")
	return ruling{
		flags: []string{"units", "person", "not-ours"},
		decide: func(c decideCase) (gaobang.Decision, error) {
			if notOurs && len(units)+len(people) > 0 {
				return gaobang.Decision{}, usagef("--not-ours 和 --units、--person 不能一起用")
			}
			bureau, err := c.bureau()
			if err != nil {
				return gaobang.Decision{}, err
			}
			d := gaobang.Decision{Bureau: bureau, Kind: gaobang.DecideUnits}
			if !notOurs {
				d.Parts, err = c.parts(bureau, units, slices.Concat(people, c.signers))
			}
			return d, err
		},
	}
}

// parts are the parts that units and people hold.
func (c decideCase) parts(bureau gaobang.UnitID, units, people []string) ([]gaobang.DecidedPart, error) {
	parts, err := c.unitParts(bureau, units)
	if err != nil {
		return nil, err
	}
	signers := make([]gaobang.DecidedPart, 0, len(people))
	for _, name := range people {
		s, err := c.signer(bureau, name)
		if err != nil {
			return nil, err
		}
		signers = append(signers, s)
	}
	if len(parts) == 0 {
		for i, share := range gaobang.EqualShares(len(signers)) {
			signers[i].Share = share
		}
		return signers, nil
	}
	return c.seat(parts, signers)
}

// unitParts reads "a=1/2" or "a"; equal shares where none is given.
func (c decideCase) unitParts(bureau gaobang.UnitID, units []string) ([]gaobang.DecidedPart, error) {
	parts := make([]gaobang.DecidedPart, 0, len(units))
	equal := gaobang.EqualShares(len(units))
	given := 0
	for i, text := range units {
		name, portion, has := strings.Cut(strings.ReplaceAll(text, "＝", "="), "=")
		u, err := c.books.Registry.FindUnit(strings.TrimSpace(name), bureau, c.day())
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(parts, func(p gaobang.DecidedPart) bool { return p.Unit == u.ID }) {
			return nil, usagef("--units 里 %s 写了两次", u.Label())
		}
		share := equal[i]
		if has {
			given++
			if share, err = gaobang.ParseShare(strings.TrimSpace(portion)); err != nil {
				return nil, usageError{err}
			}
			if share.IsZero() {
				return nil, usagef("--units 里 %s 的份额是 0：请删去它", u.Label())
			}
		}
		parts = append(parts, gaobang.DecidedPart{Unit: u.ID, Share: share})
	}
	if given != 0 && given != len(parts) {
		return nil, usagef("--units 里的份额要么都写，要么都不写（均分）")
	}
	shares := make([]gaobang.Share, len(parts))
	for i, p := range parts {
		shares[i] = p.Share
	}
	if len(parts) > 0 && gaobang.SumToOne(shares) != nil {
		return nil, usagef("--units 里的份额相加应是 1：%s", c.books.parts(parts))
	}
	return parts, nil
}

// signer is a person and the unit where the registry had them on the article's
// day.
func (c decideCase) signer(bureau gaobang.UnitID, name string) (gaobang.DecidedPart, error) {
	p, err := c.books.Registry.FindPerson(name, c.day())
	if err != nil {
		return gaobang.DecidedPart{}, err
	}
	unit, ok := p.UnitOn(c.day())
	if !ok {
		return gaobang.DecidedPart{}, gaobang.Errorf(gaobang.Invalid, "%s（%s）在 %s 没有任职单位：请先在 units 名册的 posts 里补上", p.Name, p.ID, c.day())
	}
	if err := c.books.Registry.CheckBureau(bureau, unit); err != nil {
		return gaobang.DecidedPart{}, fmt.Errorf("%s（%s）在 %s 任职的%w", p.Name, p.ID, c.day(), err)
	}
	return gaobang.DecidedPart{Unit: unit, Person: p.ID}, nil
}

// seat puts people into the parts of their units; those of one unit share its
// part. Somebody of the bureau itself may sign for its only unit.
func (c decideCase) seat(parts, signers []gaobang.DecidedPart) ([]gaobang.DecidedPart, error) {
	var seated []gaobang.DecidedPart
	left := slices.Clone(signers)
	for _, part := range parts {
		mine := slices.DeleteFunc(slices.Clone(left), func(s gaobang.DecidedPart) bool {
			return !c.books.isWithin(part.Unit, s.Unit) && (len(parts) > 1 || !c.books.isWithin(s.Unit, part.Unit))
		})
		if len(mine) == 0 {
			seated = append(seated, part)
		}
		for i, s := range mine {
			share, err := gaobang.EqualShares(len(mine))[i].Of(part.Share)
			if err != nil {
				return nil, usageError{err}
			}
			seated = append(seated, gaobang.DecidedPart{Unit: part.Unit, Person: s.Person, Share: share})
		}
		left = slices.DeleteFunc(left, func(s gaobang.DecidedPart) bool { return slices.Contains(mine, s) })
	}
	if len(left) > 0 {
		return nil, gaobang.Errorf(gaobang.Invalid, "%s 在 %s 不属于 --units 里的单位：请改 --units，或先改 units 名册里的任职",
			c.books.who(left[0].Unit, left[0].Person), c.day())
	}
	return seated, nil
}

// isWithin reports whether unit is upper or below it.
func (k knownBooks) isWithin(upper, unit gaobang.UnitID) bool {
	if upper == unit {
		return true
	}
	_, ok := k.Registry.ChildToward(upper, unit)
	return ok
}
