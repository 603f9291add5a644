#!/usr/bin/env bash
# The tests, from nothing: installs what is missing, then for each preset configures, builds and runs its tests, and
# ends with what CTest says of each.
#
#   tools/test.sh [PRESET...]       the default is dev asan-ubsan fuzz; CI may shard them
#
# Exit status: 0 all pass; 1 a preset does not build or a test fails; 2 bad usage.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

say() { printf '\n== %s\n' "$*"; }
jobs=$(nproc 2>/dev/null || echo 2)
[ $# -gt 0 ] || set -- dev asan-ubsan fuzz
for preset in "$@"; do
  case "$preset" in
    dev | release | asan-ubsan | deep | portable | fuzz) ;;
    *) echo "test: no test preset \"$preset\"; there are dev, release, asan-ubsan, deep, portable and fuzz" >&2; exit 2 ;;
  esac
done

bash tools/setup.sh test || exit 1

run_preset() {
  say "$1: build" && cmake --preset "$1" && cmake --build --preset "$1" --parallel "$jobs" &&
    say "$1: tests" && ctest --preset "$1" --parallel $((jobs + 1)) --no-tests=error  # some wait more than they work
}

failed=0
summary=""
for preset in "$@"; do
  started=$SECONDS
  log=build/test-$preset.log
  mkdir -p build
  if run_preset "$preset" 2>&1 | tee "$log"; then outcome=passed; else outcome=FAILED failed=1; fi
  closing=$(grep -E '^[0-9]+% tests passed' "$log" || echo "no test ran")
  summary+=$(printf '%-11s %-7s %4d s  %s' "$preset" "$outcome" $((SECONDS - started)) "$closing")$'\n'
done

say "Summary"
printf '%s' "$summary"
exit "$failed"
