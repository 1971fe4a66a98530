"""Words and pairs of words as libpinyin's model counted them: its data files, read for `pinyin_words.py`."""

from __future__ import annotations

import struct
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

LIBRARIES = {1: "gb_char", 2: "gbk_char", 3: "opengram", 4: "merged"}
"""Number of a library in a word's token -> its file (`table.conf`)."""
CHUNK_HEAD, TOTAL, ITEM_HEAD = 8, 4, 6

Pairs = Counter[tuple[str, str]]


def words_and_pairs(folder: Path) -> tuple[Counter[str], Pairs]:
    """Return how often each word, and each two words in a row, were counted.

    `folder` holds the files of Debian's `libpinyin-data` 2.8.1; its `bigram.db` is read by `db5.3_dump` (`db5.3-util`).
    """
    tokens = {token: found for number, name in LIBRARIES.items() for token, found in _library(number, folder / name)}
    words: Counter[str] = Counter()
    for word, count in tokens.values():
        words[word] += count
    pairs: Pairs = Counter()
    for first, second, count in _pairs(folder / "bigram.db"):
        if first in tokens and second in tokens:
            pairs[tokens[first][0], tokens[second][0]] += count
    return words, pairs


def _library(number: int, stem: Path) -> Iterator[tuple[int, tuple[str, int]]]:
    """Token, word and count (`SubPhraseIndex::store` of phrase_index.cpp)."""
    whole = stem.with_suffix(".bin").read_bytes()[CHUNK_HEAD:]
    index, content, end = struct.unpack_from("<3I", whole, TOTAL)
    places = struct.unpack_from(f"<{(content - 1 - index) // 4}I", whole, index)
    phrases = whole[content : end - 1]
    for place, begin in enumerate(places):
        if begin:
            length, _, count = struct.unpack_from("<BBI", phrases, begin)
            text = phrases[begin + ITEM_HEAD : begin + ITEM_HEAD + 4 * length].decode("utf-32-le")
            yield number << 24 | place, (text, count)


def _pairs(file: Path) -> Iterator[tuple[int, int, int]]:
    """Tokens of the first and the second word, and the count (`SingleGram` of ngram.h)."""
    dumped = subprocess.run(["db5.3_dump", file], check=True, capture_output=True, text=True).stdout
    lines = [line.strip() for line in dumped.partition("HEADER=END")[2].splitlines() if line.startswith(" ")]
    for key, value in zip(lines[::2], lines[1::2], strict=True):
        (first,) = struct.unpack("<I", bytes.fromhex(key))
        for second, count in struct.iter_unpack("<II", bytes.fromhex(value)[TOTAL:]):
            yield first, second, count
