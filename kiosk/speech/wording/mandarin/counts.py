"""Everything else that is counted or measured: heads, ages, weights, shares, pages, and plain numbers."""

from __future__ import annotations

import re
from datetime import date

from kiosk.speech.wording.lists import lists_spoken
from kiosk.speech.wording.mandarin.measures import DASH, HAN, LIANG, NUMBER, SIGNS, TO, any_of
from kiosk.speech.wording.mandarin.numerals import cardinal, counted, decimal, digits

PAGE = re.compile(r"(?<![\d./])(?P<page>\d{1,4}) / (?P<pages>\d{1,4})(?![\d./])")
STEP = re.compile(
    r"第?\s?(?<![\d./])(?P<at>\d{1,4})\s?/\s?(?P<of>\d{1,4})\s?(?P<what>[页步])"
    r"|步骤[:： ]?(?P<step>\d{1,3})\s?/\s?(?P<steps>\d{1,3})(?![\d./])"
)
OUT_OF = re.compile(
    r"(?P<what>已[报招录满到]|报名|名额|人数|到岗|完成|进度|音量|剩余)(?P<mark>[:： ]?)"
    r"(?P<part>\d{1,4})\s?/\s?(?P<whole>\d{1,4})(?![\d./])"
)
SIGN = re.compile(rf"(?<=\d)\s?(?P<sign>(?-i:(?![GM](?![A-Za-z])))(?:{any_of(SIGNS)}))(?![A-Za-z\d])", re.IGNORECASE)
SAME_UNIT = re.compile(
    rf"(?<![\d.])(?P<first>{NUMBER})\s?(?P<unit>{HAN}{{1,2}}|%|℃){DASH}(?P<last>-?{NUMBER})(?=\s?(?P=unit))"
)
SPAN = re.compile(rf"(?<![\d.])(?P<first>{NUMBER}){TO}(?P<last>{NUMBER})")
PERCENT = re.compile(rf"(?P<first>{NUMBER})%?(?:{TO}(?P<last>{NUMBER}))?\s?(?P<sign>[%‰])")
WARMTH = re.compile(rf"(?P<first>[-–]?{NUMBER})(?:℃)?(?:(?:[~–到至-])(?P<last>-?{NUMBER}))?\s?℃")
BELOW_ZERO = re.compile(rf"(?<![\d\w)）])[-–](?P<number>{NUMBER})(?=\s?度)")
FRACTION = re.compile(
    rf"(?<![\d./])(?P<top>\d{{1,3}})/(?P<bottom>\d{{1,3}})(?![\d./:]|\s?(?:{LIANG}|号|楼|栋|月|日))"
    rf"|(?<![\d./])(?P<one>1|3(?=/4))/(?P<part>[2-9])(?=\s?(?![个人名位页]){LIANG})"
)
HALF = re.compile(r"(?<![\d.])(?P<whole>\d{1,4})\.50*(?P<unit>个小时|小时|个月|天|年)")
HEADS_NEEDED = r"(?:要|招|聘|缺|差|需|找|收|用|名额|人数|男|女|工|员|师傅|阿姨|共|约|限|剩|剩下|还有)[:： ]?"
NO_HEAD = "(?:[员份民力物]|间(?![歇断隔或])|次(?![日月年])|工(?![作期资钱价地厂棚龄程])|才(?=市|网|引|补|公|交|服))"
"""After 人: words of their own (`人员`, `6人间`, `5人次`, `人工`), before which nobody is counted as 名."""
HEADS = re.compile(
    rf"(?P<need>{HEADS_NEEDED})?(?<![\d.第])(?P<first>\d{{1,9}}+)(?:{TO}(?P<last>\d{{1,9}}+))?\s?人(?!{NO_HEAD})"
    r"(?P<end>(?=\s?(?:$|[A-Za-z\W]|\s|左右|以上|以下|以内|即可|就行|就够)))?"
)
ENDS = r"(?=\s?(?:$|[,，。、；;）)的]))"
MORE = re.compile(r"(?<=\d)\s?\+(?=\s?[元人名个岁天斤])")
OR_MORE = re.compile(rf"(?<=[\d人名元个岁天斤里%℃百千万])\s?\+{ENDS}")
NUMBERED = re.compile(
    r"(?:\b(?:No|NO|no)\.?\s?|№\s?)(?P<number>\d{1,6})\b|(?<!\w)#\s?(?P<hash>\d{1,6})|(?P<back>\d{1,4})\s?#"
)
COMPARED = {
    "≥": "不低于",
    "≤": "不超过",
    ">=": "不低于",
    "<=": "不超过",
    ">": "超过",
    "<": "不到",
    "±": "正负",
    "≈": "约",
    "~": "约",
    "=": "等于",
}
COMPARISON = re.compile(
    rf"(?P<sign>>=|<=|[≥≤±≈]|<(?![^<>\n]{{0,40}}>)|(?<![A-Za-z\"'/=-])>|(?<=[\d元米])\s?=|(?<![\d%℃])(?<!{HAN})~)\s?(?=¥?\d)"
)
APPROXIMATE = re.compile(rf"(?<![\d%℃])(?<!{HAN})–(?=\d)")
TIMES = re.compile(r"(?<=[\d米尺])\s?[x×X*]\s?(?=\d)")
MINUS = re.compile(r"(?<![\w）)℃%])-(?=\d)")
DAYS_INSIDE = re.compile(r"(?<=\d)日(?=内|之内|后|游)")
PLAIN = re.compile(rf"(?P<before>第?)(?P<number>\d++(?:\.\d++)*)(?P<liang>(?={TO}?{NUMBER}\s?{LIANG}|\s?{LIANG}))?")
METRES_AND = re.compile(rf"(?<=\d米)\d\d(?![\d.]|\s?{LIANG})")
"""`1米75`, as heights are told."""
BARE_POINT = re.compile(r"(?<!\w)\.(?=\d)")


def comparisons_spoken(text: str, *, today: date) -> str:
    """Return `text` with words for the signs before an amount; ahead of the rules for pay, which would drop them."""
    del today
    return COMPARISON.sub(lambda match: COMPARED[match["sign"].strip()], text)


def counts_spoken(text: str, *, today: date) -> str:
    """Return `text` without digits: what the other rules left is said as a number."""
    del today
    if "/" in text:
        text = PAGE.sub(_page, OUT_OF.sub(_out_of, STEP.sub(_step, text)))
    text = SIGN.sub(lambda match: SIGNS[match["sign"].lower()], text)
    text = DAYS_INSIDE.sub("天", text)
    text = _signs(text)
    text = SAME_UNIT.sub(r"\g<first>\g<unit>到\g<last>", text)
    text = PERCENT.sub(_percent, WARMTH.sub(_warmth, text))
    if "/" in text:
        text = FRACTION.sub(_fraction, text)
    text = BELOW_ZERO.sub(r"零下\g<number>", text)
    text = HEADS.sub(_heads, HALF.sub(_half, text))
    text = METRES_AND.sub(lambda match: digits(match.group()), SPAN.sub(r"\g<first>到\g<last>", text))
    return PLAIN.sub(_number, MINUS.sub("负", BARE_POINT.sub("0.", text)))


def _signs(text: str) -> str:
    text = NUMBERED.sub(lambda match: f"{match['number'] or match['hash'] or match['back']}号", text)
    text = text.replace("号号", "号")
    text = MORE.sub("多", OR_MORE.sub("以上", APPROXIMATE.sub("约", text)))
    text = TIMES.sub("乘", text)
    return lists_spoken(text, say=lambda number: f"{cardinal(number)}，")


def _page(match: re.Match[str]) -> str:
    return f"第{cardinal(int(match['page']))}页，一共{counted(int(match['pages']))}页"


def _step(match: re.Match[str]) -> str:
    """`3/8页`, `步骤2/4`."""
    at, of, what = match["at"] or match["step"], match["of"] or match["steps"], match["what"] or "步"
    return f"第{cardinal(int(at))}{what}，一共{counted(int(of))}{what}"


def _out_of(match: re.Match[str]) -> str:
    """`已报3/5人` -> `已报3，一共5人`."""
    return f"{match['what']}{match['mark']}{match['part']}，一共{match['whole']}"


def _percent(match: re.Match[str]) -> str:
    whole = "百分之" if match["sign"] == "%" else "千分之"
    both = "%到" in match.group() or match.group().count("%") == 2
    first = whole + ("百" if match["first"] == "100" else decimal(match["first"]))
    return first + (f"到{whole if both else ''}{decimal(match['last'])}" if match["last"] else "")


def _warmth(match: re.Match[str]) -> str:
    first, last = _degrees(match["first"]), match["last"]
    if not last:
        return f"{first}度"
    across_zero = first.startswith("零下") and not last.startswith("-")
    return f"{first}{'度' if across_zero else ''}到{_degrees(last)}度"


def _degrees(number: str) -> str:
    plain = number.lstrip("-–")
    words = "两" if plain == "2" else decimal(plain)
    return ("零下" if plain != number else "") + words


def _fraction(match: re.Match[str]) -> str:
    top, bottom = int(match["top"] or match["one"]), int(match["bottom"] or match["part"])
    if 0 < top < bottom:
        return f"{cardinal(bottom)}分之{cardinal(top)}"
    return f"{match['top']}、{match['bottom']}"


def _half(match: re.Match[str]) -> str:
    """`0.5小时` -> 半小时, `1.5天` -> 一天半, `2.5小时` -> 两个半小时."""
    whole, unit = int(match["whole"]), match["unit"].lstrip("个")
    if unit in ("天", "年"):
        return f"{counted(whole)}{unit}半" if whole else f"半{unit}"
    return f"{counted(whole)}个半{unit}" if whole else f"半{'个' if unit == '月' else ''}{unit}"


def _heads(match: re.Match[str]) -> str:
    """Heads wanted are 名; `2人间` and `3人一组` stay 人."""
    wanted = match["need"] or match["end"] is not None
    first = "两" if match["first"] == "2" else cardinal(int(match["first"]))
    last = f"到{counted(int(match['last']))}" if match["last"] else ""
    return f"{match['need'] or ''}{first}{last}{'名' if wanted else '人'}"


def _number(match: re.Match[str]) -> str:
    before, number = match["before"], match["number"]
    if number == "2" and match["liang"] is not None and not before:
        return "两"
    return before + decimal(number)
