package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gaobang/gaobang"
)

// registryCommands list what the books hold, by the codes and names that every other
// command takes.
func (p program) registryCommands() []*cobra.Command {
	return []*cobra.Command{
		p.bookCommand("unit", "单位", "名册里的单位：编号、名称、简称、上下级", true, knownBooks.unitRows),
		p.bookCommand("person", "通讯员", "名册里的通讯员：编号、姓名、笔名、单位", true, knownBooks.personRows),
		p.bookCommand("outlet", "媒体", "媒体目录：编号、名称、级别、网站", false, knownBooks.outletRows),
	}
}

// listing is what is listed of a book.
type listing struct {
	of gaobang.UnitID // it and what is below it; "" is all
	on gaobang.Date
	// all is also what was there on other days.
	all bool
}

func (l listing) holds(v gaobang.Validity) bool { return l.all || v.Contains(l.on) }

func (p program) bookCommand(name, word, short string, inTree bool, rows func(knownBooks, listing) [][]string) *cobra.Command {
	cmd := &cobra.Command{
		Use: name, Short: short, Example: "  gaobang " + name + " list", Args: oneOfItsCommands,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	var of, on string
	var all bool
	list := &cobra.Command{
		Use: "list", Short: "今天在用的" + word + "，按名册的次序",
		Long:    short + "。别的命令里写编号或名称都可以；同名的要写编号。\n默认只列今天在用的，--on 看某一天，--all 连停用的也列出。",
		Example: "  gaobang " + name + " list\n  gaobang " + name + " list --on 2018-01-01", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			l := listing{on: gaobang.DateOf(p.now()), all: all}
			if on != "" {
				day, err := gaobang.ParseDate(on)
				if err != nil {
					return usageError{err}
				}
				l.on = day
			}
			store, _, err := p.openStore(cmd)
			if err != nil {
				return err
			}
			defer store.Close()
			books, err := booksOf(cmd.Context(), store)
			if err != nil {
				return err
			}
			if of != "" {
				unit, err := books.Registry.FindUnit(of, "", gaobang.Date{})
				if err != nil {
					return err
				}
				l.of = unit.ID
			}
			none := fmt.Sprintf("%s 没有在用的%s；--all 连停用的也列出。", l.on, word)
			if l.all {
				none = "名册里没有" + word + "。"
			}
			return printTable(cmd.OutOrStdout(), rows(books, l), none)
		},
	}
	list.Flags().StringVar(&on, "on", "", "某一天在用的，如 2018-01-01（默认是今天）")
	list.Flags().BoolVar(&all, "all", false, "连停用的也列出")
	if inTree {
		list.Flags().StringVar(&of, "of", "", "只列这个单位和它下面的（编号或名称）")
	}
	cmd.AddCommand(list)
	return cmd
}

func (k knownBooks) unitRows(l listing) [][]string {
	rows := [][]string{{"编号", "名称", "简称", "类型", "考核组", "有效期"}}
	var add func(id gaobang.UnitID, depth int)
	add = func(id gaobang.UnitID, depth int) {
		u, _ := k.Registry.Unit(id)
		if l.holds(u.Validity) {
			rows = append(rows, []string{strings.Repeat("  ", depth) + string(u.ID), u.Name, u.Short, u.Kind.Chinese(), u.Group, span(u.Validity)})
		}
		for _, child := range k.Registry.Children(id) {
			add(child, depth+1)
		}
	}
	if l.of != "" {
		add(l.of, 0)
		return rows
	}
	for _, id := range k.Registry.Children("") {
		add(id, 0)
	}
	return rows
}

func (k knownBooks) personRows(l listing) [][]string {
	rows := [][]string{{"编号", "姓名", "笔名", "单位"}}
	for _, person := range k.Registry.People {
		var names, posts []string
		within := l.of == ""
		for _, a := range person.Aliases {
			if l.holds(a.Validity) {
				names = append(names, a.Name)
			}
		}
		for _, post := range person.Posts {
			if !l.holds(post.Validity) {
				continue
			}
			within = within || k.isWithin(l.of, post.Unit)
			posts = append(posts, k.unit(post.Unit)+during(post.Validity))
		}
		if within && len(posts) > 0 {
			rows = append(rows, []string{string(person.ID), person.Name, strings.Join(names, "、"), strings.Join(posts, "、")})
		}
	}
	return rows
}

func (k knownBooks) outletRows(l listing) [][]string {
	rows := [][]string{{"编号", "名称", "级别", "类型", "别名", "网站", "有效期"}}
	for _, o := range k.Outlets {
		if l.holds(o.Validity) {
			rows = append(rows, []string{string(o.ID), o.Name, o.Level.Chinese(), o.Kind.Chinese(), strings.Join(o.Aliases, "、"), strings.Join(o.Hosts, "、"), span(o.Validity)})
		}
	}
	return rows
}

// span is a validity in words; nothing where it has no end.
func span(v gaobang.Validity) string {
	switch {
	case v.From.IsZero() && v.To.IsZero():
		return ""
	case v.To.IsZero():
		return fmt.Sprintf("%s 起", v.From)
	case v.From.IsZero():
		return fmt.Sprintf("到 %s", v.To)
	}
	return fmt.Sprintf("%s 到 %s", v.From, v.To)
}

func during(v gaobang.Validity) string {
	if text := span(v); text != "" {
		return "（" + text + "）"
	}
	return ""
}
