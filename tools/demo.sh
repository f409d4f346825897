#!/usr/bin/env bash
# The main job on the sample papers: take in, read, show what is sure and what is in doubt, open the desk.
set -euo pipefail
cd "$(dirname "$0")/.."
export TSUZURI_HOME=${DEMO_HOME:-build/demo}
mkdir -p "$TSUZURI_HOME"
.venv/bin/tsuzuri keys init
.venv/bin/tsuzuri ingest samples/papers/demo
.venv/bin/tsuzuri work
.venv/bin/tsuzuri status
if [ "${UI:-1}" = 0 ]; then
    echo "make demo              # 検証画面を開きます / opens the review desk on http://localhost:8501"
else
    exec .venv/bin/tsuzuri review
fi
