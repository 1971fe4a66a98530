"""Two registrations of one person put together, and taken apart again."""

from __future__ import annotations

from dataclasses import replace

from kiosk.desk.registrations import Registrations
from kiosk.desk.room import Done
from kiosk.desk.search_keys import keys_for
from kiosk.domain.merging import merged, unmerged
from kiosk.domain.person import Person
from kiosk.errors import Refused
from kiosk.store.people import PersonStep


class Merging:
    """The part of `People` that merges; who may do so is said there."""

    def __init__(self, kept: Registrations) -> None:
        self._kept, self._room, self._store = kept, kept.room, kept.store

    def merge(self, kept_id: str, other_id: str) -> Done[Person]:
        """Let two registrations count as one, the older of both; the value is that one.

        Its fields stay; the empty ones are filled with the other's, trades are united, and it is found by all names,
        cards and phones. Raises `Refused` where both are the same already, where their identity numbers differ, or
        where only one agreed that its data are kept.
        """
        with self._room.change():
            both = (self._kept.whole(kept_id), self._kept.whole(other_id))
            older, newer = sorted(both, key=lambda person: person.number)
            _refuse_to_merge(older, newer)
            members = self._store.merged_into(newer.number)
            survivor, lender = merged(older, newer)
            following = [replace(member, counts_as=survivor.number) for member in members]
            steps = [self._store.save(each, ()) for each in (lender, *following)]
            steps.append(self._kept.save_whole(survivor))
            self._room.note("person-merged", survivor.id, other=lender.id)
        return self._kept.done(survivor, steps, "person-merged", survivor.id)

    def unmerge(self, other_id: str) -> Done[Person]:
        """Let a registration that was merged stand for itself again; the value is that one.

        What it lent goes with it, where nobody changed it since and no third registration has it too. Raises
        `UnknownThing`, and `Refused` for one that is not merged.
        """
        with self._room.change():
            lender = self._store.get(other_id)
            if not lender.is_merged:
                raise Refused("refused-not-merged")
            survivor, other = unmerged(self._kept.whole(other_id), lender)
            steps = [self._store.save(other, keys_for(other))]
            survivor, lent_again = self._lent_again(survivor)
            steps += [*lent_again, self._kept.save_whole(survivor)]
            self._room.note("person-unmerged", other.id, survivor=survivor.id)
        return self._kept.done(other, steps, "person-unmerged", other.id)

    def _lent_again(self, survivor: Person) -> tuple[Person, list[PersonStep]]:
        """Fill what is empty now from the registrations that still count as `survivor`."""
        steps = []
        for member in self._store.merged_into(survivor.number):
            survivor, lender = merged(survivor, member)
            lent = tuple(dict.fromkeys((*member.lent, *lender.lent)))
            steps.append(self._store.save(replace(lender, lent=lent), ()))
        return survivor, steps


def _refuse_to_merge(older: Person, newer: Person) -> None:
    if older.number == newer.number:
        raise Refused("refused-same-person")
    if older.consent is not newer.consent:
        raise Refused("refused-merge-consent")
    if older.identity_number and newer.identity_number and older.identity_number != newer.identity_number:
        raise Refused("refused-merge-identity")
