"""What is wrong with a walk-in, field by field and all at once, and the spelling in which it is kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from kiosk.desk.exchange.phone_words import read_phones
from kiosk.desk.rules import YOUNGEST
from kiosk.desk.walk_in import LookedAt, PersonField, PersonProblem, PersonReason, WalkIn
from kiosk.domain.identity import FIRST_YEAR, IdentityFault, IdentityNumber, age_on, read_identity
from kiosk.domain.person import Consent
from kiosk.domain.sign_in_pictures import is_choice
from kiosk.domain.trade import TRADES
from kiosk.domain.typed import shown_to_all
from kiosk.errors import Refused

MOST_NAME, MOST_NOTE, MOST_PHONE, MOST_IDENTITY = 60, 500, 40, 40
NO_EARLIER = date(2026, 1, 1)
"""This program was not there before; to a clock without battery, which shows such a day, everybody is too young."""
KNOWN_TRADES = frozenset(trade.id for trade in TRADES)
REGION_DIGITS = (6, 9, 12)
"""GB/T 2260 and its extension (GB/T 10114): county, town, village."""
SERVICE_LINES = ("400", "800")
SHORTEST_PHONE, SERVICE_DIGITS = 7, 10
KEPT_WITHOUT_CONSENT = ("name", "trades", "consent", "consent_words")
"""What is kept of somebody who does not agree: whom to call, and for which work."""

Problems = Iterator[PersonProblem]


def looked_at(walk_in: WalkIn, *, today: date, is_region: Callable[[str], bool]) -> LookedAt:
    """Look at every field of `walk_in`. Where consent is refused, what must not be kept is left out, and told."""
    day, problems = max(today, NO_EARLIER), list[PersonProblem]()
    if walk_in.consent is Consent.REFUSED:
        problems += _left_out(walk_in)
        walk_in = WalkIn(**{name: getattr(walk_in, name) for name in KEPT_WITHOUT_CONSENT})
    tidy = _tidy(walk_in)
    for check in (_name, _note, _trades, _pictures):
        problems += check(tidy)
    phone, phone_problems = _phone(walk_in.phone)
    identity, identity_problems = _identity(walk_in.identity_number, day)
    problems += [*phone_problems, *identity_problems, *_region(tidy.region, is_region)]
    problems += _birth_year(tidy, identity, day)
    tidy = replace(
        tidy,
        phone=phone,
        identity_number=identity.number if identity else "",
        birth_year=identity.born.year if identity and tidy.birth_year is None else tidy.birth_year,
    )
    return LookedAt(walk_in=tidy, problems=_in_order_of_fields(problems))


def _in_order_of_fields(problems: Iterable[PersonProblem]) -> tuple[PersonProblem, ...]:
    order = tuple(PersonField)
    return tuple(sorted(problems, key=lambda problem: order.index(problem.field)))


def _left_out(walk_in: WalkIn) -> Problems:
    for field in PersonField:
        if field not in KEPT_WITHOUT_CONSENT and getattr(walk_in, field):
            yield PersonProblem(field, PersonReason.NOT_KEPT)


def _tidy(walk_in: WalkIn) -> WalkIn:
    return replace(
        walk_in,
        name=walk_in.name.strip(),
        note=walk_in.note.strip(),
        trades=tuple(sorted(set(walk_in.trades))),
        region="".join(unicodedata.normalize("NFKC", walk_in.region).split()),
        pictures=tuple(sorted(walk_in.pictures)),
    )


def _name(walk_in: WalkIn) -> Problems:
    yield from _text(PersonField.NAME, walk_in.name, most=MOST_NAME)
    if not any(unicodedata.category(char)[0] not in "CZ" for char in walk_in.name):
        yield PersonProblem(PersonField.NAME, PersonReason.NAME_MISSING)


def _note(walk_in: WalkIn) -> Problems:
    yield from _text(PersonField.NOTE, walk_in.note, most=MOST_NOTE, lines=True)


def _text(field: PersonField, text: str, *, most: int, lines: bool = False) -> Problems:
    try:
        shown_to_all(text, most=most, lines=lines)
    except Refused:
        if len(text) > most:
            yield PersonProblem(field, PersonReason.TEXT_TOO_LONG, (("count", most),))
        else:
            yield PersonProblem(field, PersonReason.TEXT_UNREADABLE)


def _trades(walk_in: WalkIn) -> Problems:
    if not KNOWN_TRADES.issuperset(walk_in.trades):
        yield PersonProblem(PersonField.TRADES, PersonReason.TRADE_UNKNOWN)


def _pictures(walk_in: WalkIn) -> Problems:
    if not is_choice(walk_in.pictures):
        yield PersonProblem(PersonField.PICTURES, PersonReason.PICTURES_THREE)


def _phone(text: str) -> tuple[str, list[PersonProblem]]:
    """The number that was typed, as digits; a person has one that can be called back, not a firm's service line."""
    if not text.strip():
        return "", []
    found = read_phones(text).value if len(text) <= MOST_PHONE else None
    if found is None or not _is_of_a_person(found.first):
        return "", [PersonProblem(PersonField.PHONE, PersonReason.PHONE_MALFORMED)]
    if found.extra:
        return found.first, [PersonProblem(PersonField.PHONE, PersonReason.PHONE_SEVERAL)]
    return found.first, []


def _is_of_a_person(phone: str) -> bool:
    is_service_line = phone.startswith(SERVICE_LINES) and len(phone) == SERVICE_DIGITS
    return len(phone) >= SHORTEST_PHONE and not is_service_line and not phone.startswith("95")


def _identity(text: str, day: date) -> tuple[IdentityNumber | None, list[PersonProblem]]:
    if not text.strip():
        return None, []
    found = read_identity(text, today=day) if len(text) <= MOST_IDENTITY else IdentityFault.LENGTH
    if isinstance(found, IdentityFault):
        return None, [PersonProblem(PersonField.IDENTITY_NUMBER, PersonReason(f"identity-{found}"))]
    if age_on(day, born=found.born) < YOUNGEST:
        return found, [PersonProblem(PersonField.IDENTITY_NUMBER, PersonReason.TOO_YOUNG, (("age", YOUNGEST),))]
    return found, []


def _birth_year(walk_in: WalkIn, identity: IdentityNumber | None, day: date) -> Problems:
    """A birth year alone gives the benefit of the doubt: who turns 16 this year may be 16 already."""
    year = walk_in.birth_year
    if year is None:
        return
    if not FIRST_YEAR <= year <= day.year:
        yield PersonProblem(PersonField.BIRTH_YEAR, PersonReason.BIRTH_YEAR_ODD)
    elif day.year - year < YOUNGEST:
        yield PersonProblem(PersonField.BIRTH_YEAR, PersonReason.TOO_YOUNG, (("age", YOUNGEST),))
    elif identity is not None and identity.born.year != year:
        in_number = str(identity.born.year)
        yield PersonProblem(PersonField.BIRTH_YEAR, PersonReason.BIRTH_YEAR_DIFFERS, (("year", in_number),))


def _region(code: str, is_region: Callable[[str], bool]) -> Problems:
    if not code:
        return
    is_code = len(code) in REGION_DIGITS and code.isascii() and code.isdigit()
    if not is_code or not is_region(code):
        yield PersonProblem(PersonField.REGION, PersonReason.REGION_UNKNOWN)
