"""Postings: saved, found, and changed by staff."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.filters import NOTHING_CHOSEN, Chosen, MarkCounts
from kiosk.domain.ids import new_id
from kiosk.domain.listing import Listing
from kiosk.domain.posting import ENDED, Posting, PostingState
from kiosk.domain.region import Region
from kiosk.errors import ChangedMeanwhile, Refused, UnknownThing
from kiosk.store import offers
from kiosk.store.database import Database
from kiosk.store.employers import saved
from kiosk.store.kept import Kept, KeptRows, Step
from kiosk.store.outbox import Change, Field, OperationKind, Outbox, wall_clock_ms
from kiosk.store.posting_rows import COLUMNS, SELECT, column_values, posting_of, suits_older

INSERT = (
    f"insert into postings ({', '.join(COLUMNS)}, employer, employer_suspended, suits_older, slots_here, slots_made,"
    " version)"
    f" values ({', '.join('?' * len(COLUMNS))}, ?, ?, ?, ?, ?, 1)"
)
LISTING_LIMIT = 200
KEPT = Kept(table="postings", kind=OperationKind.POSTING_SAVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPosting:
    """A posting to be saved. `fingerprint` names the row of a file that it came from; None when it came by hand."""

    posting: Posting
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True)
class _Owner:
    number: int
    id: str
    suspended: int


class PostingStore:
    """All postings of this station, of whatever state."""

    def __init__(self, database: Database, *, clock_ms: Callable[[], int] = wall_clock_ms) -> None:
        self._database = database
        self._outbox = Outbox(database)
        self._rows = KeptRows(database, KEPT, clock_ms=clock_ms)
        self._clock_ms = clock_ms

    def save_new(self, entries: Sequence[NewPosting]) -> frozenset[str]:
        """Save all of `entries` with their employers in one transaction.

        `Posting.employer_id` may name an employer who is there. Others are found by name, and made when they are new,
        with that id if it is not empty. Entries whose fingerprint was ever saved before, by this process or another,
        are left out; their fingerprints are returned. `slots_left` is the store's own and not saved:
        all slots of a posting made here are here.
        """
        with self._database.transaction():
            fresh, known = self._sorted_out(entries)
            owners = self._owners([entry.posting for entry in fresh])
            rows = [(column_values(entry.posting), owners[_whose(entry.posting)], entry.posting) for entry in fresh]
            self._database.execute_many(
                INSERT,
                (
                    (*values, owner.number, owner.suspended, suits_older(posting), *2 * (posting.headcount,))
                    for values, owner, posting in rows
                ),
            )
            self._database.execute_many(
                "insert into imported_rows (fingerprint) values (?)",
                [(entry.fingerprint,) for entry in fresh if entry.fingerprint is not None],
            )
            self._outbox.add((_added(values, owner.id) for values, owner, _ in rows), now_ms=self._clock_ms())
        return known

    def _sorted_out(self, entries: Sequence[NewPosting]) -> tuple[list[NewPosting], frozenset[str]]:
        """Return the entries to be saved, and the fingerprints that are known, from the database or from above."""
        saved_before = self._saved_before([entry.fingerprint for entry in entries if entry.fingerprint is not None])
        fresh, known, seen = [], set(), set(saved_before)
        for entry in entries:
            mark = entry.fingerprint
            if mark is None or mark not in seen:
                seen.add(mark)
                fresh.append(entry)
            else:
                known.add(mark)
        return fresh, frozenset(known)

    def _saved_before(self, fingerprints: Sequence[str]) -> set[str | None]:
        """Return those of `fingerprints` that the database knows."""
        question = "select fingerprint from imported_rows where fingerprint in (select value from json_each(?))"
        return {mark for (mark,) in self._database.rows(question, (json.dumps(fingerprints),))}

    def _owners(self, postings: Iterable[Posting]) -> Mapping[tuple[str, str], _Owner]:
        owners: dict[tuple[str, str], _Owner] = {}
        changes: list[Change] = []
        for posting in postings:
            if _whose(posting) not in owners:
                owners[_whose(posting)] = self._known(posting) or self._made(posting, changes)
        self._outbox.add(changes, now_ms=self._clock_ms())
        return owners

    def _known(self, posting: Posting) -> _Owner | None:
        row = self._database.row(
            "select number, id, suspended from employers where id = ?1 or name = ?2 order by id <> ?1, number limit 1",
            (posting.employer_id, posting.employer_name),
        )
        return None if row is None else _Owner(*row)

    def _made(self, posting: Posting, changes: list[Change]) -> _Owner:
        fields: dict[str, str | int] = {
            "id": posting.employer_id or new_id(now_ms=self._clock_ms()),
            "name": posting.employer_name,
            "phone": posting.contact_phone,
            "verified": 1,
            "suspended": 0,
        }
        number = self._database.value(
            "insert into employers (id, name, phone, verified, suspended, version)"
            " values (:id, :name, :phone, :verified, :suspended, 1) returning number",
            fields,
        )
        changes.append(saved(str(fields["id"]), fields, 0))
        return _Owner(number, str(fields["id"]), 0)

    def fingerprints(self) -> set[str]:
        """Return the fingerprints of all file rows ever saved, also of postings that are gone."""
        return {mark for (mark,) in self._database.rows("select fingerprint from imported_rows")}

    def open_keys(self) -> set[tuple[str, str, str]]:
        """Return employer's name, trade and first day (ISO) of all open postings, to find duplicates by."""
        return set(
            self._database.rows(
                "select e.name, p.trade, p.first_day from postings p join employers e on e.number = p.employer"
                " where p.state = 'open'"
            )
        )

    def employers_suspended(self) -> set[str]:
        """Return the names of the employers who are suspended."""
        return {name for (name,) in self._database.rows("select name from employers where suspended")}

    def get(self, posting_id: str) -> Posting:
        """Return the posting; raise `UnknownThing` if there is none."""
        row = self._database.row(f"{SELECT} where p.id = ?", (posting_id,))
        if row is None:
            raise UnknownThing(what=posting_id)
        return posting_of(row)

    def all(self, trade: str | None = None) -> tuple[Posting, ...]:
        """Return every posting of whatever state, or those of one trade, by first day."""
        rows = self._database.rows(
            f"{SELECT} where ? is null or p.trade = ? order by p.first_day, p.id", (trade, trade)
        )
        return tuple(map(posting_of, rows))

    def set_state(self, posting_id: str, state: PostingState, *, reason: str = "") -> None:
        """Pause, close, withdraw ... or open a posting; raise `UnknownThing` if there is none.

        A posting ends (closed, withdrawn, expired, rejected) only when all its slips are decided, and with a `reason`
        where nobody was hired; otherwise `Refused`, whose key says which it was. The tables see to that too.
        """
        with self._database.transaction():
            if state in ENDED:
                self._may_end(posting_id, reason)
                self._changed(posting_id, "closing_reason", reason.strip())  # the tables know spaces only
            self._changed(posting_id, "state", state.value)

    def _may_end(self, posting_id: str, reason: str) -> None:
        undecided = self.undecided_count(posting_id)
        if undecided:
            raise Refused("refused-slips-undecided", count=undecided)
        if not reason.strip() and not self.hired_count(posting_id):
            raise Refused("refused-nobody-hired")

    def undecided_count(self, posting_id: str) -> int:
        """Return how many slips of the posting hold or held a slot to the end and have no outcome yet."""
        return int(
            self._database.value(
                "select count(*) from slips s where s.posting_id = ? and s.state in ('held', 'expired')"
                " and not s.is_decided",
                (posting_id,),
            )
        )

    def hired_count(self, posting_id: str) -> int:
        """Return how many people the posting's employer hired."""
        return int(
            self._database.value(
                "select count(*) from outcomes o join slips s on s.id = o.slip_id"
                " where s.posting_id = ? and o.result = 'hired'",
                (posting_id,),
            )
        )

    def set_headcount(self, posting_id: str, headcount: int) -> bool:
        """Change how many people a posting needs; return False where more slips than that hold a slot already.

        Of a posting that was made at this kiosk, the slots that come or go are this kiosk's, as far as it has them;
        central is told how many they were as `slots_added`. Slots that were lent stay made when the headcount comes
        down, so none is made twice when it goes up again. Those of others are central's to lease.
        Raises `UnknownThing`.
        """
        with self._database.transaction():
            row = self._database.row(
                "select headcount, slots_here, slots_taken, slots_made, owned, version from postings where id = ?",
                (posting_id,),
            )
            if row is None:
                raise UnknownThing(what=posting_id)
            before, here, taken, made, is_owned, base = row
            if headcount < max(self.held_count(posting_id), taken, 1):
                return False
            if headcount == before:
                return True
            here_then = here + max(0, headcount - made) if headcount > before else min(here, headcount)
            fields: dict[str, Field] = {"headcount": headcount}
            if is_owned:
                fields["slots_added"] = here_then - here
            self._database.execute(
                "update postings set headcount = ?, slots_here = ?, slots_made = ?, version = version + 1 where id = ?",
                (headcount, here_then, made + here_then - here, posting_id)
                if is_owned
                else (headcount, here, made, posting_id),
            )
            self._tell(posting_id, fields, base)
        return True

    def held_count(self, posting_id: str) -> int:
        """Return how many slips hold a slot of the posting, whichever kiosk issued them."""
        return int(
            self._database.value("select count(*) from slips where posting_id = ? and state = 'held'", (posting_id,))
        )

    def change(self, posting_id: str, **fields: Field) -> Step:
        """Set some fields, and return the step by which to take that back. Raises `UnknownThing`.

        The state changes by `set_state`, and the headcount by `set_headcount`.
        """
        with self._database.transaction():
            return self._rows.change(posting_id, fields)

    def version(self, posting_id: str) -> int:
        """Return how often the posting was saved and changed; raise `UnknownThing` if there is none."""
        version = self._rows.version(posting_id)
        if not version:
            raise UnknownThing(what=posting_id)
        return version

    def closing_reason(self, posting_id: str) -> str:
        """Return why the posting ended, in staff's words; empty where nobody said why."""
        return str(self._database.value("select closing_reason from postings where id = ?", (posting_id,)) or "")

    def take_back(self, step: Step) -> None:
        """Undo `step`; raise `ChangedMeanwhile` if the posting was changed since, or, being new, is in use by now."""
        with self._database.transaction():
            if step.before is None and self._is_used(step.row_id):
                raise ChangedMeanwhile
            self._rows.take_back(step)

    def _is_used(self, posting_id: str) -> bool:
        uses = ("slips", "dispatches", "waiting_list", "complaints")
        question = " union all ".join(f"select 1 from {table} where posting_id = ?1" for table in uses)
        return self._database.row(f"{question} limit 1", (posting_id,)) is not None

    def _changed(self, posting_id: str, column: str, value: Field) -> None:
        row = self._database.row(f"select {column}, version from postings where id = ?", (posting_id,))
        if row is None:
            raise UnknownThing(what=posting_id)
        before, base = row
        if before == value:
            return
        self._database.execute(
            f"update postings set {column} = ?, version = version + 1 where id = ?", (value, posting_id)
        )
        self._tell(posting_id, {column: value}, base)

    def _tell(self, posting_id: str, fields: Mapping[str, Field], base: int) -> None:
        change = Change(kind=OperationKind.POSTING_SAVED, row_id=posting_id, fields=fields, base_version=base)
        self._outbox.add([change], now_ms=self._clock_ms())

    def on_offer(
        self,
        listing: Listing,
        *,
        now: datetime,
        here: Region | None = None,
        limit: int = LISTING_LIMIT,
        chosen: Chosen = NOTHING_CHOSEN,
    ) -> tuple[Posting, ...]:
        """Return the first `limit` postings of `listing` with what was `chosen` that a worker may see at `now`."""
        return offers.listed(self._database, listing, now=now, here=here, limit=limit, chosen=chosen)

    def count_on_offer(self, listing: Listing, *, now: datetime) -> int:
        """Return how many postings `on_offer` would show without a limit."""
        return offers.counted(self._database, listing, now=now)

    def count_marks(self, listing: Listing, *, now: datetime) -> MarkCounts:
        """Return by what could be chosen of `listing` at `now`, and how many postings that would leave."""
        return offers.mark_counts(self._database, listing, now=now)

    def count_by_region(self, *, now: datetime) -> dict[str, int]:
        """Return how many postings a worker may see at `now` in each region that has any, by its code."""
        return offers.counted_by_region(self._database, now=now)

    def count_by_trade(self, *, now: datetime) -> dict[str, int]:
        """Return how many postings a worker may see at `now` for each trade that has any."""
        return offers.counted_by_trade(self._database, now=now)

    def is_on_offer(self, posting_id: str, *, now: datetime) -> bool:
        """Tell whether a worker may see the posting at `now`; an unknown one may not be seen."""
        return offers.is_listed(self._database, posting_id, now=now)


def _whose(posting: Posting) -> tuple[str, str]:
    return posting.employer_id, posting.employer_name


def _added(values: Sequence[Field], employer_id: str) -> Change:
    """What nobody said is left out: a fresh row has nothing in its place."""
    fields = {name: value for name, value in zip(COLUMNS, values, strict=True) if value is not None and value != ""}
    fields["employer_id"] = employer_id
    return Change(kind=OperationKind.POSTING_SAVED, row_id=str(values[0]), fields=fields, base_version=0)
