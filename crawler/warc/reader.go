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
)

// Record is a record as read.
type Record struct {
	Type   string // warcinfo, response, request, …
	ID     string
	URL    string
	At     time.Time
	Fields textproto.MIMEHeader // of the record itself
	Offset int64                // of its gzip member
	Length int64                // compressed bytes

	// Of a response: its head, and its payload as received. Of a conversion: the
	// page as its scripts left it, with its Content-Type.
	Proto   string
	Status  int
	Header  http.Header
	Payload []byte
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
	switch record.Type {
	case "response":
		err = record.parseResponse(block)
	case "conversion":
		record.Header, record.Payload = http.Header{"Content-Type": {record.Fields.Get("Content-Type")}}, block
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
	in := bufio.NewReader(bytes.NewReader(block))
	head, err := readHead(in)
	if err != nil {
		return err
	}
	first, fields, err := parseHead(head)
	if err != nil {
		return err
	}
	var status string
	r.Proto, status, _ = strings.Cut(first, " ")
	status, _, _ = strings.Cut(status, " ")
	if r.Status, err = strconv.Atoi(status); err != nil {
		return fmt.Errorf("status line %q", first)
	}
	r.Header, r.Payload = http.Header(fields), block[len(head):]
	return nil
}
