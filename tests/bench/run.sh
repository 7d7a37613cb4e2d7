#!/usr/bin/env bash
# One login beside bare curl and other people's clients, then CPU time of a whole login and of one large page (Google Benchmark), then instructions (callgrind) and peak memory of the
# flexverify process, all against a lab on this machine.
set -euo pipefail
bin=$(cd "$1" && pwd)
folder=$(mktemp -d "${TMPDIR:-/tmp}/flexverify-bench-XXXXXX")
export XDG_STATE_HOME=$folder
trap 'kill "$lab" 2>/dev/null || true; rm -rf "$folder"' EXIT

python3 "$(dirname "$0")/beside.py" "$bin"
"$bin/bench_login"
"$bin/page_cost"

python3 "$(dirname "$0")/round_trips.py" "$bin" self-hosted hosted
if command -v chromium chromedriver >/dev/null; then python3 "$(dirname "$0")/engines.py" "$bin"; fi

mkfifo "$folder/ready"
"$bin/flexverify-lab" --listen 127.0.0.1:0 --write-config "$folder/lab.json" >"$folder/ready" &
lab=$!
read -r _ <"$folder/ready"

check=("$bin/flexverify" check self-hosted --config "$folder/lab.json" -q)
python3 - "${check[@]}" <<'PY'
import resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
cpu = (usage.ru_utime + usage.ru_stime) * 1000
print(f"whole process: exit {status}, {cpu:.1f} ms CPU, peak memory {usage.ru_maxrss / 1024:.1f} MiB")
PY
valgrind --tool=callgrind --callgrind-out-file="$folder/callgrind" "${check[@]}" \
  >/dev/null 2>"$folder/valgrind" || true
printf 'whole process: %s instructions (callgrind)\n' \
  "$(awk '/Collected/ { print $NF }' "$folder/valgrind")"
