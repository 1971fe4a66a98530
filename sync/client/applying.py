"""Rows from central, written into the station's database: whole groups at once, and one by one where a row is bad."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time
from typing import Any, TypeVar

from kiosk.domain.posting import suits_older_by
from kiosk.store.connection import DatabaseError
from kiosk.store.database import Database
from kiosk.store.outbox import wall_clock_ms
from sync.client.granting import Grant
from sync.client.tables import HOME_OF, Home
from sync.client.waiting import Waiting
from sync.protocol import kinds
from sync.protocol.canonical import Value
from sync.protocol.page import Group, Mode

Written = TypeVar("Written")
NAMING_PEOPLE = ("person_trades", "person_keys", "visits", "slips", "waiting_list", "complaints", "sign_ups")


class BadRow(Exception):
    """A row that this database will not take; the message says why, without what stands in it."""


class BadBatch(Exception):
    """One of many rows is bad: undo them all, and take them one by one."""


@dataclass(slots=True)
class Applied:
    """What was done: rows written, rows gone, and rows that were set aside as bad."""

    written: int = 0
    gone: int = 0
    bad: int = 0


class Applier:
    """Writes groups into one database. `kiosk`: the number under which central knows this one."""

    def __init__(self, database: Database, *, kiosk: int) -> None:
        self._database, self._kiosk = database, kiosk
        self._empty: dict[str, frozenset[str]] = {}
        self._suits: dict[tuple[Value, ...], int] = {}

    def apply(
        self,
        group: Group,
        waiting: Waiting,
        *,
        grants: Mapping[str, Grant] | None = None,
        row_by_row: bool = False,
    ) -> Applied:
        """Write one group, within a transaction. `grants`: slots for postings that are new here.

        Raises `BadBatch` where a row is bad, and the transaction must be undone; `row_by_row` sets such rows aside.
        """
        if group.kind == kinds.STATION.name:
            return self._station(group)
        home = HOME_OF.get(group.kind)
        if home is None:
            return Applied()
        if group.mode is Mode.GONE:
            return self._gone(home, group.ids, waiting)
        rows = [(entry.id, dict(entry.fields), entry.by) for entry in group.entries()]
        is_whole, granted = group.mode is Mode.WHOLE, grants if grants is not None else {}
        if row_by_row:
            return self._one_by_one(home, rows, waiting, is_whole=is_whole, grants=granted)
        try:
            self._write(home, rows, waiting, is_whole=is_whole, grants=granted)
            self._forget_troubles(home, [id_ for id_, _, _ in rows])
        except (DatabaseError, BadRow, TypeError, ValueError) as error:
            raise BadBatch from error
        return Applied(written=len(rows))

    def _one_by_one(
        self,
        home: Home,
        rows: Sequence[tuple[str, dict[str, Value], int]],
        waiting: Waiting,
        *,
        is_whole: bool,
        grants: Mapping[str, Grant],
    ) -> Applied:
        done = Applied()
        for row in rows:
            try:
                wrong = home.kind.wrong_field(row[1])
                if wrong is not None:
                    raise BadRow(wrong)
                with self._database.transaction():
                    self._write(home, [row], waiting, is_whole=is_whole, grants=grants)
                    self._forget_troubles(home, [row[0]])
                done.written += 1
            except (DatabaseError, BadRow, TypeError, ValueError) as error:
                self._set_aside(home, row[0], row[1], error)
                done.bad += 1
        return done

    def _set_aside(self, home: Home, id_: str, fields: Mapping[str, Value], error: Exception) -> None:
        reason = str(error) if isinstance(error, BadRow) else type(error).__name__
        self._database.execute(
            "insert or replace into sync_troubles (kind, row_id, reason, fields, at_ms) values (?, ?, ?, ?, ?)",
            (home.kind.name, id_, reason[:200], json.dumps(dict(fields), ensure_ascii=False), wall_clock_ms()),
        )

    def _forget_troubles(self, home: Home, ids: Sequence[str]) -> None:
        for table in ("sync_troubles", "sync_kept"):
            self._database.execute(
                f"delete from {table} where kind = ? and row_id in (select value from json_each(?))",
                (home.kind.name, json.dumps(ids)),
            )

    def _station(self, group: Group) -> Applied:
        for entry in group.entries():
            told = {name: entry.fields.get(name) or "" for name in ("name", "region", "phone", "hotline")}
            names = [name for name in told if group.mode is Mode.WHOLE or name in entry.fields]
            if told["hotline"] == "" and "hotline" in names:
                names.remove("hotline")  # the national line stays where a county has none of its own
            if names:
                self._database.execute(
                    f"update station set {', '.join(f'{name} = ?' for name in names)} where only = 1",
                    [told[name] for name in names],
                )
        return Applied(written=len(group.ids))

    def _gone(self, home: Home, ids: Sequence[str], waiting: Waiting) -> Applied:
        done = Applied()
        for id_ in ids:
            if waiting.of(home.kind.name, id_):
                continue  # central answers those operations first
            try:
                with self._database.transaction():
                    done.gone += self._delete(home, id_)
            except DatabaseError:  # records of this station name it: it stays, and counts no more
                self._database.execute(
                    "insert or ignore into sync_kept (kind, row_id) values (?, ?)", (home.kind.name, id_)
                )
        return done

    def _delete(self, home: Home, id_: str) -> int:
        match home.kind:
            case kinds.EMPLOYER_OWN:
                change = "phone = '', note = '', suspended_reason = ''"
                return self._database.execute(f"update employers set {change} where id = ?", (id_,))
            case kinds.POSTING_OWN:
                return self._database.execute("update postings set closing_reason = '' where id = ?", (id_,))
            case kinds.POSTING_DRAFT:
                unpublished = "state in ('draft', 'review', 'rejected') and serial is null"
                return self._database.execute(f"delete from postings where id = ? and {unpublished}", (id_,))
        return self._database.execute(f"delete from {home.table} where {home.key} = ?", (id_,))

    def _write(
        self,
        home: Home,
        rows: Sequence[tuple[str, dict[str, Value], int]],
        waiting: Waiting,
        *,
        is_whole: bool,
        grants: Mapping[str, Grant],
    ) -> None:
        known = self._known(home, [id_ for id_, _, _ in rows])
        fresh = [row for row in rows if row[0] not in known]
        if home.kind.is_part:
            fresh = []  # the row itself is not there: nothing to be a part of
        elif fresh and not is_whole:
            raise BadRow("changed before it was told of")
        for part in _roots_first(fresh) if home.kind is kinds.PERSON else [fresh]:
            if part:
                self._insert(home, part, grants)
        changed = [row for row in rows if row[0] in known]
        if changed:
            self._update(home, changed, waiting, is_whole=is_whole)
        if home.kind is kinds.PERSON:
            self._people_found_again({id_: fields for id_, fields, _ in rows})
        if home.kind.soft and home.columns:
            self._want_sounds(home, rows)
        if home.kind is kinds.CONFLICT:
            self._settle(fields for _, fields, _ in rows)

    def _known(self, home: Home, ids: Sequence[str]) -> set[str]:
        question = f"select {home.key} from {home.table} where {home.key} in (select value from json_each(?))"
        return {id_ for (id_,) in self._database.rows(question, (json.dumps(ids),))}

    def _insert(
        self,
        home: Home,
        rows: Sequence[tuple[str, dict[str, Value], int]],
        grants: Mapping[str, Grant],
    ) -> None:
        columns = [home.key, *home.columns, *(reference.column for reference in home.numbered.values()), *home.fixed]
        numbers = self._numbers(home, [fields for _, fields, _ in rows])
        empty = self._empty_texts(home.table)
        is_posting = home.table == "postings"
        given = {id_: grant for id_, _, _ in rows if (grant := grants.get(id_))} if is_posting and grants else {}
        extra = ["version"]
        if home.is_ours:
            extra.append("is_ours")
        if is_posting:
            extra += ["employer_suspended", "suits_older", "slots_here"]
        if home.kind is kinds.PERSON:
            extra.append("number")
        values = []
        next_number = self._next_person() if home.kind is kinds.PERSON else 0
        for place, (id_, fields, by) in enumerate(rows):
            row: list[Any] = [id_]
            row += [self._value(home, fields, name, empty) for name in home.columns]
            row += [numbers[name].get(fields.get(name)) for name in home.numbered]
            row += home.fixed.values()
            row.append(1)
            if home.is_ours:
                row.append(int(by == self._kiosk))
            if is_posting:
                row.append(numbers["suspended"].get(fields.get("employer_id"), 0))
                row.append(self._suits_older(fields))
                row.append(given[id_].slots if id_ in given else 0)
            if home.kind is kinds.PERSON:
                row.append(next_number + place)
                root = len(home.columns) + 1
                row[root] = row[root] or next_number + place
            values.append(row)
        names = [*columns, *extra]
        self._database.execute_many(
            f"insert into {home.table} ({', '.join(names)}) values ({', '.join('?' * len(names))})", values
        )
        if given:
            self._database.execute_many(
                "insert or replace into leases (posting_id, grant_no, is_told) values (?, ?, ?)",
                [(id_, grant.no, int(not grant.is_recall)) for id_, grant in given.items()],
            )

    def _update(
        self,
        home: Home,
        rows: Sequence[tuple[str, dict[str, Value], int]],
        waiting: Waiting,
        *,
        is_whole: bool,
    ) -> None:
        if home.kind is kinds.PERSON:
            self._number_after_roots({id_: fields.get("counts_as_id") for id_, fields, _ in rows})
        numbers = self._numbers(home, [fields for _, fields, _ in rows])
        empty = self._empty_texts(home.table)
        by_names: dict[tuple[str, ...], list[list[Any]]] = {}
        published = self._published([id_ for id_, _, _ in rows]) if home.kind is kinds.POSTING_DRAFT else set()
        for id_, fields, _ in rows:
            if id_ in published:
                continue
            kept = waiting.of(home.kind.name, id_)
            names = [
                name for name in (*home.columns, *home.numbered) if (is_whole or name in fields) and name not in kept
            ]
            if home.kind is kinds.PERSON and "counts_as_id" in names and not fields.get("counts_as_id"):
                names.remove("counts_as_id")
            if not names:
                continue
            values: list[Any] = [
                numbers[name].get(fields.get(name)) if name in home.numbered else self._value(home, fields, name, empty)
                for name in names
            ]
            columns = [home.numbered[name].column if name in home.numbered else name for name in names]
            if "employer_id" in names and home.table == "postings":
                columns.append("employer_suspended")
                values.append(numbers["suspended"].get(fields.get("employer_id"), 0))
            by_names.setdefault(tuple(columns), []).append([*values, id_])
        for columns_, values_ in by_names.items():
            self._database.execute_many(
                f"update {home.table} set {', '.join(f'{name} = ?' for name in columns_)}, version = version + 1"
                f" where {home.key} = ?",
                values_,
            )
        if home.table == "postings" and not home.kind.is_part:
            self._derive_again([id_ for id_, _, _ in rows])

    def _published(self, ids: Sequence[str]) -> set[str]:
        question = "select id from postings where serial is not null and id in (select value from json_each(?))"
        return {id_ for (id_,) in self._database.rows(question, (json.dumps(ids),))}

    def _value(self, home: Home, fields: Mapping[str, Value], name: str, empty: frozenset[str]) -> Value:
        value = fields.get(name)
        if name in home.kind.soft:
            return self._sound(value)
        return "" if value is None and name in empty else value

    def _sound(self, value: Value) -> Value:
        """The recording if it is here; rows may come before their sound, or without."""
        return value if value and self._database.row("select 1 from recordings where id = ?", (value,)) else None

    def _numbers(self, home: Home, rows: Iterable[Mapping[str, Value]]) -> dict[str, dict[Value, int]]:
        """Return the number of each row that `rows` name; under `suspended`, of employers, whether they are."""
        fields = list(rows)
        numbers: dict[str, dict[Value, int]] = {}
        for name, reference in home.numbered.items():
            ids = sorted({str(row[name]) for row in fields if row.get(name)})
            flag = ", suspended" if reference.table == "employers" else ", 0"
            found = self._database.rows(
                f"select id, number{flag} from {reference.table} where id in (select value from json_each(?))",
                (json.dumps(ids),),
            )
            numbers[name] = {id_: number for id_, number, _ in found}
            if reference.table == "employers":
                numbers["suspended"] = {id_: suspended for id_, _, suspended in found}
            missing = set(ids) - {id_ for id_, _, _ in found}
            if missing and name != "counts_as_id":
                raise BadRow(f"{name}: no such row")
        return numbers

    def _empty_texts(self, table: str) -> frozenset[str]:
        """Return the columns of a table that hold an empty text where nothing is told."""
        if table not in self._empty:
            columns = self._database.rows(f"pragma table_info({table})")
            self._empty[table] = frozenset(
                name for _, name, type_, notnull, *_ in columns if notnull and type_ == "TEXT"
            )
        return self._empty[table]

    def _suits_older(self, fields: Mapping[str, Value]) -> int:
        key = tuple(fields.get(name) for name in ("strength", "age_to", "daily_start", "daily_end"))
        if key not in self._suits:
            self._suits[key] = _suits_older(*key)
        return self._suits[key]

    def _derive_again(self, ids: Sequence[str]) -> None:
        rows = self._database.rows(
            "select id, strength, age_to, daily_start, daily_end, suits_older from postings"
            " where id in (select value from json_each(?))",
            (json.dumps(ids),),
        )
        changed = [(value, id_) for id_, *key, before in rows if (value := _suits_older(*key)) != before]
        self._database.execute_many("update postings set suits_older = ? where id = ?", changed)

    def _number_after_roots(self, counts_as: Mapping[str, Value]) -> None:
        """Give a registration a new number where the one that it counts as has a higher one here: the older is lower.

        Numbers are this database's own, in the order in which registrations came, which need not be that of elsewhere.
        """
        for id_, root in counts_as.items():
            found = self._database.row(
                "select p.number from people p join people r on r.id = ? where p.id = ? and p.number < r.number",
                (root, id_),
            )
            if found is None or root == id_:
                continue
            (before,), after = found, self._next_person()
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
                self._number_after_roots({member: id_})
                self._database.execute("update people set counts_as = ? where id = ?", (after, member))

    def _next_person(self) -> int:
        last = self._database.value("select seq from sqlite_sequence where name = 'people'")
        return int(last or 0) + 1

    def _people_found_again(self, people: Mapping[str, Mapping[str, Value]]) -> None:
        from kiosk.desk.search_keys import keys_for
        from kiosk.store.people import PersonStore

        store = PersonStore(self._database)
        for id_, fields in people.items():
            person = store.get(id_)
            if "trades" in fields:
                store.set_trades(person.number, str(fields.get("trades") or "").split())
            store.set_keys(person.number, frozenset() if person.forgotten_at_ms else keys_for(person))

    def _want_sounds(self, home: Home, rows: Sequence[tuple[str, dict[str, Value], int]]) -> None:
        """Note the recordings that rows name and that are not here."""
        named = [(fields.get(name), home.kind.name, id_) for id_, fields, _ in rows for name in home.kind.soft]
        wanted = [want for want in named if want[0] and self._sound(want[0]) is None]
        self._database.execute_many("insert or ignore into sounds_wanted (id, kind, row_id) values (?, ?, ?)", wanted)

    def _settle(self, conflicts: Iterable[Mapping[str, Value]]) -> None:
        """Give a row the value that won, where this station's own lost."""
        for conflict in conflicts:
            home, name = HOME_OF.get(str(conflict.get("kind"))), str(conflict.get("field"))
            if conflict.get("state") != "open" or home is None or name not in home.columns:
                continue
            kept = json.loads(str(conflict.get("kept") or "{}")).get("value")
            value = self._value(home, {name: kept}, name, self._empty_texts(home.table))
            self._database.execute(
                f"update {home.table} set {name} = ? where {home.key} = ? and {name} is not ?",
                (value, conflict.get("row_id"), value),
            )


def _roots_first(
    rows: Sequence[tuple[str, dict[str, Value], int]],
) -> list[list[tuple[str, dict[str, Value], int]]]:
    """Sort new registrations: those that count as themselves, then those that count as another one."""
    own = [row for row in rows if row[1].get("counts_as_id") in (None, "", row[0])]
    others = [row for row in rows if row[1].get("counts_as_id") not in (None, "", row[0])]
    return [own, others]


def written(database: Database, write: Callable[[bool], Written]) -> Written:
    """Run `write(False)` in one transaction; where that meets a bad row, all of it again with True: row by row.

    Savepoints would do the same in one go, but SQLite keeps what they may undo in a memory that it walks from its
    beginning each time: a hundred thousand rows took ten times as long.
    """
    try:
        with as_central_says(database):
            return write(False)
    except BadBatch:
        with as_central_says(database):
            return write(True)


@contextmanager
def as_central_says(database: Database) -> Iterator[None]:
    """One transaction in which the station's own rules stand back: central has decided already."""
    with database.transaction():
        database.execute("update sync_applying set is_applying = 1")
        yield
        database.execute("update sync_applying set is_applying = 0")


def _suits_older(strength: Value, age_to: Value, start: Value, end: Value) -> int:
    return int(
        suits_older_by(
            strength=str(strength) if strength else None,
            age_to=age_to if isinstance(age_to, int) else None,
            start=time.fromisoformat(str(start)) if start else None,
            end=time.fromisoformat(str(end)) if end else None,
        )
    )
