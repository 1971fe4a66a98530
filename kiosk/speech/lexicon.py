"""How single words are to be said: the house's list, and each station's own beside it."""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import MappingProxyType

from kiosk.domain.tongue import Tongue

HOUSE = Path(__file__).parents[2] / "assets/speech/lexicon.toml"
TABLES = {"mandarin": Tongue.MANDARIN, "cantonese": Tongue.CANTONESE, "english": Tongue.ENGLISH}
"""A table of the file, and the tongue whose words stand there."""

LARGEST_BYTES = 200_000
LONGEST_WORD, LONGEST_SAID = 20, 60
HAN = r"\u3400-\u9fff"
CHINESE_WORD = re.compile(rf"[{HAN}]+")
SYLLABLE = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:[iu]?ang|i?ong|u?eng|ing|i?an|uan|van|i?ao|u?ai|u?ei|ou|[ui]?en|in|[uv]n|i[aeu]|u[aoie]|ve|er|[aoeiuv])[1-5]"
)
PINYIN = re.compile(rf"{SYLLABLE}(?: {SYLLABLE})*")
ENGLISH_WORD = re.compile(r"[A-Za-z][A-Za-z' -]*")
UNREAD = re.compile(r"([jqx])iong([1-5])")
"""eSpeak NG 1.52 has no syllable on -iong; two that are written as one run together to it."""

log = logging.getLogger(__name__)


class Wrong(Enum):
    """What is wrong with a station's own list, or with a line of it."""

    UNREADABLE = "unreadable"
    """The file cannot be read, or is no TOML; nothing in it is used."""
    TABLE = "table"
    """A table that is none of the three."""
    WORD = "word"
    """A word that no text can hold, or that is said in a way no voice can read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong; `where` names the table, the word, or what the reader of TOML stumbled over."""

    wrong: Wrong
    where: str


Words = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a list holds that can be used, and what cannot."""

    words: Mapping[Tongue, Words] = field(default_factory=lambda: MappingProxyType({}))
    faults: tuple[Fault, ...] = ()

    @property
    def count(self) -> int:
        return sum(map(len, self.words.values()))


def read_lexicon(path: Path) -> Reading:
    """Return what stands in the file; nothing where there is none. Never raises: a wrong list must not end speech."""
    import tomllib

    try:
        if path.stat().st_size > LARGEST_BYTES:
            return Reading(faults=(Fault(wrong=Wrong.UNREADABLE, where=f"> {LARGEST_BYTES} B"),))
        tables = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return Reading()
    except (OSError, ValueError, RecursionError) as error:
        where = (error.strerror or "?") if isinstance(error, OSError) else str(error)
        return Reading(faults=(Fault(wrong=Wrong.UNREADABLE, where=where[:80]),))
    words: dict[Tongue, Words] = {}
    faults: list[Fault] = []
    for name, table in tables.items():
        if name not in TABLES or not isinstance(table, dict):
            faults.append(Fault(wrong=Wrong.TABLE, where=name[:LONGEST_WORD]))
            continue
        tongue = TABLES[name]
        good = {word: said for word, said in table.items() if _is_good(word, said, tongue)}
        faults += (Fault(wrong=Wrong.WORD, where=word[:LONGEST_WORD]) for word in table if word not in good)
        words[tongue] = good
    return Reading(words=words, faults=tuple(faults))


def _is_good(word: str, said: object, tongue: Tongue) -> bool:
    if not isinstance(said, str) or len(word) > LONGEST_WORD or not 0 < len(said) <= LONGEST_SAID:
        return False
    if tongue is Tongue.ENGLISH:
        return bool(ENGLISH_WORD.fullmatch(word) and ENGLISH_WORD.fullmatch(said))
    is_pinyin = tongue is Tongue.MANDARIN and PINYIN.fullmatch(_plain(said)) is not None
    return bool(CHINESE_WORD.fullmatch(word)) and (is_pinyin or bool(CHINESE_WORD.fullmatch(said)))


def _plain(pinyin: str) -> str:
    return pinyin.lower().replace("ü", "v")


class Lexicon:
    """The house's words, and over them those of the file `own`, which is read anew whenever it has changed.

    Both are read when something is first said. To be used by one thread at a time.
    """

    def __init__(self, own: Path | None = None, *, house: Path = HOUSE) -> None:
        self._own, self._house = own, house
        self._seen: tuple[int, int] | None = None
        self._rules: Mapping[Tongue, Callable[[str], str]] | None = None

    def said(self, words: str, tongue: Tongue) -> str:
        """Return `words` with those of the list as they are to be read out."""
        seen = self._now()
        if self._rules is None or seen != self._seen:
            self._seen, self._rules = seen, self._read()
        return self._rules[tongue](words)

    def _now(self) -> tuple[int, int] | None:
        """When the station's own list was last changed, and its size; None without one."""
        if self._own is None:
            return None
        try:
            status = os.stat(self._own)
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size

    def _read(self) -> Mapping[Tongue, Callable[[str], str]]:
        house, own = read_lexicon(self._house), Reading()
        if self._own is not None:
            own = read_lexicon(self._own)
        for fault in own.faults:
            log.warning("the station's list of words: %s (%s)", fault.wrong.value, fault.where)
        return {
            tongue: _rule({**house.words.get(tongue, {}), **own.words.get(tongue, {})}, tongue) for tongue in Tongue
        }


def _rule(words: Words, tongue: Tongue) -> Callable[[str], str]:
    """Return what exchanges all `words` in one walk, the longer ones first."""
    readable = dict(_readable(words, tongue))
    if not readable:
        return lambda text: text
    longest_first = "|".join(map(re.escape, sorted(readable, key=len, reverse=True)))
    if tongue is Tongue.ENGLISH:
        whole = re.compile(rf"(?<![A-Za-z'])(?:{longest_first})(?![A-Za-z])", re.IGNORECASE)
        return lambda text: whole.sub(lambda match: readable[match.group().lower()], text)
    run = re.compile(longest_first)
    return lambda text: run.sub(lambda match: readable[match.group()], text)


def _readable(words: Words, tongue: Tongue) -> Iterator[tuple[str, str]]:
    """Only eSpeak reads pinyin: elsewhere such words are left to the voice."""
    for word, said in words.items():
        if tongue is Tongue.ENGLISH:
            yield word.lower(), said
        elif CHINESE_WORD.fullmatch(said):
            yield word, said
        elif sys.platform == "linux":
            yield word, UNREAD.sub(r"\1i\2yong\2", _plain(said)) + " "
