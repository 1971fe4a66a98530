"""Pay in Mandarin: 180元/天 -> 一百八十元一天, 0.8元/件 -> 八毛一件, 18.5元 -> 十八块五毛."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from kiosk.speech.wording.mandarin.measures import LIANG, PER, SIGNS, TO, any_of, one
from kiosk.speech.wording.mandarin.numerals import cardinal, counted, decimal

FEW_DIGITS = r"\d{1,12}+(?:\.\d{1,6}+)?"
PER_UNIT = rf"(?P<per>{any_of(PER)})(?![A-Za-z\d]|[吃住餐食时])"
TIMES = {"万": 10**4, "w": 10**4, "W": 10**4, "千": 10**3, "k": 10**3, "K": 10**3, "百": 100, "亿": 10**8}
SCALED_SPAN = re.compile(
    rf"(?<![\d.])(?P<first>{FEW_DIGITS})(?P<own>[万千kKwW])?{TO}(?P<last>{FEW_DIGITS})\s?(?P<scale>[万千kKwW])(?![A-Za-z])"
)
SCALED = re.compile(
    rf"(?<![\d.A-Za-z])(?:(?P<broken>\d{{1,12}}+\.\d{{1,6}}+)\s?(?P<scale>[万千亿百])"
    rf"|(?P<amount>{FEW_DIGITS})(?P<letter>[kKwW](?=元|块|/|每|一?个月|包|起|以|左|\+)|[kw](?=[,，。、]|$)))"
)
SIGN = r"(?:¥|RMB|CNY|人民币)"
PAY = re.compile(
    rf"(?<![\d.A-Za-z块毛角千万])(?P<sign>{SIGN}\s?)?(?P<first>{FEW_DIGITS})(?![\d.])"
    rf"(?:\s?(?:元|块)?(?:\s?/\s?(?P<each>{any_of(PER)}))?{TO}¥?(?P<last>{FEW_DIGITS})(?![\d.])"
    r"(?(each)(?=\s?[元块]?\s?/\s?(?P=each))))?"
    r"\s?(?P<unit>元|块钱|块|圆|RMB|CNY|rmb|yuan|毛钱|毛|角|¥)?(?P<coin>钱)?"
    rf"(?:\s?(?:/|每)\s?{PER_UNIT})?(?P<once>(?=\s?一(?:天|个?小时|个月|件|斤|亩|趟|次|晚|车|棵|人|个)|[日周月]结))?"
)
PAID_BY = frozenset((*"天日时月周年班晚件次趟亩斤", "小时", "个月", "h", "hour", "d", "day", "month"))
RATE = re.compile(
    r"(?P<left>元|块|钱|毛|角|左右|以上|以下|以内|[一二两三四五六七八九十百千万]|[块毛角千万百]\d|一(?:天|小时|个月|个人|件|次|晚|班)"
    rf"|\d\s?(?:(?i:{any_of(SIGNS)})|{LIANG}))\s?[/·]\s?{PER_UNIT}"
)
CHINESE_UNITS = ("块", "块钱", "圆", "毛", "毛钱", "角")
OTHER_MONEY = {"$": "美元", "€": "欧元", "£": "英镑"}
FOREIGN = re.compile(rf"(?P<sign>[$€£])\s?(?P<amount>{FEW_DIGITS})(?![\d.])")


def money_spoken(text: str, *, today: date) -> str:
    """Return `text` with amounts and rates in words; `180/天` and `180一天` get the 元 that people leave out."""
    del today
    text = SCALED.sub(_scaled, SCALED_SPAN.sub(_scaled_span, text))
    text = FOREIGN.sub(lambda match: decimal(match["amount"]) + OTHER_MONEY[match["sign"]], text)
    text = PAY.sub(_pay, text)
    if "/" in text or "·" in text:
        text = RATE.sub(_rate, RATE.sub(_rate, text))
    return text


def _rate(match: re.Match[str]) -> str:
    return match["left"] + one(match["per"])


def _scaled_span(match: re.Match[str]) -> str:
    """`1-1.5万` -> 10000到15000; `3-5千` -> 3000到5000: each end in full, so that neither is misheard."""
    first, last = (
        _times(match["first"], match["own"] or match["scale"]),
        _times(match["last"], match["scale"]),
    )
    return f"{first}到{last}" if first and last else match.group()


def _scaled(match: re.Match[str]) -> str:
    amount, scale = match["broken"] or match["amount"], match["scale"] or match["letter"]
    return _times(amount, scale) or match.group()


def _times(amount: str, scale: str) -> str:
    """Return the whole number as digits, or nothing where it is not whole."""
    product = Decimal(amount) * TIMES[scale]
    return str(int(product)) if product == int(product) else ""


def _pay(match: re.Match[str]) -> str:
    first, last, per = match["first"], match["last"], match["per"]
    named = match["sign"] or match["unit"]
    bare_rate = (per in PAID_BY and "/" in match.group()) or match["once"] is not None
    if not (named or bare_rate) or _is_code(first):
        return match.group()
    unit = match["unit"] if match["unit"] in CHINESE_UNITS else "元"
    said = _span(first, last, unit=unit) + (match["coin"] or "")
    return said + (one(per) if per else "")


def _is_code(amount: str) -> bool:
    return len(amount) > 1 and amount.startswith("0") and not amount.startswith("0.")


def _span(first: str, last: str | None, *, unit: str) -> str:
    first, last = _plain(first), _plain(last) if last else None
    if unit in ("毛", "毛钱", "角"):
        return (f"{decimal(first)}到{decimal(last)}" if last else _jiao(first)) + unit
    broken = "." in first or "." in (last or "")
    if last is None:
        return _yuan(first, unit=unit)
    if not broken:
        low = "两" if first == "2" else decimal(first)
        return f"{low}到{_yuan(last, unit=unit)}"
    return f"{_yuan(first, unit='块')}到{_yuan(last, unit='块')}"


def _plain(amount: str) -> str:
    """Without useless zeros: `180.00` -> 180, `18.50` -> 18.5."""
    return amount.rstrip("0").rstrip(".") if "." in amount else amount


def _yuan(amount: str, *, unit: str) -> str:
    """`18.5` -> 十八块五毛, `0.85` -> 八毛五分, `10.05` -> 十块零五分; finer than fen stays a decimal."""
    whole, _, rest = amount.partition(".")
    if not rest:
        return counted(int(whole)) + unit
    if len(rest) > 2:
        return decimal(amount) + "元"
    jiao, fen = int(rest[0]), int(rest[1:] or 0)
    said = f"{counted(int(whole))}块" if int(whole) else ""
    gap = "零" if said and (not jiao or (int(whole) >= 100 and not int(whole) % 10)) else ""
    said += gap + (f"{cardinal(jiao) if said else counted(jiao)}毛" if jiao else "")
    return said + (f"{cardinal(fen) if said else counted(fen)}分" if fen else "")


def _jiao(amount: str) -> str:
    return "两" if amount == "2" else decimal(amount)
