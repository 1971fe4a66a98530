"""How a posting's pay, days and hours read: the same short lines on screen, on paper and (worded) in the voice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time, timedelta

from kiosk.domain.called_number import CalledNumber
from kiosk.domain.pay import Pay
from kiosk.domain.posting import Posting
from kiosk.texts.catalogue import Texts

RANGE_DASH = "–"
FAR_AWAY_DAYS = 180
"""Farther than this, a day and month without a year could be meant of the wrong year."""
EMOJI = re.compile("[\U0001f000-\U0001faff\U000e0020-\U000e007f\ufe0f\u200d\u20e3]+")
"""Pictures among the letters: no voice says them, and few stations have letters for them."""


def readable(text: str) -> str:
    """`text` without what can be neither shown and printed everywhere nor said."""
    return " ".join(EMOJI.sub(" ", text).split())


def number_said(number: int, texts: Texts) -> str:
    """`17`; of a number that the kiosk's letters belong to, `L7机17`, `17 of L7`: its dash would be said as a range."""
    if isinstance(number, CalledNumber) and number.letters:
        return texts("number-of-kiosk", letters=number.letters, number=number.without_letters)
    return str(number)


def listed(words: Iterable[str], texts: Texts) -> str:
    """`瓦工、小工`, `mason, hand`: words one after the other; nothing for none."""
    whole = ""
    for word in words:
        whole = texts("list-joined", before=whole, after=word) if whole else word
    return whole


def trade_name(posting: Posting, texts: Texts) -> str:
    """The trade as people call it; the posting's own title where a newer station's trade is unknown here."""
    key = f"trade-{posting.trade}"
    return texts(key) if texts.has(key) else posting.title


def pay_line(pay: Pay, texts: Texts) -> str:
    """`180元/天`, `180–220元/天`, `¥180/day`; `工钱面议` where it is to be agreed."""
    if pay.amount_minor is None:
        return texts("pay-negotiable")
    amount = amount_text(pay.amount_minor)
    if pay.up_to_minor is not None and pay.up_to_minor > pay.amount_minor:
        amount += RANGE_DASH + amount_text(pay.up_to_minor)
    return texts(f"pay-per-{pay.unit}", amount=amount)


def amount_text(minor: int) -> str:
    """Yuan without useless zeros: 18000 -> `180`, 1850 -> `18.5`."""
    yuan, fen = divmod(minor, 100)
    return str(yuan) if not fen else f"{yuan}.{fen:02d}".rstrip("0")


def days_line(posting: Posting, texts: Texts, *, today: date, brief: bool = False) -> str:
    """`明天 11月22日`, `11月22日–25日`, `干到11月25日`: the days of work that are still to come, as people say them.

    Where they begin today or tomorrow, `brief` is `今天–11月25日`, for a card of a list: it has no room for two dates.
    For paper that is read on any day, `today` is `date.min`: years are told from the first day, then.
    """
    first, last = posting.first_day, posting.last_day
    if first < today <= last:
        return texts("days-until", last=dated(last, texts, today=today))
    seen_on = first if today == date.min else today
    if brief and first != last and (named := _named(first, texts, today=today)):
        return _sentence(
            texts("days-from-to", first=named, last=_named(last, texts, today=today) or dated(last, texts, today=today))
        )
    first_text = _of_year(day_text(first, texts, today=today), first, texts, today=seen_on)
    if last == first:
        return _sentence(first_text)
    if (last.year, last.month) == (first.year, first.month) and first not in (
        today,
        today + timedelta(days=1),
    ):
        days = texts(
            "days-in-one-month",
            month=str(first.month),
            first=str(first.day),
            last=str(last.day),
            month_name=texts(f"month-{first.month}"),
        )
        return _of_year(days, first, texts, today=seen_on)
    last_text = _of_year(day_text(last, texts, today=today), last, texts, today=seen_on)
    return _sentence(texts("days-from-to", first=first_text, last=last_text))


def _sentence(text: str) -> str:
    """With a capital letter at its beginning, where the script has capitals."""
    return text[:1].upper() + text[1:]


def day_text(day: date, texts: Texts, *, today: date) -> str:
    """`今天`/`明天` with the date, otherwise the date: `11月22日`, `22 November`."""
    plain = _plain(day, texts)
    if day == today:
        return texts("day-today", day=plain)
    if day == today + timedelta(days=1):
        return texts("day-tomorrow", day=plain)
    return plain


def dated(day: date, texts: Texts, *, today: date) -> str:
    """`day_text`, with the year of a day far away in another one: `2027年11月21日`, which nobody takes for today."""
    return _of_year(day_text(day, texts, today=today), day, texts, today=today)


def _of_year(text: str, day: date, texts: Texts, *, today: date) -> str:
    """`text`, which names `day`, with its year where that is needed."""
    if day.year == today.year or abs(day - today).days <= FAR_AWAY_DAYS:
        return text
    return texts("day-of-year", day=text, year=str(day.year))


def _plain(day: date, texts: Texts) -> str:
    return texts("day", month=str(day.month), day=str(day.day), month_name=texts(f"month-{day.month}"))


def _named(day: date, texts: Texts, *, today: date) -> str:
    """`今天`, `明天`; empty for any other day."""
    keys = {today: "day-named-today", today + timedelta(days=1): "day-named-tomorrow"}
    return texts(keys[day]) if day in keys else ""


def long_day(day: date, texts: Texts, *, today: date) -> str:
    """`今天 11月21日 周六`, `2027年1月5日 周二`."""
    text = day_text(day, texts, today=today)
    text = text[:1].upper() + text[1:]
    if day.year != today.year:
        text = texts("day-of-year", day=text, year=str(day.year))
    return texts("day-with-weekday", day=text, weekday=texts(f"day-weekday-{day.isoweekday()}"))


def wanted_line(posting: Posting, texts: Texts) -> str:
    """How many people are still needed; all that are, where their slots are at other kiosks."""
    if posting.slots_left == 0 and posting.has_slots_elsewhere:
        return texts("headcount-elsewhere", count=posting.headcount)
    return texts("headcount-left", count=posting.slots_left)


def hours_line(posting: Posting, texts: Texts) -> str:
    """`6:00–17:30`, `6:00开始`, or words that say to ask."""
    if posting.daily_start is None:
        return texts("hours-unknown")
    if posting.daily_end is None:
        return texts("hours-from", start=clock_text(posting.daily_start))
    return texts("hours-from-to", start=clock_text(posting.daily_start), end=clock_text(posting.daily_end))


def clock_text(moment: time) -> str:
    """`6:00`, `17:30`."""
    return f"{moment.hour}:{moment.minute:02d}"
