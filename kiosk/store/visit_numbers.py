"""The numbers of visits as people are called by them, told apart from those of the station's other kiosks."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from itertools import groupby

from kiosk.domain.called_number import CalledNumber, numbers_called
from kiosk.store.database import Database

ALIKE = """
select distinct o.day, o.id, o.running from visits v join visits o on o.day = v.day and o.running = v.running
where v.id in (select value from json_each(?)) order by o.day
"""


def numbers_of_day(database: Database, day: date) -> dict[str, CalledNumber]:
    """Return the number of each visit of a day, by its id."""
    rows = database.rows("select id, running from visits where day = ?", (day.isoformat(),))
    return numbers_called((visit_id, running) for visit_id, running in rows)


def numbers_of(database: Database, visit_ids: Collection[str]) -> dict[str, CalledNumber]:
    """Return the numbers of these visits, of whichever days, by their ids; nothing for one that is not there."""
    rows = database.rows(ALIKE, (json.dumps(list(visit_ids)),))
    numbers: dict[str, CalledNumber] = {}
    for _, same_day in groupby(rows, key=lambda row: str(row[0])):
        numbers |= numbers_called((visit_id, running) for _, visit_id, running in same_day)
    return {visit_id: numbers[visit_id] for visit_id in visit_ids if visit_id in numbers}
