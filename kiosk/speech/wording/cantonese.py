"""Cantonese over the Chinese texts: numbers, pay and hours as people in Guangdong say them.

What is left is single words: they stand in the lexicon.
"""

from __future__ import annotations

import re
from datetime import date

from kiosk.speech.wording.mandarin import in_mandarin

SAID = "零一二三四五六七八九十百千万亿两半"
BROKEN = re.compile(rf"(?<=[{SAID}])块(?P<jiao>[一二三四五六七八九])毛(?![{SAID}])")
"""`十八块五毛` -> 十八个半: nobody says 蚊 and 毫 in one breath."""
YUAN = re.compile(rf"(?<=[{SAID}几])(?:块钱|块|元钱|元)(?!砖|石|地|田)")
JIAO = re.compile(rf"(?<=[{SAID}])毛(?:钱)?")
QUARTER = {"一刻": "十五分", "三刻": "四十五分"}
CLOCK = re.compile(r"(?<=点)[一三]刻")
HOURS = re.compile(rf"(?<=[{SAID}几])(?P<of>个?)(?P<half>半?)小时")
DAYS = re.compile(rf"(?<=[{SAID}几])天")
WEEK = re.compile(r"周(?=[一二三四五六日])")
DONE_LAST = re.compile(r"(?<![为罢除])了(?=[，。！？；、]|$)")
DONE = re.compile(r"(?<![为罢除得不])了(?!解|不|结|得|啦|嘅)")


def in_cantonese(text: str, *, today: date) -> str:
    """Return the words for `text`, without digits; see `kiosk.speech.wording.spoken`."""
    words = in_mandarin(text, today=today).replace("幺", "一")
    words = JIAO.sub("毫", YUAN.sub("蚊", BROKEN.sub(_broken, words)))
    words = CLOCK.sub(lambda match: QUARTER[match.group()], words)
    words = DAYS.sub("日", HOURS.sub(_hours, words))
    return DONE.sub("咗", DONE_LAST.sub("啦", WEEK.sub("星期", words)))


def _broken(match: re.Match[str]) -> str:
    return "个" + ("半" if match["jiao"] == "五" else match["jiao"])


def _hours(match: re.Match[str]) -> str:
    """`八小时` -> 八个钟头, `两个半小时` -> 两个半钟头, `半小时` -> 半个钟头."""
    return f"个{match['half']}钟头"
