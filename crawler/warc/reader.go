package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"

	"github.com/gaobang/gaobang"
)

// Record is a record as read.
type Record struct {
	Type   string // warcinfo, response, revisit, request, metadata, …
	ID     string
	URL    string
	At     time.Time
	Fields textproto.MIMEHeader // of the record itself
	Offset int64                // of its gzip member
	Length int64                // compressed bytes

	// Of a response or revisit: its head, and the payload as received, which a
	// revisit leaves to the record that it refers to. Of a request: its head. Of a
	// conversion: the page as its scripts left it, with its Content-Type; of a
	// resource: the material, with its Content-Type.
	Proto   string
	Status  int
	Method  string
	Target  string
	Header  http.Header
	Payload []byte

	block []byte
}

// Verify holds the record to the digests that it carries, as far as they are
// SHA-256.
func (r *Record) Verify() error {
	digests := []struct {
		field string
		data  []byte
	}{{"WARC-Block-Digest", r.block}, {"WARC-Payload-Digest", r.Payload}}
	for _, d := range digests {
		want, ours := strings.CutPrefix(r.Fields.Get(d.field), "sha256:")
		if !ours || d.field == "WARC-Payload-Digest" && r.Type == "revisit" {
			continue // of a revisit's payload: it lies elsewhere
		}
		if Digest(d.data) != want {
			return fmt.Errorf("%w: %s does not hold", ErrTorn, d.field)
		}
	}
	return nil
}

// Capture is what the record stands for, but for the file it lies in and the
// canonical address; false where it is none.
func (r *Record) Capture() (c gaobang.Capture, ok bool) {
	switch {
	case r.IsPart():
		return c, false
	case r.Type == "response":
		c.Kind = gaobang.CapturedPage
		c.SHA256 = Digest(r.Payload)
	case r.Type == "conversion":
		c.Kind, c.Status = gaobang.CapturedRendered, http.StatusOK
		c.SHA256 = Digest(r.Payload)
	case r.Type == "resource":
		c.Kind = gaobang.CapturedEntry
		c.SHA256 = Digest(r.Payload)
	case r.Type == "revisit" && r.Fields.Get("WARC-Profile") == profileNotModified:
		c.Kind = gaobang.CapturedNotModified
	case r.Type == "revisit":
		c.Kind = gaobang.CapturedSame
	default:
		return c, false
	}
	if r.Type == "revisit" {
		c.SHA256 = strings.TrimPrefix(r.Fields.Get("WARC-Payload-Digest"), "sha256:")
		c.RefersTo = gaobang.NewCaptureID(r.Fields.Get("WARC-Refers-To"))
	}
	c.ID, c.At, c.Status, c.Offset, c.Length = gaobang.NewCaptureID(r.ID), r.At, max(r.Status, c.Status), r.Offset, r.Length
	return c, true
}

// IsPart reports what the scripts of a page were given: a response beside another.
func (r *Record) IsPart() bool { return r.Type == "response" && r.Fields.Get(concurrentTo) != "" }

// Via is the address of the piece that the page of a record belongs to, as a
// metadata record says beside it.
func (r *Record) Via() (address string, ok bool) {
	if r.Type != "metadata" {
		return "", false
	}
	address, ok = strings.CutPrefix(strings.TrimSpace(string(r.block)), "via: ")
	return address, ok && !strings.ContainsAny(address, "\r\n")
}

// Bounds on what a file can make us hold: our own records are far below.
const (
	maxBlock = 256 << 20
	maxHead  = 1 << 20
)

// ErrTorn is a record that ends early or is not one at all.
var ErrTorn = errors.New("warc: torn record")

// Reader goes through a file record by record.
type Reader struct {
	in     *counter
	unpack *gzip.Reader
}

// NewReader reads from the start of a file.
func NewReader(r io.Reader) *Reader {
	return &Reader{in: &counter{r: bufio.NewReaderSize(r, 64<<10)}}
}

// counter counts what the unpacking takes: it reads byte by byte where it must,
// so nothing of the next member is swallowed.
type counter struct {
	r *bufio.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *counter) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}

// Next gives the next record; io.EOF at the end of the file, an error that is
// ErrTorn where a record is not whole.
func (r *Reader) Next() (Record, error) {
	offset := r.in.n
	if _, err := r.in.r.Peek(1); err != nil {
		return Record{}, err
	}
	record, err := r.member()
	if err != nil {
		return Record{}, fmt.Errorf("%w at %d: %w", ErrTorn, offset, err)
	}
	record.Offset, record.Length = offset, r.in.n-offset
	return record, nil
}

func (r *Reader) member() (Record, error) {
	var err error
	if r.unpack == nil {
		r.unpack, err = gzip.NewReader(r.in)
	} else {
		err = r.unpack.Reset(r.in)
	}
	if err != nil {
		return Record{}, err
	}
	r.unpack.Multistream(false)
	plain := bufio.NewReader(io.LimitReader(r.unpack, maxHead+maxBlock+8))
	record, block, err := parseRecord(plain)
	if err != nil {
		return Record{}, err
	}
	if err := readTail(plain); err != nil {
		return Record{}, err
	}
	record.block = block
	switch record.Type {
	case "response":
		err = record.parseResponse(block)
	case "revisit":
		if len(block) > 0 { // others write none
			err = record.parseResponse(block)
		}
	case "conversion", "resource":
		record.Header, record.Payload = http.Header{"Content-Type": {record.Fields.Get("Content-Type")}}, block
	case "request":
		err = record.parseRequest(block)
	}
	return record, err
}

// readTail takes the two empty lines after a block and the checksum of the member.
func readTail(in *bufio.Reader) error {
	var tail [4]byte
	if _, err := io.ReadFull(in, tail[:]); err != nil {
		return err
	}
	if _, err := in.ReadByte(); !errors.Is(err, io.EOF) || string(tail[:]) != "\r\n\r\n" {
		return errors.Join(errors.New("a record does not end where it says"), err)
	}
	return nil
}

// parseRecord reads the head and the block of one record.
func parseRecord(in *bufio.Reader) (Record, []byte, error) {
	head, err := readHead(in)
	if err != nil {
		return Record{}, nil, err
	}
	version, fields, err := parseHead(head)
	if err != nil {
		return Record{}, nil, err
	}
	if version != "WARC/1.1" && version != "WARC/1.0" {
		return Record{}, nil, fmt.Errorf("version %q", version)
	}
	length, err := strconv.ParseInt(fields.Get("Content-Length"), 10, 64)
	if err != nil || length < 0 || length > maxBlock {
		return Record{}, nil, fmt.Errorf("content length %q", fields.Get("Content-Length"))
	}
	var block bytes.Buffer // grows with what is there, not with what is claimed
	if n, err := io.CopyN(&block, in, length); err != nil {
		return Record{}, nil, fmt.Errorf("%d of %d bytes: %w", n, length, err)
	}
	at, _ := time.Parse(time.RFC3339Nano, fields.Get("WARC-Date"))
	return Record{
		Type: fields.Get("WARC-Type"), ID: fields.Get("WARC-Record-ID"),
		URL: fields.Get("WARC-Target-URI"), At: at, Fields: fields,
	}, block.Bytes(), nil
}

// readHead takes everything up to and with the empty line.
func readHead(in *bufio.Reader) ([]byte, error) {
	var head []byte
	for len(head) < maxHead {
		line, err := in.ReadSlice('\n')
		head = append(head, line...)
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if string(line) == "\r\n" {
			return head, nil
		}
	}
	return nil, errors.New("a head without end")
}

func parseHead(head []byte) (first string, fields textproto.MIMEHeader, err error) {
	tp := textproto.NewReader(bufio.NewReader(bytes.NewReader(head)))
	if first, err = tp.ReadLine(); err != nil {
		return "", nil, err
	}
	fields, err = tp.ReadMIMEHeader()
	return first, fields, err
}

func (r *Record) parseResponse(block []byte) error {
	first, err := r.parseMessage(block)
	if err != nil {
		return err
	}
	var status string
	r.Proto, status, _ = strings.Cut(first, " ")
	status, _, _ = strings.Cut(status, " ")
	if r.Status, err = strconv.Atoi(status); err != nil {
		return fmt.Errorf("status line %q", first)
	}
	return nil
}

func (r *Record) parseRequest(block []byte) error {
	first, err := r.parseMessage(block)
	if err != nil {
		return err
	}
	words := strings.Split(first, " ")
	if len(words) != 3 {
		return fmt.Errorf("request line %q", first)
	}
	r.Method, r.Target, r.Proto = words[0], words[1], words[2]
	return nil
}

// parseMessage takes the head of an HTTP message apart from its payload.
func (r *Record) parseMessage(block []byte) (first string, err error) {
	head, err := readHead(bufio.NewReader(bytes.NewReader(block)))
	if err != nil {
		return "", err
	}
	first, fields, err := parseHead(head)
	if err != nil {
		return "", err
	}
	r.Header, r.Payload = http.Header(fields), block[len(head):]
	return first, nil
}
