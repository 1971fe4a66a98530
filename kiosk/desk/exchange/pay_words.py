"""Pay as people write it: `180元/天`, `¥180/day`, `一百八一天`, `5000-6000/月`, `计件 0.8元/件`, `面议`."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from kiosk.desk.exchange.folding import fold
from kiosk.desk.exchange.numerals import NUMERAL, with_digits
from kiosk.desk.exchange.read import Read, odd
from kiosk.desk.problems import Field, Reason
from kiosk.domain.pay import PaidWhen, Pay, PayUnit

MOST_MINOR = 100_000_000
"""A million yuan: more is a slip of the finger, not pay."""

_UNITS: tuple[tuple[PayUnit, str], ...] = (
    (PayUnit.HOUR, r"小时|钟头|时薪|hourly|hours?|hrs?|h(?![a-z])|时(?!间|段)"),
    (PayUnit.MONTH, r"月薪|月工资|包月|monthly|months?|月(?!\d|结)"),
    (PayUnit.DAY, r"日薪|日工资|天工资|日工|工日|daily|days?|天|日(?!结)|工(?![资钱种费时])|班"),
    (PayUnit.PIECE,
        r"计件|pieces?|pcs?|kg|件|个(?!月|小时|钟头|工|人)|只|双|斤|公斤|吨|亩|株|棵|袋|箱|筐|车|趟|"
        r"平方米?|平米|m2|米|方|单(?!价)|条"),
    (PayUnit.JOB, r"一口价|包干|全包|总价|总共|合计|perjob|job|lumpsum|次|场|intotal|inall"),
)  # fmt: skip
_PER = r"(?:/|每|一|1|per|a(?=d)|an(?=h)|\bby)"
_UNIT_BY_WORD = tuple((unit, re.compile(f"(?:{_PER}个?)?(?:{words})")) for unit, words in _UNITS)
_MARKED_UNIT = tuple((unit, re.compile(f"(?:{_PER}个?)(?:{words})")) for unit, words in _UNITS)
_ONLY_MARKED = (
    (PayUnit.DAY, "晚上?|夜|nights?|shifts?"),
    (PayUnit.PIECE,
        "根|头|羽|桌|间|套|台|张|块(?!钱)|卷|盘|份|瓶|捆|把|副|扇|樘|支|桶|盒|篮|担|板|户|平方|立方|垛|篓|顿|餐|枚|页|面|包(?![吃住餐])|"
        "box|basket|bag|crate|bucket|ton|mu|jin|tree|row|room|table|load|trip|sqm|plant|bundle"),
    (PayUnit.JOB, "活|单活|project|event"),
)  # fmt: skip
"""Words that name a unit only behind `/`, 每, 一 or per: alone, 一面墙 or 张师傅 mean something else."""
_UNIT_MARKED_ONLY = tuple((unit, re.compile(f"{_PER}个?(?:{words})")) for unit, words in _ONLY_MARKED)
_STANDARD_PIECES = re.compile("计件|pieces?|pcs?|件|个")

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_HOURS_A_DAY = re.compile(r"/(?:[2-9]|1\d)个?小时")
_HOURS = re.compile(r"(?<![\d./])(?:[2-9]|1\d)个?(?:小时|钟头|hours?|h(?![a-z]))(?:制|/天|每天)?")
_BREAK = re.compile(r"[+,;。、(（\n]|加班|另加|外加|提成|餐补|补贴|补助|奖|plus")
_TOKEN = r"(\d+(?:\.\d+)?)(万|w|千|k|百)?(\d(?![\d.]))?"
_NUMBER = rf"(?:\d+|{NUMERAL}+)"
_COUNTED = re.compile(
    rf"{_NUMBER}(?:餐(?!补)|顿|险|金(?!额)|倍|%|[个名]?人|位|周?岁|休{_NUMBER}?天?)|休{_NUMBER}天?|"
    rf"{_NUMBER}班倒|{_NUMBER}点(?:半|{_NUMBER}分?)?|\d{{1,2}}:\d\d|满?(?<![\d.])(?:[2-9]|\d\d+)(?:天|个班|个工)(?=[^\d]*\d)|[*x×][2-9]\d?(?:个?小时|h)?$"
)
"""Numbers that count meals, insurances, people, days or the clock: `4500五险一金`, `180一天管三餐`, `26天保底4500`."""
_JIAO_RANGE = re.compile(r"(?<![\d.])(\d+)(?:-|至|到)(?=\d+(?:毛|角))")
_YUAN_JIAO = re.compile(r"(\d+)(?:元|块钱?|圆)(\d)(?:(?:毛|角)钱?(?:(\d)分?)?|(?=[\s/]|$))(?!\d)")
_JIAO = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)(?:毛|角)钱?(?:(\d)分?)?(?!\d)")
_FEN = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)分钱?(?![钟成之])")
_MONEY = r"(?:元|块钱|块|圆|yuan|rmb|cny|¥)?"
_RANGE = re.compile(rf"{_TOKEN}{_MONEY}(?:/?[天日月时])?(?:-|至|到|to){_MONEY}{_TOKEN}")
_AMOUNT = re.compile(_TOKEN)
_BELOW_ZERO = re.compile(r"^[^\d]{0,4}-\d")
_FOREIGN = re.compile(r"[$€£₩]|usd|eur|hkd|gbp|jpy|krw|dollar|euro|美元|美金|港币|港元|欧元|日元|韩元|泰铢|越南盾")
_UP_TO_ONLY = re.compile(r"以内|以下|最高|不超过|封顶|upto|atmost")
_NEGOTIABLE = re.compile(
    r"面议|电议|面谈|面商|详谈|详议|另议|协商|商议|待定|再谈|再定|好商量|看活|看情况|看表现|从优|优厚|"
    r"计件|按件|多劳多得|按劳|negotiable|tobeagreed|tbd|ask"
)
_HALF_DAY = re.compile(r"半天|半个?工(?!资)|半日|halfa?-?day")
_WEEKLY = re.compile(r"(?:/|每|一|per)?(?:周(?!结|六|日|末|岁|边)|星期|礼拜|weekly|week)(?!结)")
_YEARLY = re.compile(r"年薪|/年|每年|一年|peryear|/year|ayear")
_PAID_WHEN = (
    (PaidWhen.SAME_DAY, re.compile(
        r"日结|天结|当天结|当日结|当天给|当场结|现结|现钱|一天一结|做完就结|sameday|paiddaily|"
        r"daily(?:paid|pay)|cashdaily")),
    (PaidWhen.WEEKLY, re.compile(r"周结|一周一结|按周结|星期结|每周.{0,4}(?:结|发)|paidweekly|everyweek")),
    (PaidWhen.AT_END, re.compile(
        r"(?:完工|做完|干完|活完|工完|完活|结束|做满|干满|项目).{0,3}(?:结|给|付)|结清|完结|月结|按月|"
        r"次月|月底|每月.{0,4}(?:结|发)|paidmonthly|endofmonth|atend|attheend|whendone|onfinish|"
        r"oncompletion")),
)  # fmt: skip


def read_paid_when(text: str) -> PaidWhen | None:
    """Tell when pay is given out, None if `text` does not say."""
    folded = fold(text)
    return next((when for when, words in _PAID_WHEN if words.search(folded)), None)


def unit_of_heading(heading: str) -> PayUnit | None:
    """Return the unit that a heading names: `工资（元/天）`, `日薪`, `pay (CNY/day)`."""
    folded = with_digits(fold(heading)).replace("日期", "")
    if "计件" in folded or "piece" in folded:
        return PayUnit.PIECE
    return _find_unit(folded, _MARKED_UNIT) or _find_unit(folded, _UNIT_BY_WORD[:3])


def read_pay(text: str, *, unit: PayUnit | None = None) -> Read[Pay | None]:
    """Understand one cell; `unit` is what the column's heading said, for cells that name none.

    Of `180+30餐补` the first amount counts and the whole cell is kept as `rest`. A year's pay is divided by twelve.
    """
    folded = _THOUSANDS.sub("", fold(text))
    if not folded:
        return Read(None, odd(Field.PAY, Reason.PAY_MISSING))
    if _FOREIGN.search(folded):
        return Read(None, odd(Field.PAY, Reason.PAY_FOREIGN, written=text))
    whole = _HOURS.sub("", _HOURS_A_DAY.sub("/天", folded))
    body = _without_counts(whole)
    parts = _parts(body)
    segment = next((part for part in parts if _has_amount(part)), "")
    if not segment:
        return _without_amount(text, folded, unit)
    read = _with_amount(text, segment, parts, unit)
    return read if body == whole or read.value is None else replace(read, rest=text)


def _without_counts(body: str) -> str:
    """The words without numbers that are no money, unless that leaves no number at all."""
    rest = _COUNTED.sub("", body)
    return rest if _has_amount(rest) else body


def _parts(body: str) -> list[str]:
    """What stands between commas, brackets and the like; pay for another kind of worker belongs to the pay before."""
    parts: list[str] = []
    for part in filter(None, _BREAK.split(body)):
        if parts and _KIND_OF_WORKER.match(part) and _KIND_OF_WORKER.match(parts[-1]):
            parts[-1] += " " + part
        else:
            parts.append(part)
    return parts


_KIND_OF_WORKER = re.compile("男|女|大工|小工|技工|普工|杂工|师傅|徒弟|学徒|熟手|熟练工|新手|生手")


def _has_amount(part: str) -> bool:
    return any(char.isdigit() for char in with_digits(_without_unit(part)))


def _without_amount(text: str, folded: str, unit: PayUnit | None) -> Read[Pay | None]:
    if not _NEGOTIABLE.search(folded):
        return Read(None, odd(Field.PAY, Reason.PAY_UNREADABLE, written=text))
    said = _find_unit(folded, _UNIT_BY_WORD) or unit or PayUnit.DAY
    pay = Pay(amount_minor=None, unit=said, paid_when=read_paid_when(text))
    return Read(pay, odd(Field.PAY, Reason.PAY_NEGOTIABLE))


def _with_amount(text: str, segment: str, parts: list[str], unit: PayUnit | None) -> Read[Pay | None]:
    if reason := _refusal(segment):
        return Read(None, odd(Field.PAY, reason, written=text))
    yearly = _YEARLY.search(segment)
    numbers = _in_yuan(with_digits(_without_unit(_YEARLY.sub("", segment))))
    amounts = _amounts(numbers)
    if not amounts:
        return Read(None, odd(Field.PAY, Reason.PAY_UNREADABLE, written=text))
    if _BELOW_ZERO.search(numbers) or min(amounts) <= 0:
        return Read(None, odd(Field.PAY, Reason.PAY_ZERO))
    said = PayUnit.MONTH if yearly else _unit_said(segment, parts)
    low, high = (_minor(amount, yearly=bool(yearly)) for amount in (min(amounts), max(amounts)))
    if high > MOST_MINOR or low < 1:
        return Read(None, odd(Field.PAY, Reason.PAY_UNREADABLE, written=text))
    found = said or unit
    pay = Pay(
        amount_minor=low,
        up_to_minor=high if high > low else None,
        unit=found or _likely_unit(low),
        paid_when=read_paid_when(text),
    )
    guessed = () if found else odd(Field.PAY, Reason.PAY_UNIT_GUESSED, unit=pay.unit)
    return Read(pay, guessed, text if _says_more(segment, parts, pay) else "")


def _refusal(segment: str) -> Reason | None:
    """Why an amount cannot be taken for pay by any unit that a posting knows."""
    if _WEEKLY.search(segment):
        return Reason.PAY_WEEKLY
    if _HALF_DAY.search(segment):
        return Reason.PAY_HALF_DAY
    return Reason.PAY_UNREADABLE if _UP_TO_ONLY.search(segment) else None


def _in_yuan(numbers: str) -> str:
    """`1块2`, `8毛` and `5分` in yuan: 1.2, 0.8, 0.05."""
    whole = _YUAN_JIAO.sub(r"\1.\2\3 ", _JIAO_RANGE.sub(r"\1角-", numbers))
    with_jiao = _JIAO.sub(lambda found: f"{_tenth(found[1], found[2])}", whole)
    return _FEN.sub(lambda found: f"{Decimal(found[1]) / 100}", with_jiao)


def _tenth(jiao: str, fen: str | None) -> Decimal:
    return Decimal(jiao) / 10 + Decimal(fen or 0) / 100


def _unit_said(segment: str, parts: list[str]) -> PayUnit | None:
    """A marked unit (`/天`, `每天`) goes before a bare word; other parts count only while they name no amount."""
    for table in (_MARKED_UNIT, _UNIT_MARKED_ONLY, _UNIT_BY_WORD):
        found = _find_unit(segment, table)
        if found:
            return found
    others = (_find_unit(part, _UNIT_BY_WORD) for part in parts if part != segment and not re.search(r"\d", part))
    return next((unit for unit in others if unit), None) or (PayUnit.DAY if _daily_paid(parts) else None)


def _daily_paid(parts: list[str]) -> bool:
    """`200日结` is a day's pay."""
    return read_paid_when("".join(parts)) is PaidWhen.SAME_DAY


def _find_unit(folded: str, table: tuple[tuple[PayUnit, re.Pattern[str]], ...]) -> PayUnit | None:
    return next((unit for unit, pattern in table if pattern.search(folded)), None)


def _without_unit(segment: str) -> str:
    for _, pattern in (*_MARKED_UNIT, *_UNIT_MARKED_ONLY):
        found = pattern.search(segment)
        if found:
            return segment[: found.start()] + " " + segment[found.end() :]
    return segment.replace("一口价", " ")


def _amounts(numbers: str) -> list[Decimal]:
    span = _RANGE.search(numbers)
    if span:
        low, low_scale, low_tail, high, high_scale, high_tail = span.groups()
        upper = _value(high, high_scale, high_tail)
        shared = high_scale if not low_scale and Decimal(low) < Decimal(high) else low_scale
        return [_value(low, shared, low_tail), upper]
    return [_value(*found.groups()) for found in _AMOUNT.finditer(numbers)]


def _value(digits: str, scale: str | None, tail: str | None) -> Decimal:
    """`1.5万` is 15,000 and `1万2` 12,000."""
    size = {"万": 10_000, "w": 10_000, "千": 1000, "k": 1000, "百": 100}.get(scale or "", 1)
    if scale is None:
        return Decimal(digits + (tail or ""))
    return Decimal(digits) * size + (Decimal(tail) * size / 10 if tail else 0)


def _minor(amount: Decimal, *, yearly: bool) -> int:
    return int((amount * 100 / (12 if yearly else 1)).to_integral_value())


def _likely_unit(low_minor: int) -> PayUnit:
    """A bare number: hourly pay in counties lies far below 60 yuan, monthly pay far above 1,500."""
    if low_minor <= 60_00:
        return PayUnit.HOUR
    return PayUnit.DAY if low_minor < 1500_00 else PayUnit.MONTH


def _says_more(segment: str, parts: list[str], pay: Pay) -> bool:
    """Another amount, or a piece that is not simply a piece (亩, 斤): worth keeping in the writer's own words."""
    if any(re.search(r"\d", part) for part in parts if part != segment):
        return True
    return pay.unit is PayUnit.PIECE and not _STANDARD_PIECES.search(segment)
