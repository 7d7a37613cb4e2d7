#!/usr/bin/env bash
# clang-tidy over the changed sources (CHANGED=1) or all of them; needs a configured build folder.
set -euo pipefail
build=$1
if [ "${CHANGED:-0}" = 1 ]; then
  files=$(git diff --name-only --diff-filter=d HEAD -- '*.cpp')
else
  files=$(git ls-files 'verifier/*.cpp' 'flows/*.cpp' 'idp-adapters/*.cpp' 'reports/*.cpp')
fi
[ -n "$files" ] || { echo "tidy: nothing to do"; exit 0; }
xargs -P "$(nproc)" -n 4 clang-tidy-19 -p "$build" --quiet --warnings-as-errors='*' <<<"$files"
