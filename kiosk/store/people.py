"""People whom staff registered: saved, found by card, phone and pictures, and merged.

Search keys lie with the registration that a person counts as; one that was merged into another has none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from kiosk.domain.card import card_number_in
from kiosk.domain.person import Person
from kiosk.domain.search_key import KeyKind, KeySearch, digits_in, key_of
from kiosk.domain.sign_in_pictures import Zodiac, zodiac_of
from kiosk.errors import ChangedMeanwhile, UnknownThing
from kiosk.store.connection import IntegrityError
from kiosk.store.database import Database
from kiosk.store.outbox import Change, Field, OperationKind, Outbox, wall_clock_ms
from kiosk.store.person_rows import COLUMNS, SELECT, UNSENT, column_values, person_of

SHORTEST_TAIL = 2
"""Digits of a phone's end that are worth a search: every tenth person has the same last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonStep:
    """One change of one registration, as it can be taken back: `before` is None for one that was added."""

    person_id: str
    before: Person | None
    keys_before: frozenset[str]
    version: int


class PersonStore:
    """All registrations of this station. What changes something must be called within a transaction."""

    def __init__(self, database: Database, *, clock_ms: Callable[[], int] = wall_clock_ms) -> None:
        self._database, self._clock_ms = database, clock_ms
        self._outbox = Outbox(database)

    def next_number(self) -> int:
        """Return the number of the next registration; none is ever used twice, not even that of one taken back."""
        last = self._database.value("select seq from sqlite_sequence where name = 'people'")
        return int(last or 0) + 1

    def add(self, person: Person, keys: Collection[str]) -> PersonStep:
        """Save a new registration, under its own `number`, with the keys by which it is found."""
        fields = column_values(person)
        self._database.execute(
            f"insert into people ({', '.join(COLUMNS)}, version) values ({', '.join('?' * len(COLUMNS))}, 1)",
            tuple(fields.values()),
        )
        self.set_trades(person.number, person.trades)
        self.set_keys(person.number, keys)
        self._tell(person.id, {**fields, "trades": " ".join(sorted(person.trades))}, base=0)
        return PersonStep(person_id=person.id, before=None, keys_before=frozenset(), version=1)

    def save(self, person: Person, keys: Collection[str]) -> PersonStep:
        """Put `person` in place of the registration with the same id; what stays the same is neither written nor told.

        Raises `UnknownThing`.
        """
        before = self.get(person.id)
        base, keys_before = self._version(person.id), self.keys_of(before.number)
        changed = _difference(before, person)
        self.set_keys(person.number, keys)
        if changed:
            columns = {name: value for name, value in changed.items() if name != "trades"}
            self._database.execute(
                f"update people set {''.join(f'{name} = ?, ' for name in columns)}version = version + 1 where id = ?",
                (*columns.values(), person.id),
            )
            self.set_trades(person.number, person.trades)
            self._tell(person.id, changed, base=base)
        version = base + bool(changed)
        return PersonStep(person_id=person.id, before=before, keys_before=keys_before, version=version)

    def take_back(self, step: PersonStep) -> None:
        """Undo `step`; raise `ChangedMeanwhile` if the registration was changed or used since."""
        if self._version(step.person_id) != step.version:
            raise ChangedMeanwhile
        if step.before is not None:
            self.save(step.before, step.keys_before)
            return
        try:
            self._database.execute("delete from people where id = ?", (step.person_id,))
        except IntegrityError as error:  # a visit, slip or complaint names the person
            raise ChangedMeanwhile from error
        self._tell(step.person_id, {"deleted": 1}, base=step.version)

    def get(self, person_id: str) -> Person:
        """Return the registration with this id, merged or not; raise `UnknownThing` if there is none."""
        found = self._found("p.id = ?", person_id)
        if not found:
            raise UnknownThing(what=person_id)
        return found[0]

    def numbered(self, number: int) -> Person:
        """Return the registration with this number, merged or not; raise `UnknownThing` if there is none."""
        found = self._found("p.number = ?", number)
        if not found:
            raise UnknownThing(what=str(number))
        return found[0]

    def whole(self, person_id: str) -> Person:
        """Return the registration that `person_id` counts as; raise `UnknownThing` if there is none."""
        return self.numbered(self.get(person_id).counts_as)

    def merged_into(self, number: int) -> tuple[Person, ...]:
        """Return the other registrations that count as `number`, oldest first."""
        return self._found("p.counts_as = ?1 and p.number <> ?1", number)

    def by_card(self, text: str) -> tuple[Person, ...]:
        """Return whom the card in `text` belongs to (scanned, or typed in any way), after merging; nobody if none.

        Several, where a kiosk and a copy of it gave out the same number before they knew of each other.
        """
        card = card_number_in(text)
        whole = "p.number in (select counts_as from people where card = ?)"
        return self._found(f"{whole} and p.forgotten_at_ms is null", card) if card else ()

    def is_card_known(self, card: str) -> bool:
        """Tell whether a registration, merged or forgotten ones too, has a card with this number."""
        return self._database.row("select 1 from people where card = ?", (card,)) is not None

    def by_phone_tail(self, digits: str) -> tuple[Person, ...]:
        """Return the people whose phone ends with `digits`, at least two; a merged one's phone finds whom it counts as.

        At most 200, oldest registration first.
        """
        tail = digits_in(digits)
        if len(tail) < SHORTEST_TAIL:
            return ()
        return self.with_keys([KeySearch(key=key_of(KeyKind.PHONE_FROM_ITS_END, tail[::-1]))])

    def by_pictures(self, pictures: Iterable[str], zodiac: Zodiac | None = None) -> tuple[Person, ...]:
        """Return the people with just these pictures; given `zodiac`, only those who may have that animal.

        The pictures of a registration that was merged find whom it counts as.
        """
        chosen = " ".join(sorted(pictures))
        rows = self._database.rows(
            "select counts_as, birth_year from people where pictures = ? and pictures <> ''", (chosen,)
        )
        whole = {number for number, birth_year in rows if zodiac is None or zodiac in zodiac_of(birth_year)}
        return self._alive(whole)

    def pictures_taken(self, *, but: int) -> tuple[tuple[str, int | None], ...]:
        """Return each triple in use, as the words of one text, with the birth year of its owner.

        Those of the registrations that count as number `but` are left out; 0 leaves out none.
        """
        rows = self._database.rows(
            "select p.pictures, p.birth_year from people p join people w on w.number = p.counts_as"
            " where p.pictures <> '' and p.counts_as <> ? and w.forgotten_at_ms is null",
            (but,),
        )
        return tuple((pictures, birth_year) for pictures, birth_year in rows)

    def with_keys(self, searches: Iterable[KeySearch], *, limit: int = 200) -> tuple[Person, ...]:
        """Return the people found by any of `searches`, oldest registration first."""
        numbers: set[int] = set()
        for search in searches:
            rows = self._database.rows(
                "select distinct person from person_keys where key >= ? and key < ? limit ?",
                (search.key, search.end, limit),
            )
            numbers.update(number for (number,) in rows)
        return self._alive(sorted(numbers)[:limit])

    def _alive(self, numbers: Iterable[int]) -> tuple[Person, ...]:
        found = (self._found("p.number = ? and p.forgotten_at_ms is null", number) for number in sorted(numbers))
        return tuple(person for one in found for person in one)

    def keys_of(self, number: int) -> frozenset[str]:
        """Return the keys by which a registration is found."""
        return frozenset(
            key for (key,) in self._database.rows("select key from person_keys where person = ?", (number,))
        )

    def _found(self, condition: str, value: str | int) -> tuple[Person, ...]:
        return tuple(map(person_of, self._database.rows(f"{SELECT} where {condition} order by p.number", (value,))))

    def _version(self, person_id: str) -> int:
        return int(self._database.value("select version from people where id = ?", (person_id,)) or 0)

    def set_trades(self, number: int, trades: Iterable[str]) -> None:
        """Put `trades` in place of those that a registration had, without a word to central."""
        self._database.execute("delete from person_trades where person = ?", (number,))
        self._database.execute_many(
            "insert into person_trades (person, trade) values (?, ?)",
            [(number, trade) for trade in sorted(set(trades))],
        )

    def set_keys(self, number: int, keys: Collection[str]) -> None:
        """Put `keys` in place of those by which a registration was found."""
        known = self.keys_of(number)
        self._database.execute_many(
            "delete from person_keys where key = ? and person = ?", [(key, number) for key in known - set(keys)]
        )
        self._database.execute_many(
            "insert into person_keys (key, person) values (?, ?)", [(key, number) for key in set(keys) - known]
        )

    def _tell(self, person_id: str, fields: dict[str, Field], *, base: int) -> None:
        told = {name: value for name, value in fields.items() if name not in UNSENT and (base or value is not None)}
        if base and "counts_as" in fields:
            told["counts_as_id"] = self._database.value(
                "select id from people where number = ?", (fields["counts_as"],)
            )
        change = Change(kind=OperationKind.PERSON_SAVED, row_id=person_id, fields=told, base_version=base)
        self._outbox.add([change], now_ms=self._clock_ms())


def _difference(before: Person, after: Person) -> dict[str, Field]:
    """The columns that differ, and the trades where they do."""
    old = column_values(before)
    changed = {name: value for name, value in column_values(after).items() if value != old[name]}
    if set(before.trades) != set(after.trades):
        changed["trades"] = " ".join(sorted(after.trades))
    return changed
