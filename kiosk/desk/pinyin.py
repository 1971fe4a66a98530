"""How names are typed without their characters: whole Pinyin and initials."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from kiosk.pinyin.readings import Readings as OrdinaryReadings

HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(f"[{HAN}]|[^\\W_{HAN}]+")
_IS_HAN = re.compile(f"[{HAN}]")
MOST_SPELLINGS = 16
"""Of a name with many readings the rarest are left out."""
MOST_TOKENS = 24
FAMILIAR = frozenset("老小阿大")
"""They stand before a surname in a nickname: 老曾."""

Readings = tuple[str, ...]


def _table(listed: str) -> dict[str, Readings]:
    pairs = (entry.split("=") for entry in listed.split())
    return {surname: tuple(readings.split("/")) for surname, readings in pairs}


SURNAMES = _table(
    "曾=zeng 单=shan 單=shan 仇=qiu 解=xie 区=ou 區=ou 查=zha 朴=piao 盖=ge/gai 蓋=ge/gai 员=yun 員=yun 缪=miao "
    "繆=miao 覃=qin/tan 黑=he/hei 乐=yue/le 樂=yue/le 折=she 秘=bi 洗=xian 种=chong 翟=zhai/di 召=shao 繁=po "
    "谌=chen/shen 諶=chen/shen 祭=zhai 隗=wei/kui 能=nai 都=du 句=gou/ju 郇=xun/huan 乜=nie 牟=mu/mou 薄=bo 佴=nai "
    "么=yao 长=chang 粘=nian 圈=juan 阚=kan 藏=zang 蔚=yu/wei 费=fei/bi 費=fei/bi 车=che 車=che"
)
ONE_READING = frozenset(
    "王吴朱许邓冯彭董潘蔡于杜叶丁姚陆汪贾夏方白尹陶莫汤庄温甘古焦包倪齐詹童路祝游褚柴祁涂裴霍谷舒甄冉蒲司卞阮蓝景臧屈占"
    "池姬余任沈石郝俞殷隋盛宁万华纪吳許鄧馮葉陸賈湯莊溫齊華紀萬"
)
"""Common surnames whose further readings are of old books only: otherwise every 王 would be found under Y."""
COMPOUND_SURNAMES = _table(
    "尉迟=yu/chi 尉遲=yu/chi 万俟=mo/qi 萬俟=mo/qi 长孙=zhang/sun 長孫=zhang/sun 单于=chan/yu 單于=chan/yu "
    "澹台=tan/tai 澹臺=tan/tai 拓跋=tuo/ba 乐正=yue/zheng 樂正=yue/zheng"
)
"""How surnames are read as surnames (《现代汉语词典》); their characters' ordinary readings are taken as well."""


def tokens_of(name: str) -> list[str]:
    """Return the name's Chinese characters one by one, and its other letters and digits word by word, folded."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", name).casefold())


def is_han(token: str) -> bool:
    """Tell whether a token is a Chinese character."""
    return _IS_HAN.match(token) is not None


def latin(text: str) -> str:
    """Return `text` as it is compared with Pinyin: plain letters and digits, ü as v, in lower case."""
    bare = unicodedata.normalize("NFKC", text).casefold().replace("ü", "v")
    apart = unicodedata.normalize("NFKD", bare)
    return "".join(char for char in apart if char.isascii() and char.isalnum())


def spellings(name: str) -> tuple[Readings, Readings]:
    """Return the whole spellings of `name` and its initials, likeliest first: 曾秀英 is zengxiuying and zxy, cxy.

    Every reading of a character counts, at the place of a surname its reading as one first. At most
    `MOST_SPELLINGS` of each; none for a name without a letter that Pinyin or English keyboards have.
    """
    readings = [each for each in _readings(tokens_of(name)[:MOST_TOKENS]) if each]
    whole = _combined(readings)
    initials = _combined([_initials(each) for each in readings])
    return whole, initials


def _initials(readings: Readings) -> Readings:
    return tuple(dict.fromkeys(reading[:1] for reading in readings))


def _readings(tokens: Sequence[str]) -> list[Readings]:
    """Return each token's readings, likeliest first; () where there is none."""
    found = [_ordinary().of(token) if is_han(token) else _spelt(token) for token in tokens]
    begin = 1 if len(tokens) > 1 and tokens[0] in FAMILIAR else 0
    for place, readings in enumerate(_as_surname(tokens[begin:]), start=begin):
        only_one = tokens[place] in ONE_READING and len(readings) == 0
        found[place] = found[place][:1] if only_one else tuple(dict.fromkeys((*readings, *found[place])))
    return found


def _as_surname(tokens: Sequence[str]) -> list[Readings]:
    compound = COMPOUND_SURNAMES.get("".join(tokens[:2]), ())
    if compound:
        return [(reading,) for reading in compound]
    return [SURNAMES.get(token, ()) for token in tokens[:1]]


def _spelt(token: str) -> Readings:
    letters = latin(token)
    return (letters,) if letters else ()


@cache
def _ordinary() -> OrdinaryReadings:
    """The dictionary is read when the first name is spelt."""
    return OrdinaryReadings()


def _combined(readings: Sequence[Readings]) -> Readings:
    """Return the spellings that take fewest unlikely readings, likeliest first."""
    if not readings:
        return ()
    spelt = {"": 0}
    for choices in readings:
        longer: dict[str, int] = {}
        for begun, unlikely in spelt.items():
            for place, choice in enumerate(choices):
                longer.setdefault(begun + choice, unlikely + place)
        spelt = dict(sorted(longer.items(), key=lambda entry: entry[1])[:MOST_SPELLINGS])
    return tuple(spelt)
