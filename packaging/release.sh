#!/usr/bin/env bash
# The checklist of a release: each line is tried, and the last one says whether all held.
#
#   packaging/release.sh            the release itself: clean tree, release profile
#   packaging/release.sh --draft    the same with what stands here and the profile of development, to try the script
#
# It makes target/dist/colab_VERSION_ARCH.deb and target/dist/colab-VERSION-x86_64-linux-static.tar.gz. Needed: cargo-deb
# (cargo install cargo-deb), lintian, the target x86_64-unknown-linux-musl (rustup target add) and musl-gcc (musl-tools), and
# debootstrap as root for the roots that the package is tried in. What is missing is said, and the checklist does not hold.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

draft= profile=release folder=release
if [ "${1:-}" = --draft ]; then draft=yes profile=dev folder=debug; fi
dist=target/dist
roots=${COLAB_ROOTS:-target/roots}
workbook=tests/data/schedule-2026.xlsx
mkdir -p "$dist" "$roots"
broken=()

check() {
  local what=$1
  shift
  if "$@"; then echo "ok      $what"; else echo "BROKEN  $what"; broken+=("$what"); fi
}

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -1)
needs() { command -v "$1" >/dev/null || { echo "        missing: $1" >&2; return 1; }; }

is_clean() { [ -n "$draft" ] || [ -z "$(git status --porcelain)" ]; }
versions_agree() {
  grep -q "^## $version" CHANGELOG.md &&
    grep -q "^\.TH colab 1  \"colab $version\"" man/colab.1 &&
    head -1 packaging/debian/changelog | grep -q "^colab ($version-[0-9]*) "
}
changelog_is_closed() { ! sed -n '/^## Unreleased/,/^## [0-9]/p' CHANGELOG.md | grep -q '^- '; }
suite_passes() { [ -n "$draft" ] || .ci/run; }

package() {
  needs cargo-deb && rm -f "$dist"/*.deb &&
    cargo deb --profile "$profile" ${draft:+--fast} --output "$dist/" >"$dist/deb.log" 2>&1 || { tail -5 "$dist/deb.log" >&2; return 1; }
}
lintian_is_silent() {
  needs lintian || return 1
  # A program of the development profile is at fixed addresses.
  local found
  found=$(lintian ${draft:+--suppress-tags hardening-no-pie} --allow-root --fail-on none --display-level ">=warning" "$dist"/*.deb)
  [ -z "$found" ] || { echo "$found" >&2; return 1; }
}
static_tarball() {
  needs musl-gcc || return 1
  local target=x86_64-unknown-linux-musl name="colab-$version-x86_64-linux-static" place
  CC_x86_64_unknown_linux_musl=musl-gcc cargo build --profile "$profile" --target "$target" || return 1
  place=$dist/$name
  rm -rf "$place" && mkdir -p "$place" || return 1
  cp README.md CHANGELOG.md LICENSE packaging/smoke.sh "$place" && cp -r man completions packaging/guides "$place" || return 1
  cp "target/$target/$folder/colab" "$place/colab" && strip "$place/colab" || return 1
  # Nothing of the machine that built it is needed.
  ! ldd "$place/colab" 2>/dev/null | grep -q '=>' || { echo "        it is linked with libraries" >&2; return 1; }
  tar -C "$dist" -czf "$dist/$name.tar.gz" "$name" && rm -rf "$place"
}

# Makes a bare root of a distribution, once: its name, suite, mirror, the family's script of debootstrap, more options.
root_of() {
  local name=$1 suite=$2 mirror=$3 family=$4
  shift 4
  [ -x "$roots/$name/bin/sh" ] && return
  needs debootstrap || return 1
  debootstrap --variant=minbase "$@" "$suite" "$roots/$name" "$mirror" "$family" >"$dist/$name.log" 2>&1 ||
    { tail -3 "$dist/$name.log" >&2; return 1; }
}
inside() { local root=$1; shift; chroot "$roots/$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }

# The package's life in a bare root: installed, tried, set up, upgraded, removed, purged.
package_lives() {
  local root=$1 deb
  deb=$(basename "$dist"/*.deb)
  cp "$dist/$deb" packaging/smoke.sh "$workbook" "$roots/$root/tmp/" || return 1
  [ -e "$roots/$root/dev/null" ] || return 1
  mountpoint -q "$roots/$root/proc" || mount -t proc proc "$roots/$root/proc" || return 1
  inside "$root" sh -euc "
    apt-get -qq install -y --no-install-recommends adduser >/dev/null
    dpkg -i /tmp/$deb
    sh /tmp/smoke.sh /usr/bin/colab /tmp/schedule-2026.xlsx
    cd /
    colab setup service -q
    test \"\$(stat -c '%U %a' /etc/colab/backup.token)\" = 'colab 600'
    test \"\$(stat -c '%U %a' /var/lib/colab/colab.db)\" = 'colab 600'
    test \"\$(stat -c '%U:%G %a' /etc/colab/colab.env)\" = 'root:colab 640'
    colab setup run -- --token-file /etc/colab/backup.token db backup /var/backups/colab/ --keep 14 -q --job backup
    colab setup run -- --token-file /etc/colab/doctor.token doctor --exit-code -q
    echo '# ours' >> /etc/colab/colab.env
    dpkg -i /tmp/$deb
    grep -q '# ours' /etc/colab/colab.env
    dpkg -r colab
    test -e /etc/colab/colab.env && test -e /etc/colab/backup.token && test ! -e /usr/bin/colab
    dpkg -P colab
    test ! -e /etc/colab && test ! -e /var/lib/colab
    ls /var/backups/colab/*.db
    rm -rf /var/backups/colab
  " >"$dist/$root-life.log" 2>&1
  local code=$?
  umount "$roots/$root/proc"
  [ $code = 0 ] || { tail -5 "$dist/$root-life.log" >&2; return 1; }
}
static_runs() {
  local root=$1 code
  tar -C "$roots/$root/tmp" -xzf "$dist/colab-$version-x86_64-linux-static.tar.gz" && cp "$workbook" "$roots/$root/tmp/" || return 1
  mountpoint -q "$roots/$root/proc" || mount -t proc proc "$roots/$root/proc" || return 1
  inside "$root" sh "/tmp/colab-$version-x86_64-linux-static/smoke.sh" "/tmp/colab-$version-x86_64-linux-static/colab" \
    /tmp/schedule-2026.xlsx >"$dist/$root-static.log" 2>&1
  code=$?
  umount "$roots/$root/proc"
  [ $code = 0 ] || { tail -5 "$dist/$root-static.log" >&2; return 1; }
}

echo "colab $version${draft:+ (draft)}"
check "the tree is clean" is_clean
check "the versions agree" versions_agree
check "nothing is left under Unreleased" changelog_is_closed
check "the suite passes" suite_passes
check "the package is built" package
check "lintian finds nothing" lintian_is_silent
check "the static tarball is built" static_tarball
check "a bare Debian" root_of debian bookworm http://deb.debian.org/debian sid
check "the package lives in it" package_lives debian
check "the static program runs in it" static_runs debian
# Without ubuntu-keyring: COLAB_UBUNTU_OPTIONS=--no-check-gpg
check "a bare Ubuntu" root_of ubuntu noble http://archive.ubuntu.com/ubuntu gutsy ${COLAB_UBUNTU_OPTIONS:-}
check "the package lives in it" package_lives ubuntu
check "the static program runs in it" static_runs ubuntu
if [ "${#broken[@]}" -gt 0 ]; then
  echo "the checklist does not hold: ${#broken[@]} of it broken"
  exit 1
fi
echo "the checklist holds: target/dist has the package and the tarball"
