package registry

// letterSet holds letters of the basic plane, a bit each.
type letterSet [1 << 10]uint64

func lettersOf(all string) *letterSet {
	var set letterSet
	for _, r := range all {
		if r < 1<<16 {
			set[r>>6] |= 1 << (r & 63)
		}
	}
	return &set
}

func (s *letterSet) has(r rune) bool { return r >= 0 && r < 1<<16 && s[r>>6]&(1<<(r&63)) != 0 }
