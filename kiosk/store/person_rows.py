"""A registration as a row of the table `people`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kiosk.domain.person import Consent, Person
from kiosk.domain.posting import Strength
from kiosk.store.outbox import Field

COLUMNS = (
    "number",
    "id",
    "card",
    "name",
    "phone",
    "birth_year",
    "region",
    "strength",
    "identity_number",
    "note",
    "pictures",
    "consent",
    "consent_words",
    "consent_at_ms",
    "registered_at_ms",
    "registered_by",
    "counts_as",
    "lent",
    "forgotten_at_ms",
)
UNSENT = frozenset({"number", "counts_as", "lent"})
"""What only this database understands; whom a row counts as is told by that one's id."""
SELECT = (
    f"select {', '.join(f'p.{name}' for name in COLUMNS)},"
    " (select group_concat(trade, ' ') from (select trade from person_trades where person = p.number order by trade))"
    " from people p"
)


def column_values(person: Person) -> dict[str, Field]:
    """Return the columns of a person, in the order of `COLUMNS`; the trades are rows of their own."""
    return {
        "number": person.number,
        "id": person.id,
        "card": person.card,
        "name": person.name,
        "phone": person.phone,
        "birth_year": person.birth_year,
        "region": person.region,
        "strength": person.strength.value if person.strength else None,
        "identity_number": person.identity_number,
        "note": person.note,
        "pictures": " ".join(sorted(person.pictures)),
        "consent": person.consent.value,
        "consent_words": person.consent_words,
        "consent_at_ms": person.consent_at_ms,
        "registered_at_ms": person.registered_at_ms,
        "registered_by": person.registered_by,
        "counts_as": person.counts_as,
        "lent": " ".join(person.lent),
        "forgotten_at_ms": person.forgotten_at_ms,
    }


def person_of(row: Sequence[Any]) -> Person:
    """Return the person of a row that `SELECT` found."""
    *columns, trades = row
    found = dict(zip(COLUMNS, columns, strict=True))
    return Person(
        **{
            **found,
            "strength": Strength(found["strength"]) if found["strength"] else None,
            "pictures": tuple(found["pictures"].split()),
            "consent": Consent(found["consent"]),
            "lent": tuple(found["lent"].split()),
            "trades": tuple((trades or "").split()),
        }
    )
