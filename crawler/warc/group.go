package warc

import "github.com/gaobang/gaobang"

// Group is the records that were written together for one fetch: a response or
// revisit, its request, the page as its scripts left it, what they were given, what was
// said of it.
type Group struct {
	Capture gaobang.Capture // its URL is left to the caller; the zero Capture where the records are of no fetch
	Address string          // as fetched
	Via     string          // address of the piece that the page belongs to
	Records []Record
	Err     error // a record does not hold its own digests
}

// WalkGroups gives every group of a file to visit, in order, and the stretches
// that are damaged.
func WalkGroups(dir, name string, visit func(Group) error) ([]Damage, error) {
	var open Group
	flush := func() error {
		g := open
		open = Group{}
		if len(g.Records) == 0 {
			return nil
		}
		return visit(g)
	}
	damages, err := Walk(dir, name, func(r Record) error {
		if !open.holds(&r) {
			if err := flush(); err != nil {
				return err
			}
		}
		open.add(name, r)
		return nil
	})
	if err != nil {
		return damages, err
	}
	return damages, flush()
}

// holds reports a record that was written for the group's fetch.
func (g *Group) holds(r *Record) bool {
	if len(g.Records) == 0 {
		return false
	}
	leader := g.Records[0].ID
	return leader != "" && (r.Fields.Get(concurrentTo) == leader || r.Type == "conversion" && r.Fields.Get("WARC-Refers-To") == leader)
}

func (g *Group) add(name string, r Record) {
	if err := r.Verify(); err != nil && g.Err == nil {
		g.Err = err
	}
	if c, ok := r.Capture(); ok { // of a page that scripts made: the page as they left it
		c.File = name
		g.Capture, g.Address = c, r.URL
	}
	if address, ok := r.Via(); ok {
		g.Via = address
	}
	r.Payload, r.block = nil, nil // a group says what is where
	g.Records = append(g.Records, r)
}
