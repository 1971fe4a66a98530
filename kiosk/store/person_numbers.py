"""How other tables name a person: by the number of the registration that counts."""

from __future__ import annotations

from kiosk.errors import UnknownThing
from kiosk.store.database import Database

SAME_PERSON = "(select number from people where counts_as = ?)"
"""Every registration that was merged into one, that one included."""


def counted_number(database: Database, person_id: str) -> int:
    """Return the number that `person_id` counts as, after merges.

    Raises `UnknownThing` if there is no such person, or nobody who is remembered.
    """
    found = database.value(
        "select c.number from people p join people c on c.number = p.counts_as"
        " where p.id = ? and c.forgotten_at_ms is null",
        (person_id,),
    )
    if found is None:
        raise UnknownThing(what=person_id)
    return int(found)
