"""A tour of the real window: every screen reached by synthetic touches, pictured and measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QSignalBlocker
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from kiosk.desk.arrival_sheet import call_words
from kiosk.desk.desk import Desk
from kiosk.desk.walk_in import WalkIn
from kiosk.domain.person import Consent
from kiosk.domain.posting import Posting, PostingState
from kiosk.domain.preferences import SettingKind
from kiosk.domain.sign_in_pictures import SignInPicture, Zodiac
from kiosk.domain.staff import Actor, Role
from kiosk.journeys import events as was
from kiosk.journeys.signing_in import TRIES
from kiosk.journeys.states import OnePosting, Postings, Printing, SlipShown
from kiosk.journeys.visit import MAX_SLIPS
from kiosk.journeys.worker import IDLE_WARNING_S
from kiosk.services import OpenStation
from kiosk.speech.wording import spoken
from kiosk.texts.catalogue import ASSETS
from ui.app import Kiosk
from ui.attending_tour import AttendingTour
from ui.board.window import BoardWindow
from ui.complaint_touring import tour_complaint
from ui.idle_touring import tour_idle
from ui.listen_touring import tour_listening
from ui.looks_touring import LooksTour
from ui.measure import measured
from ui.shell import Shell
from ui.stage import Look
from ui.widgets.pictures import Pictures
from ui.word_touring import tour_lessons, tour_wish

WALK_INS = (("王秀英", 1966, "13800135678"), ("李建国", 1958, "13900145678"))
PHONE_ENDS, WHOLE_PHONE = "5678", "13800135678"
ALSO_HERE, CALLED = ("老周", "小何", "阿芳", "老陈", "小林", "老吴", "阿强", "小郑"), 5
PICTURES = (SignInPicture.APPLE, SignInPicture.FISH, SignInPicture.SUN)
SETTLING_MS, LOOK_EVERY_MS = 60, 5
PATIENCE_MS = 60_000
"""A screen that has not come by then never will: the tour fails and says at which touch."""


class Stuck(Exception):
    """A touch did not lead where it should."""


class Tour:
    """Drives `kiosk`; `station` is a second, staff's connection to the same station, as at the desk."""

    def __init__(self, kiosk: Kiosk, station: OpenStation, out: Path, *, looks: Sequence[Look] = ()) -> None:
        """Each screen is measured in `looks`, too, as `LooksTour` does it."""
        self._kiosk, self._station, self._out = kiosk, station, out
        self._shell = kiosk.shell
        self._looks = LooksTour(self._shell, looks, out / "looks", heard=self._heard)
        self._finger = QTest.createTouchDevice()
        self._screens: list[dict[str, object]] = []
        self._card = ""
        """What the scanner reads from the card of whoever was registered last."""

    def begin(self) -> None:
        """Wait until the kiosk has opened its station and stands still: "no sound" moves what may be touched."""
        self._until(lambda: self._kiosk.is_open, "the station to open")
        self._until(lambda: self._kiosk.speaker.is_device_known, "a loudspeaker, or that there is none")

    def walk(self) -> list[dict[str, object]]:
        """Visit every screen once; return what `screens.json` holds of them."""
        self._finding_work()
        self._taking_a_slip()
        self._going_together()
        self._being_refused()
        AttendingTour(self, self._shell, self._clerk()).walk()
        self._signing_in()
        self._making_it_fit()
        tour_lessons(self, self._shell)
        tour_wish(self, self._shell)
        tour_complaint(self, self._shell)
        self._being_told()
        self._looks.tell()
        self._being_called()
        if self._kiosk.idle is not None:
            tour_idle(self, self._kiosk.idle)
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
            self._to_list(way)
            self.picture(f"postings-{way}")
        if self._is_there("page-next"):
            self.touch("page-next")
            self.picture("postings-next-page")
        self._choosing()

    def _to_list(self, way: str) -> None:
        """From Home to the list of a way to work; near leads there over the map."""
        if way == "near":
            self.touch("home-near", until="nearmap")
            self.picture("near-map")
            if self._is_there("page-next"):
                self.touch("page-next")
                self.picture("near-map-next-page")
            self.touch("town-0", until="postings")
            self.picture("postings-in-a-town")
            self.touch("nav-back", until="nearmap")
            self.touch("near-all", until="postings")
        else:
            self.touch(f"home-{way}", until="postings")

    def _choosing(self) -> None:
        """Choose by pictures until little is left, look at it, and take all off again."""
        self.touch("postings-choose", until="choosing")
        self.picture("choosing")
        self.touch("mark-today")
        while not self._is_there("mark-paid-same-day"):
            self.touch("page-next")
        self.touch("mark-paid-same-day")
        self.picture("choosing-touched")
        self.touch("choosing-show", until="postings")
        self.picture("postings-chosen")
        self._vanish_all()
        self.picture("nothing-chosen")
        self.touch("postings-all-off", until="postings")

    def _taking_a_slip(self) -> None:
        self.touch("posting-0", until="oneposting")
        self.picture("posting")
        if self._is_there("page-next"):
            self.touch("page-next")
            self.picture("posting-next-page")
        slots = self._slots_left()
        self.touch("posting-want", until="slipshown")
        self._until(lambda: self._slip().printing is not Printing.UNDER_WAY, "the printer's answer")
        self.picture("slip")
        self._shell.happen(was.PrintEnded(self._slip().slip.id, printed=True))
        self.picture("slip-printed")
        self.touch("nav-back", until="oneposting")
        self._until(lambda: self._slots_left() < slots, "the posting as it is with this slip")
        self.picture("posting-with-slip")
        self.touch("posting-want", until="slipshown")
        self.touch("slip-give-back", until="notice-given-back")
        self.picture("notice-given-back")
        self.touch("notice-button", until="oneposting")

    def _going_together(self) -> None:
        """Two go together, after more were asked for than are left."""
        self.home()
        self.touch("home-today", until="postings")
        while not self._is_there("posting-together"):
            if self._is_there("posting-want"):
                self.touch("nav-back", until="postings")
                self.touch("page-next")
            self.touch("posting-0", until="oneposting")
        self.touch("posting-together", until="together")
        self.picture("together")
        unheard = QSignalBlocker(self._shell)  # the store would take both slots for a moment, and the posting away
        self._press("together-2")
        unheard.unblock()
        wish = self._shell.visit.waiting_for
        if wish is None:
            raise Stuck("together-2")
        self._shell.happen(was.WishRefused(wish.wish_id, left=2))
        self._settle()
        self.picture("together-short")
        self.touch("together-2", until="slipshown")
        self._until(lambda: self._slip().printing is not Printing.UNDER_WAY, "the printer's answer")
        self.picture("slip-of-a-party")
        self.touch("slip-give-back", until="notice-given-back")
        self.touch("notice-button", until="oneposting")

    def _being_refused(self) -> None:
        self._station.postings.set_state(self._posting().id, PostingState.PAUSED)
        self._until(lambda: self._shell.screen_name == "notice-posting-gone", "the paused posting to vanish")
        self.picture("notice-posting-gone")
        self.touch("notice-button", until="postings")
        self._answer_instead(lambda wish: was.WishRefused(wish, gone=False), "notice-no-slot-left")
        self.touch("notice-button", until="postings")
        self._answer_instead(lambda wish: was.WishRefused(wish, elsewhere=True), "notice-slot-elsewhere")
        self.touch("notice-button", until="oneposting")
        self.touch("nav-back", until="postings")
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

    def _signing_in(self) -> None:
        """Sign in by phone, then by pictures that two people have, until nobody is known any more."""
        for name, birth_year, phone in WALK_INS:
            self._register(name, birth_year, phone)
        self.home()
        self.touch("home-sign-in", until="signin")
        self.picture("sign-in")
        self.touch("sign-in-phone", until="signindigits")
        self._type(PHONE_ENDS[:3])
        self.picture("sign-in-digits")
        self._type(PHONE_ENDS[3:])
        self.touch("key-sign-in-done")
        self._until(lambda: self._shell.visit.signing_in is None, "the answer to the digits")
        self._type(WHOLE_PHONE)
        self.picture("sign-in-more-digits")
        self._shell.happen(was.CardScanned(self._card))
        self._until(lambda: self._shell.screen_name == "signedin", "the number of whoever has this card")
        self.picture("signed-in")
        self.touch("signed-in-done", until="home")
        self._choosing_pictures()

    def _choosing_pictures(self) -> None:
        self.touch("home-sign-in", until="signin")
        self.touch("sign-in-pictures", until="signinpictures")
        *first, last = PICTURES
        for picture in first:
            self.touch(f"picture-{picture}")
        self.picture("sign-in-pictures")
        self.touch(f"picture-{last}", until="signinzodiac")
        self.picture("sign-in-zodiac")
        self.touch(f"zodiac-{Zodiac.HORSE}", until="signedin")
        self.picture("signed-in-second")
        self.home()
        for attempt in range(1, TRIES + 1):
            self._shell.happen(was.CardScanned(f"{attempt}"))
            self._until(lambda: self._shell.visit.signing_in is None, "the answer to an unknown card")
            if attempt == 1:
                self.picture("notice-not-known")
        self.picture("notice-ask-staff")

    def _making_it_fit(self) -> None:
        """Open the settings and each of them, and have Home explained."""
        self.home()
        self.touch("nav-settings", until="settings")
        self.picture("settings")
        for kind in SettingKind:
            if self._is_there(f"setting-{kind}"):
                self.touch(f"setting-{kind}", until="onesetting")
                self.picture(f"setting-{kind}")
                self.touch("nav-back", until="settings")
        self.home()
        self.touch("nav-help")
        self.picture("home-explained")
        self.touch("nav-help")
        tour_listening(self, self._shell)

    def _register(self, name: str, birth_year: int, phone: str) -> None:
        """Register somebody, as at the desk."""
        walk_in = WalkIn(name=name, consent=Consent.GIVEN, birth_year=birth_year, phone=phone, pictures=PICTURES)
        self._card = self._clerk().people.register(walk_in, also_new=True).value.card

    def _clerk(self) -> Desk:
        return self._station.desk(Actor(role=Role.CLERK, device="tour", staff_id="tour"))

    def _type(self, digits: str) -> None:
        for digit in digits:
            self.touch(f"key-{digit}")

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

    def _being_called(self) -> None:
        """The board in the hall, with the numbers of whoever was registered, some of them called."""
        desk = self._clerk()
        for name in ALSO_HERE:
            walk_in = WalkIn(name=name, consent=Consent.REFUSED)
            desk.arrivals.sign_in(desk.people.register(walk_in, also_new=True).value.id)
        for _ in range(CALLED):
            desk.arrivals.call_next()
        texts = self._kiosk.texts[self._shell.visit.language]
        board = desk.arrivals.board()
        window = BoardWindow(self._shell.theme, Pictures((ASSETS / "pictures",)), texts)
        window.resize(self._shell.size())
        window.show_station(self._station.station.name)
        window.show_time(self._station.now())
        window.show_board(board)
        window.show_call(board.called[0].running)
        window.show()
        self._save("board", window, audience="desk", said=[self._heard(call_words(board.called[0].running, texts))])
        window.close()
        window.deleteLater()

    def home(self) -> None:
        """Touch Home and see that it is there."""
        self.touch("nav-home", until="home")

    def way(self, name: str, *, until: str) -> None:
        """Touch one of the ways on Home, or behind "more" where Home has no room for it."""
        self.home()
        if self._is_there(f"home-{name}"):
            self.touch(f"home-{name}", until=until)
        else:
            self.touch("home-more", until="more")
            self.touch(f"more-{name}", until=until)

    def touch(self, name: str, *, until: str | None = None) -> None:
        """Touch the item `name`, and wait until the screen `until` stands there, or the same one stands anew."""
        self._press(name)
        if until is not None:
            self._until(lambda: self._shell.screen_name == until, f"{until} after touching {name}")
        self._settle()

    def wait(self, is_so: Callable[[], bool], what: str) -> None:
        """Let the window live until `is_so`; fail by saying `what` did not come."""
        self._until(is_so, what)

    def picture(self, name: str) -> None:
        """Save a picture of the window as `name`.png and measure what is on it."""
        self._settle()
        said = [self._heard(phrase.text) for phrase in self._shell.phrases()]
        self._save(name, self._shell, audience="worker", said=said)
        self._looks.picture(name, wait_for)

    def picture_of_nobody(self, name: str) -> None:
        """Save what is seen when nobody is there: there is nothing to read, to hear or to aim at."""
        image = QImage(self._shell.size(), QImage.Format.Format_RGB32)
        self._shell.render(image)
        image.save(str(self._out / f"{name}.png"))
        self._screens.append({"name": name, "png": f"{name}.png", "audience": "desk", "spoken": [], "items": []})

    def _save(self, name: str, window: Shell | BoardWindow, *, audience: str, said: list[str]) -> None:
        image = QImage(window.size(), QImage.Format.Format_RGB32)
        window.render(image)
        image.save(str(self._out / f"{name}.png"))
        items = [asdict(item) for item in measured(window, image, spoken=self._heard)]
        screen: dict[str, object] = {
            "name": name,
            "png": f"{name}.png",
            "audience": audience,
            "spoken": said,
            "items": items,
        }
        self._screens.append(screen)

    def _heard(self, phrase: str) -> str:
        return spoken(phrase, self._shell.visit.language, today=self._station.today)

    def _press(self, name: str) -> None:
        wait_for(lambda: self._is_there(name))  # on a busy machine the store's answer may come late
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

    def _slots_left(self) -> int:
        assert isinstance(self._shell.visit.screen, OnePosting)
        return self._shell.visit.screen.posting.slots_left

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
