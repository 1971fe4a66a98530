"""Make the dictionary of the keyboard and of the search by Pinyin (see assets/pinyin/README.md)."""

from __future__ import annotations

import math
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise, product
from pathlib import Path
from typing import Any

from pinyin_model import Pairs, words_and_pairs
from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.constants import PINYIN_DICT

from kiosk.desk.pinyin import COMPOUND_SURNAMES, SURNAMES, latin
from kiosk.domain.trade import TRADES
from kiosk.pinyin.pairs import packed_pairs
from kiosk.pinyin.shape import FILE, MAGIC, Record, cost_of_share, grouped
from kiosk.pinyin.slots import MOST_SYLLABLES
from kiosk.pinyin.syllables import code_of

ROOT = Path(__file__).parents[1]
LISTS = ROOT / "scripts" / "pinyin"
MOST_READINGS = 3
"""Of one character, as pypinyin orders them; those behind are of old books."""
LEAST_COUNT, LEAST_OF_NAMES = 5, 60
"""How often a word was counted that is taken along; most of what jieba calls a name is nobody's."""
MOST_WORDS = 120_000
OURS_COUNT, FIELD_COUNT, SPOKEN_COUNT = 150, 4_000, 1_500
"""How often a word counts that stands in our own texts, each time, and one of the lists for this field."""
MOST_PAIRS, LEAST_GAIN, PAIR_SHARE, SHY_COUNT = 170_000, 0.7, 0.85, 8
"""Pairs of words that are kept: those worth most; how far a pair is believed, and how many times it must be seen."""
RARE_COUNT, RARE_READING = 0.2, 0.004
"""Of a character that is no word of its own; and the share of a reading that no word of several characters has."""
UNLIKELY_READING = 1.0
"""Costs (nats) of each further reading in a given name."""
LISTED_NAME, COUNTED_SURNAMES = 12, 140
"""How many people a listed given name counts for; and the surnames in the order of how many bear them."""
TYPED_OTHERWISE = {"嗯": ("en",), "唔": ("wu",)}
"""Whose readings in dictionaries nobody can type."""
IS_HAN = re.compile("[\u4e00-\u9fff]+")

Counts = Mapping[str, float]


def main(jieba_folder: Path, libpinyin_folder: Path) -> None:
    """Write the dictionary from the words of jieba (its source distribution, unpacked), the words and pairs of
    libpinyin (its data) and the readings of pypinyin.
    """
    shown = _characters_of_fonts()
    counts, names = _counts(jieba_folder / "jieba" / "dict.txt", shown)
    modelled, pairs = words_and_pairs(libpinyin_folder)
    counts.update({word: count for word, count in modelled.items() if count >= LEAST_COUNT and shown.issuperset(word)})
    pairs = Counter({pair: count for pair, count in pairs.items() if counts[pair[0]] and counts[pair[1]]})
    pairs += _count_ours(counts, jieba_folder, shown)
    words = [*_words(counts), *_characters(counts, shown)]
    given, surnames = _given_names(names, shown), _surnames()
    parts = {
        "readings": zlib.compress(_readings().encode(), 9),
        "words": _packed(grouped("w", words)),
        "names": _packed({**grouped("g", given), **grouped("x", surnames)}),
        "pairs": zlib.compress(packed_pairs(_gains(pairs, counts)), 9),
    }
    head = b" ".join([MAGIC, *(f"{name}={len(part)}".encode() for name, part in parts.items())])
    FILE.write_bytes(head + b"\n" + b"".join(parts.values()))
    print(f"{len(words)} words, {len(given)} given names, {len(surnames)} surnames: {FILE.stat().st_size} bytes")


def _packed(groups: Mapping[str, bytes]) -> bytes:
    """Names and lengths of the groups on one line, then the groups themselves."""
    told = " ".join(f"{name}={len(lines)}" for name, lines in groups.items())
    return zlib.compress(told.encode() + b"\n" + b"".join(groups.values()), 9)


def _characters_of_fonts() -> frozenset[str]:
    """What our fonts can show: all of GB 2312, and rarer characters of names."""
    of_the_standard = (
        bytes([high, low]).decode("gb2312", "ignore") for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)
    )
    rare = (ROOT / "assets" / "fonts" / "names.txt").read_text("utf-8").strip()
    return frozenset(char for char in (*of_the_standard, *rare) if IS_HAN.fullmatch(char))


def _counts(path: Path, shown: frozenset[str]) -> tuple[Counter[str], Counter[str]]:
    """How often each word was counted; and the same of people's names alone."""
    counts: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for line in path.read_text("utf-8").splitlines():
        word, count, kind = line.split(" ")
        if not shown.issuperset(word) or len(word) > MOST_SYLLABLES:
            continue
        is_name = kind.startswith("nr") and 1 < len(word) <= 4
        if is_name:
            names[word] = int(count)
        if len(word) == 1 or int(count) >= (LEAST_OF_NAMES if is_name else LEAST_COUNT):
            counts[word] = int(count)
    several = Counter({word: count for word, count in counts.items() if len(word) > 1})
    single = Counter({word: count for word, count in counts.items() if len(word) == 1})
    return single + Counter(dict(several.most_common(MOST_WORDS))), names


def _count_ours(counts: Counter[str], jieba_folder: Path, shown: frozenset[str]) -> Pairs:
    """Count the words of our own texts, of the demo's postings, of trades, and of the lists for this field.

    Return how often two of them follow each other.
    """
    sys.path.insert(0, str(jieba_folder))
    import jieba

    jieba.setLogLevel(60)
    listed = (LISTS / "field_words.txt").read_text("utf-8").split()
    aliases = [alias for trade in TRADES for alias in trade.aliases if shown.issuperset(alias)]
    for word in (*listed, *aliases):
        jieba.add_word(word)
    texts = [path.read_text("utf-8") for path in (ROOT / "assets" / "texts" / "zh-CN").glob("*.ftl")]
    texts.append((ROOT / "assets" / "demo" / "postings.csv").read_text("utf-8"))
    pairs: Pairs = Counter()
    for run in IS_HAN.findall("\n".join(texts)):
        words = jieba.lcut(run, HMM=False)
        counts.update({word: OURS_COUNT * count for word, count in Counter(words).items() if shown.issuperset(word)})
        pairs.update((one, two) for one, two in pairwise(words) if shown.issuperset(one + two))
    for word in (LISTS / "spoken_words.txt").read_text("utf-8").split():
        counts[word] += SPOKEN_COUNT
    for word in listed:
        counts[word] += FIELD_COUNT
    for word in aliases:
        counts[word] += FIELD_COUNT // 8
    return Counter({pair: OURS_COUNT * count for pair, count in pairs.items()})


def _gains(pairs: Pairs, counts: Counter[str]) -> dict[tuple[str, str], float]:
    """What is worth most of all pairs: how much likelier the second is behind the first (nats)."""
    total = counts.total()
    before: Counter[str] = Counter()
    for (first, _), count in pairs.items():
        before[first] += count
    gains: dict[tuple[str, str], float] = {}
    for (first, second), count in pairs.items():
        alone = counts[second] / total
        together = count / (before[first] + SHY_COUNT)
        gains[first, second] = math.log(PAIR_SHARE * together / alone + (1 - PAIR_SHARE))
    worth = sorted(gains, key=lambda pair: gains[pair] * pairs[pair], reverse=True)[:MOST_PAIRS]
    return {pair: gains[pair] for pair in worth if gains[pair] >= LEAST_GAIN}


def _words(counts: Counter[str]) -> Iterator[Record]:
    """The words of several characters; the few with a syllable that nobody types (hm, ng) are left out."""
    total = counts.total()
    for word, count in counts.items():
        codes = _codes(word)
        if len(word) > 1 and codes is not None:
            yield word, codes, cost_of_share(count / total)


def _codes(word: str) -> tuple[str, ...] | None:
    found = [code_of(latin(syllable)) for syllable in lazy_pinyin(word, style=Style.NORMAL)]
    codes = tuple(code for code in found if code is not None)
    return codes if len(word) <= MOST_SYLLABLES and len(codes) == len(word) == len(found) else None


def _characters(counts: Counter[str], shown: frozenset[str]) -> Iterator[Record]:
    """Every character by each of its readings, as often as words of several characters have it."""
    heard: dict[str, Counter[str]] = {}
    for word, count in counts.items():
        if len(word) > 1:
            for char, syllable in zip(word, lazy_pinyin(word, style=Style.NORMAL), strict=False):
                heard.setdefault(char, Counter())[latin(syllable)] += count
    total = counts.total()
    for char in sorted(shown):
        readings = [latin(reading) for reading in pinyin(char, style=Style.NORMAL, heteronym=True)[0]]
        readings += [*SURNAMES.get(char, ()), *TYPED_OTHERWISE.get(char, ())]
        of_char = heard.get(char, Counter({readings[0]: 1}))
        for reading in dict.fromkeys(readings):
            code = code_of(reading)
            if code is not None:
                share = max(RARE_READING, of_char[reading] / of_char.total())
                yield char, (code,), cost_of_share(max(RARE_COUNT, counts[char]) * share / total)


def _listed_surnames() -> list[str]:
    return list(dict.fromkeys((LISTS / "surnames.txt").read_text("utf-8").split()))


def _surnames() -> list[Record]:
    """The surnames: the first in the order of how many people bear them, the others equally rare."""
    listed = _listed_surnames()
    weights = {name: 1 / (9 + min(place, COUNTED_SURNAMES)) ** 1.5 for place, name in enumerate(listed)}
    total = sum(weights.values())
    return [
        (name, codes, cost_of_share(weight / total / (place + 1)))
        for name, weight in weights.items()
        for place, codes in enumerate(_surname_codes(name))
    ]


def _surname_codes(name: str) -> list[tuple[str, ...]]:
    if len(name) > 1:
        readings = [COMPOUND_SURNAMES.get(name) or tuple(lazy_pinyin(name, style=Style.NORMAL))]
    else:
        ordinary = latin(lazy_pinyin(name, style=Style.NORMAL)[0])
        readings = [(each,) for each in SURNAMES.get(name, (ordinary,))]
    coded = [tuple(code_of(latin(syllable)) for syllable in reading) for reading in readings]
    return [tuple(code for code in codes if code) for codes in coded if all(codes)]


def _given_names(names: Counter[str], shown: frozenset[str]) -> list[Record]:
    """Given names of one and two characters, counted by people; any two characters of them make another."""
    surnames = frozenset(_listed_surnames())
    given: Counter[str] = Counter()
    for name in names:
        cut = 2 if name[:2] in surnames and len(name) > 2 else 1
        if name[:cut] in surnames and 1 <= len(name) - cut <= 2:
            given[name[cut:]] += 1
    for name in (LISTS / "given_names.txt").read_text("utf-8").split():
        given[name] += LISTED_NAME
    chars: Counter[str] = Counter()
    for name, count in given.items():
        for char in name:
            chars[char] += count
    pairs = {name: count for name, count in given.items() if len(name) == 2 and count >= 2}
    return [*_costed(pairs, given.total()), *_costed(chars, chars.total())]


def _costed(counts: Counts, total: float) -> Iterator[Record]:
    """Each name by every usual reading of its characters: 长 of 长根 is chang, and no dictionary says so."""
    for name, count in counts.items():
        for place, codes in enumerate(product(*map(_usual_codes, name))):
            yield name, codes, cost_of_share(count / total) + place * UNLIKELY_READING


def _usual_codes(char: str) -> list[str]:
    found = [code_of(latin(each)) for each in pinyin(char, style=Style.NORMAL, heteronym=True)[0][:2]]
    return list(dict.fromkeys(code for code in found if code is not None))


def _readings() -> str:
    """First, second and third readings in three blocks: a reading on a line, and all characters that have it."""
    blocks: list[dict[str, list[str]]] = [{}, {}, {}]
    for point in sorted(PINYIN_DICT):
        found: list[list[Any]] = pinyin(chr(point), style=Style.NORMAL, heteronym=True, errors="ignore")
        readings = tuple(dict.fromkeys(latin(reading) for reading in found[0])) if found else ()
        for block, reading in zip(blocks, readings, strict=False):
            block.setdefault(reading, []).append(chr(point))
    return "\n\n".join(
        "\n".join(f"{one}\t{''.join(chars)}" for one, chars in sorted(block.items())) for block in blocks
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
