"""People as another kiosk of the station told of them: numbered as here, found by all registrations, forgotten too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from kiosk.store.database import Database
from sync.client.columns import Columns, Row
from sync.protocol.canonical import Value
from sync.protocol.page import UNTOLD

NAMING_PEOPLE = ("person_trades", "person_keys", "visits", "slips", "waiting_list", "complaints", "sign_ups")
"""Tables whose column `person` holds a number of `people`."""


class TakenPeople:
    """Keeps what hangs on the rows of `people` right while they are written. All of it within a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def number_after_roots(self, counts_as: Mapping[str, Value]) -> None:
        """Give a registration a new number where the one that it counts as has a higher one here: the older is lower.

        Numbers are this database's own, in the order in which registrations came, which need not be that of elsewhere.
        """
        for id_, root in counts_as.items():
            found = self._database.row(
                "select p.number from people p join people r on r.id = ? where p.id = ? and p.number < r.number",
                (root, id_),
            )
            if root == id_:
                continue
            self._open_circle(id_, root)
            if found is None:
                continue
            (before,), after = found, self.next_number()
            self._database.execute("pragma defer_foreign_keys = on")
            for table in NAMING_PEOPLE:
                self._database.execute(f"update {table} set person = ? where person = ?", (after, before))
            self._database.execute(
                "update people set number = ?1, counts_as = case when counts_as = ?2 then ?1 else counts_as end"
                " where number = ?2",
                (after, before),
            )
            self._database.execute("update sqlite_sequence set seq = ? where name = 'people'", (after,))
            for (member,) in self._database.rows("select id from people where counts_as = ?", (before,)):
                self.number_after_roots({member: id_})
                self._database.execute("update people set counts_as = ? where id = ?", (after, member))

    def _open_circle(self, id_: str, root: Value) -> None:
        """Let `root` be somebody of its own where it counts as `id_` here: the other kiosk's word came first.

        Two clerks put the same two together, the other way round, and central keeps the first that it hears.
        """
        self._database.execute(
            "update people set counts_as = number where id = ?"
            " and counts_as = (select number from people where id = ?) and counts_as < number",
            (root, id_),
        )

    def next_number(self) -> int:
        """Return the number that the next new registration gets."""
        last = self._database.value("select seq from sqlite_sequence where name = 'people'")
        return int(last or 0) + 1

    def wholes_of(self, ids: Iterable[str]) -> frozenset[str]:
        """Return the ids of the registrations that these count as."""
        question = (
            "select distinct w.id from people p join people w on w.number = p.counts_as"
            " where p.id in (select value from json_each(?))"
        )
        return frozenset(id_ for (id_,) in self._database.rows(question, (json.dumps(sorted(ids)),)))

    def found_again(self, people: Columns, wholes_before: Set[str]) -> None:
        """Give these people their trades, and their search keys to whom they count as now, and to whom they did."""
        from kiosk.desk.search_keys import keys_for
        from kiosk.store.people import PersonStore

        store = PersonStore(self._database)
        for id_, trades in zip(people.ids, people.of("trades", UNTOLD), strict=True):
            person = store.get(id_)
            if trades != UNTOLD:
                store.set_trades(person.number, str(trades or "").split())
            if person.is_merged:
                store.set_keys(person.number, ())
        self._join_chains(people.ids)
        wholes = self.wholes_of(people.ids)
        self._forget_wholly(wholes)
        for id_ in sorted(wholes | wholes_before):
            person = store.get(id_)
            if not person.is_merged:
                store.set_keys(person.number, keys_for(person, *store.merged_into(person.number)))

    def _join_chains(self, ids: Sequence[str]) -> None:
        """Let whoever counts as a registration that counts as another one count as that one, and tell so.

        Two kiosks each made one of the two merges, and neither knew of the other's; both come to the same end.
        """
        from kiosk.store.people import PersonStore

        store = PersonStore(self._database)
        question = (
            "select p.number, w.counts_as from people p join people w on w.number = p.counts_as"
            " where p.counts_as < p.number and w.counts_as < w.number and p.forgotten_at_ms is null"
            " and (p.id in (select value from json_each(?1)) or w.id in (select value from json_each(?1)))"
        )
        while chained := self._database.rows(question, (json.dumps(list(ids)),)):
            for number, whole in chained:
                store.save(replace(store.numbered(number), counts_as=whole), ())
            ids = [store.numbered(number).id for number, _ in chained]

    def forget_too(self, rows: Sequence[Row]) -> None:
        """Forget whom another kiosk forgot, before their names go that drafts are known by.

        With them goes what only this kiosk has: words that central has not heard or did not take, drafts, recordings.
        """
        for id_, fields, _ in rows:
            at_ms = fields.get("forgotten_at_ms")
            if isinstance(at_ms, int):
                known = self._database.value("select forgotten_at_ms is null from people where id = ?", (id_,))
                if known:
                    self._erase(id_, at_ms)

    def _forget_wholly(self, wholes: Set[str]) -> None:
        """Forget all registrations of whoever was forgotten by one of them: the kiosk knew of no other then."""
        question = (
            "select w.id, min(p.forgotten_at_ms) from people w join people p on p.counts_as = w.number"
            " where w.id in (select value from json_each(?)) group by w.id"
            " having count(p.forgotten_at_ms) between 1 and count(*) - 1"
        )
        for id_, at_ms in self._database.rows(question, (json.dumps(sorted(wholes)),)):
            self._erase(id_, at_ms)

    def _erase(self, id_: str, at_ms: int) -> None:
        """Erase a person, with all registrations and what is written of them; `at_ms`: when they were forgotten there.

        Central is told of it too, so that it looks once more for words that came between.
        """
        from kiosk.store.forgetting import ForgettingStore

        store = ForgettingStore(self._database, clock_ms=lambda: at_ms)
        everybody = [one.id for one in store.registrations(id_)]
        store.erase(everybody)
        store.keep_receipt(everybody, receipt="", staff_id="")  # the upkeep scrubs what they left in the file
