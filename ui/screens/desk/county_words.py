"""What the county did not take, and what was written differently on two sides, in staff's words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from kiosk.domain.county import Conflict, RefusedChange, RowKind, Value
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import amount_text, day_text, listed
from ui.screens.desk.postings_words import breakable, short

FIELD_WORDS = {
    "name": "name",
    "title": "title",
    "trade": "trade",
    "employer": "employer_id employer",
    "pay": "pay_minor pay_up_to_minor pay_unit paid_when paid paid_minor pay_agreed_minor",
    "days": "first_day last_day day expires_at_ms",
    "hours": "daily_start daily_end starts ends",
    "place": "place region latitude longitude",
    "contact": "phone hotline contact_name contact_phone",
    "headcount": "headcount slots_added",
    "state": "state",
    "reason": "closing_reason reason suspended_reason cancelled_reason",
    "meals": "meals",
    "lodging": "lodging",
    "women-rooms": "women_facilities",
    "men-rooms": "men_facilities",
    "transport": "transport",
    "tools": "tools_provided",
    "strength": "strength",
    "age": "age_from age_to birth_year",
    "experience": "experience",
    "outdoors": "outdoors",
    "words": "words",
    "note": "note",
    "checked": "verified verified_by verified_at_ms",
    "suspended": "suspended",
    "trades": "trades",
    "identity": "identity_number",
    "pictures": "pictures",
    "consent": "consent consent_words consent_at_ms",
    "merged": "counts_as_id counts_as",
    "whose": "person_id person",
    "result": "result",
    "half-days": "half_days_worked",
    "amount": "amount_minor",
    "next-step": "next_step",
    "due-day": "due_day",
    "teacher": "teacher",
    "seats": "seats",
    "voice": "voice recording",
    "left": "left_at_ms",
}
"""Words of staff (`county-field-WORD`), and the columns that they stand for; `county-field-other` for all others."""
OTHER = "other"
WORD_OF = {column: word for word, columns in FIELD_WORDS.items() for column in columns.split()}
STATE_KEYS = {
    RowKind.POSTING: "posting-state-",
    RowKind.COMPLAINT: "complaint-state-",
    RowKind.COMPLAINT_STEP: "complaint-state-",
    RowKind.SIGN_UP: "classes-is-",
}
VALUE_KEYS = {
    "trade": "trade-",
    "pay_unit": "pay-per-",
    "paid_when": "paid-",
    "strength": "strength-",
    "result": "result-",
    "paid": "wages-",
    "consent": "export-consent-",
    "way": "export-way-",
    "kind": "complaint-kind-",
}
"""Columns whose value is one of a few, and what the keys of their words begin with."""
FLAGS = frozenset(
    {
        "meals", "lodging", "tools_provided", "outdoors", "verified", "suspended", "women_facilities",
        "men_facilities",
    }
)  # fmt: skip
DAYS = frozenset({"first_day", "last_day", "day", "due_day"})
MOST_BYTES = 240


def change_title(change: RefusedChange, texts: Texts, *, today: date) -> str:
    """`岗位：招瓦工`."""
    return _named(change.kind, change.name, change.number, texts, today=today)


def conflict_title(conflict: Conflict, texts: Texts, *, today: date) -> str:
    """`登记的人：王秀英`."""
    return _named(conflict.kind, conflict.name, conflict.number, texts, today=today)


def what_changed(change: RefusedChange, texts: Texts) -> str:
    """`改了工钱、日子（11-21 09:00）`."""
    when = when_text(change.at_ms)
    if change.is_deletion:
        return texts("county-change-deleted", when=when)
    if change.is_new:
        return texts("county-change-new", when=when)
    return texts("county-change-fields", fields=fields_text(change.fields, texts), when=when)


def fields_text(columns: Iterable[str], texts: Texts) -> str:
    """The columns in staff's words, each word once, what has none at the end."""
    words = dict.fromkeys(WORD_OF.get(column, OTHER) for column in columns)
    if OTHER in words:
        words = {**{word: None for word in words if word != OTHER}, OTHER: None}
    return listed([texts(f"county-field-{word}") for word in words], texts)


def value_text(conflict: Conflict, value: Value, texts: Texts, *, today: date) -> str:
    """A value as staff would have written it; a word of a newer program stays as it came."""
    field = conflict.field
    if value is None or value == "":
        return texts("county-nothing")
    if field in FLAGS:
        return texts("county-yes" if value else "county-no")
    if field.endswith("_minor") and isinstance(value, int):
        return texts("county-yuan", amount=amount_text(value))
    if field.endswith("_at_ms") and isinstance(value, int):
        return when_text(value)
    if field == "pay_unit" and texts.has(f"pay-per-{value}"):
        return texts(f"pay-per-{value}", amount="").strip()
    if field in ("trades", "pictures"):
        family = "trade-" if field == "trades" else "picture-"
        return listed([_word(family, each, texts) for each in str(value).split()], texts)
    if field in DAYS:
        return _day(str(value), texts, today=today)
    if field == "state":
        return _word(STATE_KEYS.get(conflict.kind, "county-state-"), str(value), texts)
    if field in VALUE_KEYS:
        return _word(VALUE_KEYS[field], str(value), texts)
    return breakable(short(str(value), most=MOST_BYTES))


def when_text(at_ms: int) -> str:
    """Day and time of a moment by this machine's time zone, as in the log."""
    return f"{datetime.fromtimestamp(at_ms / 1000):%m-%d %H:%M}"


def _named(kind: RowKind, name: str, number: int, texts: Texts, *, today: date) -> str:
    told = texts(f"county-row-{kind}")
    if kind is RowKind.ARRIVAL_DAY:
        name = _day(name, texts, today=today)
    elif not name and number:
        name = texts("log-person-numbered", number=str(number))
    return texts("county-named", kind=told, name=breakable(short(name))) if name else told


def _word(family: str, value: str, texts: Texts) -> str:
    return texts(f"{family}{value}") if texts.has(f"{family}{value}") else value


def _day(written: str, texts: Texts, *, today: date) -> str:
    try:
        return day_text(date.fromisoformat(written), texts, today=today)
    except ValueError:
        return written
