"""Rows from central, written into the station's database: whole groups at once, and one by one where a row is bad."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time
from typing import Any, TypeVar

from kiosk.domain.posting import suits_older_by
from kiosk.store.connection import DatabaseError
from kiosk.store.database import Database
from kiosk.store.outbox import wall_clock_ms
from sync.client.columns import Columns, Row, as_columns, roots_first, told_rows, whole_columns
from sync.client.granting import Grant
from sync.client.tables import HOME_OF, Home
from sync.client.taken_people import TakenPeople
from sync.client.waiting import Waiting
from sync.protocol import kinds
from sync.protocol.canonical import Value
from sync.protocol.page import UNTOLD, Group, Mode

Written = TypeVar("Written")


class BadRow(Exception):
    """A row that this database will not take; the message says why, without what stands in it."""


class BadBatch(Exception):
    """One of many rows is bad: undo them all, and take them one by one."""


@dataclass(slots=True)
class Applied:
    """What was done: rows written, rows gone, and rows that were set aside as bad.

    `granted`: postings that came together with their grant.
    """

    written: int = 0
    gone: int = 0
    bad: int = 0
    granted: int = 0


class Applier:
    """Writes groups into one database. `kiosk`: the number under which central knows this one."""

    def __init__(self, database: Database, *, kiosk: int) -> None:
        self._database, self._kiosk, self._people = database, kiosk, TakenPeople(database)
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
        is_whole, granted = group.mode is Mode.WHOLE, grants if grants is not None else {}
        if row_by_row:
            return self._one_by_one(home, told_rows(group), waiting, is_whole=is_whole, grants=granted)
        done = Applied(written=len(group.ids))
        try:
            if is_whole and not home.kind.is_part and not self._known(home, group.ids):
                done.granted = self._write_new(home, whole_columns(group), granted)
            else:
                self._write(home, told_rows(group), waiting, is_whole=is_whole, grants=granted)
            self._forget_troubles(home, group.ids)
        except (DatabaseError, BadRow, TypeError, ValueError) as error:
            raise BadBatch from error
        return done

    def _one_by_one(
        self,
        home: Home,
        rows: Sequence[Row],
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
        if home.kind is kinds.POSTING:
            offer_no_more(self._database, ids)
        ids = [id_ for id_ in ids if not waiting.of(home.kind.name, id_)]  # central answers those operations first
        self._forget_troubles(home, ids)
        for id_ in ids:
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
        rows: Sequence[Row],
        waiting: Waiting,
        *,
        is_whole: bool,
        grants: Mapping[str, Grant],
    ) -> None:
        known = self._known(home, [id_ for id_, _, _ in rows])
        before = self._people.wholes_of(known) if home.kind is kinds.PERSON else frozenset()
        fresh = [row for row in rows if row[0] not in known]
        if fresh and home.kind.is_part:
            fresh = []  # the row itself is not there: nothing to be a part of
        elif fresh and not is_whole:
            raise BadRow("changed before it was told of")
        self._write_new(home, as_columns(fresh), grants)
        changed = [row for row in rows if row[0] in known]
        if changed:
            if home.kind is kinds.PERSON:
                self._people.forget_too(changed)
                if is_whole:  # of trades that are not told there are none
                    changed = [(id_, {"trades": None, **fields}, by) for id_, fields, by in changed]
            self._update(home, changed, waiting, is_whole=is_whole)
            self._follow(home, as_columns(changed, UNTOLD), before)

    def _write_new(self, home: Home, rows: Columns, grants: Mapping[str, Grant]) -> int:
        """Write rows that are not here; return how many got a grant."""
        granted = 0
        for part in roots_first(rows) if home.kind is kinds.PERSON else [rows]:
            if part.ids:
                granted += self._insert(home, part, grants)
        if rows.ids:
            self._follow(home, rows)
        return granted

    def _follow(self, home: Home, rows: Columns, wholes_before: Set[str] = frozenset()) -> None:
        """Do what follows from rows that were written; `wholes_before`: whom they counted as, where they are people."""
        if home.kind is kinds.PERSON:
            self._people.found_again(rows, wholes_before)
        if home.kind.soft and home.columns:
            self._want_sounds(home, rows)
        if home.kind is kinds.CONFLICT:
            self._settle(rows)

    def _known(self, home: Home, ids: Sequence[str]) -> set[str]:
        question = f"select {home.key} from {home.table} where {home.key} in (select value from json_each(?))"
        return {id_ for (id_,) in self._database.rows(question, (json.dumps(ids),))}

    def _insert(self, home: Home, rows: Columns, grants: Mapping[str, Grant]) -> int:
        """Insert whole columns: row by row, Python takes three times as long for it. Return how many got a grant."""
        count, numbers = len(rows.ids), self._numbers(home, rows)
        values: dict[str, Sequence[Any]] = {home.key: rows.ids}
        for name in home.columns:
            values[name] = self._column(home, rows, name)
        for name, reference in home.numbered.items():
            values[reference.column] = [numbers[name].get(id_) for id_ in rows.of(name)]
        for name, value in (*home.fixed.items(), ("version", 1)):
            values[name] = [value] * count
        if home.is_ours:
            values["is_ours"] = [int(by == self._kiosk) for by in rows.by]
        given: Mapping[str, Grant] = {}
        if home.table == "postings":
            if grants:
                given = {id_: grant for id_ in rows.ids if (grant := grants.get(id_))}
            values["employer_suspended"] = [numbers["suspended"].get(id_, 0) for id_ in rows.of("employer_id")]
            values["suits_older"] = self._suit_older(rows)
            values["slots_here"] = [given[id_].slots if id_ in given else 0 for id_ in rows.ids]
        if home.kind is kinds.PERSON:
            own = range(first := self._people.next_number(), first + count)
            values["counts_as"] = [root or number for root, number in zip(values["counts_as"], own, strict=True)]
            values["number"] = own
        self._database.execute_many(
            f"insert into {home.table} ({', '.join(values)}) values ({', '.join('?' * len(values))})",
            zip(*values.values(), strict=True),
        )
        if given:
            self._database.execute_many(
                "insert into leases (posting_id, grant_no, is_told) values (?, ?, ?)",
                [(id_, grant.no, int(not grant.is_recall)) for id_, grant in given.items()],
            )
        return len(given)

    def _update(
        self,
        home: Home,
        rows: Sequence[Row],
        waiting: Waiting,
        *,
        is_whole: bool,
    ) -> None:
        if home.kind is kinds.PERSON:
            rows = [(id_, _with_root(id_, fields, is_whole=is_whole), by) for id_, fields, by in rows]
            self._people.number_after_roots({id_: fields.get("counts_as_id") for id_, fields, _ in rows})
        numbers = self._numbers(home, as_columns(rows))
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

    def _column(self, home: Home, rows: Columns, name: str) -> Sequence[Value]:
        column = rows.of(name)
        if name in home.kind.soft:
            return [self._sound(value) for value in column]
        if name in self._empty_texts(home.table):
            return ["" if value is None else value for value in column]
        return column

    def _sound(self, value: Value) -> Value:
        """The recording if it is here; rows may come before their sound, or without."""
        return value if value and self._database.row("select 1 from recordings where id = ?", (value,)) else None

    def _numbers(self, home: Home, rows: Columns) -> dict[str, dict[Value, int]]:
        """Return the number of each row that `rows` name; under `suspended`, those of employers that are."""
        numbers: dict[str, dict[Value, int]] = {}
        for name, reference in home.numbered.items():
            ids = sorted({str(id_) for id_ in rows.of(name) if id_})
            numbers[name] = dict(
                self._database.rows(
                    f"select id, number from {reference.table} where id in (select value from json_each(?))",
                    (json.dumps(ids),),
                )
            )
            if len(numbers[name]) < len(ids) and name != "counts_as_id":
                raise BadRow(f"{name}: no such row")
            if reference.table == "employers":
                numbers["suspended"] = self._suspended(numbers[name])
        return numbers

    def _suspended(self, employers: Mapping[Value, int]) -> dict[Value, int]:
        """Return those of `employers` who are suspended. Answered by an index: their rows lie all over the database."""
        found = self._database.rows(
            "select number from employers where number in (select value from json_each(?)) and suspended = 1",
            (json.dumps(list(employers.values())),),
        )
        suspended = {number for (number,) in found}
        return {id_: 1 for id_, number in employers.items() if number in suspended}

    def _empty_texts(self, table: str) -> frozenset[str]:
        """Return the columns of a table that hold an empty text where nothing is told."""
        if table not in self._empty:
            columns = self._database.rows(f"pragma table_info({table})")
            self._empty[table] = frozenset(
                name for _, name, type_, notnull, *_ in columns if notnull and type_ == "TEXT"
            )
        return self._empty[table]

    def _suit_older(self, rows: Columns) -> list[int]:
        keys = list(zip(*(rows.of(name) for name in ("strength", "age_to", "daily_start", "daily_end")), strict=True))
        for key in set(keys) - self._suits.keys():
            self._suits[key] = _suits_older(*key)
        return [self._suits[key] for key in keys]

    def _derive_again(self, ids: Sequence[str]) -> None:
        rows = self._database.rows(
            "select id, strength, age_to, daily_start, daily_end, suits_older from postings"
            " where id in (select value from json_each(?))",
            (json.dumps(ids),),
        )
        changed = [(value, id_) for id_, *key, before in rows if (value := _suits_older(*key)) != before]
        self._database.execute_many("update postings set suits_older = ? where id = ?", changed)

    def _want_sounds(self, home: Home, rows: Columns) -> None:
        """Note the recordings that rows name and that are not here."""
        named = [
            (value, home.kind.name, id_)
            for name in home.kind.soft
            for id_, value in zip(rows.ids, rows.of(name), strict=True)
            if value
        ]
        wanted = [want for want in named if self._sound(want[0]) is None]
        self._database.execute_many("insert or ignore into sounds_wanted (id, kind, row_id) values (?, ?, ?)", wanted)

    def _settle(self, conflicts: Columns) -> None:
        """Give a row the value that won, where this station's own lost."""
        told = (conflicts.of(name) for name in ("state", "kind", "field", "kept", "row_id"))
        for state, kind, field, kept, row_id in zip(*told, strict=True):
            home, name = HOME_OF.get(str(kind)), str(field)
            if state != "open" or home is None or name not in home.columns:
                continue
            value = json.loads(str(kept or "{}")).get("value")
            value = self._value(home, {name: value}, name, self._empty_texts(home.table))
            self._database.execute(
                f"update {home.table} set {name} = ? where {home.key} = ? and {name} is not ?",
                (value, row_id, value),
            )


def _with_root(id_: str, fields: dict[str, Value], *, is_whole: bool) -> dict[str, Value]:
    """Return the fields of a person; who counts as nobody else by them counts as themselves."""
    is_told = is_whole or "counts_as_id" in fields
    return {**fields, "counts_as_id": id_} if is_told and not fields.get("counts_as_id") else fields


def offer_no_more(database: Database, postings: Sequence[str]) -> None:
    """Give no slot out any more of postings that central has no more, should they stay here as something names them."""
    gone = json.dumps(list(postings))
    database.execute(
        "update postings set slots_here = 0, owned = 0, is_taken = 1 where id in (select value from json_each(?))",
        (gone,),
    )
    database.execute("delete from leases where posting_id in (select value from json_each(?))", (gone,))


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
