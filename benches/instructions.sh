#!/usr/bin/env bash
# Counts the instructions of a few commands, which repeat where times do not: instructions.sh [BINARY]
#
# BINARY is target/release/colab unless given. Needs valgrind. Millions of instructions of the process itself; what a
# process reads workbooks with is a child and not counted.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
colab=$(realpath "${1:-$root/target/release/colab}")
work=$(mktemp -d /tmp/colab-bench-XXXXXX)
trap 'rm -rf "$work"' EXIT
export XDG_DATA_HOME=$work/data XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state
unset COLAB_DATABASE_URL COLAB_TOKEN COLAB_NOW
cd "$work"

count() {
  local name=$1
  shift
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$colab" "$@" >out 2>log || { cat log >&2; exit 1; }
  awk -v name="$name" '/Collected/ { printf "| %s | %.2f |\n", name, $NF / 1e6 }' log
}

echo "| command | millions of instructions |"
echo "|---|---|"
count '`--version`' --version
count 'first `import schedule`, 713 bookings' --database new.db import schedule "$root/tests/data/schedule-2026.xlsx" --create-rooms
count 'the same again' --database new.db import schedule "$root/tests/data/schedule-2026.xlsx"
count '`room list`' --database new.db room list
count '`booking create`' --database new.db booking create --client Bench --date 2030-01-07 --learners 5
