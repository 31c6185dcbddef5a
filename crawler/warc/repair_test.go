package warc

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"github.com/gaobang/gaobang"
)

// die leaves a writer's file as a killed process does: unclosed, its lock free.
func die(t *testing.T, w *Writer) string {
	t.Helper()
	path := w.file.path
	w.file.broken = true // keeps the lock file
	w.file.close()
	w.file = nil
	return path
}

// TestAFileThatIsBeingWrittenIsNotDamaged: its last record may be on its way. Where
// nobody writes it any more, it is.
func TestAFileThatIsBeingWrittenIsNotDamaged(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	c := mustWrite(t, w, 1)
	path := filepath.Join(dir, c.File)
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := file.Write([]byte{0x1f, 0x8b, 0x08, 0, 1, 2, 3}); err != nil {
		t.Fatal(err)
	}
	damages := func() int {
		t.Helper()
		all, err := Walk(dir, c.File, func(Record) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	if got := damages(); got != 0 {
		t.Errorf("%d damages while it is being written", got)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if got := damages(); got != 1 {
		t.Errorf("%d damages after its writer left it so, want 1", got)
	}
}

func TestTornRecordIsCutAtEveryByte(t *testing.T) {
	home := t.TempDir()
	w := mustOpen(t, home)
	c := mustWrite(t, w, 1)
	next := w.file.size
	mustWrite(t, w, 2)
	data, err := os.ReadFile(die(t, w))
	if err != nil {
		t.Fatal(err)
	}
	ends := map[int64]bool{}
	first := int64(0) // where the first record ends
	for _, r := range readAll(t, filepath.Join(home, c.File)) {
		if first == 0 {
			first = r.Length
		}
		ends[r.Offset+r.Length] = true
	}
	for cut := int64(0); cut <= int64(len(data)); cut += 3 {
		dir := t.TempDir()
		path := filepath.Join(dir, c.File)
		write(t, path, data[:cut])
		write(t, path+lockSuffix, nil)
		w := mustOpen(t, dir)
		info, err := os.Stat(path)
		if cut < first {
			if !os.IsNotExist(err) {
				t.Fatalf("cut at %d: a file of nothing stays: %v", cut, err)
			}
			_ = w.Close()
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if !ends[info.Size()] || info.Size() > cut {
			t.Fatalf("cut at %d: file of %d bytes does not end with a record", cut, info.Size())
		}
		if cut >= next {
			if _, err := Read(dir, c); err != nil {
				t.Fatalf("cut at %d: %v", cut, err)
			}
		}
		if len(files(t, dir, "*.warc.gz.lock")) != 0 {
			t.Fatal("the lock file of the dead is still there")
		}
		_ = w.Close()
	}
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// damage overwrites the middle of a record.
func damage(t *testing.T, path string, c gaobang.Capture) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	copy(data[c.Offset+20:], bytes.Repeat([]byte{0xff}, 30))
	write(t, path, data)
}

func TestRepair(t *testing.T) {
	t.Run("活着的写者不动", func(t *testing.T) {
		dir := t.TempDir()
		w := mustOpen(t, dir)
		c := mustWrite(t, w, 1)
		if _, err := w.file.file.WriteAt([]byte{0x1f, 0x8b, 8}, w.file.size); err != nil { // in the middle of a record
			t.Fatal(err)
		}
		mustOpen(t, dir)
		info, err := os.Stat(filepath.Join(dir, c.File))
		if err != nil || info.Size() != w.file.size+3 {
			t.Errorf("size %d, %v: another's open file was cut", info.Size(), err)
		}
	})
	t.Run("断电后的零字节切掉", func(t *testing.T) {
		dir := t.TempDir()
		w := mustOpen(t, dir)
		mustWrite(t, w, 1)
		size := w.file.size
		path := die(t, w)
		data, _ := os.ReadFile(path)
		write(t, path, append(data, make([]byte, 200_000)...))
		mustOpen(t, dir)
		if info, err := os.Stat(path); err != nil || info.Size() != size {
			t.Errorf("size %d, want %d, %v", info.Size(), size, err)
		}
	})
	t.Run("中间损坏而后面还有完整记录，不切", func(t *testing.T) {
		dir := t.TempDir()
		w := mustOpen(t, dir)
		damaged, whole := mustWrite(t, w, 1), mustWrite(t, w, 2)
		path := die(t, w)
		damage(t, path, damaged)
		mustOpen(t, dir)
		if _, err := Read(dir, whole); err != nil {
			t.Error(err)
		}
		if _, err := Read(dir, damaged); gaobang.CodeOf(err) != gaobang.Unavailable {
			t.Errorf("error = %v", err)
		}
	})
	t.Run("只有锁而没有文件", func(t *testing.T) {
		dir := t.TempDir()
		write(t, filepath.Join(dir, "gaobang-x.warc.gz.lock"), nil)
		mustOpen(t, dir)
		if left := files(t, dir, "*.warc.gz*"); len(left) != 0 {
			t.Errorf("left = %v", left)
		}
	})
	t.Run("目录名里有通配符", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "a[b]*?")
		w := mustOpen(t, dir)
		mustWrite(t, w, 1)
		path := die(t, w)
		mustOpen(t, dir)
		if _, err := os.Stat(path + lockSuffix); !os.IsNotExist(err) {
			t.Error("the dead writer was not found")
		}
	})
}

// TestWhatADeadWriterLeftIsAdopted: each file of a dead writer, with its torn end cut
// off, until it was taken; never one of a living writer, nor one that ended well.
func TestWhatADeadWriterLeftIsAdopted(t *testing.T) {
	dir := t.TempDir()
	ended, living, dead := mustOpen(t, dir), mustOpen(t, dir), mustOpen(t, dir)
	mustWrite(t, ended, 1)
	_ = ended.Close()
	mustWrite(t, living, 2)
	kept := mustWrite(t, dead, 3)
	if _, err := dead.file.file.WriteAt([]byte{0x1f, 0x8b, 8}, dead.file.size); err != nil {
		t.Fatal(err)
	}
	die(t, dead)
	refused := errors.New("no database")
	for _, c := range []struct {
		rule  string
		adopt error
		times int
	}{{"数据库不通，留给下一次", refused, 1}, {"收进索引", nil, 1}, {"只收一次", nil, 0}} {
		times := 0
		w, err := Open(dir, now, func(name string) error {
			if times++; name != kept.File {
				t.Errorf("%s: given is %s, want %s", c.rule, name, kept.File)
			}
			if damages, err := Walk(dir, name, func(Record) error { return nil }); err != nil || len(damages) > 0 {
				t.Errorf("%s: damages %v, %v", c.rule, damages, err)
			}
			return c.adopt
		})
		if !errors.Is(err, c.adopt) || times != c.times {
			t.Errorf("%s: %v, given %d times, want %d", c.rule, err, times, c.times)
		}
		if err == nil {
			_ = w.Close()
		}
	}
}

func FuzzReader(f *testing.F) {
	dir := f.TempDir()
	w, err := Open(dir, now, nil)
	if err != nil {
		f.Fatal(err)
	}
	x := exchange(1)
	x.Via = "http://news.example/a/0.html"
	c, err := w.Write(x)
	if err != nil {
		f.Fatal(err)
	}
	for _, status := range []int{200, 304} {
		if _, err := w.Revisit(again(1, status), c); err != nil {
			f.Fatal(err)
		}
	}
	_ = w.Close()
	data, err := os.ReadFile(filepath.Join(dir, c.File))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add(data[:len(data)/2])
	f.Add(data[c.Offset:])
	f.Fuzz(func(t *testing.T, data []byte) {
		var end int64
		for r := NewReader(bytes.NewReader(data)); ; {
			record, err := r.Next()
			if err != nil {
				return
			}
			if record.Offset != end || record.Length <= 0 || record.Offset+record.Length > int64(len(data)) {
				t.Fatalf("record at %d+%d after %d of %d bytes", record.Offset, record.Length, end, len(data))
			}
			end = record.Offset + record.Length
			checkParsed(t, record)
		}
	})
}

// FuzzRecord parses the unpacked text of one record: fuzzing seldom gets through
// the checksum of gzip.
func FuzzRecord(f *testing.F) {
	original, err := parsePlain(plain(responseRecord(exchange(1), strings.Repeat("0", 64))))
	if err != nil {
		f.Fatal(err)
	}
	x := exchange(1)
	x.Via = "http://news.example/a/0.html"
	for _, r := range []record{
		responseRecord(x, "00"), revisitRecord(again(1, 200), original, "00"), revisitRecord(again(1, 304), original, "00"),
		requestRecord(x, "<urn:uuid:0>"), viaRecord(x, "<urn:uuid:0>"), infoRecord("x", at),
	} {
		f.Add(plain(r))
	}
	f.Add([]byte("WARC/1.0\r\nWARC-Type: revisit\r\nContent-Length: 0\r\n\r\n\r\n\r\n"))
	f.Add([]byte("WARC/1.1\r\nWARC-Type: request\r\nContent-Length: 9\r\n\r\nGET /\r\n\r\n\r\n\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if record, err := parsePlain(data); err == nil {
			checkParsed(t, record)
		}
	})
}

func plain(r record) []byte {
	var b bytes.Buffer
	r.write(&b, "<urn:uuid:1>", "<urn:uuid:2>")
	return b.Bytes()
}

func parsePlain(data []byte) (Record, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(data)
	_ = z.Close()
	return NewReader(&b).Next()
}

// checkParsed holds what any record must be, whatever it says.
func checkParsed(t *testing.T, r Record) {
	t.Helper()
	c, ok := r.Capture()
	if ok != (r.Type == "response" || r.Type == "revisit" || r.Type == "conversion") || ok && c.ID <= 0 && r.ID != "" {
		t.Fatalf("capture %+v, %v of a %s", c, ok, r.Type)
	}
	if c.Kind == gaobang.CapturedPage && len(c.SHA256) != 64 {
		t.Fatalf("SHA-256 %q", c.SHA256)
	}
	if r.Type == "request" && (r.Method == "" && r.Target == "" && r.Proto == "") {
		t.Fatalf("a request without a request line: %+v", r)
	}
	if address, ok := r.Via(); ok && strings.ContainsAny(address, "\r\n") {
		t.Fatalf("via %q", address)
	}
	_ = r.Verify()
}

// BenchmarkWrite is dominated by the sync: the yardstick is a bare write and sync
// of as many bytes.
func BenchmarkWrite(b *testing.B) {
	x := exchange(1)
	x.Payload = bytes.Repeat([]byte("<p>云阳街道民政办组织志愿者走访困难老人</p>\n"), 400)
	b.Run("plain-write-and-sync", func(b *testing.B) {
		file, err := os.Create(filepath.Join(b.TempDir(), "x"))
		if err != nil {
			b.Fatal(err)
		}
		defer file.Close()
		block := make([]byte, 2000)
		for b.Loop() {
			if _, err := file.Write(block); err != nil {
				b.Fatal(err)
			}
			if err := file.Sync(); err != nil {
				b.Fatal(err)
			}
		}
	})
	w, err := Open(b.TempDir(), now, nil)
	if err != nil {
		b.Fatal(err)
	}
	defer w.Close()
	b.Run("one-writer", func(b *testing.B) {
		for b.Loop() {
			if _, err := w.Write(x); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("twenty-writers", func(b *testing.B) {
		b.SetParallelism(10)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				if _, err := w.Write(x); err != nil {
					b.Fatal(err)
				}
			}
		})
	})
}

// TestAForgedRecordIsTold: it is whole and packed well, and not what was written.
func TestAForgedRecordIsTold(t *testing.T) {
	dir := t.TempDir()
	w := mustOpen(t, dir)
	mustWrite(t, w, 1)
	c := mustWrite(t, w, 2)
	mustWrite(t, w, 3)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, c.File)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(data[c.Offset : c.Offset+c.Length]))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	var forged bytes.Buffer
	pack := gzip.NewWriter(&forged)
	if _, err := pack.Write(bytes.Replace(text, []byte("第 2 页"), []byte("第 9 页"), 1)); err != nil {
		t.Fatal(err)
	}
	if err := pack.Close(); err != nil {
		t.Fatal(err)
	}
	write(t, path, slices.Concat(data[:c.Offset], forged.Bytes(), data[c.Offset+c.Length:]))
	var told []int
	n := 0
	damages, err := WalkGroups(dir, c.File, func(g Group) error {
		if g.Capture.ID == 0 {
			return nil
		}
		if n++; g.Err != nil {
			told = append(told, n)
		}
		return nil
	})
	if err != nil || len(damages) != 0 || !slices.Equal(told, []int{2}) {
		t.Errorf("told %v of %d, damages %v, %v", told, n, damages, err)
	}
}
