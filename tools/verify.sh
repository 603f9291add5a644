#!/usr/bin/env bash
# The main job, from nothing: installs what is missing, builds qed, checks every claim about model classes on
# randomized ones and then on the shipped class files, and ends with the table of claims and with a page to look at,
# whose place it says: build/release/evidence/index.html.
#
#   tools/verify.sh [options of `qed verify`]        the default is --budget 2m
#
# Exit status: 0 every claim holds; 1 a claim is violated; 2 bad usage or input; 3 undecided or a limit was reached;
# 4 qed could not be built.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 4

say() { printf '\n== %s\n' "$*" >&2; }
jobs=$(nproc 2>/dev/null || echo 2)
qed=build/release/qed
table=build/release/verify.txt

case " $* " in
  *" --budget"* | *" --cases"*) ;;
  *) set -- --budget 2m "$@" ;;
esac

# The page has worked examples too. What prints no text report has no page, unless it is asked for.
case " $* " in
  *" --page"* | *" --no-page"* | *" --case"[\ =]* | *" --faults"* | *" --format"*) ;;
  *) set -- "$@" --page build/release/evidence --example tests/classes/weather-habit.json \
       --example tests/classes/loaded-dice.json ;;
esac

bash tools/setup.sh build || exit 4
say "Building $qed"
mkdir -p build
cmake --preset release >build/configure.log 2>&1 || { cat build/configure.log >&2; exit 4; }
cmake --build --preset release --parallel "$jobs" --target qed || exit 4

say "qed verify $*"
"$qed" verify "$@" >"$table"
verified=$?

say "qed check tests/classes/*.json"
"$qed" check tests/classes/*.json
checked=$?

say "The claims, on randomized model classes (qed verify $*)"
cat "$table"
for status in 2 1 3; do
  if [ "$verified" = "$status" ] || [ "$checked" = "$status" ]; then exit "$status"; fi
done
[ "$verified" = 0 ] && [ "$checked" = 0 ] || exit 4
