"""Slots of which nobody knows for sure whether slips hold them: kept back, or given out again once it is known."""

from __future__ import annotations

from sqlalchemy import Connection, select, text, update

from sync.central.ledger import EVERYBODY, Ledger
from sync.central.slots import SlotBook
from sync.central.store.database import now_ms
from sync.central.store.tables import leases, slots

HOLD_BACK = """
insert into leases (region, posting, kiosk, slots, used, no, given, wanted)
select region, posting, 0, headcount - granted, headcount - granted, 0, 0, 0 from slots where granted < headcount
on conflict (region, posting, kiosk) do update
set slots = leases.slots + excluded.slots, used = leases.used + excluded.used
"""


def hold_back_free(connection: Connection) -> int:
    """After central was restored from a backup: give out no slot that was free then, as some kiosk may hold it by now.

    Return of how many postings. They come free again with a higher headcount, and with what kiosks give back.
    """
    connection.execute(text(HOLD_BACK))
    free = slots.c.granted < slots.c.headcount
    return connection.execute(update(slots).where(free).values(granted=slots.c.headcount)).rowcount


def release(connection: Connection, region: str, kiosk: int) -> int:
    """Let the slots that no slip of `kiosk` holds come free, as it gives out none any more.

    Return of how many postings. To be called only where central knows all slips that it ever gave out.
    """
    book = SlotBook(connection, region, ledger := Ledger(connection, region, [EVERYBODY], now_ms=now_ms()))
    mine = (leases.c.region == region) & (leases.c.kiosk == kiosk) & (leases.c.slots > leases.c.used)
    postings = list(connection.execute(select(leases.c.posting).where(mine).order_by(leases.c.posting)).scalars())
    book.give_up(kiosk, postings)
    ledger.write()
    book.write()
    return len(postings)
