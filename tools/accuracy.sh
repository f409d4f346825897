#!/usr/bin/env bash
# Draws random case files from seeds never used for building, reads them once, and compares with their truth.
# FILES (100 a seed) and SEEDS (201 202) choose how many and which; about ten seconds a file on two idle cores.
# Writes build/bench/accuracy.json, docs/accuracy.md and its picture; the twenty worst as pictures into build/.
set -euo pipefail
cd "$(dirname "$0")/.."
read -ra seeds <<< "${SEEDS:-201 202}"
OMP_NUM_THREADS=1 .venv/bin/python tools/accuracy.py --files "${FILES:-100}" --seeds "${seeds[@]}" --note --worst
