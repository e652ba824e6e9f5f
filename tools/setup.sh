#!/bin/sh
# Makes the machine and .venv ready; the second time it only compares two files and returns.
set -eu
cd "$(dirname "$0")/.."

stamp=.venv/.ready
wanted=$(cat requirements/dev.txt requirements/system.txt pyproject.toml | sha256sum | cut -d' ' -f1)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
    exit 0
fi

if command -v dpkg-query >/dev/null 2>&1; then
    missing=""
    for package in $(grep -v '^#' requirements/system.txt); do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
    done
    if [ -n "$missing" ]; then
        as_root=""
        [ "$(id -u)" = 0 ] || as_root=sudo
        echo "Installing system libraries:$missing"
        $as_root apt-get update -q
        # shellcheck disable=SC2086
        DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -q --no-install-recommends $missing
    fi
fi

[ -x .venv/bin/python ] || "${PYTHON:-python3}" -m venv .venv
.venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
.venv/bin/python -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
echo "$wanted" >"$stamp"
