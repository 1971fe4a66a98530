"""Visits of people who were signed in at two kiosks on one day, while these knew nothing of each other."""

from __future__ import annotations


def second_visits(days: str) -> str:
    """Return a question for the row numbers of those that do not count; `days` is a condition on `day`, SQL of our own.

    The earlier visit of a person counts, by its time, then by its id. At one kiosk nobody has two, so that only rows
    from elsewhere need to be looked at.
    """
    return (
        "select iif((elsewhere.at_ms, elsewhere.id) < (other.at_ms, other.id), other.rowid, elsewhere.rowid)"
        " from visits elsewhere cross join visits other on other.day = elsewhere.day"
        " and other.person = elsewhere.person and other.id <> elsewhere.id"
        f" where not elsewhere.is_ours and elsewhere.day {days}"
    )
