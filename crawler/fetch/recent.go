package fetch

import "container/list"

// recent is a bounded map: each value has a weight, and when the sum passes the
// limit, those used least recently go. It is not safe for concurrent use.
type recent[V any] struct {
	limit, weight int
	order         *list.List // of *entry[V], the most recent first
	entries       map[string]*list.Element
}

type entry[V any] struct {
	key    string
	value  V
	weight int
}

func newRecent[V any](limit int) *recent[V] {
	return &recent[V]{limit: limit, order: list.New(), entries: make(map[string]*list.Element)}
}

func (r *recent[V]) get(key string) (v V, ok bool) {
	e, ok := r.entries[key]
	if !ok {
		return v, false
	}
	r.order.MoveToFront(e)
	return e.Value.(*entry[V]).value, true
}

func (r *recent[V]) put(key string, v V, weight int) {
	if e, ok := r.entries[key]; ok {
		r.remove(e)
	}
	r.entries[key] = r.order.PushFront(&entry[V]{key: key, value: v, weight: weight})
	r.weight += weight
	for r.weight > r.limit && r.order.Len() > 1 {
		r.remove(r.order.Back())
	}
}

func (r *recent[V]) remove(e *list.Element) {
	old := r.order.Remove(e).(*entry[V])
	delete(r.entries, old.key)
	r.weight -= old.weight
}
