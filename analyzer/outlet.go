package analyzer

import (
	"strings"

	"github.com/gaobang/gaobang"
)

// OutletNames finds outlets by the names that source lines give them.
type OutletNames map[string]gaobang.OutletID

// NamesOf is the outlets by name and alias; the first keeps a name.
func NamesOf(outlets []gaobang.Outlet) OutletNames {
	names := OutletNames{}
	for _, o := range outlets {
		for _, name := range append([]string{o.Name}, o.Aliases...) {
			if _, taken := names[name]; !taken {
				names[name] = o.ID
			}
		}
	}
	return names
}

// Find is the outlet that a source line names.
func (n OutletNames) Find(source string) (gaobang.OutletID, bool) {
	id, ok := n[strings.TrimSpace(source)]
	return id, ok
}
