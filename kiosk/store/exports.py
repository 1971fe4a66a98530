"""Rows for files that leave the desk: people, arrivals and outcomes; an identity number is never among them."""

from __future__ import annotations

from datetime import date
from typing import Any

from kiosk.store.database import Database
from kiosk.store.second_visits import second_visits

PEOPLE = """
    select p.name, p.phone, p.birth_year, (
        select group_concat(trade, ' ') from (
            select distinct t.trade from person_trades t join people m on m.number = t.person
            where m.counts_as = p.number order by t.trade
        )
    ), coalesce(r.name, p.region), p.strength, p.note, p.card, p.registered_at_ms, p.consent
    from people p left join regions r on r.code = p.region
    where p.counts_as = p.number and p.forgotten_at_ms is null order by p.number
"""
ARRIVALS = f"""
    select v.day, v.running, v.at_ms, v.way, coalesce(c.name, ''), coalesce(c.card, '')
    from visits v left join people p on p.number = v.person left join people c on c.number = p.counts_as
    where v.day between :first and :last and v.rowid not in ({second_visits("between :first and :last")})
    order by v.day, v.running, v.at_ms, v.id
"""
OUTCOMES = """
    select s.day, s.number, p.trade, p.title, e.name, coalesce(c.name, ''), o.result, o.half_days_worked,
        o.pay_agreed_minor, p.pay_unit, o.paid, o.paid_minor, o.reason
    from slips s join outcomes o on o.slip_id = s.id join postings p on p.id = s.posting_id
    join employers e on e.number = p.employer
    left join people w on w.number = s.person left join people c on c.number = w.counts_as
    where s.day between :first and :last order by s.day, s.running
"""
Rows = list[tuple[Any, ...]]


def people(database: Database) -> Rows:
    """Everybody who is not forgotten, merged registrations being one person."""
    return database.rows(PEOPLE)


def arrivals(database: Database, *, first: date, last: date) -> Rows:
    """Everybody who came, in the order of the day; the name is empty for who gave none, or is forgotten."""
    return database.rows(ARRIVALS, {"first": first.isoformat(), "last": last.isoformat()})


def outcomes(database: Database, *, first: date, last: date) -> Rows:
    """What became of the slips that were issued on those days."""
    return database.rows(OUTCOMES, {"first": first.isoformat(), "last": last.isoformat()})
