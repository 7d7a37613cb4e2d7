#!/usr/bin/env bash
# The demo: a hosted and a self-hosted Flex that work, and one whose identity provider still holds
# the values of the legacy connection. Everything runs on this machine and ends with the script.
set -euo pipefail
bin=$(cd "$1" && pwd)
folder=$(mktemp -d "${TMPDIR:-/tmp}/flexverify-demo-XXXXXX")
export XDG_STATE_HOME=$folder  # what is remembered of the lab's accounts goes with it
lab=""

stop_lab() {
  [ -z "$lab" ] || { kill "$lab" 2>/dev/null && wait "$lab" 2>/dev/null; } || true
  lab=""
}
trap 'stop_lab; rm -rf "$folder"' EXIT

start_lab() {  # arguments: those of flexverify-lab
  mkfifo "$folder/ready"
  "$bin/flexverify-lab" --listen 127.0.0.1:0 --write-config "$folder/lab.json" "$@" \
    >"$folder/ready" &
  lab=$!
  read -r _ <"$folder/ready"
  rm "$folder/ready"
}

show() {  # name of the target, expected exit code
  local status=0
  echo
  echo "\$ flexverify check $1 --config lab.json"
  "$bin/flexverify" check "$1" --config "$folder/lab.json" || status=$?
  [ "$status" -eq "$2" ] || { echo "demo: exit code $status, expected $2" >&2; exit 1; }
}

echo "== Flex as it should be =="
start_lab
show hosted 0
show self-hosted 0
stop_lab

echo
echo "== The identity provider still holds the legacy values =="
start_lab --drill wrong-audience
show self-hosted 2
stop_lab
