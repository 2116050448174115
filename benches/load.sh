#!/usr/bin/env bash
# Sixteen people work at once, on each engine, and what each was told is held against what they did: the suite's test
# `load::`, for longer, with the release build.
#
#     benches/load.sh [SECONDS]
#
# Ten minutes an engine unless given. Prints how long the commands took.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
COLAB_LOAD_SECONDS=${1:-600} cargo test --release --test suite load:: -- --test-threads 1
