#!/usr/bin/env bash
# The machine-checked proofs, from nothing: installs Coq where it is missing, compares Classes.v with the class files
# that it is written from (tests/proofs/class_files.py), checks every file of proofs-notes/coq,
# prints each theorem with the axioms that it rests on, and compares these with the published list,
# proofs-notes/coq/axioms.txt. Then it extracts the definitions and, where a qed is built (or named by QED_TOOL),
# compares the two on random classes; the last line says whether it did. Time and memory of each step go to stderr.
#
#   tools/proofs.sh [--engine] [FOLDER]
#
#   FOLDER      where what Coq writes goes; build/proofs by default
#   --engine    there must be a qed to compare with
#
# Exit status: 0 all is proved, from the axioms of the list; 1 a proof fails, rests on something else, or is about
# other numbers than the engine's; 2 no Coq, or no qed for --engine.
set -uo pipefail
required=false
if [ "${1:-}" = --engine ]; then required=true && shift; fi
case "${1:-}" in -*) sed -n '2,16s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;; esac
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
root=$PWD
qed=${QED_TOOL:-$(ls "$root"/build/{release,dev}/qed 2>/dev/null | head -1)}
if $required && ! [ -x "$qed" ]; then
  echo "proofs: --engine needs a qed: ${qed:-build/release/qed or build/dev/qed} is not there" >&2
  exit 2
fi
folder=${1:-build/proofs}
sources=proofs-notes/coq

bash tools/setup.sh proofs || exit 2
command -v coqc >/dev/null || { echo "proofs: coqc, of Coq 8.16, is not there" >&2; exit 2; }
python3 -B tests/proofs/class_files.py "$sources/Classes.v" || exit 1
mkdir -p "$folder" && rm -f "$folder"/*.v || exit 2
cp "$sources"/*.v "$sources"/evaluate.ml "$sources"/axioms.txt "$folder" && cd "$folder" || exit 2

# Runs Coq on one file; its time and its peak of memory go to stderr.
checked() {
  python3 - "$1" <<'PYTHON'
import resource, subprocess, sys, time
started = time.time()
status = subprocess.run(["coqc", "-q", "-w", "-notation-overridden,-ambiguous-paths", "-Q", ".", "Demonstrandum",
                         sys.argv[1]])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"  {sys.argv[1]:20} {time.time() - started:6.1f} s {used.ru_maxrss // 1024:5} MB", file=sys.stderr)
sys.exit(status.returncode)
PYTHON
}

echo "$(coqc --version | head -1)" >&2
started=$SECONDS
mapfile -t files < <(coqdep -sort -Q . Demonstrandum ./*.v | tr " " "\n" | sed "s|^\./||; /^$/d")
for file in "${files[@]}"; do
  checked "$file" || { echo "proofs: $sources/$file is not proved" >&2; exit 1; }
done

# Every theorem of every file. What is admitted, or assumed, shows as an axiom.
{
  for file in "${files[@]}"; do echo "From Demonstrandum Require ${file%.v}."; done
  for file in "${files[@]}"; do
    sed -nE 's/^[[:space:]]*Theorem[[:space:]]+([A-Za-z0-9_]+).*/\1/p' "$file" | while read -r name; do
      echo "Goal True. idtac \"@ ${file%.v}.$name\". Abort."
      echo "Print Assumptions ${file%.v}.$name."
    done
  done
} >Assumptions.v
checked Assumptions.v >assumptions.log || { cat assumptions.log >&2; exit 1; }

python3 -B "$root/tests/meta/axioms.py" axioms.txt assumptions.log "${files[@]}"
status=$?

# The definitions, extracted to OCaml, against the engine, where there is one.
if [ -x "$qed" ]; then
  ocamlfind ocamlopt -w -a definitions.mli definitions.ml evaluate.ml -o evaluate &&
    python3 -B "$root/tests/proofs/extracted_test.py" ./evaluate "$qed" || status=1
fi
echo "$((SECONDS - started)) s" >&2
[ -x "$qed" ] || echo "NOT compared: extracted definitions and engine, since no qed is built (build/release, build/dev)"
exit "$status"
