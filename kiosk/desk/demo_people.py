"""The people of the demo county: all invented, and with telephone numbers that belong to nobody."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from kiosk.desk.walk_in import WalkIn
from kiosk.domain.person import Consent
from kiosk.domain.posting import Strength
from kiosk.domain.region import Region

AREA_CODE, EXCHANGE = "0742", "556"
"""0742 is no area code in use, as far as we know; the county's employers have the exchange 555."""


def _words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


SURNAMES = (
    "李王张刘陈杨黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭"
    "吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭"
)
OLDER_WOMEN = _words(
    "秀英 桂兰 玉珍 凤英 玉兰 秀兰 桂英 淑珍 菊香 翠花 春莲 冬梅 腊梅 美华 金莲 "
    "云秀 满秀 银花 水莲 桃香 爱莲 月娥 小莲 细妹 友珍 国英 建英 喜莲 带娣 运香"
)
OLDER_MEN = _words(
    "建国 国强 志明 德福 大山 长根 水生 金生 春生 友根 福生 有才 正华 家贵 明贵 "
    "满仓 国庆 解放 建军 爱民 志刚 冬生 树林 贵生 忠义 运来 新民 石生 茂林 立春"
)
YOUNGER = _words("丽 敏 静 艳 军 勇 磊 强 涛 超 鹏 浩 燕 玲 婷 海燕 小红 晓东 志远 文静 小龙 佳慧 俊杰 思雨 天宇")
LIGHT = (
    "fruit-picking", "vegetable-harvesting", "weeding", "tea-picking", "packing", "sorting", "kitchen-hand",
    "dish-washing", "street-sweeping", "building-cleaning", "housekeeping",
)  # fmt: skip
NOTES = (
    "", "", "", "", "", "能骑三轮车", "只做早班", "要接孙子，四点前走", "听力不太好，说慢些", "带过班", "能自带工具",
    "和老伴一起来", "不坐摩托车", "周三不行",
)  # fmt: skip
YOUNGEST, OLDEST, USUAL, SPREAD = 19, 76, 56, 10


def walk_in(chance: Random, *, number: int, year: int, towns: Sequence[Region], trades: Sequence[str]) -> WalkIn:
    """Return the `number`-th person of the county in `year`; most are over 50, and some tell little of themselves."""
    age = min(OLDEST, max(YOUNGEST, round(chance.gauss(USUAL, SPREAD))))
    can_do = _can_do(chance, age, trades)
    if chance.random() < 0.06:
        return WalkIn(name=_nickname(chance), consent=Consent.REFUSED, trades=can_do)
    return WalkIn(
        name=_name(chance, age),
        consent=Consent.GIVEN,
        phone=f"{AREA_CODE}{EXCHANGE}{number:04d}" if chance.random() < 0.93 else "",
        trades=can_do,
        birth_year=year - age if chance.random() < 0.92 else None,
        region=chance.choice(towns).code if towns else "",
        strength=_strength(chance, age),
        note=chance.choice(NOTES),
    )


def _name(chance: Random, age: int) -> str:
    if age < 42:
        return chance.choice(SURNAMES) + chance.choice(YOUNGER)
    return chance.choice(SURNAMES) + chance.choice(chance.choice((OLDER_WOMEN, OLDER_MEN)))


def _nickname(chance: Random) -> str:
    surname = chance.choice(SURNAMES)
    return chance.choice((f"{surname}婶", f"{surname}嫂", f"老{surname}", f"{surname}师傅", f"{surname}大哥"))


def _can_do(chance: Random, age: int, trades: Sequence[str]) -> tuple[str, ...]:
    light = [trade for trade in LIGHT if trade in trades]
    first = chance.choice(light if light and age > 50 and chance.random() < 0.7 else list(trades))
    more = chance.sample(list(trades), chance.choice((0, 0, 1, 1, 2, 3)))
    return tuple(dict.fromkeys((first, *more)))


def _strength(chance: Random, age: int) -> Strength | None:
    if chance.random() < 0.2:
        return None
    return chance.choice((Strength.LIGHT, Strength.MEDIUM, Strength.MEDIUM if age > 58 else Strength.HEAVY))
