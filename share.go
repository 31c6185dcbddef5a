package gaobang

import (
	"cmp"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// Share is the part of an article that belongs to one unit or person, as an
// exact fraction from 0 to 1: three units hold 1/3 each and still sum to one.
// The zero value is a share of nothing.
type Share struct{ num, den int32 }

// WholeShare is the share of a sole owner.
var WholeShare = Share{1, 1}

// NewShare is num/den in lowest terms; it refuses what is not between 0 and 1.
func NewShare(num, den int32) (Share, error) {
	if den <= 0 || num < 0 || num > den {
		return Share{}, Errorf(Invalid, "不是份额 %d/%d：应在 0 与 1 之间", num, den)
	}
	g := gcd(num, den)
	return Share{num / g, den / g}, nil
}

func gcd(a, b int32) int32 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// EqualShares gives each of n owners 1/n.
func EqualShares(n int) []Share {
	shares := make([]Share, n)
	for i := range shares {
		shares[i] = Share{1, int32(n)} //nolint:gosec // owners of one article are few
	}
	return shares
}

// ParseShare reads "1", "1/3" or "0".
func ParseShare(s string) (Share, error) {
	n, d, frac := strings.Cut(s, "/")
	if !frac {
		d = "1"
	}
	num, errN := strconv.ParseInt(n, 10, 32)
	den, errD := strconv.ParseInt(d, 10, 32)
	if errN != nil || errD != nil {
		return Share{}, Errorf(Invalid, "不是份额 %q：应写成 1 或 1/3", s)
	}
	return NewShare(int32(num), int32(den))
}

// Of is the share of a share: half of a third is a sixth.
func (s Share) Of(whole Share) (Share, error) {
	r := new(big.Rat).Mul(s.rat(), whole.rat())
	if !r.Num().IsInt64() || !r.Denom().IsInt64() || r.Denom().Int64() > math.MaxInt32 {
		return Share{}, Errorf(Invalid, "份额 %s × %s 太细", s, whole)
	}
	return NewShare(int32(r.Num().Int64()), int32(r.Denom().Int64())) //nolint:gosec // checked above
}

// Rescale gives shares the same proportions and the sum of one: what remains of a
// whole after some owners were left out.
func Rescale(shares []Share) ([]Share, error) {
	sum := new(big.Rat)
	for _, s := range shares {
		sum.Add(sum, s.rat())
	}
	if sum.Sign() == 0 {
		return nil, Errorf(Invalid, "份额全是 0，无法分配")
	}
	whole := make([]Share, len(shares))
	for i, s := range shares {
		r := new(big.Rat).Quo(s.rat(), sum)
		if !r.Num().IsInt64() || !r.Denom().IsInt64() || r.Denom().Int64() > math.MaxInt32 {
			return nil, Errorf(Invalid, "份额 %s 太细", s)
		}
		whole[i] = Share{int32(r.Num().Int64()), int32(r.Denom().Int64())} //nolint:gosec // checked above
	}
	return whole, nil
}

func (s Share) rat() *big.Rat { return big.NewRat(int64(s.num), int64(max(s.den, 1))) }

// SumToOne reports an error unless the shares are exactly one whole.
func SumToOne(shares []Share) error {
	sum := new(big.Rat)
	for _, s := range shares {
		sum.Add(sum, s.rat())
	}
	if sum.Cmp(big.NewRat(1, 1)) != 0 {
		return fmt.Errorf("shares sum to %s, not to one", sum.RatString())
	}
	return nil
}

// IsZero reports whether it is a share of nothing.
func (s Share) IsZero() bool { return s.num == 0 }

// String is "1", "1/3" or "0".
func (s Share) String() string {
	if s.num == 0 {
		return "0"
	}
	if s.den == 1 {
		return strconv.Itoa(int(s.num))
	}
	return fmt.Sprintf("%d/%d", s.num, s.den)
}

// MarshalText writes what String gives.
func (s Share) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText accepts what ParseShare accepts.
func (s *Share) UnmarshalText(b []byte) error {
	v, err := ParseShare(string(b))
	if err != nil {
		return err
	}
	*s = v
	return nil
}

// Points is an amount of a rule book in thousandths of a point, so that sums
// are exact and the same everywhere.
type Points int64

// OnePoint is one whole point.
const OnePoint Points = 1000

// ParsePoints reads 4, -0.25 or 1.125; more than three decimals is an error.
func ParsePoints(s string) (Points, error) {
	r, ok := new(big.Rat).SetString(s)
	if ok && !strings.ContainsAny(s, "/eExXpP_") {
		r.Mul(r, big.NewRat(int64(OnePoint), 1))
		if r.IsInt() && r.Num().IsInt64() {
			return Points(r.Num().Int64()), nil
		}
	}
	return 0, Errorf(Invalid, "不是分值 %q：应为最多三位小数的数", s)
}

// String writes the points without trailing zeros: 4, 0.25, -1.125.
func (p Points) String() string {
	sign, v := "", int64(p)
	if v < 0 {
		sign, v = "-", -v
	}
	s := fmt.Sprintf("%s%d.%03d", sign, v/1000, v%1000)
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// MarshalJSON writes a JSON number.
func (p Points) MarshalJSON() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalJSON reads a JSON number.
func (p *Points) UnmarshalJSON(b []byte) error {
	v, err := ParsePoints(string(b))
	if err != nil {
		return err
	}
	*p = v
	return nil
}

// Split divides points by the shares so that the parts sum to the total of the
// shares exactly: each part is cut to a thousandth and what is left over goes to
// the largest remainders, to the earlier owner where they are equal.
func (p Points) Split(shares []Share) []Points {
	parts := make([]Points, len(shares))
	if p < 0 {
		for i, part := range (-p).Split(shares) {
			parts[i] = -part
		}
		return parts
	}
	rest := new(big.Rat)
	remainders := make([]*big.Rat, len(shares))
	order := make([]int, len(shares))
	for i, s := range shares {
		exact := new(big.Rat).Mul(s.rat(), big.NewRat(int64(p), 1))
		whole := new(big.Int).Quo(exact.Num(), exact.Denom())
		parts[i] = Points(whole.Int64())
		remainders[i] = exact.Sub(exact, new(big.Rat).SetInt(whole))
		rest.Add(rest, remainders[i])
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(remainders[b].Cmp(remainders[a]), cmp.Compare(a, b))
	})
	left := new(big.Int).Quo(rest.Num(), rest.Denom()).Int64()
	for _, i := range order[:left] {
		parts[i]++
	}
	return parts
}
