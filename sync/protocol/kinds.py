"""The kinds of records that travel, with their fields, in the order in which they must be applied.

A kind is a group of columns of one table. Where other stations may see a part of a row only, the row travels as two
kinds with the same id: `posting` for everybody, `posting-own` for the station whose row it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import isfinite

from sync.protocol.canonical import Fields, Value

LONGEST_TEXT = 20_000
"""Characters of one field at most; the longest that a desk takes is a complaint's words."""
LONGEST_WORD = 200
LONGEST_PAIR = 130_000
"""A longest text as JSON, in which each character may take six."""
INTEGER_LIMIT = 1 << 63


class Scope(StrEnum):
    """Whose a record is: everybody's in the region, or one station's own."""

    REGION = "region"
    STATION = "station"


class Type(StrEnum):
    WORD = "word"
    TEXT = "text"
    PAIR = "pair"
    INTEGER = "integer"
    REAL = "real"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One field of a kind.

    A `soft` one names what may be at one end only, such as a sound. A `late` one came after programs without it were
    given out, which pass it over. Neither is hashed, so that ends of different age agree about all else.
    """

    name: str
    type: Type
    is_soft: bool = False
    is_late: bool = False

    def takes(self, value: Value) -> bool:
        """Tell whether `value` may stand in this field; null always may."""
        match value:
            case None:
                return True
            case bool():
                return False
            case int():
                fits = -INTEGER_LIMIT <= value < INTEGER_LIMIT
                return fits and self.type in (Type.INTEGER, Type.REAL)
            case float():
                return self.type is Type.REAL and isfinite(value)
            case str():
                longest = {Type.WORD: LONGEST_WORD, Type.TEXT: LONGEST_TEXT, Type.PAIR: LONGEST_PAIR}.get(self.type, -1)
                return len(value) <= longest and "\x00" not in value and _is_unicode(value)
        return False


@dataclass(frozen=True)
class Kind:
    """A kind of record: `name` on the wire, its columns, and the scope in which central publishes it."""

    name: str
    columns: tuple[Column, ...]
    scope: Scope
    hashed_as: str = ""
    """The name that goes into its hash, where a row may change from one kind to another."""
    is_part: bool = False
    """Whether it is the rest of a row that is told as another kind; where nothing is in it, it is not there."""

    @property
    def hash_name(self) -> str:
        return self.hashed_as or self.name

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each column stands; new ones are added at the end of `columns`, as these numbers travel."""
        return {column.name: place for place, column in enumerate(self.columns)}

    @cached_property
    def soft(self) -> frozenset[str]:
        return frozenset(column.name for column in self.columns if column.is_soft)

    @cached_property
    def uncounted(self) -> frozenset[str]:
        """The fields that are not hashed."""
        return frozenset(column.name for column in self.columns if column.is_soft or column.is_late)

    def wrong_field(self, fields: Fields) -> str | None:
        """Return the name of a field that this kind does not have or whose value it cannot take; None if all fit."""
        for name, value in fields.items():
            column = self.by_name.get(name)
            if column is None or not column.takes(value):
                return name
        return None


def _is_unicode(text: str) -> bool:
    """A lone surrogate can be written neither into a database nor on a slip."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _columns(
    *,
    words: str = "",
    texts: str = "",
    pairs: str = "",
    integers: str = "",
    reals: str = "",
    soft: str = "",
    late_integers: str = "",
) -> tuple[Column, ...]:
    groups = (
        (words, Type.WORD),
        (texts, Type.TEXT),
        (pairs, Type.PAIR),
        (integers, Type.INTEGER),
        (reals, Type.REAL),
    )
    plain = [Column(name=name, type=type_) for names, type_ in groups for name in names.split()]
    sounds = [Column(name=name, type=Type.WORD, is_soft=True) for name in soft.split()]
    late = [Column(name=name, type=Type.INTEGER, is_late=True) for name in late_integers.split()]
    return (*plain, *sounds, *late)


STATION = Kind("station", _columns(words="name region phone", soft="hotline"), Scope.STATION)
EMPLOYER = Kind("employer", _columns(words="name", integers="verified suspended"), Scope.REGION)
EMPLOYER_OWN = Kind("employer-own", _columns(words="phone", texts="note suspended_reason"), Scope.STATION, is_part=True)
PERSON = Kind(
    "person",
    _columns(
        words="card name phone region strength identity_number consent registered_by counts_as_id",
        texts="note pictures consent_words trades",
        integers="birth_year consent_at_ms registered_at_ms forgotten_at_ms",
    ),
    Scope.STATION,
)
POSTING = Kind(
    "posting",
    _columns(
        words="trade title employer_id pay_unit paid_when currency first_day last_day daily_start daily_end place"
        " region strength contact_name contact_phone source state verified_by",
        texts="transport experience note",
        integers="pay_minor pay_up_to_minor headcount meals lodging tools_provided age_from age_to outdoors"
        " verified_at_ms expires_at_ms serial is_taken",
        reals="latitude longitude",
        soft="voice",
        late_integers="women_facilities men_facilities",
    ),
    Scope.REGION,
)
"""`serial` and `is_taken` are central's: its number, and 1 while slips hold all its slots, at whichever kiosks."""
POSTING_DRAFT = Kind("posting-draft", POSTING.columns, Scope.STATION, hashed_as="posting")
"""A posting as long as nobody but its own station may see it."""
POSTING_OWN = Kind("posting-own", _columns(texts="closing_reason"), Scope.STATION, is_part=True)
VISIT = Kind("visit", _columns(words="day person_id way", integers="running at_ms left_at_ms"), Scope.STATION)
ARRIVAL_DAY = Kind(
    "arrival-day", _columns(words="rule seed drawn_by", integers="drawn_through drawn_at_ms"), Scope.STATION
)
ARRIVAL_MOVE = Kind(
    "arrival-move", _columns(words="day visit_id staff_id", texts="reason", integers="to_place at_ms"), Scope.STATION
)
DISPATCH = Kind("dispatch", _columns(words="posting_id day staff_id how", integers="at_ms"), Scope.STATION)
SLIP = Kind(
    "slip",
    _columns(
        words="number day posting_id wish_id state person_id visit_id dispatch_id", integers="running issued_at_ms"
    ),
    Scope.STATION,
)
OUTCOME = Kind(
    "outcome",
    _columns(
        words="result paid decided_by",
        texts="reason",
        integers="half_days_worked pay_agreed_minor paid_minor decided_at_ms",
    ),
    Scope.STATION,
)
WAITING = Kind("waiting", _columns(words="posting_id person_id staff_id state", integers="at_ms"), Scope.STATION)
COMPLAINT = Kind(
    "complaint",
    _columns(
        words="number day kind person_id employer_id posting_id slip_id state due_day opened_by",
        texts="words next_step",
        integers="running amount_minor opened_at_ms closed_at_ms",
        soft="recording",
    ),
    Scope.STATION,
)
COMPLAINT_STEP = Kind(
    "complaint-step", _columns(words="complaint_id staff_id what state", texts="words", integers="at_ms"), Scope.STATION
)
CLASS = Kind(
    "class",
    _columns(words="title trade day starts ends place teacher state", texts="note cancelled_reason", integers="seats"),
    Scope.STATION,
)
SIGN_UP = Kind("sign-up", _columns(words="class_id person_id staff_id state", integers="at_ms"), Scope.STATION)
NOTICE = Kind(
    "notice",
    _columns(
        words="title first_day last_day source state made_by", texts="words", integers="made_at_ms", soft="recording"
    ),
    Scope.STATION,
)
CONFLICT = Kind(
    "conflict", _columns(words="kind row_id field state", pairs="lost kept", integers="at_ms"), Scope.STATION
)

IDENTITY: Fields = {
    "name": "",
    "phone": "",
    "birth_year": None,
    "region": "",
    "strength": None,
    "identity_number": "",
    "note": "",
    "pictures": "",
}
"""What is emptied of a person who is to be forgotten."""

KINDS = (
    STATION, EMPLOYER, EMPLOYER_OWN, PERSON, POSTING, POSTING_DRAFT, POSTING_OWN, VISIT, ARRIVAL_DAY,
    ARRIVAL_MOVE, DISPATCH, SLIP, OUTCOME, WAITING, COMPLAINT, COMPLAINT_STEP, CLASS, SIGN_UP, NOTICE, CONFLICT,
)  # fmt: skip
"""Each after those that it names."""
GRANT = Kind("grant", _columns(integers="no slots is_recall"), Scope.STATION)
"""No record: grant number `no` lets a kiosk hold `slots` of the posting with that id.

`is_recall`: it is to come down to that, and to say that it did.
"""
BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in (*KINDS, GRANT)}
ORDER: Mapping[str, int] = {kind.name: place for place, kind in enumerate((*KINDS, GRANT))}

OF_OPERATION: Mapping[str, tuple[Kind, ...]] = {
    "station-saved": (STATION,),
    "employer-saved": (EMPLOYER, EMPLOYER_OWN),
    "posting-saved": (POSTING, POSTING_OWN),
    "slip-saved": (SLIP,),
    "person-saved": (PERSON,),
    "person-forgotten": (PERSON,),
    "visit-saved": (VISIT,),
    "arrival-day-saved": (ARRIVAL_DAY,),
    "arrival-moved": (ARRIVAL_MOVE,),
    "dispatch-saved": (DISPATCH,),
    "outcome-saved": (OUTCOME,),
    "waiting-saved": (WAITING,),
    "complaint-saved": (COMPLAINT,),
    "complaint-step-added": (COMPLAINT_STEP,),
    "class-saved": (CLASS,),
    "sign-up-saved": (SIGN_UP,),
    "notice-saved": (NOTICE,),
    "recording-saved": (),
    "nothing": (),
    "conflict-saved": (CONFLICT,),
}
"""What an operation of a station changes."""
