# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154  # variables shared with ./run
# Native: Baker built with the machine's own compiler and run on the machine, as in WSL. Sourced by ./run after
# common.sh and root.sh.
#
# The distribution gives the compiler, meson and SPIR-V libraries. Its Vulkan, DirectX and SPIR-V headers may be years
# older than what Baker is written against, so those (headers, vk.xml, pkg-config files; nothing that is linked) are
# taken from Debian forky's packages, unpacked in the cache.

# shellcheck source=scripts/root.sh
. "$source_dir/scripts/root.sh"

header_packages="libvulkan-dev directx-headers-dev spirv-headers"

# name of the package, and a file that says it is there
native_packages='
g++ /usr/bin/g++
meson /usr/bin/meson
ninja-build /usr/bin/ninja
pkg-config /usr/bin/pkg-config
python3 /usr/bin/python3
spirv-tools /usr/share/doc/spirv-tools
libspirv-cross-c-shared-dev /usr/include/spirv_cross/spirv_cross_c.h
nlohmann-json3-dev /usr/include/nlohmann/json.hpp
glslang-tools /usr/bin/glslangValidator
libxcb1-dev /usr/include/xcb/xcb.h
libvulkan1 /usr/share/doc/libvulkan1
vulkan-tools /usr/bin/vulkaninfo'

# what `./run tests` adds; the steps whose tools a distribution lacks are skipped
native_test_packages='
libgtest-dev /usr/include/gtest/gtest.h
libgmock-dev /usr/include/gmock/gmock.h
vulkan-validationlayers /usr/share/vulkan/explicit_layer.d/VkLayer_khronos_validation.json'

prepare() {
    mkdir -p "$cache_dir" || fail "cannot write to $cache_dir" "set XDG_CACHE_HOME to a folder of yours"
    [ "$1" = run ] || native_packages=$native_packages$native_test_packages
    (flock 8 && install_missing && { [ -d "$(headers_dir)" ] || make_headers; }) 8>"$cache_dir/native.lock" || exit 1
    PKG_CONFIG_PATH=$(headers_dir)/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
    export PKG_CONFIG_PATH
    build_name=native-$(basename "$(headers_dir)")
    host_option=auto
}

install_missing() {
    missing=$(echo "$native_packages" | while read -r package file; do
        [ -z "$package" ] || [ -e "$file" ] || printf ' %s' "$package"
    done)
    # shellcheck disable=SC2086  # words
    [ -z "$missing" ] || install_here $missing
}

headers_dir() { printf '%s/headers-%s\n' "$cache_dir" "$(short_hash <"$source_dir/scripts/native.sh")"; }

make_headers() {
    dir=$(headers_dir)
    unpacked=$dir.unpacked
    say "taking current Vulkan, DirectX and SPIR-V headers from Debian"
    need_mmdebstrap
    remove_tree "$unpacked"
    extract_packages "$archive_keys" "$unpacked" ||
        { newer_keys && extract_packages "$roots_dir/keys.gpg" "$unpacked"; } ||
        fail "mmdebstrap could not fetch the header packages" "read its message above: it needs Debian's archive"
    rm -rf "$dir.partial"
    mkdir -p "$dir.partial/pkgconfig"
    cp -R "$unpacked/usr/include" "$dir.partial/include"
    cp -R "$unpacked/usr/share" "$dir.partial/share"
    find "$unpacked/usr" -name '*.pc' | while read -r pc; do
        sed -e "s#^\(prefix\|includedir\)=/usr#\1=$dir#" -e "s#^libdir=.*#libdir=/usr/lib#" "$pc" \
            >"$dir.partial/pkgconfig/$(basename "$pc")"
    done
    remove_tree "$unpacked"
    rm -rf "$cache_dir"/headers-????????????
    mv "$dir.partial" "$dir"
}

# shellcheck disable=SC2086  # words
extract_packages() {
    as_root unshare --mount --propagation private mmdebstrap --mode=root --variant=extract --format=directory --keyring="$1" \
        --aptopt='Acquire::Check-Valid-Until "false"' --aptopt='Acquire::Retries "3"' \
        --include="$(echo $header_packages | tr ' ' ,)" "$suite" "$2" >&2
}

# inside VIEW PROGRAM [ARGS]: replaces this process by PROGRAM; there is but one view of the machine here.
inside() {
    shift
    cd "$cwd" || exit 1
    have "$1" || {
        printf 'baker: error: %s: no such program\nbaker: next: install it, or give its path\n' "$1" >&2
        exit 127
    }
    exec "$@"
}
