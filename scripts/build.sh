#!/bin/sh
# build.sh SOURCE BUILD [MESON OPTIONS]: configures BUILD when needed and brings it up to date.
# Runs as the user, in the root or on the machine. Progress goes to stderr.
set -eu

source_dir=$1 build=$2
shift 2

stop() {
    printf 'baker: error: %s\nbaker: next: %s\n' "$1" "$2" >&2
    exit 1
}

configure() {
    options=$(printf '%s\n' "$@")
    [ -e "$build/build.ninja" ] && [ "$options" = "$(cat "$build/baker-options" 2>/dev/null)" ] && return
    echo "baker: configuring $build" >&2
    rm -rf "$build"
    meson setup "$build" "$source_dir" "$@" >"$build.log" 2>&1 || {
        tail -n 25 "$build.log" >&2
        stop "meson could not configure the build" "read $build.log"
    }
    printf '%s\n' "$options" >"$build/baker-options"
}

compile() {
    ninja -C "$build" -n 2>/dev/null | grep -q 'no work to do' && return
    echo "baker: building in $build" >&2
    ninja -C "$build" >&2 || stop "the build failed" "read the compiler's message above"
}

mkdir -p "$(dirname "$build")"
exec 8>"$build.lock"
flock 8
configure "$@"
compile
