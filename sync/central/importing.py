"""Import at central: the rows of a file become postings of a county, read and vetted just as at a station's desk."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select, update

from kiosk.desk.importing import ImportReport, import_file
from kiosk.desk.rules import CountyRules
from kiosk.domain.ids import new_id
from kiosk.domain.posting import Posting, Source
from kiosk.store.posting_rows import COLUMNS, column_values
from kiosk.store.postings import NewPosting
from sync.central.enrolment import ensure_region
from sync.central.feed import Feed, heads, is_stale
from sync.central.ledger import EVERYBODY, Ledger
from sync.central.merge import OFFERING_STATES
from sync.central.slots import SlotBook
from sync.central.store.database import ROWS_AT_ONCE, Store, now_ms, put
from sync.central.store.tables import imported, records, regions, scopes
from sync.protocol.canonical import Fields
from sync.protocol.kinds import EMPLOYER, POSTING
from sync.protocol.signing import Signer

CENTRAL = ""
"""The maker of central's own records, which no station may change."""
VERIFIED_BY = "central"
ALL_AT_ONCE = sys.maxsize


class UnfitRow(Exception):
    """A posting has a field that cannot travel to the stations; nothing was imported."""

    def __init__(self, field: str, employer: str) -> None:
        self.field, self.employer = field, employer
        super().__init__(f"the field {field} of a posting of {employer} cannot be sent to the stations")


def import_postings(
    store: Store,
    signer: Signer,
    path: Path,
    *,
    region: str,
    town: str = "",
    today: date,
    rules: CountyRules | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Bring the postings of a CSV or XLSX file into the county `region`, and say what became of each row.

    All rows that are taken are stored in one transaction, or none. `town`: its code goes into postings that name no
    town. Raises `UnreadableFile`, `UnfitRow`, and `BadMessage` for what is no county's code.
    """
    shelf = CountyShelf(store, region, town=town)
    report = import_file(path, store=shelf, today=today, rules=rules, dry_run=dry_run, batch=ALL_AT_ONCE)
    if shelf.has_saved:
        refresh_snapshot(store, signer, region)
    return report


def refresh_snapshot(store: Store, signer: Signer, region: str) -> None:
    """Make the snapshot of what a county sees where the last one is old, so that no new station has to wait for it."""
    with store.change() as connection:
        mine = (scopes.c.region == region) & (scopes.c.owner == EVERYBODY)
        connection.execute(select(scopes.c.position).where(mine).with_for_update())
        (head,) = heads(connection, region, [EVERYBODY])
        if is_stale(head):
            Feed(connection, region, signer).make_snapshot(head)


class CountyShelf:
    """What importing needs of central: the postings and employers of one county."""

    def __init__(self, store: Store, region: str, *, town: str = "") -> None:
        self._store, self._region, self._town = store, region, town
        self.has_saved = False

    def fingerprints(self) -> set[str]:
        """All rows ever imported into this county."""
        with self._store.look() as connection:
            question = select(imported.c.fingerprint).where(imported.c.region == self._region)
            return set(connection.execute(question).scalars())

    def open_keys(self) -> set[tuple[str, str, str]]:
        """Employer's name, trade and first day (ISO) of all open postings, whoever made them."""
        with self._store.look() as connection:
            names = {
                id_: str(fields.get("name", "")) for id_, _, fields in _living(connection, self._region, EMPLOYER.name)
            }
            return {
                (names.get(str(said.get("employer_id")), ""), str(said.get("trade")), str(said.get("first_day")))
                for _, _, said in _living(connection, self._region, POSTING.name)
                if said.get("state") == "open"
            }

    def employers_suspended(self) -> set[str]:
        """Their names: one that any station of the county has suspended gets no workers from central either."""
        with self._store.look() as connection:
            employers = _living(connection, self._region, EMPLOYER.name)
            return {str(said.get("name", "")) for _, _, said in employers if said.get("suspended")}

    def save_new(self, entries: Sequence[NewPosting]) -> frozenset[str]:
        """Save all in one transaction; return the fingerprints that another import saved meanwhile."""
        with self._store.change() as connection:
            ensure_region(connection, self._region)
            ledger = Ledger(connection, self._region, [EVERYBODY], now_ms=now_ms())  # from here on no other import
            known = self._known(connection, [entry.fingerprint for entry in entries if entry.fingerprint])
            fresh = [entry for entry in entries if entry.fingerprint not in known]
            self._save(connection, ledger, [entry.posting for entry in fresh])
            marks = [{"region": self._region, "fingerprint": entry.fingerprint} for entry in fresh if entry.fingerprint]
            put(connection, imported, marks, update=())
        self.has_saved = self.has_saved or bool(fresh)
        return known

    def _known(self, connection: Connection, fingerprints: Sequence[str]) -> frozenset[str]:
        found: set[str] = set()
        for start in range(0, len(fingerprints), ROWS_AT_ONCE):
            part = fingerprints[start : start + ROWS_AT_ONCE]
            question = select(imported.c.fingerprint).where(
                imported.c.region == self._region, imported.c.fingerprint.in_(part)
            )
            found.update(connection.execute(question).scalars())
        return frozenset(found)

    def _save(self, connection: Connection, ledger: Ledger, postings: Iterable[Posting]) -> None:
        here = regions.c.region == self._region
        serial = connection.execute(select(regions.c.serials).where(here)).scalar_one()
        book = SlotBook(connection, self._region, ledger)
        employers = _employers(connection, self._region)
        taken = [self._as_central_s(posting, moment=ledger.now_ms) for posting in postings]
        ledger.load((EVERYBODY, POSTING.name, posting.id) for posting in taken)
        for posting in taken:
            if posting.employer_name not in employers:
                employers[posting.employer_name] = _add_employer(ledger, posting.employer_name)
            serial += 1
            fields = posting_fields(posting, employer_id=employers[posting.employer_name], serial=serial)
            ledger.create(EVERYBODY, POSTING.name, posting.id, fields, maker=CENTRAL, by=0)
            book.open(
                posting.id,
                headcount=posting.headcount,
                town=posting.region or "",
                is_open=str(posting.state) in OFFERING_STATES,
                maker=0,
            )
        ledger.write()
        connection.execute(update(regions).where(here).values(serials=serial))
        book.write()

    def _as_central_s(self, posting: Posting, *, moment: int) -> Posting:
        return replace(
            posting,
            source=Source.CENTRAL,
            verified_by=VERIFIED_BY,
            verified_at_ms=moment,
            region=posting.region or self._town or None,
        )


def posting_fields(posting: Posting, *, employer_id: str, serial: int) -> Fields:
    """Return what stations are told of a posting, just as they tell it of theirs. Raises `UnfitRow`."""
    fields = dict(zip(COLUMNS, column_values(posting), strict=True))
    del fields["id"]
    fields |= {"employer_id": employer_id, "serial": serial}
    wrong = POSTING.wrong_field(fields)
    if wrong is not None:
        raise UnfitRow(wrong, posting.employer_name)
    return fields


def _employers(connection: Connection, region: str) -> dict[str, str]:
    """Return the ids of the county's employers by name: central's own before a station's, older before newer."""
    found = sorted(
        _living(connection, region, EMPLOYER.name), key=lambda row: (row[1] != CENTRAL, row[0]), reverse=True
    )
    return {str(said.get("name", "")): id_ for id_, _, said in found}


def _add_employer(ledger: Ledger, name: str) -> str:
    id_ = new_id(now_ms=ledger.now_ms)
    fields: Fields = {"name": name, "verified": 1, "suspended": 0}
    wrong = EMPLOYER.wrong_field(fields)
    if wrong is not None:
        raise UnfitRow(wrong, name)
    ledger.create(EVERYBODY, EMPLOYER.name, id_, fields, maker=CENTRAL, by=0)
    return id_


def _living(connection: Connection, region: str, kind: str) -> Iterable[tuple[str, str, Mapping[str, Any]]]:
    """Yield id, maker and fields of the county's records of one kind."""
    question = select(records.c.id, records.c.maker, records.c.fields).where(
        records.c.region == region, records.c.owner == EVERYBODY, records.c.kind == kind, ~records.c.is_gone
    )
    for id_, maker, fields in connection.execute(question):
        yield id_, maker, json.loads(fields)
