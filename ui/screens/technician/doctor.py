"""The check-up: everything that the station needs, each with its light, what was found and what to do; red first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.care.drives import Drive
from kiosk.desk.machine_command import CommandEnd
from kiosk.desk.machine_told import ToldFinding, findings_in
from kiosk.domain.finding import Light
from ui.screens.desk.screen import News, Place
from ui.screens.technician.beside import BesideScreen, focus
from ui.screens.technician.light_sign import LightSign
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words


class DoctorScreen(BesideScreen):
    """Looks when it is opened, and again when somebody wants it; what was found last stays until then."""

    place = Place.MACHINE_DOCTOR

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._findings: tuple[ToldFinding, ...] = ()
        self._cards: list[QWidget] = []
        self._summary = Words("doctor-summary", "", self.page.content, kind="title")
        self._summary.hide()
        self.page.column.addWidget(self._summary)
        self.page.column.addStretch(1)
        self._again = self.button("doctor-again", "doctor-again", self._examine, kind="primary", keys="Ctrl+Return")
        self._save = self.button(
            "doctor-save", "doctor-save", lambda: self.onto_stick(self._examine_onto), keys="Alt+S"
        )
        self._save.setEnabled(False)
        self.put_foot(self._save, self._again)

    def open(self, topic: object) -> None:
        self._examine()

    def refresh(self) -> None:
        """Back at a desk that was locked meanwhile: the look was broken off then."""
        if not self._findings and not self.problem.text():
            self._examine()

    def first_focus(self) -> QWidget:
        return self._again

    def _examine(self) -> None:
        language = self.texts.language
        self.begin(lambda desk: desk.machine.examine(language), self._seen, doing=self.texts("doctor-looking"))

    def _examine_onto(self, stick: Drive) -> None:
        language, title = self.texts.language, self.texts("doctor-report")

        def saved(end: CommandEnd) -> None:
            self._seen(end)
            if not end.has_failed:
                self.told.emit(News(text=self.texts("doctor-saved", name=stick.name)))

        self.begin(
            lambda desk: desk.machine.examine(language, stick=stick, title=title),
            saved,
            doing=self.texts("doctor-saving"),
        )

    def _seen(self, end: CommandEnd) -> None:
        findings = findings_in(end.said)
        if not findings or end.has_failed:
            self.say_why(end)
        if findings:
            self._show(findings)

    def _show(self, findings: tuple[ToldFinding, ...]) -> None:
        self._findings = findings
        self._save.setEnabled(True)
        self._summary.say(self._in_all(findings))
        for card in self._cards:
            self.page.column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [self._card(finding) for finding in findings]
        last = self.page.column.count() - 1
        for place, card in enumerate(self._cards):
            self.page.column.insertWidget(last + place, card)
        self.page.verticalScrollBar().setValue(0)
        focus(self._again)

    def _in_all(self, findings: Sequence[ToldFinding]) -> str:
        red, amber = (sum(each.light is light for each in findings) for light in (Light.RED, Light.AMBER))
        if red:
            return self.texts("doctor-not-ready", red=red, amber=amber)
        return self.texts("doctor-ready-but", amber=amber) if amber else self.texts("doctor-ready")

    def _card(self, finding: ToldFinding) -> QWidget:
        look, size, name = self.look, self.look.sizes, f"doctor-{finding.check}"
        card = QFrame(self.page.content)
        card.setObjectName(name)
        card.setProperty("kind", "card")
        card.setProperty("state", "warning" if finding.light is Light.RED else "")
        sign = LightSign(look, f"{name}-sign", finding.light, card)
        words = QVBoxLayout()
        words.setSpacing(size.gap // 3)
        light, title = self.texts(f"doctor-light-{finding.light}"), self.texts(f"doctor-name-{finding.check}")
        words.addWidget(Words(f"{name}-name", self.texts("doctor-named", name=title, light=light), card, kind="strong"))
        words.addWidget(Words(f"{name}-said", finding.said, card))
        if finding.advice:
            words.addWidget(Words(f"{name}-advice", f"→ {finding.advice}", card, kind="strong"))
        row = QHBoxLayout(card)
        row.setContentsMargins(size.padding * 2, size.padding, size.padding * 2, size.padding)
        row.setSpacing(size.gap)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return card
