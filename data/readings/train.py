#!/usr/bin/env python3
"""train.py TEXT...: learns from a character's neighbours which reading it has, and writes readings.bin; and open.txt,
the words that are written in two ways.

A TEXT is what its authors wrote in Traditional, one paragraph a line: README.md says where ours come from. The lines
of the laws that ../../tests/cases/native holds are left out: they are the test.

An averaged perceptron in whole numbers: the same texts give the same bytes everywhere.
"""
import pathlib
import struct
import sys

HERE = pathlib.Path(__file__).parent
TABLES = HERE.parent / "opencc"
# So many samples of a character are enough.
MOST = 60_000
EPOCHS = 5
# A feature is learnt that was seen so often.
SEEN = 2
SLOTS = 1 << 17
# A weight of the file is so many of the perceptron's.
SCALE = 24


def table(name):
    lines = (TABLES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: row[1].split()[0] for row in rows if len(row) > 1}


def mixed(value, *codes):
    """FNV-1a over code points."""
    for code in codes:
        value = (value ^ code) * 0x01000193 & 0xFFFFFFFF
    return value


def key(feature, reading):
    """The place of what a feature says for a reading: in the bits by which the table tells keys of one place apart."""
    return feature ^ reading << 30


def kind(c):
    """What a neighbour counts as: any digit for a digit, any letter for a letter."""
    if c.isascii():
        return 48 if c.isdigit() else 97 if c.isalpha() else 32
    return ord(c)


def features(codes, at):
    """What is seen of the character at `at`: its neighbours, up to three on a side."""
    c = codes[at]
    a, b, d, e, f, g = codes[at - 3], codes[at - 2], codes[at - 1], codes[at + 1], codes[at + 2], codes[at + 3]
    left, right, both = mixed(c, 1, d), mixed(c, 2, e), mixed(c, 3, d, e)
    left2, right2 = mixed(left, b), mixed(right, f)
    return [mixed(c, 4), left, right, both, left2, right2, mixed(left2, a), mixed(right2, g), mixed(both, b, 5), mixed(both, f, 6)]


def texts(paths):
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            for place, line in enumerate(lines):
                if not (path.endswith("laws.txt") and place % 18 == 6):
                    yield line.rstrip("\n")


def samples(paths, several):
    """Of each character as many occurrences as are wanted: their features and their reading."""
    simplify = table("TSCharacters")
    form_of = {printed: form for form, printed in table("TWVariants").items()}
    number = {(c, form): n for c, forms in several.items() for n, form in enumerate(forms)}
    sources = {c for c, forms in several.items() for c in forms} | set(form_of) | set(several)
    seen = dict.fromkeys(several, 0)
    for line in texts(paths):
        for c in filter(sources.__contains__, line):
            plain = simplify.get(c, c)
            if plain in seen:
                seen[plain] += 1
    stride = {c: -(-times // MOST) for c, times in seen.items() if times}
    left = dict.fromkeys(several, 0)
    edge = "\n" * 3
    for line in texts(paths):
        codes = None
        for at, c in enumerate(line):
            if c not in sources:
                continue
            plain = simplify.get(c, c)
            reading = number.get((plain, form_of.get(c, c)))
            if reading is None:
                continue
            left[plain] += 1
            if left[plain] % stride[plain]:
                continue
            if codes is None:
                codes = [kind(simplify.get(c, c)) for c in edge + line + edge]
            yield plain, reading, features(codes, at + 3)


def open_words(paths, several):
    """Words of two characters that are not always read as their characters usually are: their neighbours say how."""
    simplify = table("TSCharacters")
    lines = (HERE.parent / "words/words.tsv").read_text(encoding="utf-8").splitlines()
    words = {line.split("\t")[0] for line in lines}
    words = {word for word in words if len(word) == 2 and (word[0] in several or word[1] in several)}
    sources = {c for c in simplify if simplify[c] in several} | set(several)
    form_of = {printed: form for form, printed in table("TWVariants").items()}
    forms = {}
    for line in texts(paths):
        for at, c in enumerate(line):
            if c not in sources:
                continue
            for start in (at - 1, at):
                form = line[max(start, 0) : start + 2]
                word = "".join(simplify.get(c, c) for c in form)
                # A word both of whose characters are read so is met twice.
                if word in words and (start == at or line[at - 1] not in sources):
                    counts = forms.setdefault(word, {})
                    counts[form] = counts.get(form, 0) + 1
    for word, counts in sorted(forms.items()):
        usual = "".join(several[c][0] for c in word if c in several)
        whole = sum(counts.values())
        read = {form: "".join(form_of.get(c, c) if p in several else "" for c, p in zip(form, word)) for form in counts}
        other = whole - sum(times for form, times in counts.items() if read[form] == usual)
        if max(other, whole - max(counts.values())) >= max(5, whole / 20):
            yield word


def train(drawn, several):
    """Weights by feature: (reading, feature) against the usual reading, which weighs nothing."""
    drawn = list(drawn)
    drawn = [drawn[at * 2_654_435_761 % len(drawn)] for at in range(len(drawn))]
    often = {}
    for _, _, those in drawn:
        for feature in those:
            often[feature] = often.get(feature, 0) + 1
    known = [
        (len(several[c]), reading, [feature for feature in those if often[feature] >= SEEN])
        for c, reading, those in drawn
    ]
    weights, sums, since = {}, {}, {}
    now = 0

    def add(at, step):
        weight = weights.get(at, 0)
        sums[at] = sums.get(at, 0) + weight * (now - since.get(at, 0))
        since[at] = now
        weights[at] = weight + step

    for epoch in range(EPOCHS):
        wrong = 0
        for count, reading, those in known:
            now += 1
            best, most = 0, 0
            for other in range(1, count):
                score = sum(weights.get(key(feature, other), 0) for feature in those)
                if score > most:
                    best, most = other, score
            if best == reading:
                continue
            wrong += 1
            for feature in those:
                if reading:
                    add(key(feature, reading), 1)
                if best:
                    add(key(feature, best), -1)
        print(f"{epoch + 1}: {wrong} wrong of {len(known)}", file=sys.stderr)
    for at in weights:
        add(at, 0)
    return {at: rounded(total * SCALE, now) for at, total in sums.items()}


def rounded(number, by):
    """To the nearest whole number, within what a byte holds."""
    return max(-127, min(127, (2 * number + by) // (2 * by)))


def pack(weights):
    """An open table: a feature's place is its hash's low bits, or the next that is free."""
    tags, bytes_ = [0] * SLOTS, [0] * SLOTS
    kept = sorted(at for at, weight in weights.items() if weight)
    assert len(kept) < SLOTS * 9 // 10, f"{len(kept)} weights"
    for at in kept:
        slot = at % SLOTS
        while bytes_[slot]:
            slot = (slot + 1) % SLOTS
        tags[slot], bytes_[slot] = at >> 16, weights[at]
    print(f"{len(kept)} weights", file=sys.stderr)
    return struct.pack(f"<{SLOTS}H", *tags) + struct.pack(f"<{SLOTS}b", *bytes_)


def main():
    lines = (HERE / "readings.txt").read_text(encoding="utf-8").splitlines()
    several = {line[0]: line[2:].rstrip("?").split() for line in lines if not line.startswith("#")}
    (HERE / "open.txt").write_text("\n".join(open_words(sys.argv[1:], several)) + "\n", encoding="utf-8")
    weights = train(samples(sys.argv[1:], several), several)
    (HERE / "readings.bin").write_bytes(pack(weights))


main()
