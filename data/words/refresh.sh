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
from collections import Counter

dictionary, tables = sys.argv[1:]
phrases = set()
for name in ["STPhrases.txt", "STPhrases_GeneratedFromRegionalPhrases.txt"]:
    for line in open(f"{tables}/{name}", encoding="utf-8"):
        phrases.add(line.split("\t")[0])
# An account is 账 today; these are tents, curtains and what a general does in one.
tents = "帐 中军帐 九帐 军帐 升帐 喜帐 帐子 帐幔 帐幕 帐棚 帐檐 帐篷 帐蓬 帐钩 帐额 帘帐 帷帐 幔帐 床帐 毡帐 篷帐 纱帐 网帐 营帐 落帐 虎帐 蚊帐 锦帐 青纱帐 帐头".split()
words = Counter()
for line in open(dictionary, encoding="utf-8"):
    word, count, kind = line.split()
    # Names of persons that were hardly met are more often something else, and settle no doubt.
    name = kind.startswith("nr") and int(count) < 100
    rare = len(word) == 2 and int(count) >= 3
    common = len(word) <= 4 and int(count) >= 5
    if len(word) == 1 or (not name and (common or rare)) or word in phrases:
        words[word if word in tents else word.replace("帐", "账")] += int(count)
del words["账篷"]
for word, count in sorted(words.items()):
    print(word, count, sep="\t")
PYTHON
wc --lines words.tsv
