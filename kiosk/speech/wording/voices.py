"""Which voice says which part of the words: an English voice cannot say Chinese names."""

from __future__ import annotations

import re

from kiosk.domain.language import Language

HAN_RUN = re.compile(r"[\u3400-\u9fff](?:[\u3400-\u9fff]|[，、：；。！？]|[A-Z -](?=[\u3400-\u9fff]))*")


def by_voice(words: str, language: Language) -> tuple[tuple[Language, str], ...]:
    """Split `words` (from `spoken`) into parts with the language whose voice can say each, in order.

    Mandarin words are one part: its voice says Latin words too. In English words every Chinese name is a part of its
    own. Parts that hold nothing to say are left out.
    """
    if language is Language.ZH_CN:
        return ((language, words),) if _can_be_said(words) else ()
    parts: list[tuple[Language, str]] = []
    end = 0
    for run in HAN_RUN.finditer(words):
        parts += [(language, words[end : run.start()]), (Language.ZH_CN, run.group())]
        end = run.end()
    parts.append((language, words[end:]))
    return tuple((voice, part.strip(" ,.")) for voice, part in parts if _can_be_said(part))


def _can_be_said(part: str) -> bool:
    return any(char.isalnum() for char in part)
