#!/bin/sh
# Every target for some seconds, from its corpus. What breaks a relation is left in the build folder.
# Usage: run.sh PROGRAM SECONDS [TARGET...]
set -eu
program=$(realpath "$1"); seconds=$2; shift 2
[ $# -gt 0 ] || set -- $(ls tests/fuzz/corpus)
for target; do
  found=$(dirname "$program")/fuzz-$target
  mkdir -p "$found"
  echo "== $target"
  FLEXVERIFY_FUZZ=$target "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 \
    -max_len=65536 -artifact_prefix="$found/" -print_final_stats=0 -verbosity=0 "$found" "tests/fuzz/corpus/$target"
done
