"""What the steps of a dispatch are told, and what each of them is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from kiosk.desk.room import Done
from kiosk.domain.sign_in import SignedIn
from ui.screens.desk.screen import DeskScreen, Place


class Step(StrEnum):
    """Where in a dispatch we are."""

    POSTING = "posting"
    PEOPLE = "people"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class NotSentWords:
    """Somebody who got no slip, and why, in words. `can_send_anyway` names who may be sent all the same."""

    who: str
    why: str
    visit_id: str = ""
    person_id: str = ""
    can_send_anyway: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchTopic:
    """What the dispatch is about so far: nothing, people, a posting for them, or what was sent."""

    posting_id: str = ""
    visit_ids: tuple[str, ...] = ()
    dispatch_id: str = ""
    not_sent: tuple[NotSentWords, ...] = ()

    @property
    def step(self) -> Step:
        """The step that shows it."""
        if self.dispatch_id:
            return Step.SENT
        return Step.PEOPLE if self.posting_id else Step.POSTING


def topic_of(topic: object) -> DispatchTopic:
    """Read what a screen was opened with: None, a posting's id, the ids of visits of today, or all of it."""
    match topic:
        case DispatchTopic():
            return topic
        case str():
            return DispatchTopic(posting_id=topic)
        case tuple():
            return DispatchTopic(visit_ids=tuple(str(each) for each in topic))
    return DispatchTopic()


class DispatchStep(QWidget):
    """A step asks through its screen; `show_topic` is called each time it is opened or the station changed."""

    def __init__(self, screen: DeskScreen, step: Step, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"dispatch-step-{step}")
        self.host, self.look, self.texts = screen, screen.look, screen.texts

    def show_topic(self, topic: DispatchTopic, *, is_new: bool) -> None:
        """Show where the dispatch stands; `is_new` unless it is only shown anew."""

    def takes_along(self, done: Done[SignedIn]) -> bool:
        """Take whoever a card signed in among those who go; False where nobody is chosen here."""
        return False

    def first_focus(self) -> QWidget | None:
        """Where typing begins."""
        return None

    def go_to(self, topic: DispatchTopic) -> None:
        """Show another step."""
        self.host.go(Place.DISPATCH, topic)
