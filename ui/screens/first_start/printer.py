"""The slip printer: found by itself or by its address, tried with a test slip, or none."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.desk.first_start import Step
from kiosk.desk.first_start_desk import Standing
from kiosk.desk.machine_command import CommandEnd
from kiosk.desk.machine_told import FoundPrinter, printers_in
from kiosk.errors import YizhanError
from kiosk.slips.document import Document
from ui.screens.first_start.step_page import StepPage
from ui.screens.technician.printer import MOST_OFFERED, PAPERS
from ui.screens.technician.printer_words import NONE, target_words
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.choice import Choice, Option
from ui.widgets.desk.field import Field
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words


class PrinterPage(StepPage):
    """What is chosen is saved at once; the test slip comes out of it without anything being begun anew."""

    step = Step.PRINTER

    def __init__(self, look: Look, parent: QWidget, *, can_leave: bool) -> None:
        super().__init__(look, parent, can_leave=can_leave)
        inside, texts = self.page.content, self.texts
        self._target, self._paper_mm = NONE, int(PAPERS[0])
        self._found: tuple[FoundPrinter, ...] = ()
        self._was_looked = False
        self._offers: list[DeskButton] = []
        self._hint = Words("wizard-printer-hint", texts("wizard-printer-hint"), inside)
        self._trial = Words("wizard-printer-trial", "", inside, kind="strong")
        self._trial.hide()
        self._test = self.button("wizard-printer-test", "printer-test", self._print_test, keys="Alt+T")
        self._again = self.button("wizard-printer-again", "printer-again", self._look_around, keys="Alt+R")
        self._paper = Choice(
            look, "wizard-printer-paper", [Option(mm, texts("printer-paper", mm=mm)) for mm in PAPERS], inside,
            columns=2,
        )  # fmt: skip
        self._paper.changed.connect(self._set_paper)
        self._address = Field(
            look, "wizard-printer-address", texts("printer-address"), inside, hint=texts("printer-hint")
        )
        self._use = self.button("wizard-printer-use", "printer-use", self._use_address)
        self._arrange()

    def _arrange(self) -> None:
        inside, column, texts = self.page.content, self.page.column, self.texts
        self._list = QVBoxLayout()
        self._list.setSpacing(self.look.sizes.gap)
        column.addWidget(self._hint)
        column.addLayout(self._list)
        column.addWidget(self._again)
        column.addWidget(Words("wizard-printer-paper-title", texts("printer-paper-title"), inside, kind="strong"))
        column.addWidget(self._paper)
        column.addWidget(self._test)
        column.addWidget(self._trial)
        column.addWidget(self._address)
        column.addWidget(self._use)
        column.addStretch(1)
        self.put_ways()

    def first_focus(self) -> QWidget:
        return self._test if self._test.isEnabled() else self._again

    def show_standing(self, standing: Standing) -> None:
        printer = standing.settings.printer
        self._show_set(printer.target, printer.paper_mm)
        if not self._was_looked:
            self._was_looked = True
            self._look_around()

    def _show_set(self, target: str, paper_mm: int) -> None:
        self._target, self._paper_mm = target, paper_mm
        self._paper.choose(str(paper_mm))
        self._test.setEnabled(target != NONE)
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
        self._hint.say(self.texts("wizard-printer-hint" if told.found else "wizard-printer-none-found"))
        self._offer()

    def _offer(self) -> None:
        """A button for each printer that was found, for the one that is set, and for none."""
        offered = [*self._found[:MOST_OFFERED], FoundPrinter(NONE, "")]
        if self._target not in [each.target for each in offered]:
            offered.insert(0, FoundPrinter(self._target, ""))
        for button in self._offers:
            self._list.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._offers = [self._offered(place, each) for place, each in enumerate(offered)]

    def _offered(self, place: int, printer: FoundPrinter) -> DeskButton:
        text = target_words(printer.target, self.texts, name=printer.name)
        button = DeskButton(
            self.look, f"wizard-printer-{place}", text, self.page.content, kind="row",
            pressed=lambda: self._set({"printer.target": printer.target}),
        )  # fmt: skip
        button.setCheckable(True)
        button.setChecked(printer.target == self._target)
        self._list.addWidget(button)
        return button

    def _set_paper(self) -> None:
        self._set({"printer.paper_mm": int(self._paper.one or self._paper_mm)})

    def _use_address(self) -> None:
        address = self._address.text.strip()
        if address:
            self._set({"printer.target": f"tcp:{address.removeprefix('tcp:')}"})

    def _set(self, changes: Mapping[str, str | int]) -> None:
        def saved(_: None) -> None:
            self._address.show_problem("")
            self._trial.say("")
            self._show_set(
                str(changes.get("printer.target", self._target)), int(changes.get("printer.paper_mm", self._paper_mm))
            )

        def failed(error: YizhanError) -> bool:
            self._address.show_problem(self.texts(error.key, **error.details))
            self._show_set(self._target, self._paper_mm)
            return True

        self.ask(lambda desk: desk.machine.set(changes, what="printer"), saved, failed=failed)

    def _print_test(self) -> None:
        texts = self.texts

        def printable(paper: Document) -> None:
            self._trial.say(texts("wizard-printer-trying"))
            self._test.setEnabled(False)
            self.tries_printer.emit(self._target, self._paper_mm, paper)

        self.ask(lambda desk: desk.machine.test_slip(texts), printable)

    def show_trial(self, text: str, *, is_good: bool) -> None:
        self._trial.turn("strong" if is_good else "problem")
        self._trial.say(text)
        self._test.setEnabled(self._target != NONE)
