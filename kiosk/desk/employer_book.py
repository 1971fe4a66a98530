"""Every employer in memory, to be found by any spelling of the name and by the end of the phone while one types."""

from __future__ import annotations

from kiosk.desk.exchange.folding import fold
from kiosk.domain.employer import Employer
from kiosk.domain.search_key import digits_in
from kiosk.store.database import Database
from kiosk.store.employers import EmployerStore

FEWEST_DIGITS = 3
"""Fewer digits are no tail of a phone that anybody would ask for."""


class EmployerBook:
    """A copy of the employers' table, read anew when it was changed by this or another process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._store = EmployerStore(database)
        self._seen = -1
        self._mark: tuple[object, ...] = ()
        self._entries: tuple[tuple[str, str, Employer], ...] = ()
        self._by_name: dict[str, list[Employer]] = {}

    def get(self, employer_id: str) -> Employer:
        """Return the employer as they are now; raise `UnknownThing` if there is none."""
        return self._store.get(employer_id)

    def named(self, name: str) -> tuple[Employer, ...]:
        """Return the employers of that name in any spelling: the exact one first, then in the order of their making."""
        self._refresh()
        found = self._by_name.get(fold(name), ())
        return tuple(sorted(found, key=lambda employer: employer.name != name))

    def with_phone(self, phone: str) -> tuple[Employer, ...]:
        """Return the employers who are reached at exactly that number."""
        self._refresh()
        return tuple(employer for _, digits, employer in self._entries if digits and digits == phone)

    def search(self, text: str) -> tuple[Employer, ...]:
        """Return who has all the words of `text` in the name, or a phone with these last digits; shortest name first.

        Nothing asked is everybody.
        """
        self._refresh()
        words, tail = fold_words(text), _tail(text)
        found = [
            (len(name), employer)
            for name, digits, employer in self._entries
            if has_words(name, words) or (tail and digits.endswith(tail))
        ]
        return tuple(employer for _, employer in sorted(found, key=lambda entry: (entry[0], entry[1].name)))

    def _refresh(self) -> None:
        seen = self._database.data_version()
        if seen == self._seen:
            return
        mark = self._store.mark()
        if mark != self._mark:
            everybody = self._store.all()
            self._entries = tuple((fold(each.name), digits_in(each.phone), each) for each in everybody)
            self._by_name = {}
            for name, _, employer in self._entries:
                self._by_name.setdefault(name, []).append(employer)
        self._seen, self._mark = seen, mark


def fold_words(text: str) -> tuple[str, ...]:
    """Return the words of a search, as they are compared."""
    return tuple(filter(None, map(fold, text.split())))


def has_words(folded: str, words: tuple[str, ...]) -> bool:
    """Tell whether every one of `words` stands in `folded`."""
    return all(word in folded for word in words)


def _tail(text: str) -> str:
    digits = digits_in(text)
    is_number = len(digits) >= FEWEST_DIGITS and not any(char.isalpha() for char in text)
    return digits if is_number else ""
