package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/gaobang/gaobang"
)

// explain says in words what the database refused, where a person can do
// something about it; every other error stays Internal and names the work.
func (s *Store) explain(what string, err error) error {
	var told *gaobang.Error
	switch {
	case err == nil || errors.As(err, &told):
		return err
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("storage: %s: %w", what, err)
	}
	if remedy := remedyOf(err); remedy != "" {
		return refused(what, strings.Replace(remedy, theFile, "数据库文件 "+s.path+" ", 1), err)
	}
	return fmt.Errorf("storage: %s: %w", what, err)
}

// Explain says of the job queue's errors what the store says of its own: they come
// from the same database.
func (s *Store) Explain(what string, err error) error { return s.explain(what, err) }

// refused is work that the database did not do, with its own words in brackets.
func refused(what, remedy string, err error) error {
	if cause := gaobang.Cause(err); cause != "" {
		remedy = cause + "，" + remedy
	}
	return &gaobang.Error{Code: gaobang.Unavailable, Err: err,
		Message: fmt.Sprintf("%s失败：%s（%s）", what, remedy, strings.Join(strings.Fields(err.Error()), " "))}
}

func remedyOf(err error) string {
	if lite, ok := errors.AsType[*sqlite.Error](err); ok {
		return sqliteRemedies[lite.Code()&0xff]
	}
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		return postgresRemedies[pg.Code[:2]]
	}
	var netErr net.Error
	if errors.As(err, &netErr) || errors.Is(err, sql.ErrConnDone) || pgconn.Timeout(err) {
		return "与数据库的连接中断，请检查数据库服务后重试"
	}
	return ""
}

// danglingReference reports whether a row was refused because it names another
// that is not there.
func danglingReference(err error) bool {
	var lite *sqlite.Error
	var pg *pgconn.PgError
	return errors.As(err, &lite) && lite.Code() == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY ||
		errors.As(err, &pg) && pg.Code == "23503"
}

// errTakenAway says that the open file is not the one at its path.
var errTakenAway = errors.New("the file is not at its path any more")

// Lasting reports a failure that stays until a person does something about it: a disk
// that is full or read-only, a file that is damaged or gone.
func Lasting(err error) bool {
	if lite, ok := errors.AsType[*sqlite.Error](err); ok {
		switch lite.Code() & 0xff {
		case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
			return true
		}
	}
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch pg.Code {
		case "53100", "58030", "25006", "XX001", "XX002": // disk full, I/O error, read-only, data or index corrupted
			return true
		}
	}
	return errors.Is(err, errTakenAway) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EROFS)
}

// theFile stands for the database's file, whose place a person has to know.
const theFile = "数据库文件"

var sqliteRemedies = map[int]string{
	sqlite3.SQLITE_BUSY:     "数据库正被另一个进程占用，请等它结束再试",
	sqlite3.SQLITE_READONLY: theFile + "只读，请检查文件与文件夹的写权限",
	sqlite3.SQLITE_FULL:     theFile + "所在的磁盘已满，请腾出空间",
	sqlite3.SQLITE_IOERR:    "读写" + theFile + "出错，请检查磁盘",
	sqlite3.SQLITE_CANTOPEN: "打不开" + theFile + "，请检查文件夹与权限",
	sqlite3.SQLITE_CORRUPT:  theFile + "已损坏，请用备份恢复",
	sqlite3.SQLITE_NOTADB:   "这个文件不是数据库，请核对设置中的数据库路径",
}

// By the class of the code: PostgreSQL, appendix A.
var postgresRemedies = map[string]string{
	"08": "与数据库的连接中断，请检查数据库服务后重试",
	"28": "数据库拒绝了用户名或密码，请核对设置",
	"3D": "数据库不存在，请先建库（CREATE DATABASE）",
	"42": "", // our own defect
	"53": "数据库资源不足（磁盘、内存或连接数），请联系管理员",
	"57": "数据库正在停止或重启，请过一两分钟再试",
	"58": "数据库服务器读写出错，请联系管理员",
}
