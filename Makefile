# Targets for people who change Gaobang. The tests install nothing but, as root
# on Debian, PostgreSQL and Chromium: see internal/testenv.

GOLANGCI := go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
GOTESTSUM := go run gotest.tools/gotestsum@v1.13.0

.PHONY: test lint bench accuracy families

# The whole suite. Skipped tests are listed and counted at the end; with
# GAOBANG_TEST_REQUIRE=1 a skipped test is a failure.
test:
	go run ./internal/testenv $(GOTESTSUM) --format pkgname \
		--post-run-command 'sh -c "test \"$$GAOBANG_TEST_REQUIRE\" != 1 || test \"$$TESTS_SKIPPED\" = 0"' \
		-- -timeout 15m ./...

lint:
	test -z "$$(gofmt -l . | tee /dev/stderr)"
	! git grep -nE '^(<{7}|>{7}) ' # what a merge left half done
	go vet ./...
	$(GOLANGCI) run

# Speed, each figure beside its yardstick.
bench:
	go run ./internal/testenv go test -run '^$$' -bench . -benchmem ./...

# Families: recall by kind of edit and strength, strangers by kind; fails under the
# goals of docs/families.md.
families:
	go test -count=1 -run "ReprintsAndStrangers|WholeSet" -v ./analyzer/family

# Accuracy on a labelled corpus: extraction with two other extractors beside it,
# bylines, names and words. make accuracy CORPUS=DIR, where DIR holds labels.jsonl
# and the pages it names; what else it may hold says internal/corpuseval.
accuracy:
	go -C internal/corpuseval run . -corpus "$(CORPUS)"
