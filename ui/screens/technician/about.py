"""About: what runs on this machine, where its data lie, and the way out of the program."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kiosk.desk.accounts import LockedOut, LoggedIn, LogIn, WrongPin
from kiosk.desk.machine_ends import Ending
from kiosk.desk.machine_told import AboutMachine
from ui.screens.desk.screen import Place
from ui.screens.desk.shown_paths import shown_path
from ui.screens.technician.beside import BesideScreen, focus
from ui.widgets.desk.field import Field
from ui.widgets.desk.keypad import Keypad
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

LONGEST_PIN = 12


class AboutScreen(BesideScreen):
    """Who wants to leave the program gives the PIN once more."""

    place = Place.MACHINE_ABOUT

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        inside, texts = self.page.content, self.texts
        self._words = [Words(f"about-{name}", "", inside) for name in ("version", "machine", "data", "licences")]
        self._pin = Field(look, "about-pin", texts("about-pin"), inside, secret=True)
        self._pin.line.setMaxLength(LONGEST_PIN)
        self._pin.line.left.connect(self._try)
        self._enter = self.button("about-end", "about-end", self._try, kind="danger")
        self._stay = self.button("about-stay", "about-stay", self._close)
        self._leave = self.button("about-leave", "about-leave", self._ask_pin, keys="Alt+L")
        self._anew = self.button("about-anew", "machine-anew", self._begin_anew, keys="Alt+A")
        self._pin_card = self.put_card(
            "about-pin-card",
            Words("about-leave-what", texts("about-leave-what"), inside, kind="strong"),
            self._pin,
            Keypad(look, self._pin.line, inside),
            self._enter,
            self._stay,
        )
        self._pin_card.hide()
        self.put_card("about-card", *self._words)
        self.page.column.addStretch(1)
        self.put_foot(self._anew, self._leave)

    def open(self, topic: object) -> None:
        self._close()
        self.ask(lambda desk: desk.machine.about(), self._show)

    def leave(self) -> None:
        super().leave()
        self._close()

    def first_focus(self) -> QWidget:
        return self._leave

    def _show(self, about: AboutMachine) -> None:
        texts = self.texts
        version, machine, data, licences = self._words
        version.say(texts("about-version", version=about.version))
        machine.say(texts("about-machine", name=about.device, system=about.system))
        data.say(texts("about-data", folder=shown_path(about.data)))
        if about.licences is None:
            licences.say(texts("about-licences-source"))
        else:
            licences.say(texts("about-licences", file=shown_path(about.licences)))
        self._anew.setVisible(about.is_watched)

    def _ask_pin(self) -> None:
        self._pin_card.show()
        focus(self._pin.line)

    def _close(self) -> None:
        self._pin.put("")
        self._pin.show_problem("")
        self._pin_card.hide()

    def _try(self) -> None:
        pin = self._pin.text
        if pin:
            self._pin.put("")
            self.ask(lambda desk: desk.machine.leave_program(pin), self._tried)

    def _tried(self, answer: LogIn) -> None:
        match answer:
            case LoggedIn():
                self.end_desk(Ending.LEFT)
            case WrongPin(tries_left):
                self._pin.show_problem(self.texts("log-in-wrong", left=str(tries_left)))
            case LockedOut(seconds):
                self._pin.show_problem(self.texts("log-in-locked", time=f"{seconds // 60}:{seconds % 60:02d}"))
        focus(self._pin.line)

    def _begin_anew(self) -> None:
        self.ask(lambda desk: desk.machine.start_anew(), lambda _: self.end_desk(Ending.ANEW))
