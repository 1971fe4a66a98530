"""A breath before what must be caught at once: the pay."""

from __future__ import annotations

import re

from kiosk.domain.tongue import Tongue
from kiosk.speech.wording.named_for_money import PLACE_AFTER_YUAN

NUMBER = "零一二三四五六七八九十百千万亿两半点"
PAY = re.compile(
    rf"(?<=[\u3400-\u9fff])(?<![{NUMBER}到至约共满过足每第加减多少不于有是为给付收扣补罚交押发要才就只仅近和或能挣赚几涨降差欠省花块元毛蚊毫个宜])"
    rf"(?=[{NUMBER}]{{1,20}}(?:到[{NUMBER}]{{1,20}})?(?:元(?!{PLACE_AFTER_YUAN})|块|毛|蚊|毫|个半(?![小钟月年天日])))"
)
"""A pause here would tear an amount from the word that it goes with (一共一百元)."""
AMOUNT_EN = (
    r"(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty(?:-\w+)?|hundred|thousand|and"
    r"|point|zero|to|a) ){1,16}(?:yuan|dollars)\b"
)
PAY_EN = re.compile(
    r"(?<=[a-z])(?<!\babout)(?<!\bto)(?<!\bfrom)(?<!\bover)(?<!\bunder)(?<!\bis)(?<!\bare)(?<!\bof)(?<!\bfor)(?<!\bup)"
    r"(?<!\bat)(?<!\bleast)(?<!\bmost)(?<!\bpay)(?<!\bpays)(?<!\bearn)(?<!\bthan)(?<!\bby)(?<!\ba)(?<!\bper)(?<!\bthe)"
    r"(?<!\band)(?<!\bor)(?<!\bget)(?<!\bhundred)(?<!\bthousand)(?<!\bpoint)"
    rf" (?={AMOUNT_EN})"
)


def with_pauses(words: str, tongue: Tongue) -> str:
    """Return `words` with a pause before the first amount of money in each clause: `摘苹果，一百八十元一天`."""
    return PAY_EN.sub(_breath, words) if tongue is Tongue.ENGLISH else PAY.sub("，", words)


def _breath(match: re.Match[str]) -> str:
    """Only before the first word of the amount: within it no breath is taken."""
    before = match.string[: match.start()].rsplit(" ", 1)[-1]
    return " " if NUMERAL_EN.fullmatch(before) else ", "


NUMERAL_EN = re.compile(
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty(?:-\w+)?|hundred|thousand|point|zero"
)
