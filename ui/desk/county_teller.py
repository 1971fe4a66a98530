"""Tells the desk of the county: how it stands, what is plugged in for it, and how much waits for a decision."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject

from kiosk.domain.county import Attention
from kiosk.domain.staff import Actor
from ui.desk.county_watch import CountyWatch
from ui.desk.foot import Foot
from ui.desk.office import Office
from ui.desk.session import Session
from ui.desk.stick_watch import Sentence, StickWatch
from ui.screens.desk.screen import DeskScreen, Place, StickWay
from ui.widgets.desk.look import Look


class Stage(Protocol):
    """Where it is told; what stands on it is another after each step, and for another language."""

    look: Look

    @property
    def foot(self) -> Foot: ...

    @property
    def present(self) -> DeskScreen | None:
        """The screen that is shown; None while nobody may see anything."""

    def say(self, text: str) -> None:
        """Say what was done."""

    def tell(self, text: str) -> None:
        """Say what went wrong."""


class CountyTeller(QObject):
    """Tells whenever one of the watches has looked, and when `stage` says that somebody came, or came to a screen."""

    def __init__(
        self, parent: QObject, *, stage: Stage, office: Office, session: Session, county: CountyWatch,
        stick: StickWatch,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._stage, self._office, self._session = stage, office, session
        self._county, self._stick = county, stick
        county.looked.connect(self._tell_of_county)
        stick.looked.connect(self._tell_of_stick)
        stick.finished.connect(self._tell_of_end)

    def wire(self, screen: DeskScreen) -> None:
        """Carry out what a new screen wants of the county; only the county's own wants anything."""
        if screen.place is Place.COUNTY:
            screen.sends.connect(self._county.send_now)
            screen.carries.connect(self._carry)

    def came_in(self, actor: Actor) -> None:
        """Tell whoever came in how it stands, and look for sticks from now on."""
        self._tell_of_county()
        self.count_unsettled()
        self._stick.watch_for(actor)
        self._tell_of_stick()

    def went_out(self) -> None:
        """Nobody is there: sticks are left alone."""
        self._stick.watch_for(None)

    def forget(self) -> None:
        """What one log-in did with a stick is not for the next."""
        self._stick.forget()

    def came_to(self, screen: DeskScreen) -> None:
        """Tell a screen that was just opened."""
        screen.county_told(self._county.news(self._stage.look.texts))
        self._tell_of_stick()

    def count_unsettled(self) -> None:
        """Say at the foot how much waits for a person's decision."""
        actor = self._session.actor
        if actor is None or self._stage.present is None:
            return

        def counted(found: Attention) -> None:
            if self._session.actor == actor and self._stage.present is not None:
                self._stage.foot.warn(found.refused + found.conflicts)

        self._office.ask(actor, lambda desk: desk.county.attention(), counted, lambda _: None)

    def _tell_of_county(self) -> None:
        """Say at the foot, and on the screen that is shown, how it stands."""
        texts = self._stage.look.texts
        self._stage.foot.say(self._county.foot(texts))
        screen = self._stage.present
        if screen is not None:
            screen.county_told(self._county.news(texts))

    def _tell_of_stick(self) -> None:
        """Say on the county's screen what is plugged in; at the foot of another one, that something is."""
        texts, screen = self._stage.look.texts, self._stage.present
        if screen is not None and screen.place is Place.COUNTY:
            self._stick.note_seen()
            screen.stick_told(self._stick.news(texts))
        self._stage.foot.greet(self._stick.foot(texts) if screen is not None else "")

    def _tell_of_end(self, told: tuple[Sentence, ...], is_trouble: bool) -> None:
        """Say what came of a stick to whoever has gone on to another screen."""
        screen = self._stage.present
        if screen is None or screen.place is Place.COUNTY:
            return
        text = " ".join(sentence.said(self._stage.look.texts) for sentence in told)
        if is_trouble:
            self._stage.tell(text)
        else:
            self._stage.say(text)

    def _carry(self, way: StickWay) -> None:
        actor = self._session.actor
        if actor is not None:
            self._stick.carry(way, actor)
