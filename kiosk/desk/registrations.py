"""What every change of a registration has in common: whom it means, its search keys, and how it is taken back."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.desk.room import Done, Room
from kiosk.desk.search_keys import keys_for
from kiosk.domain.person import Person
from kiosk.domain.sign_in_pictures import zodiac_of
from kiosk.errors import ChangedMeanwhile, Refused
from kiosk.store.people import PersonStep, PersonStore


class Registrations:
    """The registrations of a station, as the desk's use-cases change them."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.store = PersonStore(room.database, clock_ms=lambda: room.now_ms)

    def whole(self, person_id: str) -> Person:
        """Return whom `person_id` counts as; raise `UnknownThing`, and `Refused` for somebody who was forgotten."""
        person = self.store.whole(person_id)
        if person.forgotten_at_ms is not None:
            raise Refused("refused-person-forgotten")
        return person

    def taken(self, birth_year: int | None, *, but: int = 0) -> frozenset[str]:
        """Return the triples of pictures, each as one text, of those who may have the same animal.

        `but` is the number of a person whose own are left out.
        """
        animals = zodiac_of(birth_year)
        taken = self.store.pictures_taken(but=but)
        return frozenset(triple for triple, year in taken if not animals.isdisjoint(zodiac_of(year)))

    def save_whole(self, person: Person) -> PersonStep:
        """Save a registration that counts, found by its own keys and those of all that were merged into it."""
        members = self.store.merged_into(person.number)
        keys = keys_for(person).union(*(keys_for(member) for member in members))
        return self.store.save(person, keys)

    def done(self, person: Person, steps: Sequence[PersonStep], action: str, subject: str) -> Done[Person]:
        """Return what a change brought: `undo` takes back `steps`, the last first."""

        def undo() -> None:
            with self.room.change():
                for step in reversed(steps):
                    self.store.take_back(step)
                self._leave_pictures_to_others(steps)
                self.room.note("undone", subject, what=action)

        return Done(value=person, undo=undo)

    def _leave_pictures_to_others(self, steps: Sequence[PersonStep]) -> None:
        """Whoever took the pictures that were free meanwhile keeps them."""
        for before in (step.before for step in steps if step.before is not None):
            if " ".join(before.pictures) in self.taken(before.birth_year, but=before.counts_as):
                raise ChangedMeanwhile
