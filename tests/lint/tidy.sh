#!/usr/bin/env bash
# clang-tidy over all sources, or those that were changed (CHANGED=1); needs a configured build folder.
# ANALYZER=1 runs the static analyzer instead, which takes an hour.
set -euo pipefail
build=$1
if [ "${CHANGED:-0}" = 1 ]; then
  files=$(git diff --name-only --diff-filter=d HEAD -- '*.cpp')
else
  files=$(git ls-files 'verifier/*.cpp' 'flows/*.cpp' 'idp-adapters/*.cpp' 'reports/*.cpp')
fi
[ -n "$files" ] || { echo "tidy: nothing to do"; exit 0; }
checks=()
[ "${ANALYZER:-0}" = 1 ] && checks=('--checks=-*,clang-analyzer-*')
xargs -P "$(nproc)" -n 2 clang-tidy-19 -p "$build" --quiet --warnings-as-errors='*' "${checks[@]}" \
  <<<"$files" 2> >(grep -v 'warnings\? generated' >&2)
echo "tidy: $(wc -l <<<"$files") sources"
