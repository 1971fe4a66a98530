"""Forgetting: everything that tells who somebody was is emptied, in every table and in what central has not got yet.

The emptied rows stay: visits, slips and outcomes go on pointing to them, and every count stays as it was. What a row
holds beside the identity (trades, days, kinds, amounts) stays too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from kiosk.domain.forgetting import Erased
from kiosk.errors import StoreError, UnknownThing
from kiosk.store.database import Database
from kiosk.store.kept import Kept, KeptRows, Step
from kiosk.store.outbox import Change, Field, OperationKind, Outbox, wall_clock_ms
from kiosk.store.scrubbing import AT_ONCE_BYTES, scrub
from kiosk.store.voices import VoiceStore
from kiosk.store.work_wishes import WorkWishStore

EMPTY_PERSON: Mapping[str, Field] = {
    "name": "",
    "phone": "",
    "birth_year": None,
    "region": "",
    "strength": None,
    "identity_number": "",
    "note": "",
    "pictures": "",
    "lent": "",
}
NO_REASON = "—"
"""A move must have a reason; this one says that there was one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """Columns in which staff wrote about somebody; `whose` finds the rows by the numbers `:people` (a JSON list)."""

    kept: Kept
    empty: Mapping[str, Field]
    whose: str


THEIRS = "select value from json_each(:people)"
THEIR_SLIPS = f"select id from slips where person in ({THEIRS})"
THEIR_COMPLAINTS = f"select id from complaints where person in ({THEIRS}) or slip_id in ({THEIR_SLIPS})"
COMPLAINTS = _Words(
    kept=Kept(table="complaints", kind=OperationKind.COMPLAINT_SAVED),
    empty={"words": "", "next_step": "", "recording": None},
    whose=f"id in ({THEIR_COMPLAINTS})",
)
WRITTEN = (
    COMPLAINTS,
    _Words(
        kept=Kept(table="complaint_steps", kind=OperationKind.COMPLAINT_STEP_ADDED),
        empty={"words": ""},
        whose=f"complaint_id in ({THEIR_COMPLAINTS})",
    ),
    _Words(
        kept=Kept(table="outcomes", kind=OperationKind.OUTCOME_SAVED, key="slip_id"),
        empty={"reason": ""},
        whose=f"slip_id in ({THEIR_SLIPS})",
    ),
    _Words(
        kept=Kept(table="arrival_moves", kind=OperationKind.ARRIVAL_MOVED),
        empty={"reason": NO_REASON},
        whose=f"visit_id in (select id from visits where person in ({THEIRS}))",
    ),
)
RECORDINGS = Kept(table="recordings", kind=OperationKind.RECORDING_SAVED)
WAITING = Kept(table="waiting_list", kind=OperationKind.WAITING_SAVED)
KNOWN = " or ".join(f"{name} is not :{name}" for name in EMPTY_PERSON)
LEFT_OVER = f"""
    select number from people where counts_as in (
        select counts_as from people where id in (select value from json_each(:ids))
    ) and (forgotten_at_ms is null or {KNOWN} or exists (select 1 from person_keys where person = number))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """One of the rows that are the same person."""

    number: int
    id: str
    counts_as: int
    is_forgotten: bool


class ForgettingStore:
    """Empties the rows of people. Changes belong into the caller's transaction."""

    def __init__(self, database: Database, *, clock_ms: Callable[[], int] = wall_clock_ms) -> None:
        self._database, self._clock_ms = database, clock_ms
        self._outbox = Outbox(database)

    def registrations(self, person_id: str) -> tuple[Registration, ...]:
        """Return all registrations that are the same person, the one that counts first; raise `UnknownThing`."""
        rows = self._database.rows(
            "select number, id, counts_as, forgotten_at_ms is not null from people"
            " where counts_as = (select counts_as from people where id = ?) order by number <> counts_as, number",
            (person_id,),
        )
        if not rows:
            raise UnknownThing(what=person_id)
        return tuple(Registration(number=n, id=i, counts_as=c, is_forgotten=bool(f)) for n, i, c, f in rows)

    def next_running(self, beginning: str) -> int:
        """Return the running number of the next receipt whose number begins so: once more than there are."""
        taken = self._database.value(
            "select count(distinct receipt) from forgotten where substr(receipt, 1, ?) = ?", (len(beginning), beginning)
        )
        return int(taken) + 1

    def keep_receipt(self, person_ids: Collection[str], *, receipt: str, staff_id: str) -> None:
        """Remember who was forgotten, by ids alone, so that it can be done again to a copy from before."""
        self._database.execute_many(
            "insert into forgotten (person_id, at_ms, staff_id, receipt) values (?, ?, ?, ?) on conflict do nothing",
            [(person_id, self._clock_ms(), staff_id, receipt) for person_id in person_ids],
        )

    def forgotten(self) -> frozenset[str]:
        """Return the ids of everybody who was ever forgotten here."""
        return frozenset(id_ for (id_,) in self._database.rows("select person_id from forgotten"))

    def left_over(self, person_ids: Collection[str]) -> bool:
        """Tell whether any of these people is still known here, by a row or a search key."""
        values = {**EMPTY_PERSON, "ids": json.dumps(sorted(person_ids))}
        return self._database.row(LEFT_OVER, values) is not None

    def erase(self, person_ids: Collection[str]) -> Erased:
        """Empty all rows of these people; return how much there was. Doing it again changes nothing more."""
        people = self._people(person_ids)
        drafts = self._drop_drafts(people)
        recordings = self._recordings(people)
        written = [self._empty(words, people) for words in WRITTEN]
        outbox = self._clean_outbox(people, recordings)
        self._clean_central(people, recordings)
        self._leave_waiting_lists(people)
        self._withdraw_work_wishes(people)
        erased = Erased(
            registrations=sum(self._empty_person(number, id_) for number, id_ in people.items()),
            search_keys=self._drop_keys(people),
            complaints=len(written[0]),
            recordings=self._drop_recordings(recordings),
            texts=drafts + sum(map(len, written[2:])),
            outbox=outbox,
        )
        self._tell_central(people)
        return erased

    def drop_pieces(self) -> None:
        """Drop what nobody can be found by any more: drafts, and recordings that nothing plays."""
        self._database.execute("delete from drafts")
        self._drop_recordings([id_ for (id_,) in self._database.rows("select id from recordings")])

    def wipe_log(self) -> bool:
        """Clear the write-ahead log, which holds pages as they were; False while another program still reads in it.

        Must be called outside a transaction.
        """
        busy, *_ = self._database.row("pragma wal_checkpoint(truncate)") or (1,)
        return not busy

    def scrub_if_small(self) -> None:
        """Clear what rows left behind in pages, where that takes no longer than a second; else the upkeep does it."""
        with suppress(StoreError):  # they are forgotten all the same; what could not be done now is done another time
            scrub(self._database.path, self._database.key, at_most_bytes=AT_ONCE_BYTES)

    def _people(self, person_ids: Collection[str]) -> dict[int, str]:
        rows = self._database.rows(
            "select number, id from people where counts_as in ("
            "select counts_as from people where id in (select value from json_each(?))) order by number",
            (json.dumps(sorted(person_ids)),),
        )
        return dict(rows)

    def _drop_drafts(self, people: Mapping[int, str]) -> int:
        """Drafts that mention them, in whatever form: whole words for a name of one character."""
        told = self._told(people)
        found = self._database.rows("select form, staff_id, fields from drafts")
        theirs = [(form, staff) for form, staff, fields in found if _mentions(json.loads(fields), told)]
        self._database.execute_many("delete from drafts where form = ? and staff_id = ?", theirs)
        return len(theirs)

    def _told(self, people: Mapping[int, str]) -> frozenset[str]:
        rows = self._database.rows(
            f"select name, phone, identity_number from people where number in ({THEIRS})", _numbers(people)
        )
        return frozenset(word for row in rows for word in row if word) | frozenset(people.values())

    def _recordings(self, people: Mapping[int, str]) -> tuple[str, ...]:
        rows = self._database.rows(
            f"select recording from complaints where {COMPLAINTS.whose} and recording is not null", _numbers(people)
        )
        return tuple(id_ for (id_,) in rows)

    def _empty(self, words: _Words, people: Mapping[int, str]) -> list[str]:
        """Empty staff's words; return the keys of the rows that held any."""
        kept, empty = words.kept, words.empty
        full = " or ".join(f"{name} is not :{name}" for name in empty)
        rows = self._database.rows(
            f"select {kept.key} from {kept.table} where ({words.whose}) and ({full})", {**_numbers(people), **empty}
        )
        store = KeptRows(self._database, kept, clock_ms=self._clock_ms)
        for (key,) in rows:
            store.change(key, empty)
        return [key for (key,) in rows]

    def _empty_person(self, number: int, person_id: str) -> int:
        return self._database.execute(
            f"update people set {', '.join(f'{name} = :{name}' for name in EMPTY_PERSON)},"
            " forgotten_at_ms = ifnull(forgotten_at_ms, :now), version = version + 1 where number = :number"
            f" and (forgotten_at_ms is null or {KNOWN})",
            {**EMPTY_PERSON, "now": self._clock_ms(), "number": number},
        )

    def _drop_keys(self, people: Mapping[int, str]) -> int:
        return self._database.execute(f"delete from person_keys where person in ({THEIRS})", _numbers(people))

    def _drop_recordings(self, recordings: Sequence[str]) -> int:
        """Those that nothing else plays."""
        store, dropped = KeptRows(self._database, RECORDINGS, clock_ms=self._clock_ms), 0
        for id_ in recordings:
            used = self._database.row(
                "select 1 where exists (select 1 from complaints where recording = ?1)"
                " or exists (select 1 from postings where voice = ?1)"
                " or exists (select 1 from notices where recording = ?1)",
                (id_,),
            )
            if used is None and (version := store.version(id_)):
                store.take_back(Step(row_id=id_, before=None, version=version))
                dropped += 1
        return dropped

    def _leave_waiting_lists(self, people: Mapping[int, str]) -> None:
        """Nobody can be called any more by a name that is gone."""
        store = KeptRows(self._database, WAITING, clock_ms=self._clock_ms)
        found = f"select id from waiting_list where person in ({THEIRS}) and state = 'waiting'"
        for (id_,) in self._database.rows(found, _numbers(people)):
            store.change(id_, {"state": "gone"})

    def _withdraw_work_wishes(self, people: Mapping[int, str]) -> None:
        """Those left under their registration, and those left under their phone before anybody knew them by it.

        What somebody was saying of themselves when the power went is no wish yet, and goes as well.
        """
        VoiceStore(self._database).drop_of(people)
        WorkWishStore(self._database, clock_ms=self._clock_ms).withdraw_of(people)

    def _clean_outbox(self, people: Mapping[int, str], recordings: Sequence[str]) -> int:
        """Empty the same fields in the changes that wait or were refused, and central's words about them."""
        empties = {(OperationKind.PERSON_SAVED.value, id_): EMPTY_PERSON for id_ in people.values()}
        empties |= {(OperationKind.RECORDING_SAVED.value, id_): {} for id_ in recordings}
        for words in WRITTEN:
            question = f"select {words.kept.key} from {words.kept.table} where {words.whose}"
            for (key,) in self._database.rows(question, _numbers(people)):
                empties[words.kept.kind.value, key] = words.empty
        cleaned = []
        for seq, kind, row_id, written, reason in self._database.rows(
            "select seq, kind, row_id, fields, reason from operations"
        ):
            empty = empties.get((kind, row_id))
            if empty is not None:
                fields = json.loads(written)
                emptied = {name: empty.get(name, value) for name, value in fields.items()}
                if emptied != fields or reason:
                    cleaned.append((json.dumps(emptied, ensure_ascii=False, separators=(",", ":")), seq))
        self._database.execute_many("update operations set fields = ?, reason = '' where seq = ?", cleaned)
        return len(cleaned)

    def _clean_central(self, people: Mapping[int, str], recordings: Sequence[str]) -> None:
        """Empty what central said about them and this database did not take, or took in place of what was here.

        Rows are known by their ids, which no two rows share, and rows that are not here by the ids they mention.
        """
        ids = {*people.values(), *recordings}
        for words in WRITTEN:
            question = f"select {words.kept.key} from {words.kept.table} where {words.whose}"
            ids.update(key for (key,) in self._database.rows(question, _numbers(people)))
        values = {"ids": json.dumps(sorted(ids)), "people": json.dumps(list(people.values()))}
        theirs = "row_id in (select value from json_each(:ids))"
        self._database.execute(f"update conflicts set lost = 'null', kept = 'null' where {theirs}", values)
        self._database.execute(
            f"update sync_troubles set fields = '{{}}', reason = '' where {theirs}"
            " or exists (select 1 from json_each(:people) one where instr(fields, one.value))",
            values,
        )

    def _tell_central(self, people: Mapping[int, str]) -> None:
        rows = self._database.rows(
            f"select id, version, forgotten_at_ms from people where number in ({THEIRS})", _numbers(people)
        )
        told = {
            id_
            for (id_,) in self._database.rows(
                "select row_id from operations where kind = ?", (OperationKind.PERSON_FORGOTTEN.value,)
            )
        }
        changes = [
            Change(
                kind=OperationKind.PERSON_FORGOTTEN,
                row_id=id_,
                fields={"forgotten_at_ms": at_ms},
                base_version=version - 1,
            )
            for id_, version, at_ms in rows
            if id_ not in told
        ]
        self._outbox.add(changes, now_ms=self._clock_ms())


def _numbers(people: Mapping[int, str]) -> dict[str, str]:
    return {"people": json.dumps(list(people))}


def _mentions(fields: Mapping[str, Any], told: frozenset[str]) -> bool:
    texts = [str(value) for value in fields.values()]
    return any(word == text or (len(word) > 1 and word in text) for text in texts for word in told)
