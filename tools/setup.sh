#!/usr/bin/env bash
# Installs what is missing: Debian packages, then the pinned Python environment. Usage: tools/setup.sh run|test|bench
# Run again, it looks and returns at once. It never removes anything.
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:-run}

run_packages=(python3-venv tesseract-ocr tesseract-ocr-jpn tesseract-ocr-jpn-vert poppler-utils libgl1 libglib2.0-0
    fonts-ipaexfont-gothic fonts-ipaexfont-mincho fonts-ipamj-mincho)
test_packages=(redis-server postgresql chromium age nginx-light qpdf mupdf-tools fonts-noto-cjk
    fonts-ipafont-gothic fonts-ipafont-mincho fonts-klee
    fonts-yusei-magic fonts-seto fonts-kiloji fonts-yozvox-yozfont-standard-kana fonts-morisawa-bizud-gothic
    fonts-morisawa-bizud-mincho fonts-vlgothic fonts-mplus fonts-sawarabi-gothic fonts-sawarabi-mincho fonts-motoya-l-maruberi)
bench_packages=(ocrmypdf)

say() { printf '%s\n' "$*" >&2; }

missing_packages() {
    local name
    for name in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null || true)" = installed ] || printf '%s\n' "$name"
    done
}

install_packages() {
    local wanted=("$@") missing as_root=()
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        command -v tesseract >/dev/null && command -v pdftoppm >/dev/null && return 0
        say "This system has no apt. Install these yourself, then run make again:"
        say "  tesseract with the languages jpn and jpn_vert, poppler (pdftoppm), Python 3.11 or newer with venv"
        [ "$purpose" = test ] && say "  and for the tests: redis-server, postgresql, chromium, qpdf, mutool, the Japanese fonts named in tools/setup.sh"
        exit 69
    fi
    missing=$(missing_packages "${wanted[@]}")
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || { say "Missing packages, and neither root nor sudo: $(tr '\n' ' ' <<<"$missing")"; exit 77; }
        as_root=(sudo)
    fi
    say "Installing Debian packages: $(tr '\n' ' ' <<<"$missing")"
    "${as_root[@]}" apt-get update -q >/dev/null
    # shellcheck disable=SC2086
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >/dev/null
}

find_python() {
    local name
    for name in python3 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$name"
            return
        fi
    done
    say "Python 3.11 or newer is needed and was not found."
    exit 69
}

make_environment() {
    local stamp wanted python
    stamp=.venv/.stamp
    wanted=$(cat requirements.lock pyproject.toml | sha256sum)
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && return 0
    python=$(find_python)
    say "Making the Python environment in .venv (pinned, with hashes; one to three minutes) …"
    [ -x .venv/bin/python ] || "$python" -m venv .venv
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
    printf '%s\n' "$wanted" >"$stamp"
}

case "$purpose" in
    run) install_packages "${run_packages[@]}" ;;
    test) install_packages "${run_packages[@]}" "${test_packages[@]}" ;;
    bench) install_packages "${run_packages[@]}" "${test_packages[@]}" "${bench_packages[@]}" ;;
    *) say "usage: tools/setup.sh run|test|bench"; exit 64 ;;
esac
make_environment
