#!/usr/bin/env bash
# Installs what building Demonstrandum needs and is missing, on Debian and its kin: as root, or through sudo.
#
#   tools/setup.sh [build|test|bench|proofs]     build: the library and qed;  test (the default): the tests and fuzzers too;
#                                                bench: the library, qed and the benchmarks;
#                                                proofs: what tools/proofs.sh needs, and no more
#
# Does nothing, quickly, where nothing is missing. Exit status 1 where something is missing that it cannot install.
set -euo pipefail

packages=(g++ cmake ninja-build python3
  libboost-dev libgmp-dev libmpfr-dev libmpfi-dev libflint-dev libz3-dev libnlopt-dev libcsv-dev libcryptominisat5-dev
  libbdd-dev libfmt-dev nlohmann-json3-dev libcli11-dev librapidcheck-dev libgtest-dev
  libsqlite3-dev libtbb-dev libtomlplusplus-dev gnuplot-nox)
case "${1:-test}" in
  build) ;;
  bench) packages+=(libbenchmark-dev) ;;
  proofs) packages=(python3 coq) ;;
  test) packages+=(clang-16 libclang-rt-16-dev pkgconf python3-jsonschema libopenmpi-dev libboost-mpi-dev openmpi-bin chromium) ;;
  *) sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
  echo "setup: not a Debian system. What Debian calls these must be there already: ${packages[*]}" >&2
  exit 0
fi

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
[ "${#missing[@]}" -gt 0 ] || exit 0

echo "setup: installing ${missing[*]}" >&2
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    as_root=(sudo)
  else
    echo "setup: that needs root, and sudo is not at hand. Please run, as root:" >&2
    echo "  apt-get update && apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
fi

apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 "$@" </dev/null >&2; }
install_missing() { apt install --yes --quiet --no-install-recommends "${missing[@]}"; }

# The lists of packages are fetched where they are not there, or turn out to be out of date.
if apt-cache show "${missing[@]}" >/dev/null 2>&1 && install_missing; then exit 0; fi
if apt update --quiet && install_missing; then exit 0; fi
echo "setup: apt-get could not install ${missing[*]}; its messages are above." >&2
exit 1
