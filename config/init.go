package config

import (
	"embed"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gaobang/gaobang"
)

//go:embed example
var example embed.FS

// Init writes the example set of a county-level civil-affairs bureau into dir,
// which is made where it is missing. It overwrites nothing: where one of the
// files is there already, none is written.
func Init(dir string) error {
	set, err := fs.Sub(example, "example")
	if err != nil {
		return err
	}
	var names []string
	err = fs.WalkDir(set, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		return err
	}
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return gaobang.Errorf(gaobang.Invalid, "%s 是文件，不是文件夹：请换一个名字", dir)
	}
	for _, name := range names {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
			return gaobang.Errorf(gaobang.Conflict, "%s 已存在，没有写任何文件：请换一个文件夹", path)
		}
	}
	for _, name := range names {
		if err := writeExample(set, name, filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			return gaobang.Errorf(gaobang.Unavailable, "示例写不进 %s，请检查权限和磁盘空间：%w", dir, err)
		}
	}
	return nil
}

func writeExample(set fs.FS, name, path string) error {
	data, err := fs.ReadFile(set, name)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //nolint:gosec // no secrets in examples
		return err
	}
	return os.WriteFile(path, data, 0o644) //nolint:gosec // no secrets in examples
}
