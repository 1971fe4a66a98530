"""The characters that the engine cannot read, in letters that it can."""

from __future__ import annotations

import re
import sys

from kiosk.domain.language import Language

SOUNDS = {
    "xi1yong1": "兄凶胸匈汹芎兇胷洶恟忷訩詾讻哅",
    "xi2yong2": "雄熊",
    "xi4yong4": "诇詗夐",
    "qi1yong1": "銎",
    "qi2yong2": "琼穷邛茕穹蛩筇跫瓊窮藭煢竆焭睘惸",
    "ji1yong1": "扃冂坰駉",
    "ji3yong3": "炯窘迥囧泂烱煚颎熲褧絅侰",
}
"""eSpeak NG 1.52 lacks the syllables on -iong: it spells them as English, and the character after them with them.

Two syllables of pinyin written as one word run together to nearly the right sound; no other Chinese reading does.
"""
READABLE = {char: sound for sound, chars in SOUNDS.items() for char in chars} if sys.platform == "linux" else {}
"""Only where eSpeak speaks: the voices of other systems know these characters, and no pinyin."""
UNREAD = re.compile(f"[{''.join(READABLE)}]") if READABLE else None


def respelled(words: str, language: Language) -> str:
    """Return Mandarin `words` as the engine reads them right: `熊师傅` -> `xi2yong2 师傅`."""
    if language is not Language.ZH_CN or UNREAD is None:
        return words
    return UNREAD.sub(lambda match: READABLE[match.group()] + " ", words)
