#!/bin/sh
# Installs the binary of a release, once its SHA-256 is that of the release's list.
#
#     curl -fsSL https://github.com/OWNER/jianbao/releases/latest/download/install.sh | sh
#
# JIANBAO_VERSION=0.1.0 takes that version instead of the newest, JIANBAO_BIN=DIR puts the binary there instead of into
# ~/.local/bin, JIANBAO_RELEASES=URL takes it from other releases than ours.
set -eu

releases=${JIANBAO_RELEASES:-https://github.com/OWNER/jianbao/releases}
folder=${JIANBAO_BIN:-$HOME/.local/bin}

fail() {
    echo "jianbao: $*" >&2
    exit 1
}

target() {
    case $(uname -s) in
        Linux) system=unknown-linux-musl ;;
        Darwin) system=apple-darwin ;;
        MINGW* | MSYS* | CYGWIN*) system=pc-windows-msvc ;;
        *) fail "there is no binary for $(uname -s); cargo install jianbao compiles one" ;;
    esac
    case $(uname -m) in
        x86_64 | amd64) machine=x86_64 ;;
        aarch64 | arm64) machine=aarch64 ;;
        *) fail "there is no binary for $(uname -m); cargo install jianbao compiles one" ;;
    esac
    [ "$machine-$system" != aarch64-pc-windows-msvc ] || machine=x86_64 # Windows runs it
    echo "$machine-$system"
}

download() { # URL FILE
    if command -v curl >/dev/null; then
        curl --fail --silent --show-error --location --retry 2 --output "$2" "$1"
    elif command -v wget >/dev/null; then
        wget --quiet --output-document="$2" "$1"
    else
        fail "neither curl nor wget is there"
    fi || fail "cannot download $1"
}

sum() { # FILE
    if command -v sha256sum >/dev/null; then
        sha256sum "$1"
    elif command -v shasum >/dev/null; then
        shasum -a 256 "$1"
    else
        fail "neither sha256sum nor shasum is there, and nothing is installed unchecked"
    fi | cut -d ' ' -f 1
}

# All of it is a function: a script that was cut off on its way does nothing.
main() {
    target=$(target)
    name=jianbao-$target
    from=$releases/latest/download
    [ -z "${JIANBAO_VERSION:-}" ] || from=$releases/download/v${JIANBAO_VERSION#v}
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    download "$from/SHA256SUMS" "$work/SHA256SUMS"
    download "$from/$name.tar.gz" "$work/$name.tar.gz"
    wanted=$(awk -v file="$name.tar.gz" '{ sub(/^\*/, "", $2) } $2 == file { print $1 }' "$work/SHA256SUMS")
    [ -n "$wanted" ] || fail "$from/SHA256SUMS does not name $name.tar.gz"
    given=$(sum "$work/$name.tar.gz")
    [ "$given" = "$wanted" ] || fail "$name.tar.gz is not what was released: its SHA-256 is $given, not $wanted"
    tar -xzf "$work/$name.tar.gz" -C "$work"
    mkdir -p "$folder"
    for program in jianbao jianbao.exe; do
        [ -f "$work/$name/$program" ] || continue
        # Beside the old one first: a program that runs cannot be written over, but can be replaced.
        cp "$work/$name/$program" "$folder/.$program.new"
        chmod 755 "$folder/.$program.new"
        mv -f "$folder/.$program.new" "$folder/$program"
        echo "$("$folder/$program" --version) is in $folder"
    done
    case :$PATH: in
        *":$folder:"*) ;;
        *) echo "Add it to your PATH: export PATH=\"$folder:\$PATH\"" ;;
    esac
}

main
