# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154  # variables shared with ./run
# Shared by ./run and its parts: messages and the places where things are kept.
# Sourced with $source_dir set to the checkout.

say() { printf 'baker: %s\n' "$*" >&2; }

# fail MESSAGE NEXT-STEP: says what went wrong and what to do about it.
fail() {
    printf 'baker: error: %s\nbaker: next: %s\n' "$1" "$2" >&2
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# as_root COMMAND...: runs it with root's rights.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif have sudo; then
        sudo "$@"
    else
        fail "this needs root, and there is no sudo" "run it as root, or install sudo"
    fi
}

# install_here PACKAGE...: installs packages of the machine's distribution.
install_here() {
    have apt-get || fail "missing on this machine: $*" \
        "install them with your distribution's package manager, then try again"
    say "installing $* on this machine"
    if ! install_quietly "$@"; then
        as_root apt-get update >&2 || true
        install_quietly "$@" || fail "apt-get could not install: $*" \
            "read apt-get's message above; 'apt-get install $*' must work"
    fi
}

install_quietly() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >&2
}

# A short name for what is on standard input.
short_hash() { sha256sum | cut -c1-12; }

cache_dir=${XDG_CACHE_HOME:-${HOME:?is not set; set it, or XDG_CACHE_HOME}/.cache}/baker

# Builds live in the cache, one folder per checkout, so that checkouts and the user's own build folders do not clash.
builds_dir=$cache_dir/builds/$(printf %s "$source_dir" | short_hash)
