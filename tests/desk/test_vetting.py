"""The rules for postings, on drafts as the desk and the import make them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from kiosk.desk.draft import Incomplete, PostingDraft, fingerprint, posting_from
from kiosk.desk.problems import Field, Problem, Reason, problem
from kiosk.desk.rules import CountyRules
from kiosk.desk.vetting import Standing, daily_minor, hourly_minor, hours_per_day, open_key, vet
from kiosk.domain.language import Language
from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.posting import Strength
from kiosk.texts.catalogue import Texts

TODAY = date(2026, 11, 21)
GOOD = PostingDraft(
    trade="mason",
    title="砌墙",
    employer_name="幸福建筑队",
    pay=Pay(amount_minor=280_00, unit=PayUnit.DAY),
    headcount=3,
    first_day=TODAY + timedelta(days=1),
    last_day=TODAY + timedelta(days=4),
    days_said=(TODAY + timedelta(days=1), TODAY + timedelta(days=4)),
    daily_start=time(7),
    daily_end=time(17, 30),
    place="桃花镇东村",
    contact_phone="13800001234",
)


def reasons(draft: PostingDraft, *, rules: CountyRules | None = None, standing: Standing | None = None) -> list[Reason]:
    return [found.reason for found in vet(draft, today=TODAY, rules=rules, standing=standing)]


def test_a_good_posting_has_no_problem() -> None:
    assert reasons(GOOD) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"trade": None}, Reason.TRADE_MISSING),
        ({"employer_name": ""}, Reason.EMPLOYER_MISSING),
        ({"pay": None}, Reason.PAY_MISSING),
        ({"pay": Pay(amount_minor=0, unit=PayUnit.DAY)}, Reason.PAY_ZERO),
        ({"headcount": 0}, Reason.HEADCOUNT_UNDER_ONE),
        ({"headcount": None}, Reason.HEADCOUNT_UNDER_ONE),
        ({"place": ""}, Reason.PLACE_MISSING),
        ({"contact_phone": ""}, Reason.PHONE_MISSING),
        ({"last_day": TODAY}, Reason.END_BEFORE_START),
        ({"first_day": TODAY - timedelta(days=3), "last_day": TODAY - timedelta(days=1)}, Reason.DAYS_PAST),
        ({"age_from": 15}, Reason.AGE_UNDER_16),
        ({"age_to": 14}, Reason.AGE_UNDER_16),
        ({"written": ("报名费50",), "written_in": (Field.NOTE,)}, Reason.FEE_ASKED),
    ],
)
def test_what_keeps_a_posting_out(change: dict[str, object], reason: Reason) -> None:
    assert reasons(replace(GOOD, **change)) == [reason]  # type: ignore[arg-type]  # names and values of a test's table
    assert reason.refuses


def test_the_last_day_itself_is_not_past() -> None:
    assert reasons(replace(GOOD, first_day=TODAY - timedelta(days=3), last_day=TODAY)) == []


def test_an_age_of_sixteen_is_lawful() -> None:
    assert reasons(replace(GOOD, age_from=16)) == []


def test_a_suspended_employer_is_known_by_any_spelling_of_the_name() -> None:
    standing = Standing(suspended=frozenset({"abc农场"}))
    assert reasons(replace(GOOD, employer_name="ＡＢＣ 农场"), standing=standing) == [Reason.EMPLOYER_SUSPENDED]


def test_blocked_phones_and_addresses_of_the_county() -> None:
    rules = CountyRules(blocked_phones=frozenset({"13800001234"}), blocked_places=("东 村",))
    assert reasons(GOOD, rules=rules) == [Reason.PHONE_BLOCKED, Reason.PLACE_BLOCKED]
    second = replace(GOOD, contact_phone="13900000000", phone_extra="☎13800001234", place="西村")
    assert reasons(second, rules=rules) == [Reason.PHONE_BLOCKED]


@pytest.mark.parametrize(
    ("minor", "unit", "start", "end", "hourly"),
    [
        (12_00, PayUnit.HOUR, None, None, 12_00),
        (160_00, PayUnit.DAY, None, None, 20_00),
        (190_00, PayUnit.DAY, time(7), time(17, 30), 20_00),
        (100_00, PayUnit.DAY, time(8), time(13), 20_00),
        (140_00, PayUnit.DAY, time(22), time(6), 20_00),
        (3480_00, PayUnit.MONTH, None, None, 20_00),
        (1_00, PayUnit.PIECE, None, None, None),
        (500_00, PayUnit.JOB, None, None, None),
    ],
)
def test_pay_is_measured_by_the_hour(
    minor: int, unit: PayUnit, start: time | None, end: time | None, hourly: int | None
) -> None:
    draft = replace(GOOD, pay=Pay(amount_minor=minor, unit=unit), daily_start=start, daily_end=end)
    assert hourly_minor(draft) == hourly


def test_pay_under_the_countys_floor_is_refused_and_the_floor_itself_is_not() -> None:
    rules = CountyRules(hourly_floor_minor=20_00)
    at = replace(GOOD, pay=Pay(amount_minor=190_00, unit=PayUnit.DAY, up_to_minor=300_00))
    under = replace(GOOD, pay=Pay(amount_minor=189_00, unit=PayUnit.DAY, up_to_minor=300_00))
    assert Reason.PAY_UNDER_FLOOR not in reasons(at, rules=rules)
    assert reasons(under, rules=rules) == [Reason.PAY_UNDER_FLOOR]


def test_pay_to_be_agreed_passes_the_floor() -> None:
    assert reasons(replace(GOOD, pay=Pay(amount_minor=None, unit=PayUnit.DAY))) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"pay": Pay(amount_minor=2800_00, unit=PayUnit.DAY)}, Reason.PAY_UNUSUAL),
        ({"pay": Pay(amount_minor=100_00, unit=PayUnit.DAY)}, Reason.PAY_UNUSUAL),
        ({"strength": Strength.HEAVY, "age_to": 65}, Reason.HEAVY_FOR_AGE),
        ({"strength": Strength.HEAVY, "any_age": True}, Reason.HEAVY_FOR_AGE),
        ({"outdoors": True, "daily_start": time(20), "daily_end": time(4)}, Reason.OUTDOORS_AT_NIGHT),
        ({"daily_start": time(22), "daily_end": time(6)}, Reason.OUTDOORS_AT_NIGHT),
    ],
)
def test_what_a_person_should_look_at(change: dict[str, object], reason: Reason) -> None:
    assert reasons(replace(GOOD, **change)) == [reason]  # type: ignore[arg-type]  # names and values of a test's table
    assert not reason.refuses


@pytest.mark.parametrize(
    "change",
    [
        {"strength": Strength.HEAVY, "age_to": 60},
        {"strength": Strength.HEAVY},
        {"strength": Strength.MEDIUM, "age_to": 70},
        {"outdoors": False, "daily_start": time(22), "daily_end": time(6)},
    ],
)
def test_what_nobody_needs_to_look_at(change: dict[str, object]) -> None:
    assert reasons(replace(GOOD, **change)) == []  # type: ignore[arg-type]  # names and values of a test's table


def test_the_same_employer_trade_and_day_is_a_duplicate() -> None:
    key = open_key(employer_name="幸福 建筑队", trade="mason", first_day="2026-11-22")
    assert reasons(GOOD, standing=Standing(open_keys={key})) == [Reason.DUPLICATE]


def test_a_refused_posting_is_not_also_warned_about() -> None:
    assert reasons(replace(GOOD, place="", pay=Pay(amount_minor=9999_00, unit=PayUnit.DAY))) == [Reason.PLACE_MISSING]


def test_hours_over_midnight_and_a_whole_day() -> None:
    assert hours_per_day(replace(GOOD, daily_start=time(22), daily_end=time(6))) == 7
    assert hours_per_day(replace(GOOD, daily_start=time(8), daily_end=time(8))) == 23
    assert hours_per_day(replace(GOOD, daily_start=None)) == 8


def test_daily_pay_is_the_middle_of_the_range() -> None:
    assert daily_minor(Pay(amount_minor=180_00, unit=PayUnit.DAY, up_to_minor=220_00)) == 200_00
    assert daily_minor(Pay(amount_minor=20_00, unit=PayUnit.HOUR)) == 160_00
    assert daily_minor(Pay(amount_minor=1, unit=PayUnit.PIECE)) is None


def test_every_reason_has_its_sentence_in_both_languages() -> None:
    details = dict.fromkeys(("words", "written", "employer", "hourly", "floor", "first", "last", "name", "day"), "x")
    numbers = dict.fromkeys(("age", "count", "daily", "low", "high"), 1)
    for language in Language:
        texts = Texts(language)
        sentences = {problem(Field.ROW, reason, unit="day", **details, **numbers).sentence(texts) for reason in Reason}
        assert len(sentences) >= len(Reason) - 1
        assert all(sentence.endswith(("。", ".")) for sentence in sentences)


def test_a_long_cell_is_quoted_short() -> None:
    (_, quoted), *_ = problem(Field.PAY, Reason.PAY_UNREADABLE, written="很" * 500).details
    assert len(str(quoted)) == 40
    assert Problem(Field.PAY, Reason.PAY_ZERO).details == ()


def test_the_fingerprint_is_of_the_meaning() -> None:
    assert fingerprint(GOOD) == fingerprint(
        replace(GOOD, place="桃花镇 东村", written=("x",), written_in=(Field.NOTE,))
    )
    changes: list[dict[str, object]] = [
        {"place": "西村"},
        {"headcount": 4},
        {"daily_end": time(18)},
        {"contact_phone": "13800001235"},
        {"note": "x"},
        {"pay": Pay(amount_minor=281_00, unit=PayUnit.DAY)},
        {"days_said": (TODAY, TODAY)},
        {"meals": True},
        {"trade": "tiler"},
    ]
    marks = {fingerprint(replace(GOOD, **change)) for change in changes}  # type: ignore[arg-type]  # a test's table
    assert len(marks | {fingerprint(GOOD)}) == len(changes) + 1


def test_words_that_move_from_one_field_to_another_change_the_fingerprint() -> None:
    assert fingerprint(replace(GOOD, note="ab", experience="")) != fingerprint(replace(GOOD, note="", experience="ab"))


def test_only_a_whole_draft_becomes_a_posting() -> None:
    with pytest.raises(Incomplete):
        posting_from(replace(GOOD, pay=None), posting_id="1", verified_by="x", now_ms=0)
    assert posting_from(GOOD, posting_id="1", verified_by="x", now_ms=5).slots_left == 3
