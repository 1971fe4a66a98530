"""The printer: which one is set and how it is, a test slip, and others to choose from."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.care.config.sections import Settings
from kiosk.desk.machine_command import CommandEnd
from kiosk.desk.machine_told import FoundPrinter, printers_in
from kiosk.errors import YizhanError
from kiosk.slips.document import Document
from ui.screens.desk.screen import News, Place, PrintWish
from ui.screens.technician.anew import AnewCard
from ui.screens.technician.beside import BesideScreen
from ui.screens.technician.printer_words import NONE, target_words
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.choice import Choice, Option
from ui.widgets.desk.field import Field
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

PAPERS = ("80", "58")
MOST_OFFERED = 8


class PrinterScreen(BesideScreen):
    """What is chosen is saved at once, and counts from the kiosk's next start."""

    place = Place.MACHINE_PRINTER

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        inside, texts = self.page.content, self.texts
        self._target = NONE
        self._found: tuple[FoundPrinter, ...] = ()
        self._offers: list[DeskButton] = []
        self._now = Words("printer-now", "", inside, kind="strong")
        self._how = Words("printer-how", "", inside)
        self._how.hide()
        self._test = self.button("printer-test", "printer-test", self._print_test, kind="primary", keys="Ctrl+Return")
        self._again = self.button("printer-again", "printer-again", self._look_around, keys="Alt+R")
        self._paper = Choice(
            look, "printer-paper", [Option(mm, texts("printer-paper", mm=mm)) for mm in PAPERS], inside, columns=2
        )
        self._paper.changed.connect(self._set_paper)
        self._anew = AnewCard(self)
        self._address = Field(look, "printer-address", texts("printer-address"), inside, hint=texts("printer-hint"))
        self._use = self.button("printer-use", "printer-use", self._use_address)
        self._arrange()
        self.put_foot(self._again, self._test)

    def _arrange(self) -> None:
        inside, column, texts = self.page.content, self.page.column, self.texts
        self._list = QVBoxLayout()
        self._list.setSpacing(self.look.sizes.gap)
        self.put_card("printer-card", self._now, self._how)
        column.addWidget(self._anew)
        column.addWidget(Words("printer-paper-title", texts("printer-paper-title"), inside, kind="strong"))
        column.addWidget(self._paper)
        column.addWidget(Words("printer-others", texts("printer-others"), inside, kind="strong"))
        column.addLayout(self._list)
        column.addWidget(self._address)
        column.addWidget(self._use)
        column.addStretch(1)

    def open(self, topic: object) -> None:
        self._anew.hide()
        self._address.put("")
        self._address.show_problem("")
        self.refresh()
        self._look_around()

    def refresh(self) -> None:
        self.ask(lambda desk: desk.machine.settings(), self._show)

    def first_focus(self) -> QWidget:
        return self._test

    def _show(self, settings: Settings) -> None:
        printer = settings.printer
        is_other = printer.target != self._target
        self._target = printer.target
        name = next((each.name for each in self._found if each.target == printer.target), "")
        self._now.say(self.texts("printer-now", name=target_words(printer.target, self.texts, name=name)))
        self._paper.choose(str(printer.paper_mm))
        if is_other:
            self._how.say("")
        self._offer()

    def _look_around(self) -> None:
        language = self.texts.language
        self.begin(
            lambda desk: desk.machine.look_for_printers(language), self._seen, doing=self.texts("printer-looking")
        )

    def _seen(self, end: CommandEnd) -> None:
        told = printers_in(end.said)
        if told is None:
            self.say_why(end)
            return
        self._found = told.found
        self._how.say(self.texts(told.state_key) if told.state_key else "")
        self.refresh()

    def _offer(self) -> None:
        """A button for each printer that was found; the one that is set stays pressed."""
        offered = [*self._found[:MOST_OFFERED], FoundPrinter(NONE, "")]
        words = [target_words(each.target, self.texts, name=each.name) for each in offered]
        if [button.text() for button in self._offers] != words:
            for button in self._offers:
                self._list.removeWidget(button)
                button.hide()
                button.deleteLater()
            self._offers = [
                self._offered(place, each.target, text)
                for place, (each, text) in enumerate(zip(offered, words, strict=True))
            ]
        for button, each in zip(self._offers, offered, strict=True):
            button.setChecked(each.target == self._target)

    def _offered(self, place: int, target: str, text: str) -> DeskButton:
        button = DeskButton(
            self.look, f"printer-offer-{place}", text, self.page.content, kind="row",
            pressed=lambda: self._set({"printer.target": target}),
        )  # fmt: skip
        button.setCheckable(True)
        self._list.addWidget(button)
        return button

    def _set_paper(self) -> None:
        if self._paper.one:
            self._set({"printer.paper_mm": int(self._paper.one)})
        else:
            self.refresh()

    def _use_address(self) -> None:
        address = self._address.text.strip()
        if address:
            self._set({"printer.target": f"tcp:{address.removeprefix('tcp:')}"})

    def _set(self, changes: Mapping[str, object]) -> None:
        def saved(_: None) -> None:
            self._address.show_problem("")
            self.told.emit(News(text=self.texts("machine-saved")))
            self._anew.show()
            self.refresh()

        def failed(error: YizhanError) -> bool:
            self._address.show_problem(self.texts(error.key, **error.details))
            self.refresh()
            return True

        self.ask(lambda desk: desk.machine.set(changes, what="printer"), saved, failed=failed)

    def _print_test(self) -> None:
        def wish(paper: Document) -> None:
            self.prints.emit(PrintWish(paper=paper, done_text=self.texts("printer-tested")))

        texts = self.texts
        self.ask(lambda desk: desk.machine.test_slip(texts), wish)
