"""What every screen of the desk is: it shows what it was told, and asks the desk through one door."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.desk.desk import Desk
from kiosk.desk.room import Done
from kiosk.errors import YizhanError
from ui.widgets.desk.look import Look
from ui.widgets.desk.stack import painted_ahead

Answer = TypeVar("Answer")


class Place(StrEnum):
    """The screens of the desk by name; their titles are the messages `desk-PLACE`."""

    TODAY = "today"
    WALK_IN = "walk-in"
    PEOPLE = "people"
    PERSON = "person"
    ARRIVALS = "arrivals"
    POSTINGS = "postings"
    POSTING = "posting"
    NEW_POSTING = "new-posting"
    DISPATCH = "dispatch"
    OUTCOMES = "outcomes"
    COMPLAINTS = "complaints"
    COMPLAINT = "complaint"
    MORE = "more"
    EMPLOYERS = "employers"
    EMPLOYER = "employer"
    CLASSES = "classes"
    CLASS = "class"
    CLASS_PLAN = "class-plan"
    NOTICES = "notices"
    NOTICE = "notice"
    REPORTS = "reports"
    EXCHANGE = "exchange"
    LOG = "log"
    STAFF = "staff"
    COUNTY = "county"
    WISHES = "wishes"
    MACHINE = "machine"
    MACHINE_DOCTOR = "machine-doctor"
    MACHINE_DEVICES = "machine-devices"
    MACHINE_PRINTER = "machine-printer"
    MACHINE_SOUND = "machine-sound"
    MACHINE_PANEL = "machine-panel"
    MACHINE_TOUCH = "machine-touch"
    MACHINE_BACKUP = "machine-backup"
    MACHINE_UPDATE = "machine-update"
    MACHINE_LOGS = "machine-logs"
    MACHINE_ABOUT = "machine-about"
    SET_UP = "set-up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question to the desk, carried out beside the screen.

    `question` runs on the database's thread and touches no widget; `answer` and `failed` are called on the screen's
    thread, unless the screen was left meanwhile. `failed` returns True where it told of the error itself.
    """

    question: Callable[[Desk], Any]
    answer: Callable[[Any], None]
    failed: Callable[[YizhanError], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Go:
    """Another screen is wanted; `topic` is what it is to show (an id, a draft)."""

    place: Place
    topic: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something was done: said in one line, with the way to take it back while it can be."""

    text: str
    undo: Callable[[], None] | None = None
    on_screen: bool = False
    """Whether `undo` only changes what is shown, and so runs on the screen's own thread."""
    is_undone: bool = False
    """Whether this tells that something was taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintWish:
    """Something is to be printed; `paper` is what the printing desk knows how to draw."""

    paper: object
    done_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyNews:
    """How it stands with the county, in words; `problem` says why nothing came of what somebody asked for."""

    sentences: tuple[str, ...] = ()
    is_sending: bool = False
    problem: str = ""


class StickWay(StrEnum):
    """What can be done with a stick: the station's news go out, or the county's answer comes in."""

    EXPORT = "export"
    IMPORT = "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class StickNews:
    """What is plugged in, and what came of it, in words. `ways` are those that are open now.

    `doing`: what goes on, of which `done` of `every` are done (of 0 it is not known); empty: nothing.
    """

    names: tuple[str, ...] = ()
    ways: tuple[StickWay, ...] = ()
    doing: str = ""
    done: int = 0
    every: int = 0
    hint: str = ""
    result: str = ""
    problem: str = ""


class ScanKind(StrEnum):
    CARD = "card"
    SLIP = "slip"
    IDENTITY = "identity"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What a scanner or a card reader typed. `value` is the number found in `text`: of a card, slip or identity."""

    kind: ScanKind
    value: str
    text: str


class DeskScreen(QWidget):
    """A screen is made once a log-in and language, opened each time it is wanted, and left again."""

    asked = Signal(object)
    """Carries an `Ask`."""
    went = Signal(object)
    """Carries a `Go`."""
    told = Signal(object)
    """Carries `News`."""
    prints = Signal(object)
    """Carries a `PrintWish`."""

    sends = Signal()
    """Somebody wants to exchange news with the county now."""
    carries = Signal(object)
    """Carries the `StickWay` that somebody wants."""

    place: Place

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.texts = look, look.texts
        self.setObjectName(f"desk-{self.place}")

    def open(self, topic: object) -> None:
        """Show `topic`, or what the screen shows by itself; called each time somebody comes here."""

    def refresh(self) -> None:
        """Somebody changed what the station keeps; called while the screen is shown, at most twice a second."""

    def county_told(self, news: CountyNews) -> None:
        """It stands so with the county; told when the screen is opened, and when it changes while it is shown."""

    def stick_told(self, news: StickNews) -> None:
        """This is plugged in; told when the screen is opened, and when it changes while it is shown."""

    def leave(self) -> None:
        """Somebody goes elsewhere, or the desk locks; what is typed must be safe when this returns."""

    def made_ahead(self) -> Generator[None, None, None]:
        """Make and paint unseen what will be shown, a piece at each step: first pictures cost most."""
        yield from painted_ahead(self)

    def scanned(self, scan: Scan) -> bool:
        """Take what a scanner read; return False to leave it to the window."""
        return False

    def first_focus(self) -> QWidget | None:
        """Where typing begins."""
        return None

    def ask(
        self,
        question: Callable[[Desk], Answer],
        answer: Callable[[Answer], None] = lambda _: None,
        *,
        failed: Callable[[YizhanError], bool] = lambda _: False,
    ) -> None:
        """Have `question` answered by the desk, beside the screen."""
        self.asked.emit(Ask(question=question, answer=answer, failed=failed))

    def change(
        self,
        use_case: Callable[[Desk], Done[Answer]],
        text: Callable[[Answer], str],
        then: Callable[[Answer], None] = lambda _: None,
        *,
        failed: Callable[[YizhanError], bool] = lambda _: False,
    ) -> None:
        """Have something done, say so in one line with the way to take it back, then go on."""

        def done(result: Done[Answer]) -> None:
            self.told.emit(News(text=text(result.value), undo=result.undo))
            then(result.value)

        self.ask(use_case, done, failed=failed)

    def told_on_screen(self, text: str, undo: Callable[[], None]) -> None:
        """Say what was done to the screen alone, and how to take it back."""
        self.told.emit(News(text=text, undo=undo, on_screen=True))

    def go(self, place: Place, topic: object = None) -> None:
        """Ask for another screen."""
        self.went.emit(Go(place=place, topic=topic))
