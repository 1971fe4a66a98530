"""Signing in: once a day, by card, phone, pictures or by staff."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date

from kiosk.desk.room import Done, Room, UseCases, may
from kiosk.domain.arrival import Arrived, Visit, order, waiting_before
from kiosk.domain.called_number import number_told
from kiosk.domain.person import Person
from kiosk.domain.search_key import digits_in
from kiosk.domain.sign_in import Answer as Answered
from kiosk.domain.sign_in import AskMore, Attempt, ByCard, ByPhone, ByPictures, More, NotFound, SignedIn, Way
from kiosk.domain.sign_in_pictures import SignInPicture, Zodiac, is_choice
from kiosk.domain.staff import Role
from kiosk.domain.visit_id import new_visit_id
from kiosk.errors import Refused
from kiosk.store.arrivals import ArrivalStore, WholePerson
from kiosk.store.kept import Step
from kiosk.store.people import PersonStore
from kiosk.store.stations import current_prefix

AT_THE_KIOSK_TOO = (Role.WORKER, Role.CLERK, Role.HEAD)
FEWEST_DIGITS, WHOLE_NUMBER = 4, 11
"""How many of a mobile phone's last digits are enough to look for, and how many there are."""

Undo = Callable[[], None] | None
Answer = Done[SignedIn] | AskMore | NotFound


class SigningIn(UseCases):
    """Who is here today. A worker at the kiosk learns a number and how many wait before it, never a name."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._store = ArrivalStore(room.database, clock_ms=lambda: room.now_ms)
        self._people = PersonStore(room.database)

    @may(*AT_THE_KIOSK_TOO)
    def sign_in(self, person_id: str, way: Way = Way.STAFF) -> Done[SignedIn]:
        """Sign somebody in for today, once as a whole person however many registrations were merged into them.

        Again on the same day returns the same visit and changes nothing, but that whoever had left is back. Raises
        `UnknownThing`, and `Refused` for somebody who was forgotten.
        """
        with self.room.change():
            person = self._store.whole_person(person_id)
            if person.is_forgotten:
                raise Refused("refused-person-forgotten")
            earlier = self._store.visit_of(person, self.room.today)
            if earlier is None:
                visit, undo = self._arrive(person, way)
            else:
                visit, undo = earlier, self._come_back(earlier)
            before = waiting_before(self._list(visit.day), visit.id)
        answer = SignedIn(
            running=visit.running, waiting_before=before, is_new=earlier is None, visit_id=self._for_staff(visit.id)
        )
        return Done(value=answer, undo=undo if self._is_staff else None)

    @may(*AT_THE_KIOSK_TOO)
    def sign_in_by_card(self, text: str) -> Answer:
        """Sign in whoever has the card that was scanned; ask which of them where two people's have its number."""
        found = self._people.by_card(text)
        has_phones = any(person.phone for person in found)
        return self._answer(found, Way.CARD, otherwise=More.DIGITS if has_phones else More.STAFF)

    @may(*AT_THE_KIOSK_TOO)
    def sign_in_by_phone(self, digits: str) -> Answer:
        """Sign in whoever's phone ends with `digits`: four at least, more where several people's do."""
        typed = digits_in(digits)[-WHOLE_NUMBER:]
        if len(typed) < FEWEST_DIGITS:
            return AskMore(further=More.DIGITS)
        found = self._people.by_phone_tail(typed)
        if len(typed) < WHOLE_NUMBER:
            return self._answer(found, Way.PHONE, otherwise=More.DIGITS)
        has_pictures = any(person.pictures for person in found)
        return self._answer(found, Way.PHONE, otherwise=More.PICTURES if has_pictures else More.STAFF)

    @may(*AT_THE_KIOSK_TOO)
    def sign_in_by_pictures(self, three: Collection[SignInPicture], zodiac: Zodiac | None = None) -> Answer:
        """Sign in whoever chose these three pictures, told apart by the animal of their birth year if need be."""
        if not three or not is_choice(three):
            return NotFound()
        found = self._people.by_pictures(tuple(sorted(three)), zodiac=zodiac)
        return self._answer(found, Way.PICTURES, otherwise=More.ZODIAC if zodiac is None else More.STAFF)

    @may(*AT_THE_KIOSK_TOO)
    def attempt(self, attempt: Attempt) -> Answered:
        """Sign in whoever showed this card, these digits or these pictures; for the kiosk, where nothing is undone."""
        match attempt:
            case ByCard(text):
                answer = self.sign_in_by_card(text)
            case ByPhone(digits):
                answer = self.sign_in_by_phone(digits)
            case ByPictures(pictures, zodiac):
                answer = self.sign_in_by_pictures(pictures, zodiac)
        return answer.value if isinstance(answer, Done) else answer

    def _answer(self, found: Sequence[Person], way: Way, *, otherwise: More) -> Answer:
        whole = {person.counts_as: person.id for person in found}
        match tuple(whole.values()):
            case ():
                return NotFound()
            case (person_id,):
                return self.sign_in(person_id, way)
            case several:
                return AskMore(further=otherwise, person_ids=several if self._is_staff else ())

    def _arrive(self, person: WholePerson, way: Way) -> tuple[Visit, Undo]:
        day = self.room.today
        visit_id = new_visit_id(
            now_ms=self.room.now_ms,
            letters=current_prefix(self.room.database),
            is_told=self._store.has_company(day),
        )
        visit = Visit(
            id=visit_id,
            day=day,
            running=number_told(visit_id, self._store.next_running(day)),
            person=person.number,
            at_ms=self.room.now_ms,
            way=way,
        )
        step = self._store.add(visit, person)
        self._note("signed-in", visit, running=int(visit.running), way=way.value)
        return visit, self._undo("signed-in", step)

    def _come_back(self, visit: Visit) -> Undo:
        if visit.left_at_ms is None:
            return None
        step = self._store.set_left(visit.id, None)
        self._note("came-back", visit)
        return self._undo("came-back", step)

    def _undo(self, action: str, step: Step) -> Callable[[], None]:
        def undo() -> None:
            with self.room.change():
                visit = self._store.visit(step.row_id)
                self._store.take_back(step)
                self._note("undone", visit, what=action)

        return undo

    def _note(self, action: str, visit: Visit, **details: str | int) -> None:
        """Each day's lines are found under the day: its order can be worked out from them alone."""
        self.room.note(action, visit.day.isoformat(), visit=visit.id, **details)

    def _list(self, day: date) -> tuple[Arrived, ...]:
        """The day's list, by `by_arrival` and then by lot and by moves.

        Read visits last: then every move of another process that is seen has its visit."""
        draw, moves = self._store.draw_of(day), self._store.moves(day)
        arrived = {one.visit.id: one for one in self._store.arrived(day)}
        visits = [(one.visit.id, one.visit.running) for one in arrived.values()]
        ordered = order(visits, draw, moves, came=tuple(arrived))
        return tuple(replace(arrived[visit_id], place=place) for place, visit_id in enumerate(ordered, start=1))

    @property
    def _is_staff(self) -> bool:
        return self.room.actor.role is not Role.WORKER

    def _for_staff(self, visit_id: str) -> str:
        return visit_id if self._is_staff else ""
