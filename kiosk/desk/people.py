"""People whom staff know: found, registered, changed, and two registrations of one person put together."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from itertools import count
from typing import Any, TypedDict, Unpack

from kiosk.desk.merging import Merging
from kiosk.desk.registrations import Registrations
from kiosk.desk.room import STAFF, Done, Room, UseCases, may
from kiosk.desk.search_keys import keys_for, searches_for
from kiosk.desk.walk_in import LookedAt, PersonField, PersonProblem, PersonReason, WalkIn, walk_in_of
from kiosk.desk.walk_in_checks import looked_at
from kiosk.domain.card import card_number
from kiosk.domain.identity import masked
from kiosk.domain.ids import new_id
from kiosk.domain.merging import EMPTY
from kiosk.domain.person import Consent, Person
from kiosk.domain.person_past import PastComplaint, PastSlip, PastVisit
from kiosk.domain.person_summary import PersonSummary
from kiosk.domain.posting import Strength
from kiosk.domain.region import Region
from kiosk.domain.search_key import KeyKind, KeySearch, folded_name, key_of, phone_key
from kiosk.domain.sign_in_pictures import TRIPLES, SignInPicture
from kiosk.domain.staff import Role
from kiosk.errors import Refused
from kiosk.store.people import PersonStep
from kiosk.store.person_history import PersonHistory
from kiosk.store.person_search import PersonSearch
from kiosk.store.regions import RegionStore
from kiosk.store.stations import current_prefix

MOST_FOUND = 20


class WalkInFields(TypedDict, total=False):
    """The fields of a `WalkIn`, any of them."""

    name: str
    consent: Consent
    phone: str
    trades: tuple[str, ...]
    birth_year: int | None
    region: str
    strength: Strength | None
    identity_number: str
    note: str
    pictures: tuple[str, ...]
    consent_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """All of a person: the registration that counts, the ones merged into it, and what they did, latest first.

    Identity numbers are masked; `summary` is None for somebody who was forgotten.
    """

    person: Person
    summary: PersonSummary | None
    also: tuple[Person, ...]
    visits: tuple[PastVisit, ...]
    slips: tuple[PastSlip, ...]
    complaints: tuple[PastComplaint, ...]


class People(UseCases):
    """Walk-ins of this station. Whoever names a merged registration means the one that it counts as."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._kept = Registrations(room)
        self._store, self._merging = self._kept.store, Merging(self._kept)
        self._search = PersonSearch(room.database)
        self._history = PersonHistory(room.database)
        self._regions = RegionStore(room.database)

    @may(*STAFF)
    def search(self, text: str, limit: int = MOST_FOUND) -> tuple[PersonSummary, ...]:
        """Return whom `text` means, best first: whole hits before beginnings, and who was here last before others.

        It may be a name or the rest of one (秀英), Pinyin, initials, a phone's last digits (two at least), a card or
        what a scanner read from it, or an identity number. Nothing found, or nothing meant: ().
        """
        return self._search.best(searches_for(text), limit=limit)

    @may(*STAFF)
    def regions(self) -> tuple[Region, ...]:
        """Return the places that somebody may live in: the region list, by code."""
        return self._regions.all()

    @may(*STAFF)
    def check(self, walk_in: WalkIn, person_id: str | None = None) -> tuple[PersonProblem, ...]:
        """Return all that is wrong with what was typed, by field; `person_id` is given for somebody who is changed."""
        number = self._store.whole(person_id).number if person_id else 0
        return self._looked_at(walk_in, number=number).problems

    @may(*STAFF)
    def duplicates(self, walk_in: WalkIn) -> tuple[PersonSummary, ...]:
        """Return the people who may be the same as `walk_in`: by phone, identity number, or name with year or place."""
        return self._alike(self._looked_at(walk_in).walk_in)

    @may(*STAFF)
    def register(self, walk_in: WalkIn, *, also_new: bool = False) -> Done[Person]:
        """Register somebody; the value is the person as saved: with name and trades only, where consent was refused.

        Raises `Refused` with the first of the problems that `check` tells, and for a phone or identity number that is
        known already, unless `also_new` says that it is somebody else all the same (couples share a phone).
        """
        with self.room.change():
            fine = self._fine(self._looked_at(walk_in))
            if not also_new:
                self._refuse_known(fine)
            person = self._new(fine)
            step = self._store.add(person, keys_for(person))
            self.room.note("person-registered", person.id, consent=person.consent.value)
        return self._kept.done(person, [step], "person-registered", person.id)

    @may(*STAFF)
    def change(self, person_id: str, *, also_new: bool = False, **changes: Unpack[WalkInFields]) -> Done[Person]:
        """Change the fields that are given; raises like `register`, and `UnknownThing`.

        Consent that is withdrawn empties everything but name and trades; consent that is given is dated anew.
        """
        with self.room.change():
            before = self._kept.whole(person_id)
            asked = replace(walk_in_of(before), **changes)
            fine = self._fine(self._looked_at(asked, number=before.number), changed=changes)
            if not also_new:
                self._refuse_known(fine, before=before)
            person = self._changed(before, fine)
            steps = self._emptied_with(person)
            steps.append(self._kept.save_whole(person))
            names = " ".join(name for name in changes if getattr(before, name) != getattr(person, name))
            self.room.note("person-changed", person.id, fields=names, consent=person.consent.value)
        return self._kept.done(person, steps, "person-changed", person.id)

    @may(*STAFF)
    def page(self, person_id: str) -> PersonPage:
        """Return all of a person; raise `UnknownThing` if there is nobody."""
        person = self._store.whole(person_id)
        return PersonPage(
            person=_without_number(person),
            summary=next(iter(self._search.summaries([person.number])), None),
            also=tuple(map(_without_number, self._store.merged_into(person.number))),
            visits=self._history.visits(person.number),
            slips=self._history.slips(person.number),
            complaints=self._history.complaints(person.number),
        )

    @may(Role.HEAD)
    def reveal_identity(self, person_id: str) -> str:
        """Return somebody's whole identity number, "" if there is none; that it was looked at stands in the log."""
        with self.room.change():
            person = self._store.whole(person_id)
            self.room.note("identity-shown", person.id)
        return person.identity_number

    @may(*STAFF)
    def free_pictures(self, birth_year: int | None) -> tuple[SignInPicture, ...] | None:
        """Propose three pictures that nobody has who may have the same animal; None when all are taken."""
        taken = self._kept.taken(birth_year)
        free = [triple for triple in TRIPLES if " ".join(triple) not in taken]
        return secrets.choice(free) if free else None

    @may(*STAFF)
    def merge(self, kept_id: str, other_id: str) -> Done[Person]:
        """Let two registrations count as one, the older of both; the value is that one. See `Merging.merge`."""
        return self._merging.merge(kept_id, other_id)

    @may(*STAFF)
    def unmerge(self, other_id: str) -> Done[Person]:
        """Let a registration that was merged stand for itself again; the value is that one. See `Merging.unmerge`."""
        return self._merging.unmerge(other_id)

    def _looked_at(self, walk_in: WalkIn, *, number: int = 0) -> LookedAt:
        """Look at `walk_in`, also at the pictures that others have; `number` is who has it already, 0 for nobody."""
        seen = looked_at(walk_in, today=self.room.today, is_region=self._regions.has)
        pictures = " ".join(seen.walk_in.pictures)
        if pictures and pictures in self._kept.taken(seen.walk_in.birth_year, but=number):
            taken = PersonProblem(PersonField.PICTURES, PersonReason.PICTURES_TAKEN)
            return replace(seen, problems=(*seen.problems, taken))
        return seen

    def _fine(self, seen: LookedAt, *, changed: Collection[str] | None = None) -> WalkIn:
        """What may be saved; of a change only what is `changed` is judged, as rules and regions change too."""
        for problem in seen.refusing:
            if changed is None or problem.field in changed:
                raise Refused(problem.key, **dict(problem.details))
        return seen.walk_in

    def _refuse_known(self, walk_in: WalkIn, *, before: Person | None = None) -> None:
        for key, search in (("refused-phone-known", _by_phone), ("refused-identity-known", _by_identity)):
            searches = search(walk_in)
            if before is not None and searches == search(walk_in_of(before)):
                continue
            for known in self._store.with_keys(searches):
                if before is None or known.number != before.number:
                    raise Refused(key, card=known.card)

    def _alike(self, walk_in: WalkIn) -> tuple[PersonSummary, ...]:
        sure = self._store.with_keys((*_by_phone(walk_in), *_by_identity(walk_in)))
        by_name = self._store.with_keys(
            [KeySearch(key=key_of(KeyKind.NAME, folded_name(walk_in.name)), also_longer=False)]
        )
        likely = (person for person in by_name if _is_alike(person, walk_in))
        return self._search.summaries(dict.fromkeys(person.number for person in (*sure, *likely)))

    def _new(self, walk_in: WalkIn) -> Person:
        number, now_ms = self._store.next_number(), self.room.now_ms
        return Person(
            number=number,
            id=new_id(now_ms=now_ms),
            card=self._new_card(number),
            registered_at_ms=now_ms,
            registered_by=self.room.actor.staff_id,
            consent_at_ms=now_ms,
            counts_as=number,
            **_fields(walk_in),
        )

    def _new_card(self, number: int) -> str:
        """The number of a card that nobody known here has: by that of the registration, or the next that is free."""
        prefix = current_prefix(self.room.database)
        cards = (card_number(prefix=prefix, running=running) for running in count(number))
        return next(card for card in cards if not self._store.is_card_known(card))

    def _changed(self, before: Person, walk_in: WalkIn) -> Person:
        asked_anew = (before.consent, before.consent_words) != (walk_in.consent, walk_in.consent_words)
        consent_at_ms = self.room.now_ms if asked_anew else before.consent_at_ms
        return replace(before, consent_at_ms=consent_at_ms, **_fields(walk_in))

    def _emptied_with(self, person: Person) -> list[PersonStep]:
        """Withdrawn consent holds for all registrations that count as the person."""
        if person.consent is Consent.GIVEN:
            return []
        words = {name: getattr(person, name) for name in ("consent", "consent_words", "consent_at_ms")}
        members = self._store.merged_into(person.number)
        return [self._store.save(replace(each, **EMPTY, **words, lent=()), ()) for each in members]


def _fields(walk_in: WalkIn) -> dict[str, Any]:
    return {each.name: getattr(walk_in, each.name) for each in fields(walk_in)}


def _by_phone(walk_in: WalkIn) -> tuple[KeySearch, ...]:
    return (KeySearch(key=phone_key(walk_in.phone), also_longer=False),) if walk_in.phone else ()


def _by_identity(walk_in: WalkIn) -> tuple[KeySearch, ...]:
    key = key_of(KeyKind.IDENTITY_NUMBER, walk_in.identity_number)
    return (KeySearch(key=key, also_longer=False),) if walk_in.identity_number else ()


def _is_alike(person: Person, walk_in: WalkIn) -> bool:
    same_year = walk_in.birth_year is not None and person.birth_year == walk_in.birth_year
    return same_year or (walk_in.region != "" and person.region == walk_in.region)


def _without_number(person: Person) -> Person:
    return replace(person, identity_number=masked(person.identity_number))
