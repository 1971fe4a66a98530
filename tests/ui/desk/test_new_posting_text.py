"""What is touched in the form of a new posting is the text that the reader understands as exactly that."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.desk.exchange.pay_words import read_pay
from kiosk.desk.when_said import when_said
from kiosk.domain.language import Language
from kiosk.domain.pay import PaidWhen, PayUnit
from ui.screens.desk.new_posting_pickers import DAYS_AHEAD, ENDS, LENGTHS, STARTS
from ui.screens.desk.new_posting_text import Chosen, amount_alone, pay_text, usual_end

NOWS = [datetime(2026, 11, 21, 7, 0), datetime(2026, 12, 30, 20, 0), datetime(2028, 2, 27, 5, 0)]


@st.composite
def touched(draw, now):
    """Anything that the buttons can be brought to say."""
    first = now.date() + timedelta(days=draw(st.integers(0, DAYS_AHEAD - 1)))
    chosen = Chosen(first=first, last=first).lasting(draw(st.sampled_from(LENGTHS)))
    start = draw(st.sampled_from([None, *STARTS]))
    if start is not None:
        chosen = chosen.starting(time(start))
        later = [hour for hour in ENDS if hour > start]
        if draw(st.booleans()):
            chosen = chosen.ending(time(draw(st.sampled_from(later))))
    return chosen


@pytest.mark.parametrize("now", NOWS, ids=str)
@pytest.mark.parametrize("language", Language)
@settings(deadline=None)
@given(data=st.data())
def test_what_was_touched_is_what_is_understood(now: datetime, language: Language, data: st.DataObject) -> None:
    chosen = data.draw(touched(now))
    said = when_said(chosen.text(language), now=now, long_term_days=30)
    assert (said.first, said.last, said.hours.start, said.hours.end) == (
        chosen.first, chosen.last, chosen.start, chosen.end,
    )  # fmt: skip
    assert (said.problems, said.note) == ((), "")


@pytest.mark.parametrize("unit", PayUnit)
@pytest.mark.parametrize("paid", [None, *PaidWhen])
@pytest.mark.parametrize(
    ("amount", "minor", "up_to"), [("180", 18000, None), ("18.5", 1850, None), ("180-220", 18000, 22000)]
)
def test_a_touched_unit_is_the_unit_that_is_understood(unit, paid, amount, minor, up_to) -> None:
    read = read_pay(pay_text(amount, unit=unit, paid=paid))
    assert read.value is not None
    assert (read.value.amount_minor, read.value.up_to_minor) == (minor, up_to)
    assert (read.value.unit, read.value.paid_when) == (unit, paid)
    assert (read.problems, read.rest) == ((), "")


def test_a_typed_unit_counts_until_another_is_touched() -> None:
    assert pay_text("180一天", unit=PayUnit.HOUR, paid=None) == "180一天"
    assert pay_text(amount_alone("180一天"), unit=PayUnit.HOUR, paid=None) == "180元/小时"
    assert amount_alone("面议") == "面议"
    assert pay_text("", unit=PayUnit.HOUR, paid=PaidWhen.WEEKLY) == ""


def test_days_keep_their_length_and_ends_come_after_their_beginnings() -> None:
    first = date(2026, 11, 21)
    chosen = Chosen(first=first, last=first + timedelta(days=2), start=time(7), end=time(17))
    assert chosen.beginning(date(2026, 11, 25)).days == 3
    assert chosen.starting(time(6)).end == time(17)
    assert chosen.starting(time(20)).end == usual_end(time(20))
    assert [usual_end(time(hour)) for hour in (5, 7, 13, 18)] == [time(15), time(17), time(18), time(23)]
