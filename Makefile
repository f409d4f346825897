# Tsuzuri: every target works from nothing and again on the second run. `make` alone lists them.
SHELL := /bin/bash
PY := .venv/bin/python
UI ?= 1
DEMO_HOME ?= build/demo

.PHONY: help demo test check format quick bench accuracy demo-platform samples lock setup setup-test clean bench-bulk bench-desk bench-deliver bench-search bench-access sbom fuzz

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

setup: ## install what is missing and make the environment
	@tools/setup.sh run

setup-test: ## as setup, and the servers, browser and fonts that the tests need
	@tools/setup.sh test

demo: setup ## read the sample papers and open the review desk (UI=0 stops before the desk)
	@UI=$(UI) DEMO_HOME=$(DEMO_HOME) tools/demo.sh

check: setup-test ## format, lint, types, import contracts, size limits
	@tools/check.sh

format: setup-test ## rewrite the code in house format
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

test: check ## check, then every test, starting the servers they need
	@OMP_NUM_THREADS=1 OMP_THREAD_LIMIT=1 .venv/bin/pytest -n $${TEST_WORKERS:-2} --dist loadgroup

quick: setup-test ## the tests without the slow ones
	@OMP_NUM_THREADS=1 OMP_THREAD_LIMIT=1 .venv/bin/pytest -n $${TEST_WORKERS:-2} --dist loadgroup -m "not slow and not browser and not servers"

bench: setup-test ## reading beside its peers (PAGES=60 SEEDS="7001 7002"); writes build/bench/reading.json
	@tools/setup.sh bench
	@$(PY) tools/bench_reading.py --note

bench-bulk: setup-test ## the bulk line under chaos and in numbers; writes build/bench/bulk.json
	@OMP_NUM_THREADS=1 $(PY) tools/bench_bulk.py

bench-desk: setup-test ## the review desk in a real Chromium (TASKS=500); writes build/bench/desk.json
	@$(PY) tools/bench_desk.py --tasks $${TASKS:-500} --note

bench-search: setup-test ## finding: how much, how right, how fast (CASES=100000); writes build/bench/search.json
	@OMP_NUM_THREADS=1 $(PY) tools/bench_search.py

bench-access: setup-test ## what guarding costs: log, masking, sealing, a million rows (ONLY=hostile|sealing); writes build/bench/access.json
	@$(PY) tools/bench_access.py $(if $(ONLY),--only $(ONLY))

accuracy: setup-test ## extraction and trust on random case files; writes build/bench/accuracy.json
	@tools/accuracy.sh

bench-deliver: setup-test ## 10,000 cases to the reference receiver, failing and killed; writes build/bench/deliver.json
	@$(PY) tools/bench_deliver.py

demo-platform: setup ## a receiver on http://127.0.0.1:8700 that `tsuzuri deliver --target http_platform` can send to
	@$(PY) tools/reference_platform.py --home build/platform --port 8700

samples: setup-test ## draw the committed samples again
	@$(PY) samples/draw.py

lock: ## pin every dependency again with hashes and without index addresses
	@tools/lock.sh

sbom: setup-test ## docs/sbom.json (CycloneDX) and docs/licences.md from requirements.lock
	@$(PY) tools/sbom.py

fuzz: setup-test ## outside bytes against every parser (FUZZ_S seconds each, 20 by default); writes build/bench/fuzz.json
	@$(PY) tools/fuzz.py --seconds $${FUZZ_S:-20}

clean: ## remove what was built, keep the environment
	@rm -rf build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
