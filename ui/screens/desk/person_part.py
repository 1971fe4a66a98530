"""What every part of a person's screen is, and what it is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from kiosk.desk.desk import Desk
from kiosk.desk.people import PersonPage
from kiosk.domain.staff import Role
from ui.screens.desk.screen import DeskScreen, Place, Scan


class Part(StrEnum):
    """What of somebody is shown."""

    OVERVIEW = "overview"
    WORK = "work"
    EDIT = "edit"
    HISTORY = "history"
    MERGE = "merge"
    FORGET = "forget"


@dataclass(frozen=True, slots=True)
class PersonTopic:
    """A part of a person's screen, as the topic of `Place.PERSON`; a plain id is the overview."""

    person_id: str
    part: Part = Part.OVERVIEW


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All of a person, who asks, and the day."""

    page: PersonPage
    role: Role
    today: date

    @property
    def person_id(self) -> str:
        """The id of the registration that counts."""
        return self.page.person.id

    @property
    def number_today(self) -> int | None:
        """The number by which they are called today; None where they have not signed in."""
        return next((visit.running for visit in self.page.visits if visit.day == self.today), None)


def known(desk: Desk, person_id: str) -> Known:
    """Ask the desk for all of a person."""
    return Known(page=desk.people.page(person_id), role=desk.room.actor.role, today=desk.room.today)


class PersonPart(QWidget):
    """A part asks through its screen. It is told of a person by `show_known` each time it is opened or they change."""

    def __init__(self, screen: DeskScreen, part: Part, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"person-{part}")
        self.host, self.look, self.texts = screen, screen.look, screen.texts

    def show_known(self, known: Known) -> None:
        """Show somebody."""

    def forget(self) -> None:
        """Somebody else is wanted, or nobody: nothing of the last one may stay."""

    def leave(self) -> None:
        """Somebody goes elsewhere; what is typed must be safe when this returns."""

    def scanned(self, scan: Scan) -> bool:
        """Take what a scanner read; return False to leave it to the screen, which looks whose card it is."""
        return False

    def first_focus(self) -> QWidget | None:
        """Where typing begins."""
        return None

    def go_to(self, person_id: str, part: Part = Part.OVERVIEW) -> None:
        """Show a part of a person, this one or another."""
        self.host.go(Place.PERSON, PersonTopic(person_id, part))
