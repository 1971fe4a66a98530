"""A tour of the real desk: every screen and step reached by synthetic touches, pictured and measured."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.care.places import Places
from kiosk.commands.demo import bring_in, settle
from kiosk.desk.demo import demo_county
from kiosk.desk.demo_history import make_history
from kiosk.desk.desk import Desk
from kiosk.desk.first_start import Step
from kiosk.domain.staff import Actor, Role
from kiosk.errors import DiskFull
from kiosk.services import OpenStation, open_station
from kiosk.store import county_disagreements
from kiosk.store.outbox import OperationKind, Outbox
from kiosk.store.postings import PostingStore
from ui.desk.app import DeskApp, DeskSetting
from ui.desk.printing import DeskPrinting
from ui.desk_camera import DeskCamera
from ui.desk_finger import Lost
from ui.screens.desk.made import SCREENS
from ui.screens.desk.more import PLACES
from ui.screens.desk.screen import Place
from ui.screens.first_start.step_page import StepPage
from ui.screens.first_start.steps_here import steps_here
from ui.screens.technician import devices, machine
from ui.screens.technician.beside import BesideScreen

STAFF = {
    Role.HEAD: ("陈站长", "739164"),
    Role.CLERK: ("小林", "582937"),
    Role.TECHNICIAN: ("赵师傅", "406285"),
}
"""Everybody's name and PIN."""
STATIONS = ("desk", "new-desk", "first-desk")
WRONG_PIN, TRIES = "918273", 5
NEW_NAME, NO_PHONE, NO_IDENTITY = "欧阳秀英", "139", "430796196203041230"
SENT_PAPERS = 2
"""What a desk without a printer sets aside when people were sent: their slips, and the sheet for the employer."""
SURNAME = "w"
REFUSED_BECAUSE, OTHER_PLACE = "row-of-others", "老学校门口"
COUNTY_TOLD = ("county-words", "county-all-well")
"""What the County screen is told by two that do not wait for each other."""
TECHNICIAN = "technician"
LOOK_MS, MACHINE_MS = 50, 120_000
"""A doctor takes ten seconds and more where several tours share a processor."""
MOST_WAITING = 10_000
"""The demo's past is told to the county from its first day on, after all the postings that a demo begins with."""


def tour_desk(data: Path, out: Path, *, like: DeskSetting) -> list[dict[str, object]]:
    """Tour a desk set up `like` this one, in stations of its own below `data`: one with a past, one all new, and on a
    machine that was never set up.

    The worker's tour pauses its postings and registers people, whom the demo's past would not expect. Raises `Lost`.
    """
    folders = (data / name for name in STATIONS)
    old, new, first = (replace(like, places=Places(data=each / "data", keys=each / "keys")) for each in folders)
    with open_station(old.places, now=like.now) as station:
        settle(station, demo_county())
        bring_in(station)
        make_history(station.desk(Actor(role=Role.HEAD, device="tour")).room)
        hire(station)
    with open_station(new.places, now=like.now) as station:
        settle(station, demo_county())
    return [
        *_toured(replace(first, covers_kiosk=True), lambda app: DeskTour(app.shell, out).wizard()),
        *_toured(new, lambda app: DeskTour(app.shell, out).first_start()),
        *_toured(old, lambda app: DeskTour(app.shell, out).at_the_door()),
        *_toured(old, lambda app: DeskTour(app.shell, out).walk(app.printing)),
    ]


def _toured(setting: DeskSetting, tour: Callable[[DeskApp], list[dict[str, object]]]) -> list[dict[str, object]]:
    app = DeskApp(setting)
    QApplication.setCursorFlashTime(0)
    try:
        app.show(windowed=True)
        return tour(app)
    finally:
        app.close()
        app.shell.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def hire(station: OpenStation) -> None:
    """Give the tour's station its staff."""
    desk = Desk(station.desk(Actor(role=Role.WORKER, device="tour")).room)
    name, pin = STAFF[Role.HEAD]
    desk.room.actor = desk.accounts.make_head(name=name, pin=pin)
    for role in (Role.CLERK, Role.TECHNICIAN):
        name, pin = STAFF[role]
        desk.accounts.add(name=name, role=role, pin=pin)


class DeskTour(DeskCamera):
    """Drives the desk; what a station without people or postings cannot show is left out."""

    def wizard(self) -> list[dict[str, object]]:
        """Show each step of a machine's first start; return what `screens.json` holds of it."""
        finger = self.finger
        for step in steps_here():
            if step is Step.READY:
                break
            finger.until(partial(finger.sees, f"wizard-{step}"), f"the step {step}")
            self._of_machine(f"wizard-{step}", screen=self.shell.findChild(StepPage, f"wizard-{step}"))
            if step is Step.PLACE:
                self._where_it_stands()
            elif step is Step.HEAD:
                self._first_head()
            else:
                finger.touch("wizard-later")
        finger.until(lambda: self.shell.place is Place.SET_UP, "the end of the wizard")
        self._of_machine(f"wizard-{Step.READY}")
        return self.screens

    def _where_it_stands(self) -> None:
        """Say nothing of it, and see what is missed; then go on."""
        self.finger.touch("wizard-next")
        self.finger.settle()
        self._of_machine("wizard-place-problems")
        self.finger.touch("wizard-later")

    def _first_head(self) -> None:
        name, pin = STAFF[Role.HEAD]
        self.finger.touch("first-start-name")
        self.finger.type(name)
        for field in ("pin", "again"):
            self.finger.touch(f"first-start-{field}")
            for digit in pin:
                self.finger.touch(f"first-start-{field}-keypad-{digit}")
        self.finger.touch("first-start-save")

    def first_start(self) -> list[dict[str, object]]:
        """Show a new station's first screen, also with what is wrong; return what `screens.json` holds of it."""
        finger = self.finger
        finger.until(lambda: finger.sees("desk-first-start"), "the first start")
        self.picture("first-start")
        finger.touch("first-start-name")
        finger.type(STAFF[Role.HEAD][0])
        for field in ("pin", "again"):
            finger.touch(f"first-start-{field}")
            for digit in "123456":
                finger.touch(f"first-start-{field}-keypad-{digit}")
        finger.touch("first-start-save")
        finger.settle()
        self.picture("first-start-weak-pin")
        return self.screens

    def at_the_door(self) -> list[dict[str, object]]:
        """Show the log-in until it is locked; return what `screens.json` holds of it."""
        finger = self.finger
        finger.until(lambda: finger.sees("log-in-name-0"), "the door")
        self.picture("log-in")
        name = STAFF[Role.TECHNICIAN][0]
        button = next(each for each in finger.shown() if each.accessibleName() == name)
        for tried in range(TRIES):
            finger.touch(button.objectName())
            for digit in WRONG_PIN:
                finger.touch(f"log-in-pin-keypad-{digit}")
            finger.touch("log-in-enter")
            finger.settle()
            if tried == 0:
                self.picture("log-in-wrong")
        self.picture("log-in-locked")
        return self.screens

    def walk(self, printing: DeskPrinting) -> list[dict[str, object]]:
        """Visit every screen once; return what `screens.json` holds of them."""
        self._printing = printing
        self.finger.log_in(*STAFF[Role.HEAD])
        for way in (self._today, self._walk_in, self._people, self._arrivals, self._postings, self._dispatch,
                    self._outcomes, self._complaints, self._more, self._county, self._machine,
                    self._trouble):  # fmt: skip
            way()
        return self.screens

    def _today(self) -> None:
        self.rail(Place.TODAY)
        self.picture("today")

    def _walk_in(self) -> None:
        """The form with each of its pickers, with what is wrong, with somebody known, cleared, and saved."""
        finger = self.finger
        self.rail(Place.WALK_IN)
        self.picture("walk-in")
        for field in ("phone", "birth_year", "region", "identity_number"):
            finger.touch(f"walk-in-{field}")
            finger.settle()
            if field == "birth_year":
                finger.touch("pick-year-decade-1960")
                finger.settle()
            self.picture(f"walk-in-{field.replace('_', '-')}")
        for field, text in (("phone", NO_PHONE), ("identity_number", NO_IDENTITY)):
            finger.touch(f"walk-in-{field}")
            finger.type(text)
        self.next_step()
        self.picture("walk-in-problems")
        finger.touch("walk-in-clear")
        finger.settle()
        self.picture("walk-in-news")
        self._somebody_known()
        finger.touch("walk-in-clear")
        finger.settle()
        finger.type(NEW_NAME)
        self.next_step()
        finger.until(lambda: finger.sees("desk-print-save"), "the printer's answer")
        self.picture("person-card-not-printed")
        finger.touch("desk-print-leave")
        finger.settle()

    def _somebody_known(self) -> None:
        phone = self.ask(_somebodys_phone)
        if not phone:
            return
        self.finger.touch("walk-in-name")
        self.finger.type(NEW_NAME)
        self.finger.touch("walk-in-phone")
        self.finger.type(str(phone))
        self.next_step()
        self.picture("walk-in-known")

    def _people(self) -> None:
        finger = self.finger
        self.rail(Place.PEOPLE)
        self.picture("people")
        finger.type(SURNAME)
        self.picture("people-found")
        self.open_row()
        self.picture("person")
        for part in ("find-work", "change", "history", "merge", "forget"):
            finger.touch(f"person-do-{part}")
            finger.settle()
            self.picture(f"person-{part}")
            if part == "change":
                finger.touch("walk-in-pictures")
                finger.settle()
                self.picture("person-pictures")
            self.back_to("person-do-change")

    def _arrivals(self) -> None:
        finger = self.finger
        self.rail(Place.ARRIVALS)
        self.picture("arrivals")
        self.open_row()
        self.picture("arrivals-marked")
        finger.touch("arrivals-move")
        finger.settle()
        self.picture("arrivals-move")
        self.next_step()
        self.picture("arrivals-move-problems")
        self.back_to("arrivals-move")
        finger.touch("arrivals-lots" if finger.sees("arrivals-lots") else "arrivals-list")
        finger.settle()
        self.picture("arrivals-lots")
        self.back_to("arrivals-move")
        finger.touch("arrivals-sign-in")
        finger.type(SURNAME)
        finger.until(lambda: any(name.startswith("arrivals-found") for name in finger.names()), "whom the line finds")
        self.picture("arrivals-found")
        finger.key("Esc")

    def _postings(self) -> None:
        finger = self.finger
        self.rail(Place.POSTINGS)
        self.picture("postings")
        finger.touch("postings-repeat")
        finger.settle()
        self.picture("postings-repeat")
        self.back_to("postings-new")
        finger.touch("postings-new")
        finger.settle()
        self.picture("new-posting")
        self.next_step()
        self.picture("new-posting-problems")
        if Place.POSTING in SCREENS:
            self.rail(Place.POSTINGS)
            self.open_row()
            self.picture("posting")
            if finger.sees("posting-close"):
                finger.touch("posting-close")
                finger.settle()
                self.picture("posting-close")

    def _dispatch(self) -> None:
        finger = self.finger
        self.rail(Place.DISPATCH)
        self.picture("dispatch")
        self.open_row()
        self.picture("dispatch-people")
        finger.touch("dispatch-take")
        finger.settle()
        self.picture("dispatch-ticked")
        self.next_step()
        finger.until(lambda: finger.sees("desk-print-save") or finger.sees("dispatch-not-sent"), "what came of it")
        if finger.sees("desk-print-save"):
            finger.until(lambda: self._printing.set_aside == SENT_PAPERS, "slips and the employer's sheet")
            finger.settle()
        self.picture("dispatch-sent")
        if finger.sees("desk-print-leave"):
            finger.touch("desk-print-leave")
            finger.settle()

    def _outcomes(self) -> None:
        finger = self.finger
        if Place.OUTCOMES not in SCREENS:
            return
        self.rail(Place.OUTCOMES)
        self.picture("outcomes")
        self.open_row(1)
        self.picture("outcomes-slip")
        finger.key("Esc")
        finger.touch("outcomes-which-pay")
        finger.settle()
        self.picture("outcomes-pay")

    def _complaints(self) -> None:
        finger = self.finger
        if Place.COMPLAINTS not in SCREENS:
            return
        self.rail(Place.COMPLAINTS)
        self.picture("complaints")
        if Place.COMPLAINT not in SCREENS:
            return
        finger.touch("complaints-new")
        finger.settle()
        self.picture("complaint-new")
        self.next_step()
        self.picture("complaint-new-problems")
        self.rail(Place.COMPLAINTS)
        self.open_row()
        self.picture("complaint")

    def _more(self) -> None:
        """What stands behind "more", and the first row and the form for a new one of each list there."""
        finger = self.finger
        self.rail(Place.MORE)
        self.picture("more")
        for place, _ in PLACES:
            if place not in SCREENS or place is Place.MACHINE:
                continue
            self.rail(Place.MORE)
            finger.touch(f"more-{place}")
            finger.settle()
            if place is Place.COUNTY:
                finger.until(lambda: all(map(finger.sees, COUNTY_TOLD)), "how it stands with the county")
            self.picture(place)
            for name, way in ((f"{place}-one", self._first_row), (f"{place}-new", self._new_one)):
                if way(place):
                    self.picture(name)
                    self.rail(Place.MORE)
                    finger.touch(f"more-{place}")
                    finger.settle()

    def _first_row(self, place: Place) -> bool:
        if next(self.lists(), None) is None:
            return False
        self.open_row()
        return self.shell.place is not place

    def _new_one(self, place: Place) -> bool:
        if not self.finger.sees(f"{place}-new"):
            return False
        self.finger.touch(f"{place}-new")
        self.finger.settle()
        return True

    def _county(self) -> None:
        """What waits for a decision, reached by the foot that tells of it; `_more` has shown the screen without."""
        finger = self.finger
        self.ask(disagree)
        self.rail(Place.MORE)
        finger.until(lambda: finger.sees("desk-foot-county"), "the foot")
        finger.touch("desk-foot-county")
        finger.settle()
        self.picture("county-unsettled")

    def _machine(self) -> None:
        """What a technician looks after, each screen once nothing goes on beside it any more."""
        self._to_machine()
        self._of_machine(Place.MACHINE)
        for place, _ in machine.PLACES:
            if place is not Place.COUNTY:
                self._to_machine(f"machine-to-{place}")
                self._of_machine(place)
        for place, _ in devices.PLACES:
            self._to_machine(f"machine-to-{Place.MACHINE_DEVICES}", f"devices-to-{place}")
            self._of_machine(place)
        for place, name in ((Place.MACHINE_BACKUP, "backup-make-code"), (Place.MACHINE_ABOUT, "about-leave")):
            self._to_machine(f"machine-to-{place}", name)
            self._of_machine(f"{place}-asked")

    def _to_machine(self, *names: str) -> None:
        self.rail(Place.MORE)
        for name in (f"more-{Place.MACHINE}", *names):
            self.finger.touch(name)
            self.finger.settle()

    def _of_machine(self, name: str, *, screen: QWidget | None = None) -> None:
        screen, patience = screen or self.shell.present, QDeadlineTimer(MACHINE_MS)
        while isinstance(screen, BesideScreen) and screen.is_busy:
            if patience.hasExpired():
                raise Lost(f"waited in vain for what goes on beside {name}")
            QTest.qWait(LOOK_MS)
        self.picture(name)
        self.screens[-1]["audience"] = TECHNICIAN

    def _trouble(self) -> None:
        self.rail(Place.TODAY)
        self.shell.tell_error(DiskFull())
        self.picture("trouble")
        self.finger.touch("desk-lock")
        self.finger.until(lambda: self.finger.sees("log-in-name-0"), "the door")
        self.picture("locked")


def disagree(desk: Desk) -> None:
    """Have the county refuse a change of a posting, and tell of a field of it that two sides set."""
    room, outbox = desk.room, Outbox(desk.room.database)
    kind, waiting = OperationKind.POSTING_SAVED, outbox.waiting(limit=MOST_WAITING)
    changed = next(each for each in waiting if each.kind is kind and each.base_version)
    posting = PostingStore(room.database).get(changed.row_id)
    with room.change():
        outbox.confirm(through=0, refused={changed.seq: REFUSED_BECAUSE})
        room.rows(county_disagreements.KEPT).add({
            "id": "tour", "kind": "posting", "row_id": posting.id, "field": "place",
            "lost": json.dumps({"value": OTHER_PLACE}), "kept": json.dumps({"value": posting.place}),
            "at_ms": room.now_ms, "state": county_disagreements.ConflictState.OPEN.value,
        })  # fmt: skip


def _somebodys_phone(desk: Desk) -> str:
    found = (desk.people.page(each.id).person.phone for each in desk.people.search(SURNAME))
    return next(filter(None, found), "")
