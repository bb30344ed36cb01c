# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154  # variables shared with ./run
# The root: a folder with Debian forky in which Baker is built and programs run, off WSL. Sourced by ./run after
# common.sh.
#
# Two kinds: `run` has what `./run PROGRAM` needs, `tests` has that and what the suite needs. A root's name carries
# the hash of what it is made of; it is made in NAME.partial and renamed when complete, so an interrupted set-up
# starts afresh. A root in which no program runs is removed when it was not used for thirty days, or when a new one is
# made and space is short; builds of roots that are gone go with them.

roots_dir=$cache_dir/roots
suite=forky
recipe=1  # to be raised when bootstrap() changes what is in the root
archive_keys=/usr/share/keyrings/debian-archive-keyring.gpg

# packages KIND: one a line
packages() {
    sed -e 's/ *#.*//' -e '/^$/d' "$source_dir/scripts/packages-run.txt"
    [ "$1" = run ] || sed -e 's/ *#.*//' -e '/^$/d' "$source_dir/scripts/packages-tests.txt"
}

root_name() {
    hash=$({ packages "$1" && echo "$suite $recipe"; } | short_hash)
    printf '%s-%s\n' "$1" "$hash"
}

# prepare_root KIND: sets root_dir to a complete root of that kind, made now if need be. A `run` root is not made
# when there is a `tests` root, which has everything.
prepare_root() {
    root_dir=$roots_dir/$(root_name tests)
    [ "$1" = tests ] || [ -d "$root_dir" ] || root_dir=$roots_dir/$(root_name "$1")
    if [ ! -d "$root_dir" ]; then
        mkdir -p "$roots_dir" || fail "cannot write to $roots_dir" "set XDG_CACHE_HOME to a folder of yours"
        (flock 8 && { [ -d "$root_dir" ] || make_root "$1"; }) 8>"$roots_dir/lock" || exit 1
    fi
    touch "$roots_dir/$(basename "$root_dir").used"
}

make_root() {
    remove_old_roots
    [ "$(uname -m)" = x86_64 ] || fail "Baker's root is made for x86_64 and this is $(uname -m)" \
        "build natively: meson setup build && ninja -C build"
    need_mmdebstrap
    say "making a Debian root in $root_dir (once; a minute or three)"
    remove_tree "$root_dir.partial"
    bootstrap "$1" "$archive_keys" || bootstrap_with_newer_keys "$1" ||
        fail "mmdebstrap could not make the root" \
            "read its messages above; it needs Debian's archive, and 3 GB in $cache_dir on a file system with devices"
    as_root mv "$root_dir.partial" "$root_dir" || fail "cannot finish $root_dir" "look at the message above"
}

need_mmdebstrap() {
    if ! have mmdebstrap || [ ! -e "$archive_keys" ]; then install_here mmdebstrap debian-archive-keyring; fi
    have mount || install_here mount
}

# mmdebstrap mounts /proc and /dev in what it makes: in a mount namespace of its own, nothing stays behind when it is
# killed.
#
# bootstrap KIND KEYRING: forky, and sid (pinned so low that it only gives what forky lacks). The archive is
# mmdebstrap's default; sid's line is the one that mmdebstrap wrote for forky with the suite's name changed.
# shellcheck disable=SC2016  # $1 is the hook's
bootstrap() {
    include=$(packages "$1" | tr '\n' ',')
    as_root unshare --mount --propagation private mmdebstrap --mode=root --variant=apt --format=directory --keyring="$2" \
        --include="${include%,}" \
        --aptopt='Acquire::Check-Valid-Until "false"' --aptopt='Acquire::Retries "3"' \
        --dpkgopt=force-unsafe-io \
        --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/doc-base/*' \
        --setup-hook='sed -n "s/ '$suite' / sid /p" "$1/etc/apt/sources.list" >"$1/etc/apt/sources.list.d/sid.list"' \
        --setup-hook='printf "Package: *\nPin: release n=sid\nPin-Priority: 100\n" >"$1/etc/apt/preferences.d/sid"' \
        "$suite" "$root_dir.partial" >&2
}

# shellcheck disable=SC2016  # $1 is the hook's
# For a distribution older than forky's signing keys: $roots_dir/keys.gpg, from a Debian release whose keys it knows.
newer_keys() {
    say "trying again, with newer archive keys"
    mkdir -p "$roots_dir"
    keys_root=$roots_dir/keys.partial
    remove_tree "$keys_root"
    as_root unshare --mount --propagation private mmdebstrap --mode=root --variant=extract --format=directory --keyring="$archive_keys" \
        --aptopt='Acquire::Check-Valid-Until "false"' --include=debian-archive-keyring \
        --setup-hook='sed -i "/ bullseye /!d" "$1/etc/apt/sources.list"' \
        bullseye "$keys_root" >&2 || return 1
    cat "$keys_root$archive_keys" >"$roots_dir/keys.gpg"
    remove_tree "$keys_root"
}

bootstrap_with_newer_keys() {
    newer_keys || return 1
    remove_tree "$root_dir.partial"
    bootstrap "$1" "$roots_dir/keys.gpg"
}

remove_tree() { [ ! -e "$1" ] || as_root rm -rf --one-file-system "$1"; }

remove_old_roots() {
    find "$roots_dir" -maxdepth 1 -name '*.used' | while read -r stamp; do
        if is_old "$stamp" && ! is_in_use "${stamp%.used}"; then
            say "removing ${stamp%.used}, made for another version of Baker"
            remove_tree "${stamp%.used}"
            rm -f "$stamp"
        fi
    done
    remove_stale_builds
}

needed_space=$((10 * 1024 * 1024))  # KiB: a root, and the builds of the whole suite in it

is_old() {
    [ "$(df -Pk "$cache_dir" | awk 'END { print $4 }')" -lt $needed_space ] ||
        [ -n "$(find "$1" -mtime +30)" ]
}

is_in_use() { as_root find /proc -mindepth 2 -maxdepth 2 -name root -lname "$1" 2>/dev/null | grep -q .; }

# A build's name begins with its root's; those of this checkout alone are looked at.
remove_stale_builds() {
    for build in "$builds_dir"/run-* "$builds_dir"/tests-*; do
        root_of_build=$(basename "$build" | cut -d- -f1,2 | cut -d. -f1)
        [ -d "$roots_dir/$root_of_build" ] || rm -rf "$build"
    done
}

prepare() {
    prepare_root "$1"
    build_name=$(basename "$root_dir")
    host_option=enabled
}

# inside VIEW PROGRAM [ARGS]: replaces this process by PROGRAM in the root; see enter.sh for VIEW.
inside() {
    view=$1
    shift
    as_root unshare --mount true 2>/dev/null || fail "this place does not allow mounting, even to root" \
        "in a container, start it with --privileged; or build with ./run --native"
    environment=$(mktemp "$cache_dir/environment.XXXXXX")
    sh -c 'export -p' >"$environment"  # bash's own is no POSIX shell's
    ids="$(id -u) $(id -g) $(id -G | tr ' ' ,)"
    set -- unshare --mount --propagation private \
        sh "$source_dir/scripts/enter.sh" "$view" "$root_dir" "$environment" "$ids" "$cwd" "$@"
    [ "$(id -u)" = 0 ] && exec "$@"
    have sudo || fail "entering the root needs root's rights, and there is no sudo" "run it as root, or install sudo"
    exec sudo "$@"
}
