#!/usr/bin/env bash
# Draws random case files from a seed never used for building, reads them, and compares with their truth.
# FILES (20) and SEED (907) choose how many and which. Writes build/bench/accuracy.json and prints the table.
set -euo pipefail
cd "$(dirname "$0")/.."
files=${FILES:-20} seed=${SEED:-907}
place=build/accuracy/$seed-$files
mkdir -p "$place" build/bench
[ -f "$place/.drawn" ] || { .venv/bin/python samples/draw.py --random "$files" --seed "$seed" --out "$place" && touch "$place/.drawn"; }
# Folders of loose images are left out: `read` writes a line a file, and their truth is one a folder.
find "$place/papers" -maxdepth 1 -type f -print0 | sort -z | xargs -0 .venv/bin/tsuzuri read --out "$place/readings.jsonl"
.venv/bin/python tools/score_reading.py --truth "$place/truth" --readings "$place/readings.jsonl" --json build/bench/accuracy.json
