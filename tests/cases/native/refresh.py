#!/usr/bin/env python3
"""refresh.py LAWS: takes every eighteenth line of a file of Taiwan's laws, one clause a line, as laws.txt.lz4.

Laws are no subject of copyright by article 9 of Taiwan's Copyright Act. Needs `pip install lz4`.
"""
import pathlib
import sys

import lz4.block

lines = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines(keepends=True)
taken = "".join(lines[6::18]).encode()
packed = lz4.block.compress(taken, mode="high_compression", compression=12, store_size=True)
(pathlib.Path(__file__).parent / "laws.txt.lz4").write_bytes(packed)
