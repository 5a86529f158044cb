#!/usr/bin/env python3
"""Rewrites places.toml: names of countries, and of their currencies, from CLDR (PyPI babel).

A name is listed where an edition's is another word than the Simplified one, not only another script.
CLDR's Hong Kong takes Taiwan's name where it has none of its own; such a name counts only where it
is known to be Hong Kong's. A currency is its country's name and a unit: `pip install babel==2.19.0`.
"""
import pathlib

from babel import Locale

HERE = pathlib.Path(__file__).parent
# Names that CLDR writes otherwise than the press: left to the rest of the lexicon, or as they are.
LEFT = {"KR", "KP", "HK", "MO", "XA", "XB", "ZZ", "PS", "MF", "SX", "CD", "CG", "UN", "CN", "US", "BV", "SJ", "GS", "IO", "TF"}
# Taiwan's names that Hong Kong shares.
SHARED = {"AU", "ID", "PW", "TN", "PE", "NR", "BD", "BM"}
# Forms that mean something else too, so that nothing leads back from them.
ONE_WAY = {"AU", "ID", "BD", "TD", "SL", "GE", "ML", "NE", "TO", "TN", "PE", "ME"}
SHORT = [
    ("肯尼亚", "KE"), ("多米尼加", "DO", "多明尼加"), ("特立尼达", "TT", "千里達"), ("安提瓜", "AG", "安地卡"),
    ("圣基茨", "KN", "聖克里斯多福"), ("圣文森特", "VC", "聖文森"), ("波黑", "BA", "波赫"), ("巴新", "PG", "巴紐"),
    ("圣多美", "ST", "聖多美"), ("特克斯和凯科斯", "TC", "土克斯及開科斯"),
]
# Names that CLDR writes as the mainland does, but for script; listed because a character stands in them that a region reads
# otherwise (尔, 里). Those in which a word stands that a region changes are in data/words/own.txt.
KEPT = [("布莱尔港", "布萊爾港"), ("里兰吉尼", "里蘭吉尼")]
# Names with a word of their own in Hong Kong that CLDR lacks.
HONG_KONG = {"SA": "沙特阿拉伯", "MU": "毛里裘斯", "TK": "托克勞"}
# Words that another file of the lexicon has.
ELSEWHERE = {"马里", "毛里塔尼亚", "毛里求斯", "索马里", "波黑", "澳大利亚元", "印度尼西亚卢比", "新西兰元"}
UNITS = ["先令", "卢比", "里亚尔", "第纳尔", "法郎", "元", "镑", "比索", "科朗", "埃斯库多", "普拉", "马纳特", "格查尔",
         "库纳", "坚戈", "基普", "洛蒂", "克瓦查", "奈拉", "卢菲亚", "乌吉亚", "塞地", "达拉西", "比尔", "潘加",
         "拉里", "利昂", "索莫尼", "瓦图", "基那", "索姆", "纳克法"]


def script_only():
    table = {}
    for line in (HERE / "../opencc/TSCharacters.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#") and "\t" in line:
            key, values = line.split("\t")
            table[ord(key)] = values.split()[0]
    return table


def main():
    to_hans = script_only()
    hans, tw, hk = (Locale.parse(name).territories for name in ["zh_Hans_CN", "zh_Hant_TW", "zh_Hant_HK"])
    same = lambda form, word: form.replace(" ", "").translate(to_hans) == word
    names, entries = {}, []
    for code in sorted(code for code in hans if len(code) == 2 and code not in LEFT):
        word, taiwan, hong_kong = hans[code], tw[code].replace(" ", ""), hk[code].replace(" ", "")
        if hong_kong == taiwan and code not in SHARED:
            hong_kong = None
        hong_kong = HONG_KONG.get(code, hong_kong)
        names[code] = (word, taiwan, hong_kong)
        if not same(taiwan, word) or (hong_kong and not same(hong_kong, word)):
            entries.append((word, taiwan, hong_kong, code in ONE_WAY))
    # 圣赫勒拿 is 聖赫勒拿島 in Taiwan, and 圣赫勒拿岛 no 聖赫勒拿島島.
    for word, taiwan, hong_kong, _ in list(entries):
        if taiwan.endswith("島") and not taiwan.endswith("群島") and not word.endswith("岛"):
            entries.append((word + "岛", taiwan, hong_kong and hong_kong + "島", True))
    for word, code, *taiwan in SHORT:
        if taiwan:
            entries.append((word, taiwan[0], None, False))
    unit_forms = {unit: "".join(UNIT_CHARACTERS.get(c, c) for c in unit) for unit in UNITS}
    for word, taiwan, hong_kong, _ in list(entries):
        for unit in UNITS:
            if word + unit in set(Locale.parse("zh_Hans_CN").currencies.values()):
                tail = unit_forms[unit]
                entries.append((word + unit, taiwan + tail.replace("比索", "披索"), hong_kong and hong_kong + tail.replace("比索", "披索"), False))
    lines = []
    seen = set(ELSEWHERE)
    for word, taiwan, hong_kong, one_way in entries:
        if word in seen:
            continue
        seen.add(word)
        forms = f'zh-hant = "{taiwan}"' if taiwan == hong_kong else f'zh-hant-tw = "{taiwan}"'
        if hong_kong and hong_kong != taiwan:
            forms += f', zh-hant-hk = "{hong_kong}"'
        back = ", one-way = true" if one_way else ""
        lines.append(f'  {{ zh-hans = "{word}", {forms}{back}, reason = "CLDR" }},\n')
    for word, form in KEPT:
        lines.append(f'  {{ zh-hans = "{word}", zh-hant = "{form}", reason = "a name, not the word in it" }},\n')
    head = "# Countries and their currencies, by CLDR: places.py writes this file.\n\n"
    (HERE / "places.toml").write_text(head + "terms = [\n" + "".join(lines) + "]\n", encoding="utf-8")


# What the characters of units become.
UNIT_CHARACTERS = dict(zip("卢亚尔纳镑库马图坚里塞达韦乌", "盧亞爾納鎊庫馬圖堅里塞達韋烏"))

if __name__ == "__main__":
    main()
