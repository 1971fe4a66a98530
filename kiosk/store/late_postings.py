"""The postings that somebody may have a complaint about: those of the last days, and of the days to come."""

from __future__ import annotations

from datetime import date, timedelta

from kiosk.domain.posting import Posting
from kiosk.store.database import Database
from kiosk.store.posting_rows import SELECT, posting_of

LOOKED_BACK_DAYS = 14
MOST = 400
"""More than anybody looks through; the nearest to today come first."""


def late_postings(database: Database, *, today: date) -> tuple[Posting, ...]:
    """Return what workers could see in the last days or can see now, whatever has become of it since."""
    since = (today - timedelta(days=LOOKED_BACK_DAYS)).isoformat()
    rows = database.rows(
        f"{SELECT} where p.verified_by is not null and p.state not in ('draft', 'review', 'rejected')"
        " and p.last_day >= ?"
        " order by p.first_day > ?, abs(julianday(p.first_day) - julianday(?)), p.trade, p.title, p.id limit ?",
        (since, today.isoformat(), today.isoformat(), MOST),
    )
    return tuple(map(posting_of, rows))
