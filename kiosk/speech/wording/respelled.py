"""The characters that the engine cannot read, in letters or characters that it can."""

from __future__ import annotations

import re
import sys

from kiosk.domain.tongue import Tongue

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

CHILD = "女婴幼孤胎小少育托娇宠"
"""After these 儿 is a word of its own: a child."""
PLACE_R = re.compile(r"(?<=[哪那这])儿(?!童)")
CURLED = re.compile(rf"(?<=[\u3400-\u9fff])(?<![{CHILD}])儿(?![子女童科孙媳歌])")
"""eSpeak NG 1.52 has no syllable that ends on r: 活儿 it spells as `huo two r five`, 事儿 it says as two words."""


def respelled(words: str, tongue: Tongue) -> str:
    """Return Mandarin `words` as the engine reads them right: `熊师傅` -> `xi2yong2 师傅`, `活儿` -> 活."""
    if tongue is not Tongue.MANDARIN or UNREAD is None:
        return words
    plain = CURLED.sub("", PLACE_R.sub("里", words)) if "儿" in words else words
    return UNREAD.sub(lambda match: READABLE[match.group()] + " ", plain)
