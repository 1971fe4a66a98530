"""Which voice says which part of the words: an English voice cannot say Chinese names."""

from __future__ import annotations

import re

from kiosk.domain.tongue import Tongue

HAN_RUN = re.compile(r"[\u3400-\u9fff](?:[\u3400-\u9fff]|[，、：；。！？]|[A-Z -](?=[\u3400-\u9fff]))*")


def by_voice(words: str, tongue: Tongue) -> tuple[tuple[Tongue, str], ...]:
    """Split `words` (from `spoken`) into parts with the tongue whose voice can say each, in order.

    Chinese words are one part: their voices say Latin words too. In English words every Chinese name is a part of its
    own. Parts that hold nothing to say are left out.
    """
    if tongue is not Tongue.ENGLISH:
        return ((tongue, words),) if _can_be_said(words) else ()
    parts: list[tuple[Tongue, str]] = []
    end = 0
    for run in HAN_RUN.finditer(words):
        parts += [(tongue, words[end : run.start()]), (Tongue.MANDARIN, run.group())]
        end = run.end()
    parts.append((tongue, words[end:]))
    return tuple((voice, part.strip(" ,.")) for voice, part in parts if _can_be_said(part))


def _can_be_said(part: str) -> bool:
    return any(char.isalnum() for char in part)
