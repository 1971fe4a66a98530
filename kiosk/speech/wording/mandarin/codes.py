"""Phones, slip numbers, rooms and other digits that are said one by one, with 幺 for 1 and pauses between groups."""

from __future__ import annotations

import re
from datetime import date

from kiosk.speech.wording.mandarin.measures import QUANTITY
from kiosk.speech.wording.mandarin.numerals import digits
from kiosk.speech.wording.numbers_that_call import (
    ADDRESS,
    CARD,
    COMPANY,
    DOOR,
    EMERGENCIES,
    HIDDEN,
    IDENTITY,
    LANDLINE,
    MASKED,
    MOBILE,
    SERVICE,
    SHORTEST_CARD,
    SLIP,
    call_groups,
)

PAUSE = "，"
LABEL = (
    "(?:电话|手机|座机|固话|热线|号码|编号|单号|工号|证号|卡号|账号|帐号|户号|尾号|短号|[后末][四六46]位|车牌|邮编|邮政编码"
    "|验证码|密码|PIN|微信|QQ|qq|[Tt]el|TEL|[Pp]hone)"
)
LABELLED = re.compile(
    rf"(?P<label>{LABEL}号?[:：\s.是为]{{0,3}})"
    rf"(?P<code>[A-Za-z_]{{0,20}}+\d{{2,20}}+[A-Za-z]{{0,9}}(?:[- ]\d{{3,8}}+){{0,2}})(?!\s?{QUANTITY})"
)
HOTLINE = re.compile(
    rf"(?<![\d.¥A-Za-z+-])(?:12[13]\d\d|95\d\d[1-9]|96\d\d[1-9]|96110|10086|11185)(?!\d|\s?(?:{QUANTITY}|[A-Za-z]))"
)
EMERGENCY = re.compile(
    rf"(?<=打|拨)\s?1(?:10|19|20|22|14)(?!\d|\s?{QUANTITY})|^1(?:10|19|20|22|14)$"
    r"|(?<!\d)1(?:10|19|20|22|14)(?=急救|报警|火警|救护车|热线|电话|查号|、1(?:10|19|20|22)(?!\d))"
    r"|(?<=给)1(?:10|19|20|22|14)(?=打)"
    r"|(?<=报警|急救|火警|救护|求助|事故|报案)[:：]?\s?1(?:10|19|20|22)(?!\d)|(?<=、)1(?:10|19|20|22)(?=[、。！]|$)"
)
AMOUNT_BEFORE = re.compile(
    r"(?:工资|工价|价|钱|薪|收入|共|约|到|至|满|过|于|补|发|给|缴|交|扣|赚|挣|人数|面积)[:：是为约]?\s?$"
)
PLATE = re.compile(
    r"(?P<place>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼])"
    r"(?P<code>[A-Z][·. ]?(?=[A-Z]*\d)[A-Z\d]{5,6})(?![A-Za-z\d])"
)
ROOM = re.compile(
    r"(?<![\d.])\d{3,4}(?=\s?(?:号?室|号?房(?!租|贷)|号?包间|号?包厢|中学|国道|省道|县道|乡道|路(?!程)|医院|地质队))"
    r"|(?<=[国省县乡]道)\s?\d{3}(?!\d)|(?<=[元栋幢座楼])\s?\d{3,4}(?![\d.元块人平])|(?<![\d.])\d{4,5}(?=号)"
)
LETTERED = re.compile(
    r"(?<![A-Za-z\d])(?!(?:RMB|CNY|No|NO|no|PM)\b|m[23])(?P<letters>[A-Za-z]{1,3})-?(?P<digits>\d{1,12})(?P<door>-\d{2,4})?(?![\d.])"
)
LETTERED_SPAN = re.compile(r"(?<![A-Za-z\d-])([A-Z]\d{1,3})\s?[-–~]\s?(?=[A-Z]\d{1,3}(?![A-Za-z\d-]))")
ROADS = ("G", "S", "N", "X", "Y")
PLACE_LETTERS = tuple("ABCDEFGH")
"""Of exits, workshops and blocks; others may stand for `times`."""
EXTENSION = re.compile(
    rf"(?:(?:^|(?<=[\d零幺二三四五六七八九，]))\s?转|分机号?[:：]?)\s?\d{{2,6}}(?!\d|路|号?线|\s?{QUANTITY})"
)
OLDER_JOBSEEKERS = re.compile(r"(?<![\d.])4050(?=人员|失业|大龄|就业困难|群体|[”\"])")
"""The official name of women from 40 and men from 50 who seek work; said 四零五零."""
LONG = re.compile(rf"(?<![\d.¥-])\d{{7,}}+(?!\.\d|\s?{QUANTITY})")


def codes_spoken(text: str, *, today: date) -> str:
    """Return `text` with every number that is a code, not an amount, said digit by digit."""
    del today
    if "." in text:
        text = ADDRESS.sub(lambda match: _one_by_one(match["address"]), text)
    text = SLIP.sub(lambda match: PAUSE + _grouped(match.group()), text)
    text = IDENTITY.sub(lambda match: _identity(match.group()), text)
    if len(text) >= SHORTEST_CARD:
        text = COMPANY.sub(lambda match: PAUSE.join(map(_mixed, _fours(match.group()))), text)
        text = CARD.sub(lambda match: _grouped(match.group()), text)
    text = OLDER_JOBSEEKERS.sub(lambda match: digits(match.group()), text)
    text = PLATE.sub(lambda match: f"{match['place']} {_grouped(match['code'])}", text)
    text = MASKED.sub(lambda match: PAUSE + HIDDEN.sub("，星号，", _one_by_one(match.group())) + PAUSE, text)
    for pattern in (MOBILE, SERVICE, LANDLINE):
        text = pattern.sub(_phone, text)
    text = LABELLED.sub(lambda match: match["label"] + _labelled(match["code"]), text)
    if "转" in text or "分机" in text:
        text = EXTENSION.sub(lambda match: _one_by_one(match.group()), text)
    text = EMERGENCIES.sub(_hotline, HOTLINE.sub(_hotline, text))
    return EMERGENCY.sub(lambda match: _one_by_one(match.group()), text)


def places_spoken(text: str, *, today: date) -> str:
    """Return `text` with rooms, doors, roads and lettered codes said as people say them (三零幺室, G 三二零)."""
    del today
    text = DOOR.sub(lambda match: _one_by_one(match.group()).replace("-", "杠"), text)
    text = ROOM.sub(lambda match: _one_by_one(match.group()), text)
    text = LETTERED.sub(_lettered, LETTERED_SPAN.sub(r"\1到", text))
    return LONG.sub(_long, text)


def _one_by_one(code: str) -> str:
    return re.sub(r"\d+", lambda match: digits(match.group(), one="幺"), code)


def _grouped(code: str) -> str:
    """`A1-1121-007-4` -> `A 幺，幺幺二一，零零七，四`."""
    groups = [_letters_apart(group) for group in re.split(r"[-·. ]+", code)]
    return PAUSE.join(_one_by_one(group) for group in groups)


def _letters_apart(group: str) -> str:
    """Letters joined by dashes are read as letters, never as a word: `AB12` -> `A-B 12`."""
    spelled = re.sub(r"[A-Za-z]+", lambda match: " " + "-".join(match.group().upper()) + " ", group)
    return spelled.strip()


def _identity(number: str) -> str:
    return PAUSE.join(map(_mixed, (number[:6], number[6:14], number[14:].upper())))


def _mixed(part: str) -> str:
    return _letters_apart(_one_by_one(part))


def _phone(match: re.Match[str]) -> str:
    abroad, extension, *groups = call_groups(match)
    said = _call("加86" if abroad == "+86" else abroad, *groups)
    return f"{said}转{_one_by_one(extension)}{PAUSE}" if extension else said


def _call(*groups: str) -> str:
    """A pause before, between and after the groups; what is too many goes with the tidying at the end."""
    said = PAUSE.join(_one_by_one(group) for group in groups if group)
    return PAUSE + said + PAUSE


def _labelled(code: str) -> str:
    """What stands after 电话, 微信 or 编号: as it is grouped there, longer runs in fours."""
    letters = re.match(r"[A-Za-z_]*", code)
    head, rest = (letters.group(), code[letters.end() :]) if letters else ("", code)
    groups = [part for group in re.split(r"[- ]", rest) for part in _fours(group)]
    return (_letters_apart(head) + " " if head else "") + PAUSE.join(
        _letters_apart(_one_by_one(group)) for group in groups
    )


def _fours(group: str) -> list[str]:
    """A town's phone of 7 or 8 digits ends in four; other long runs are cut into fours from the left."""
    if group.isdigit() and len(group) in (7, 8):
        return [group[:-4], group[-4:]]
    return [group[at : at + 4] for at in range(0, len(group), 4)] if len(group) > 8 else [group]


def _hotline(match: re.Match[str]) -> str:
    if AMOUNT_BEFORE.search(match.string[max(0, match.start() - 6) : match.start()]):
        return match.group()
    return _one_by_one(match.group())


def _lettered(match: re.Match[str]) -> str:
    """`A4` -> `A四` (paper, licences), `A2口` -> `A二口` (never 两), `G320` -> `G三二零` from three digits on."""
    number = match["digits"]
    roads = match["letters"] in ROADS and len(number) == 2
    names_a_place = number == "2" and match["letters"] in PLACE_LETTERS
    said = _one_by_one(number) if len(number) > 2 or roads or names_a_place else number
    door = _one_by_one(match["door"] or "").replace("-", "杠")
    return f"{_letters_apart(match['letters'])} {said}{door}"


def _long(match: re.Match[str]) -> str:
    """Seven and more bare digits are a phone or another code; phones of a town have 7 or 8."""
    return _call(*_fours(match.group()))
