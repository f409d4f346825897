#!/usr/bin/env bash
# Format, lint, types, import contracts, size limits, leaks. Stops at the first that fails.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
$bin/ruff format --check --quiet . || { echo "not in house format: run make format" >&2; exit 1; }
$bin/ruff check --quiet .
$bin/lint-imports >/dev/null
$bin/python tools/check_sizes.py
$bin/python tools/check_leaks.py
$bin/python tools/sbom.py --check
$bin/mypy
