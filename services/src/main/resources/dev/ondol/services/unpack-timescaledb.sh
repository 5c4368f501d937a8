#!/usr/bin/env bash
# usage: unpack-timescaledb.sh DIR
#
# Unpacks PostgreSQL 17 and TimescaleDB 2 (Apache edition) of Debian trixie into DIR/root, with all libraries they need, so
# that they run there with trixie's own loader on any Linux on amd64. Nothing is installed and no package is configured: apt
# works on lists and a state of its own. Needs apt-get, dpkg-deb, flock and a Debian mirror configured for apt (or named in
# ONDOL_DEBIAN_MIRROR). DIR/root/.ready says that it is whole. Exit code 3: it cannot be done here, the last line says why.
set -euo pipefail
export LC_ALL=C

packages=(postgresql-17 postgresql-client-17 postgresql-17-timescaledb tzdata libc6 libgcc-s1 libstdc++6 libpq5 libssl3t64
  libxml2 libicu76 libldap2 libsasl2-2 libpam0g libaudit1 libcap-ng0 libcap2 libcom-err2 libgssapi-krb5-2 libk5crypto3
  libkeyutils1 libkrb5-3 libkrb5support0 liblz4-1 liblzma5 libreadline8t64 libsystemd0 libtinfo6 libxxhash0 libzstd1 zlib1g)
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

cannot() { echo "$*"; exit 3; }

mirror() {
  if [[ -n ${ONDOL_DEBIAN_MIRROR:-} ]]; then echo "$ONDOL_DEBIAN_MIRROR"; return; fi
  apt-get indextargets --format '$(REPO_URI)' 2>/dev/null | grep -E '/debian/?$' | sort -u | sed -n 1p || true
}

dir=$(realpath -m "${1:?usage: unpack-timescaledb.sh DIR}")
root=$dir/root
mkdir -p "$dir"
for tool in apt-get dpkg-deb flock; do
  command -v $tool >/dev/null || cannot "There is no $tool here, so Debian's packages cannot be unpacked."
done
[[ $(uname -m) = x86_64 ]] || cannot "The packages are for amd64 only, and this machine is $(uname -m)."
[[ -w $dir ]] || cannot "The folder $dir cannot be written to."
exec 9>"$dir/lock"
flock 9
[[ ! -e $root/.ready ]] || exit 0

mirror=$(mirror)
[[ -n $mirror ]] || cannot "No Debian mirror is configured for apt on this machine."
[[ -e $keyring ]] || cannot "Debian's archive keys ($keyring) are missing on this machine; the package debian-archive-keyring has them."

apt=$dir/apt
rm -rf "$root" "$apt"
mkdir -p "$root" "$apt"/{lists/partial,cache/archives/partial,parts,etc}
: >"$apt/status"
echo "deb [arch=amd64 signed-by=$keyring] $mirror trixie main" >"$apt/sources.list"
# A configuration of its own beside the machine's (which may name a proxy); values may hold blanks.
cat >"$apt/apt.conf" <<CONF
Dir::State "$apt"; Dir::State::status "$apt/status"; Dir::State::lists "$apt/lists"; Dir::Cache "$apt/cache";
Dir::Etc::sourcelist "$apt/sources.list"; Dir::Etc::sourceparts "$apt/parts"; Dir::Etc::preferencesparts "$apt/parts";
APT::Update::Error-Mode "any"; Acquire::Languages "none"; Acquire::Retries "2"; Acquire::http::Timeout "20"; Acquire::https::Timeout "20";
APT::Architecture "amd64"; APT::Architectures "amd64"; APT::Sandbox::User "root"; Debug::NoLocking "1";
CONF
fetch() { APT_CONFIG=$apt/apt.conf apt-get -qq "$@" 2>&1; }

echo "Fetching Debian's package lists."
fetch update >"$apt/log" || cannot "Debian's package lists could not be fetched: $(grep -m1 '^[EW]:' "$apt/log" || tail -n1 "$apt/log")"
echo "Downloading TimescaleDB: ${#packages[@]} packages, some 40 MB."
(cd "$apt/cache/archives" && fetch download "${packages[@]}") >"$apt/log" ||
  cannot "Debian's packages could not be downloaded: $(grep -m1 '^[EW]:' "$apt/log" || tail -n1 "$apt/log")"

echo "Unpacking into $root."
for package in "$apt"/cache/archives/*.deb; do dpkg-deb -x "$package" "$root"; done

# Stubs that start the real programs under trixie's loader, whatever libraries this machine has.
bin=$root/usr/lib/postgresql/17/bin
libraries=$root/usr/lib/x86_64-linux-gnu
mv "$bin" "$bin.real"
mkdir "$bin"
for program in "$bin.real"/*; do
  name=${program##*/}
  printf '#!/bin/sh\nexec "%s" --library-path "%s" --argv0 "%s" "%s" "$@"\n' \
    "$libraries/ld-linux-x86-64.so.2" "$libraries" "$bin/$name" "$program" >"$bin/$name"
  chmod 755 "$bin/$name"
done
rm -rf "$root"/usr/share/{doc,man,locale} "$root/usr/lib/postgresql/17/lib/bitcode" "$apt"
chmod -R a+rX "$dir"
touch "$root/.ready"
echo "TimescaleDB $(sed -n "s/^default_version *= *'\(.*\)'/\1/p" "$root/usr/share/postgresql/17/extension/timescaledb.control") is ready in $dir."
