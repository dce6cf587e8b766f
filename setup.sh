#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Sets cooldown up on Debian 12: installs the packages that are missing, builds, and then
#     ./setup.sh         runs the example case cases/nbti_magnet.ini
#     ./setup.sh test    runs every test and check of the project
# May be called again at any time; what is done already is not done twice. Installing needs root, or sudo.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# cmocka is small, and with it a build directory holds the unit tests whichever mode made it.
build_packages=(gcc libc6-dev meson ninja-build pkgconf libsundials-dev libsuitesparse-dev libudunits2-dev
    libjansson-dev libmd-dev libcmocka-dev libsqlite3-dev libgsl-dev gnuplot-nox graphviz)
test_packages=(python3-scipy clang clang-format clang-tidy valgrind)

say() { printf '\n== %s\n' "$*"; }
fail() { printf 'setup.sh: %s\n' "$*" >&2; exit 1; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# The packages among the arguments that are not installed.
missing_packages() {
    local installed package
    installed=$(dpkg-query -W -f ' ${Package}=${db:Status-Status} ' "$@" 2>/dev/null || true)
    for package in "$@"; do
        [[ $installed == *" $package=installed "* ]] || printf '%s ' "$package"
    done
}

install_packages() {
    local missing log
    command -v apt-get >/dev/null ||
        fail "needs apt-get (Debian 12); elsewhere install the likes of: $*; then: meson setup build && ninja -C build"
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null ||
        fail "not root and no sudo; as root run: apt-get install --no-install-recommends $missing"
    say "installing ${missing}and what they need (takes a few minutes)"
    log=$(mktemp)
    # A package source that does not answer is no reason to stop as long as the packages can be had.
    as_root apt-get -q update >"$log" 2>&1 || printf 'apt-get update complained; going on with the lists at hand\n'
    # shellcheck disable=SC2086 # words on purpose
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 \
        install --no-install-recommends $missing >>"$log" 2>&1 </dev/null ||
        { tail -n 8 "$log" >&2; fail "apt-get could not install the packages; its whole output is in $log"; }
    rm -f "$log"
}

# configure DIR COMPILER [meson options]: a build directory of its own for each compiler and sanitizer. Done anew each
# time, because what meson finds (a SciPy for the tests) may have been installed since.
configure() {
    local dir=$1 compiler=$2 again=() log
    shift 2
    log=$(mktemp)
    say "building in $dir/ ($compiler${*:+ $*})"
    [ ! -f "$dir/build.ninja" ] || again=(--reconfigure)
    CC=$compiler meson setup "${again[@]}" "$dir" "$@" >"$log" 2>&1 ||
        { cat "$log" >&2; fail "meson could not set up $dir/"; }
    rm -f "$log"
}

# compile DIR [targets]
compile() {
    ninja -C "$@" || fail "$1/ does not compile"
}

# Counts of everything run by this script, for the last line.
passed=0 failed=0

# check NAME COMMAND...: a check that passes or fails as a whole.
check() {
    local name=$1
    shift
    say "$name"
    if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); printf 'FAILED: %s\n' "$name"; fi
}

# tests TITLE DIR [options of meson test]: adds up the counts that meson prints at its end.
tests() {
    local dir=$2 log good bad status=0
    say "$1"
    shift 2
    log=$(mktemp)
    meson test -C "$dir" --no-rebuild --print-errorlogs "$@" 2>&1 | tee "$log" || status=$?
    good=$(awk '/^(Ok|Expected Fail): / { n += $NF } END { print n + 0 }' "$log")
    bad=$(awk '/^(Fail|Unexpected Pass|Timeout): / { n += $NF } END { print n + 0 }' "$log")
    rm -f "$log"
    # No count, or a failure that no count shows, is itself a failure.
    if [ "$((good + bad))" -eq 0 ] || { [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; }; then bad=$((bad + 1)); fi
    passed=$((passed + good)) failed=$((failed + bad))
}

format() { find src tests -name '*.[ch]' -print0 | xargs -0 clang-format --dry-run -Werror; }
# What is built there: a source that needs a package which is not asked for (MPI) is not.
tidy() {
    sed -n 's|^ *"file": "\.\./\(src/.*\.c\)",*$|\1|p' build-clang/compile_commands.json | sort -u |
        xargs -n 1 -P "$(nproc)" clang-tidy --quiet -p build-clang 2>&1 |
        sed '/ warnings\{0,1\} generated\.$/d'
}

run_all_checks() {
    local program=build/src/cli/cooldown scratch unit
    local memcheck=(valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite
        --show-leak-kinds=definite)
    scratch=$(mktemp -d)
    configure build gcc --werror
    compile build
    configure build-clang clang --werror
    compile build-clang
    # What sanitizers add to the code makes gcc warn of nothing: these two are there to run.
    configure build-sanitize gcc -Dwarning_level=0 -Db_sanitize=address,undefined -Doptimization=1
    compile build-sanitize
    configure build-thread gcc -Dwarning_level=0 -Db_sanitize=thread -Doptimization=1
    compile build-thread tests/unit/test_threads tests/unit/test_sweep
    tests "tests" build
    tests "tests with address and undefined sanitizers" build-sanitize
    tests "threads under ThreadSanitizer" build-thread threads sweep
    # Valgrind runs one thread at a time: the test of threads would take minutes and say nothing more.
    unit=$(meson test -C build --no-rebuild --list --suite unit | sed -n 's|.* / ||p' | grep -vx threads)
    # shellcheck disable=SC2086 # words on purpose
    tests "unit tests under valgrind" build $unit --wrapper "${memcheck[*]}" --timeout-multiplier 20 --logbase valgrind
    check "the example case under valgrind" \
        "${memcheck[@]}" "$program" run cases/nbti_magnet.ini -o "$scratch/out" --no-plot --quiet
    check "case files with mistakes under valgrind" \
        env COOLDOWN_WRAPPER="${memcheck[*]}" python3 tests/golden/run_errors.py "$program"
    check "unusual case files under valgrind" \
        env COOLDOWN_WRAPPER="${memcheck[*]}" python3 tests/golden/run_good.py "$program"
    check "figures of all cases" python3 tests/golden/run_figures.py "$program"
    check "clang-format" format
    check "clang-tidy" tidy
    rm -rf "$scratch"
    printf '\n%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" -eq 0 ]
}

case ${1:-run} in
run)
    install_packages "${build_packages[@]}"
    configure build gcc --werror
    compile build
    say "cases/nbti_magnet.ini"
    build/src/cli/cooldown run cases/nbti_magnet.ini
    ;;
test)
    install_packages "${build_packages[@]}" "${test_packages[@]}"
    run_all_checks
    ;;
*) fail "unrecognized mode \"$1\": ./setup.sh [run | test]" ;;
esac
