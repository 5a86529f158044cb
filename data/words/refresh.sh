#!/usr/bin/env bash
# Rewrites words.tsv: the words of jieba's dictionary that can decide where a word ends, with how
# often each was counted. Needs Python with pip.
set -euo pipefail
cd "$(dirname "$0")"

version=0.42.1
sha256=055ca12f62674fafed09427f176506079bc135638a14e23e25be909131928db2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
pip download --quiet --no-deps --no-binary :all: --dest "$folder" "jieba==$version"
echo "$sha256  $folder/jieba-$version.tar.gz" | sha256sum --check --quiet
tar -xzf "$folder/jieba-$version.tar.gz" -C "$folder"

python3 - "$folder/jieba-$version/jieba/dict.txt" ../opencc > words.tsv <<'PYTHON'
import sys

dictionary, tables = sys.argv[1:]
phrases = set()
for name in ["STPhrases.txt", "STPhrases_GeneratedFromRegionalPhrases.txt"]:
    for line in open(f"{tables}/{name}", encoding="utf-8"):
        phrases.add(line.split("\t")[0])
words = []
for line in open(dictionary, encoding="utf-8"):
    word, count, kind = line.split()
    # Names of persons that were hardly met are more often something else, and settle no doubt.
    name = kind.startswith("nr") and int(count) < 100
    rare = len(word) == 2 and int(count) >= 3
    common = len(word) <= 4 and int(count) >= 5
    if len(word) == 1 or (not name and (common or rare)) or word in phrases:
        words.append((word, int(count)))
for word, count in sorted(words):
    print(word, count, sep="\t")
PYTHON
wc --lines words.tsv
