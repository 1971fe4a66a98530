"""A visitor walking the worker's path by hand, and postings to be found on it."""

from __future__ import annotations

from datetime import date, time
from typing import TypeVar

from kiosk.domain.language import Language
from kiosk.domain.lesson import Lesson, LessonPage
from kiosk.domain.listing import Today
from kiosk.domain.notice import Notice, NoticeSource, NoticeState
from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.posting import Posting
from kiosk.domain.seat import Seat
from kiosk.domain.slip import Slip
from kiosk.domain.training import ClassState, TrainingClass
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.state import State
from kiosk.journeys.visit import Visit
from kiosk.journeys.worker import WorkerJourney

Kind = TypeVar("Kind")

ALOUD = (do.Announce, do.PauseOrGoOn, do.SayTouchToHear, do.SayEntered)
"""What makes the kiosk speak."""


def posting(name: str) -> Posting:
    return Posting(
        id=name,
        trade="cook",
        title=name,
        employer_id="e",
        employer_name="王家果园",
        pay=Pay(amount_minor=18_000, unit=PayUnit.DAY),
        headcount=2,
        first_day=date(2026, 11, 21),
        last_day=date(2026, 11, 22),
        place="河口镇",
        contact_phone="13812345678",
        slots_left=2,
    )


def slip(name: str, *, of: str, wish: str) -> Slip:
    return Slip(id=name, number=f"A1-1121-{name}", posting_id=of, wish_id=wish, issued_at_ms=1)


def lesson(name: str, *, trades: tuple[str, ...] = (), languages: tuple[Language, ...] = tuple(Language)) -> Lesson:
    """A lesson of three pages."""
    said = dict.fromkeys(languages, name)
    pages = tuple(LessonPage(picture=f"{number}.svg", text=said) for number in (1, 2, 3))
    return Lesson(id=name, order=1, title=said, cover="cover.svg", pages=pages, trades=trades, folder="/lessons")


def training(name: str, *, seats: int = 2, title: str = "", trade: str = "", day: int = 23) -> TrainingClass:
    return TrainingClass(
        id=name, title=title or name, trade=trade, day=date(2026, 11, day), starts=time(9), ends=time(11),
        place="文化站", teacher="", seats=2, seats_taken=2 - seats, note="", state=ClassState.OPEN,
        cancelled_reason="", version=1,
    )  # fmt: skip


def seat(name: str, *, of: str) -> Seat:
    return Seat(id=name, number=f"A1-C-{name}", class_id=of, taken_at_ms=1)


def message(name: str, *, recording: str | None = None) -> Notice:
    return Notice(
        id=name, title=name, words="停水", first_day=date(2026, 11, 20), last_day=date(2026, 11, 25),
        recording_id=recording, source=NoticeSource.STATION, state=NoticeState.SHOWN, made_at_ms=1, made_by="s",
        version=1,
    )  # fmt: skip


class Walk:
    """One visit, event by event; `asked` are the effects since the last event."""

    def __init__(self, journey: WorkerJourney) -> None:
        self.journey = journey
        self.visit = journey.start()
        self.asked: tuple[do.Effect, ...] = ()

    def __call__(self, *events: was.Event) -> Visit:
        for event in events:
            self.visit, self.asked = self.journey.advance(self.visit, event)
        return self.visit

    @property
    def screen(self) -> State:
        return self.visit.screen

    def seconds(self, count: int) -> Visit:
        return self(*[was.SecondPassed()] * count)

    @property
    def says(self) -> bool:
        """Whether the last event makes the kiosk speak."""
        return any(isinstance(effect, ALOUD) for effect in self.asked)

    def asked_for(self, kind: type[Kind]) -> list[Kind]:
        return [effect for effect in self.asked if isinstance(effect, kind)]

    def to_postings(self, *names: str) -> Visit:
        self(was.ListingChosen(Today()))
        return self(was.PostingsFound(Today(), tuple(map(posting, names))))

    def to_posting(self, name: str) -> Visit:
        self.to_postings("p1", "p2", "p3", "p4")
        return self(was.PostingChosen(name))

    def to_slip(self, name: str, wish: str = "w1") -> Visit:
        self.to_posting(name)
        self(was.Wanted(wish))
        return self(was.SlipIssued(wish, slip(f"s-{wish}", of=name, wish=wish), posting(name)))

    def to_class(self, name: str, *classes: TrainingClass) -> Visit:
        self(was.ClassesWanted(), was.ClassesFound(classes or tuple(map(training, ("c1", "c2", "c3", "c4")))))
        return self(was.ClassChosen(name))

    def to_seat(self, name: str, wish: str = "w1") -> Visit:
        self.to_class(name)
        self(was.SeatWanted(wish))
        return self(was.SeatTaken(wish, seat(f"seat-{wish}", of=name), training(name, seats=1)))

    def to_message(self, name: str, *messages: Notice) -> Visit:
        self(was.NoticesWanted(), was.NoticesFound(messages or tuple(map(message, ("m1", "m2")))))
        return self(was.NoticeChosen(name))
