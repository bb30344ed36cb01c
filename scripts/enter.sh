#!/bin/sh
# shellcheck disable=SC3013  # -ef: dash and busybox have it
# enter.sh VIEW ROOT ENVIRONMENT "UID GID GROUPS" CWD PROGRAM [ARGS]
#
# Runs as root in a mount namespace of its own, so nothing of this is seen by the machine. It puts the machine's
# folders into ROOT, changes root, becomes the user again, restores the environment (a file of `export`
# lines), and replaces itself by PROGRAM. Its exit status is PROGRAM's.
#
# VIEW says what PROGRAM sees of the machine's own system folders:
#   plain   nothing: the root's /usr and /etc alone (for building and testing)
#   whole   the root's files over the machine's, so that a program installed on the machine only, and its data and
#           libraries, are found as well; read-only
set -eu

view=$1 root=$2 environment=$3 ids=$4 cwd=$5
shift 5

stop() {
    printf 'baker: error: %s\nbaker: next: %s\n' "$1" "$2" >&2
    exit 1
}

# share FOLDER: the machine's FOLDER, with all that is mounted in it, at the same place in the root.
share() {
    mkdir -p "$root$1" 2>/dev/null || [ -d "$root$1" ] || return 0
    [ "$root$1" -ef "$1" ] || mount --rbind "$1" "$root$1" ||
        stop "cannot mount $1 in the root" "a container needs the right to mount (CAP_SYS_ADMIN)"
}

share_file() {
    file=$(readlink -f "$1") && [ -f "$file" ] || return 0
    { [ -e "$root$1" ] || : >"$root$1"; } 2>/dev/null || return 0
    mount --bind "$file" "$root$1"
}

# A kernel without overlayfs shows the root's files alone.
unite() { (cd "$root" && mount -t overlay overlay -o "lowerdir=.$1:$1" "$root$1" 2>/dev/null) || :; }

# The folder that holds the cache comes first: later mounts in the root are then not mounted a second time in it.
share_top_level() {
    first=/$(printf %s "$root" | cut -d/ -f2)
    for folder in "$first" /*; do
        case $folder in
            /bin | /boot | /etc | /lib* | /lost+found | /sbin | /usr | /var) continue ;;
        esac
        if [ -L "$folder" ]; then
            [ -e "$root$folder" ] || cp -P "$folder" "$root$folder"
        elif [ -d "$folder" ]; then
            share "$folder"
        fi
    done
}

share_variable_data() {
    for folder in /var/*; do
        case $folder in
            /var/lib | /var/cache | /var/log | /var/backups) continue ;;
        esac
        [ -L "$folder" ] || [ ! -d "$folder" ] || share "$folder"
    done
}

# Folders that the program may write to, wherever they are.
share_working_folders() {
    for folder in "$cwd" "$HOME_OF_USER" /usr/local; do
        case $folder in
            / | /usr | /etc | /var | /etc/* | /bin* | /sbin* | /lib*) continue ;;
            /usr/local | /usr/local/*) ;;
            /usr/*) continue ;;
        esac
        [ ! -d "$folder" ] || share "$folder"
    done
}

HOME_OF_USER=$(sh -c '. "$1"; printf %s "${HOME:-/}"' sh "$environment")
mkdir -p "$root/run" "$root/tmp"
share_top_level
if [ "$view" = whole ]; then
    for folder in /usr /etc /var; do unite "$folder"; done
fi
share_variable_data
share_working_folders
for file in passwd group hosts hostname resolv.conf localtime machine-id; do share_file "/etc/$file"; done

# shellcheck disable=SC2086  # three words
set -- $ids "$@"
user=$1 group=$2 groups=$3
shift 3
become=
[ "$user" = 0 ] || become="setpriv --reuid=$user --regid=$group --groups=$groups --"

# shellcheck disable=SC2016,SC2086  # the quoted script is the inner shell's; $become is words
exec chroot "$root" $become env -i /bin/sh -c '
    baker_environment=$1 baker_view=$3
    cd -- "$2" || { echo "baker: error: the folder $2 cannot be reached from the root" >&2; exit 1; }
    . "$baker_environment"
    rm -f -- "$baker_environment"
    if [ "$baker_view" = plain ]; then  # the root'\''s own tools, whatever the user has set for the machine
        PATH=/usr/sbin:/usr/bin:/sbin:/bin
        unset LD_LIBRARY_PATH LD_PRELOAD PYTHONPATH PYTHONHOME PKG_CONFIG_PATH CC CXX CFLAGS CXXFLAGS LDFLAGS
    fi
    unset baker_environment baker_view
    shift 3
    command -v -- "$1" >/dev/null || {
        printf "baker: error: %s: no such program, neither in the root nor on this machine\n" "$1" >&2
        printf "baker: next: install it with the distribution'\''s package manager, or give its path\n" >&2
        exit 127
    }
    exec "$@"' sh "$environment" "$cwd" "$view" "$@"
