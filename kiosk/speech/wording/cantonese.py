"""Cantonese over the Chinese texts: numbers, pay and hours as people in Guangdong say them.

What is left is single words: they stand in the lexicon.
"""

from __future__ import annotations

import re
from datetime import date

from kiosk.speech.wording.cantonese_order import reordered
from kiosk.speech.wording.mandarin import in_mandarin
from kiosk.speech.wording.named_for_money import PLACE_AFTER_YUAN

SAID = "零一二三四五六七八九十百千万亿两半"
BROKEN = re.compile(rf"(?<=[{SAID}])块(?P<jiao>[一二三四五六七八九])毛(?![{SAID}])")
"""`十八块五毛` -> 十八个半: nobody says 蚊 and 毫 in one breath."""
TOGETHER = rf"(?<![{SAID}])一块(?=[儿来去干做走住吃学搬打种收])"
YUAN = re.compile(
    rf"(?P<together>{TOGETHER})"
    rf"|(?<=[{SAID}几])(?:块钱|元钱|块(?![砖石地田板布牌木瓷玻菜瓦铁])|元(?![砖石地田]|{PLACE_AFTER_YUAN}))"
)
"""Not the 块 of things (十块瓷砖) or of 一块来, together."""
JIAO = re.compile(rf"(?<=[{SAID}])毛(?![巾线衣竹坯笔村镇路])(?:钱)?")
QUARTER = {"一刻": "十五分", "三刻": "四十五分"}
CLOCK = re.compile(r"(?<=点)[一三]刻")
HOURS = re.compile(rf"(?<=[{SAID}几])(?P<of>个?)(?P<half>半?)小时")
DAYS = re.compile(rf"(?<=[{SAID}几])天")
WEEK = re.compile(r"周(?=[一二三四五六日])")
DONE_LAST = re.compile(r"(?<![为罢除不])了(?=[，。！？；、]|$)")
DONE = re.compile(r"(?<![为罢除得不])了(?!解|不起|结|得|啦|嘅)")


def in_cantonese(text: str, *, today: date) -> str:
    """Return the words for `text`, without digits; see `kiosk.speech.wording.spoken`."""
    words = in_mandarin(text, today=today).replace("幺", "一")
    words = JIAO.sub("毫", YUAN.sub(_yuan, BROKEN.sub(_broken, words)))
    words = CLOCK.sub(lambda match: QUARTER[match.group()], words)
    words = DAYS.sub("日", HOURS.sub(_hours, words))
    words = reordered(WEEK.sub("星期", words))
    return DONE.sub("咗", DONE_LAST.sub("啦", words))


def _yuan(match: re.Match[str]) -> str:
    return match["together"] or "蚊"


def _broken(match: re.Match[str]) -> str:
    return "个" + ("半" if match["jiao"] == "五" else match["jiao"])


def _hours(match: re.Match[str]) -> str:
    """`八小时` -> 八个钟头, `两个半小时` -> 两个半钟头, `半小时` -> 半个钟头."""
    return f"个{match['half']}钟头"
