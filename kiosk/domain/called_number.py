"""The numbers of a day by which people are called: told apart where two kiosks of a station gave out the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kiosk.domain.visit_id import maker_of

TWINS = "bcdefghijklmnopqrstuvwxyz"


class CalledNumber(int):
    """A number of the day as somebody was told it: `17`, or with the letters of the kiosk that gave it: `L7-17`.

    It counts and sorts as the plain number, and is equal to it only where nothing else belongs to it. `twin` is a
    small letter where a number is there twice with the same letters, from a kiosk and its copy: `L7-17b`.
    """

    letters: str
    twin: str

    def __new__(cls, running: int, *, letters: str = "", twin: str = "") -> CalledNumber:
        number = super().__new__(cls, running)
        number.letters, number.twin = letters, twin
        return number

    @property
    def without_letters(self) -> str:
        """The figures, with the small letter of a twin."""
        return f"{int(self)}{self.twin}"

    def __str__(self) -> str:
        return f"{self.letters}-{self.without_letters}" if self.letters else self.without_letters

    def __format__(self, form: str) -> str:
        return format(str(self), form)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, CalledNumber):
            return str(self) == str(other)
        return int(self) == other and not self.letters and not self.twin

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(str(self)) if self.letters or self.twin else hash(int(self))


def number_told(visit_id: str, running: int) -> CalledNumber:
    """Return the number as whoever made that visit was told it, whatever other kiosks gave out."""
    maker = maker_of(visit_id)
    return CalledNumber(running, letters=maker.letters if maker.is_told else "")


def numbers_called(visits: Iterable[tuple[str, int]]) -> dict[str, CalledNumber]:
    """Return the number of each of a day's visits (id, running number): as it was told, and unlike any other's.

    Where two people were told the same plain number, as neither kiosk knew of the other yet, each is shown with its
    kiosk's letters all the same. Of those with the same letters too the first by its id stays as it is.
    """
    numbers = {visit_id: number_told(visit_id, running) for visit_id, running in visits}
    for same in _groups(numbers):
        if len(same) > 1:
            for visit_id in same:
                numbers[visit_id] = CalledNumber(numbers[visit_id], letters=maker_of(visit_id).letters)
    for same in _groups(numbers):
        for place, visit_id in enumerate(same[1:]):
            was = numbers[visit_id]
            numbers[visit_id] = CalledNumber(was, letters=was.letters, twin=_twin(place))
    return numbers


def _groups(numbers: Mapping[str, CalledNumber]) -> list[list[str]]:
    """The visits that have the same number as it is written."""
    found: dict[str, list[str]] = defaultdict(list)
    for visit_id in sorted(numbers):
        found[str(numbers[visit_id])].append(visit_id)
    return list(found.values())


def _twin(place: int) -> str:
    """`b`, `c` to `z`, then `zb`, `zc`."""
    turns, letter = divmod(place, len(TWINS))
    return TWINS[-1] * turns + TWINS[letter]
