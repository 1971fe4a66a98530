"""A tour of the real window: every screen reached by synthetic touches, pictured and measured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from kiosk.domain.posting import Posting, PostingState
from kiosk.journeys import events as was
from kiosk.journeys.visit import MAX_SLIPS, OnePosting, Postings, Printing, SlipShown
from kiosk.journeys.worker import IDLE_WARNING_S
from kiosk.services import OpenStation
from kiosk.speech.wording import spoken
from ui.app import Kiosk
from ui.measure import measured

SETTLING_MS, LOOK_EVERY_MS = 60, 5
PATIENCE_MS = 15_000
"""A screen that has not come by then never will: the tour fails and says at which touch."""


class Stuck(Exception):
    """A touch did not lead where it should."""


class Tour:
    """Drives `kiosk`; `station` is a second, staff's connection to the same station, as at the desk."""

    def __init__(self, kiosk: Kiosk, station: OpenStation, out: Path) -> None:
        self._kiosk, self._station, self._out = kiosk, station, out
        self._shell = kiosk.shell
        self._finger = QTest.createTouchDevice()
        self._screens: list[dict[str, object]] = []

    def begin(self) -> None:
        """Wait until the kiosk has painted Home and opened its station."""
        self._until(lambda: self._kiosk.is_open, "the station to open")

    def walk(self) -> list[dict[str, object]]:
        """Visit every screen once; return what `screens.json` holds of them."""
        self._finding_work()
        self._taking_a_slip()
        self._being_refused()
        self._being_told()
        return self._screens

    def _finding_work(self) -> None:
        self.picture("home")
        self.touch("home-trades", until="trades")
        self.picture("trades")
        if self._is_there("page-next"):
            self.touch("page-next")
            self.picture("trades-next-page")
        self.touch("trade-0", until="postings")
        self.picture("postings-of-a-trade")
        self._vanish_all()
        self.picture("nothing")
        for way in ("older", "near", "today"):
            self.home()
            self.touch(f"home-{way}", until="postings")
            self.picture(f"postings-{way}")
        if self._is_there("page-next"):
            self.touch("page-next")
            self.picture("postings-next-page")

    def _taking_a_slip(self) -> None:
        self.touch("posting-0", until="oneposting")
        self.picture("posting")
        if self._is_there("page-next"):
            self.touch("page-next")
            self.picture("posting-next-page")
        self.touch("posting-want", until="slipshown")
        self._until(lambda: self._slip().printing is not Printing.UNDER_WAY, "the printer's answer")
        self.picture("slip")
        self._shell.happen(was.PrintEnded(self._slip().slip.id, printed=True))
        self.picture("slip-printed")
        self.touch("nav-back", until="oneposting")
        self.picture("posting-with-slip")
        self.touch("posting-want", until="slipshown")
        self.touch("slip-give-back", until="notice-given-back")
        self.picture("notice-given-back")
        self.touch("notice-button", until="oneposting")

    def _being_refused(self) -> None:
        self._station.postings.set_state(self._posting().id, PostingState.PAUSED)
        self._until(lambda: self._shell.screen_name == "notice-posting-gone", "the paused posting to vanish")
        self.picture("notice-posting-gone")
        self.touch("notice-button", until="postings")
        self._answer_instead(lambda wish: was.WishRefused(wish, gone=False), "notice-no-slot-left")
        self.touch("notice-button", until="postings")
        self._answer_instead(was.WishNotSaved, "notice-not-saved")
        self.touch("notice-button", until="oneposting")
        self.home()
        self.touch("home-today", until="postings")
        for _ in range(MAX_SLIPS):
            self.touch("posting-0", until="oneposting")
            self.touch("posting-want", until="slipshown")
            self.touch("nav-back", until="oneposting")
            self.touch("nav-back", until="postings")
            self.touch("page-next")
        self.touch("posting-0", until="oneposting")
        self.touch("posting-want", until="notice-enough-slips")
        self.picture("notice-enough-slips")

    def _answer_instead(self, answer: Callable[[str], was.Event], notice: str) -> None:
        """Touch "I want this" and answer before the store does; its slip then finds nobody and is given back."""
        self.touch("posting-0", until="oneposting")
        self._press("posting-want")
        wish = self._shell.visit.waiting_for
        if wish is None:
            raise Stuck("posting-want")
        self._shell.happen(answer(wish.wish_id))
        self._settle()
        self.picture(notice)

    def _being_told(self) -> None:
        self.home()
        self.touch("nav-staff")
        self._shell.happen(was.BellRang(heard=True))
        self.picture("notice-staff-called")
        self._shell.happen(was.BellRang(heard=False))
        self.picture("notice-nobody-hears")
        self.touch("notice-button", until="home")
        self.touch("home-trades", until="trades")
        for _ in range(IDLE_WARNING_S):
            self._shell.happen(was.SecondPassed())
        self.picture("notice-still-there")
        self.touch("notice-button", until="trades")
        self.home()
        self._shell.happen(was.SomethingBroke())
        self.picture("notice-one-moment")
        self.home()
        self._press("home-trades")
        self._shell.happen(was.LookupFailed())
        self.picture("notice-not-read")
        self.home()
        self._shell.set_sound_available(False)
        self.picture("home-without-sound")

    def home(self) -> None:
        """Touch Home and see that it is there."""
        self.touch("nav-home", until="home")

    def touch(self, name: str, *, until: str | None = None) -> None:
        """Touch the item `name`, and wait until the screen `until` stands there, or the same one stands anew."""
        self._press(name)
        if until is not None:
            self._until(lambda: self._shell.screen_name == until, f"{until} after touching {name}")
        self._settle()

    def picture(self, name: str) -> None:
        """Save a picture of the window as `name`.png and measure what is on it."""
        self._settle()
        image = QImage(self._shell.size(), QImage.Format.Format_RGB32)
        self._shell.render(image)
        image.save(str(self._out / f"{name}.png"))
        said = [self._heard(phrase.text) for phrase in self._shell.phrases()]
        items = [asdict(item) for item in measured(self._shell, image, spoken=self._heard)]
        screen: dict[str, object] = {
            "name": name,
            "png": f"{name}.png",
            "audience": "worker",
            "spoken": said,
            "items": items,
        }
        self._screens.append(screen)

    def _heard(self, phrase: str) -> str:
        return spoken(phrase, self._shell.visit.language, today=self._station.today)

    def _press(self, name: str) -> None:
        item = next((item for item in self._shell.visible_items() if item.objectName() == name), None)
        if item is None:
            raise Stuck(f"{name} is not on {self._shell.screen_name}")
        finger = item.mapTo(self._shell, item.rect().center())
        window = self._shell.windowHandle()
        QTest.touchEvent(window, self._finger).press(0, finger).commit(False)
        QTest.touchEvent(window, self._finger).release(0, finger).commit(False)

    def _is_there(self, name: str) -> bool:
        return any(item.objectName() == name for item in self._shell.visible_items())

    def _posting(self) -> Posting:
        screen = self._shell.visit.screen
        if not isinstance(screen, OnePosting):
            raise Stuck("no posting on the screen")
        return screen.posting

    def _slip(self) -> SlipShown:
        screen = self._shell.visit.screen
        if not isinstance(screen, SlipShown):
            raise Stuck("no slip on the screen")
        return screen

    def _vanish_all(self) -> None:
        """Close all postings of the listing on the screen, as staff would, and wait until they are gone."""
        screen = self._shell.visit.screen
        if not isinstance(screen, Postings):
            raise Stuck("no postings on the screen")
        for posting in screen.postings or ():
            self._station.postings.set_state(posting.id, PostingState.PAUSED)
        self._until(lambda: self._is_there("nothing"), "the closed postings to vanish")

    def _until(self, is_so: Callable[[], bool], what: str) -> None:
        if not wait_for(is_so):
            raise Stuck(f"waited in vain for {what}; there is {self._shell.screen_name}")

    def _settle(self) -> None:
        """Let the store answer and the window be painted."""
        wait_for(lambda: not self._shell.is_waiting and all(item.is_drawn for item in self._shell.visible_items()))
        QTest.qWait(SETTLING_MS)


def wait_for(is_so: Callable[[], bool]) -> bool:
    """Let the window live until `is_so`, or until patience ends; return whether it became so."""
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not is_so():
        if deadline.hasExpired():
            return False
        QTest.qWait(LOOK_EVERY_MS)
    return True
