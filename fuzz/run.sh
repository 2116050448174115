#!/usr/bin/env bash
# Fuzzes each target for a while, keeps what it learned in seeds/TARGET.tar.gz, and tells what crashed.
#
#     fuzz/run.sh [SECONDS [TARGET...]]      an hour for each target unless given
#
# Needs a nightly toolchain and cargo-fuzz (cargo install cargo-fuzz). A crash lies in fuzz/artifacts: make it a test of
# the module that it broke, then mend it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
seconds=${1:-3600}
[ "$#" -gt 0 ] && shift
targets=("$@")
[ "${#targets[@]}" -gt 0 ] || mapfile -t targets < <(cargo +nightly fuzz list)

# No address sanitizer: our own code has nothing unsafe.
fuzz() { local verb=$1; shift; cargo +nightly fuzz "$verb" --sanitizer none "$@"; }

# What earlier runs learned and what the tests read is where the search begins.
seed() {
  mkdir -p "corpus/$1"
  [ ! -f "seeds/$1.tar.gz" ] || tar -xzf "seeds/$1.tar.gz" -C "corpus/$1"
  case $1 in
    workbook) find ../tests/data -type f -size -20k \( -name '*.xls*' -o -name '*.ods' \) -exec cp -n {} corpus/workbook/ \; ;;
    cell) cut -d, -f1 ../tests/data/cells.csv | split -l 1 -a 4 - corpus/cell/seed- ;;
    csv) find ../tests/data -type f -size -8k -name '*.csv' -exec cp -n {} corpus/csv/ \; ;;
  esac
}

crashed=()
for target in "${targets[@]}"; do
  seed "$target"
  limits=()
  # The program reads workbooks in a child that has limits of its own.
  [ "$target" != workbook ] || limits=(-fork=1 -ignore_ooms=1 -ignore_timeouts=1)
  fuzz run "$target" -- -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=20000 -print_final_stats=1 \
    "${limits[@]}" || crashed+=("$target")
  # The smallest set of inputs that reaches as much, as one file.
  fuzz cmin "$target"
  mkdir -p seeds
  tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "corpus/$target" -c . | gzip -9n >"seeds/$target.tar.gz"
done
for target in "${crashed[@]}"; do echo "CRASHED: $target (fuzz/artifacts/$target)"; done
[ "${#crashed[@]}" = 0 ]
