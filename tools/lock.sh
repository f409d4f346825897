#!/usr/bin/env bash
# Pins every dependency with hashes into requirements.lock, without index addresses.
# rapidocr asks for opencv-python-headless; opencv-python gives the same module, so the second wheel is overridden away.
set -euo pipefail
cd "$(dirname "$0")/.."
place=build/lock
mkdir -p "$place"
[ -x "$place/env/bin/uv" ] || { python3 -m venv "$place/env" && "$place/env/bin/pip" install -q uv; }
echo 'opencv-python-headless ; sys_platform == "never"' >"$place/override.txt"
"$place/env/bin/uv" pip compile pyproject.toml --group dev --override "$place/override.txt" \
    --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url -q -o requirements.lock \
    --custom-compile-command "make lock" "$@"
