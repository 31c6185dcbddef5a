package storage_test

import (
	"errors"
	"fmt"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/gaobang/gaobang/storage"
)

// TestLasting: PostgreSQL's failures count as SQLite's and the system's do.
func TestLasting(t *testing.T) {
	for _, c := range []struct {
		rule string
		err  error
		want bool
	}{
		{"磁盘满了", syscall.ENOSPC, true},
		{"数据库服务器的磁盘满了", &pgconn.PgError{Code: "53100"}, true},
		{"数据库服务器读写出错", &pgconn.PgError{Code: "58030"}, true},
		{"数据库只读", &pgconn.PgError{Code: "25006"}, true},
		{"数据损坏", &pgconn.PgError{Code: "XX001"}, true},
		{"索引损坏", &pgconn.PgError{Code: "XX002"}, true},
		{"连接太多，会过去", &pgconn.PgError{Code: "53300"}, false},
		{"正在重启，会过去", &pgconn.PgError{Code: "57P01"}, false},
		{"别的错误", errors.New("what is this"), false},
	} {
		if got := storage.Lasting(fmt.Errorf("storage: work: %w", c.err)); got != c.want {
			t.Errorf("%s: %v, want %v", c.rule, got, c.want)
		}
	}
}
