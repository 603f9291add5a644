#!/usr/bin/env bash
# One sweep computed in five ways, whose ledgers must be equal row for row; and what a second thread is worth.
#
#   tools/bench/evidence.sh [CASES] [options of qed evidence]        the default is 5000 cases of the standard sweep
#
# QED names the command (build/release/qed). Exit status: 0 all are equal; 1 two differ, or qed found a violation;
# 2 something could not be run.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 2
qed=${QED:-build/release/qed}
cases=${1:-5000}
shift || true
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT

now() { date +%s%N; }
# evidence NAME [LAUNCHER...] -- OPTIONS: runs into a folder; its milliseconds are in $spent.
evidence() {
  local name=$1 launcher=()
  shift
  while [ "$1" != -- ]; do launcher+=("$1"); shift; done
  shift
  local started
  started=$(now)
  "${launcher[@]}" "$qed" evidence --out "$folder/$name" --cases "$cases" "$@" >"$folder/$name.txt" || {
    echo "$name: qed evidence ended with status $?" >&2
    return 1
  }
  spent=$((($(now) - started) / 1000000))
}
rows() { "$qed" ledger dump "$1" >"$folder/rows" && sha256sum <"$folder/rows" && wc -l <"$folder/rows"; }
show() { printf '%-28s %9s ms  %s\n' "$1" "$2" "$(rows "$3" | tr '\n' ' ')"; rows "$3" >>"$folder/all"; }

evidence jobs1 -- --jobs 1 "$@" || exit 1
one=$spent
show "--jobs 1" "$spent" "$folder/jobs1/ledger.sqlite"

evidence jobs2 -- --jobs 2 "$@" || exit 1
two=$spent
show "--jobs 2" "$spent" "$folder/jobs2/ledger.sqlite"

if command -v mpirun >/dev/null; then
  evidence ranks mpirun --allow-run-as-root --oversubscribe -n 3 -- "$@" || exit 1
  show "mpirun -n 3" "$spent" "$folder/ranks/ledger.sqlite"
else
  echo "mpirun -n 3: left out, there is no mpirun here"
fi

evidence part1 -- --shard 1/2 "$@" || exit 1
first=$spent
evidence part2 -- --shard 2/2 "$@" || exit 1
"$qed" ledger merge "$folder/merged.sqlite" "$folder"/part{1,2}/ledger.sqlite >/dev/null || exit 1
show "two shards merged" $((first + spent)) "$folder/merged.sqlite"

# Killed while it works, five times, each a tenth of the way of the time that it takes.
for _ in 1 2 3 4 5; do
  "$qed" evidence --out "$folder/killed" --cases "$cases" --jobs 2 "$@" >/dev/null &
  sleep "$(printf '%d.%03d' $((two / 10000)) $((two / 10 % 1000)))"
  kill -KILL $! 2>/dev/null || { echo "the run ended before it was killed: ask for more cases" >&2; exit 2; }
  wait $! 2>/dev/null
  "$qed" ledger show "$folder/killed/ledger.sqlite" | sed -n '2s/^/  killed at/p'
done
evidence killed -- --jobs 2 "$@" || exit 1
show "killed five times, resumed" "$spent" "$folder/killed/ledger.sqlite"

printf 'parallel efficiency from one thread to two: %d%%\n' $((one * 50 / two))
[ "$(grep -c . "$folder/all")" -ge 8 ] && [ "$(grep -- - "$folder/all" | sort -u | wc -l)" = 1 ] || {
  echo "the ledgers differ" >&2
  exit 1
}
