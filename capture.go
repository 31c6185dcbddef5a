package gaobang

import (
	"crypto/sha256"
	"encoding/binary"
	"time"
)

// CaptureID names a capture by its WARC-Record-ID: the same in every database that
// is made from the files, and when the record is moved to another file.
type CaptureID int64

// NewCaptureID is the first 63 bits of the SHA-256 of a WARC-Record-ID.
func NewCaptureID(record string) CaptureID {
	sum := sha256.Sum256([]byte(record))
	return CaptureID(binary.BigEndian.Uint64(sum[:8]) >> 1)
}

// CaptureKind is what a capture kept, the WARC record and its profile.
type CaptureKind string

// The kinds of capture. Two are revisits: they hold no payload and refer to the
// capture that does.
const (
	CapturedPage        CaptureKind = "response"     // a page with its payload
	CapturedRendered    CaptureKind = "rendered"     // a page as its scripts left it, with the page as sent beside it
	CapturedSame        CaptureKind = "identical"    // a page with the payload of an earlier capture
	CapturedNotModified CaptureKind = "not_modified" // the site's word that the page is still the one captured before
	CapturedEntry       CaptureKind = "entry"        // what a person entered by hand: see Entry
)

// Capture says what was kept as evidence of one fetch, or of one entry by hand, and
// where: one record of a
// WARC file.
type Capture struct {
	ID       CaptureID
	URL      string // canonical address of the page
	At       time.Time
	Kind     CaptureKind
	Status   int       // of HTTP; 0 for an entry
	SHA256   string    // of the payload as received, hex; of a revisit: of the one that it refers to
	RefersTo CaptureID // of a revisit: the capture that holds the payload
	File     string    // name within the archive folder
	Offset   int64     // of the record's gzip member
	Length   int64     // compressed bytes
}
