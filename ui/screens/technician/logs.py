"""What went wrong of late: crashes in words, the last lines of the log, and all of it onto a stick."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from kiosk.care.drives import Drive
from kiosk.care.watching.crashes import Crash
from kiosk.desk.machine_command import CommandEnd
from kiosk.desk.machine_told import TroublesSeen
from kiosk.texts.phrases import clock_text, day_text
from ui.screens.desk.screen import News, Place
from ui.screens.technician.beside import BesideScreen
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

MOST_SHOWN = 6
LINES_SHOWN = 8


class LogsScreen(BesideScreen):
    """Read when it is opened; the log is for whoever made the program, and can be scrolled."""

    place = Place.MACHINE_LOGS

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        inside, texts = self.page.content, self.texts
        self._crashes = Words("logs-crashes", "", inside)
        self._lines = QPlainTextEdit(inside)
        self._lines.setObjectName("logs-lines")
        self._lines.setReadOnly(True)
        self._lines.setTabChangesFocus(True)
        self._lines.setAccessibleName(texts("logs-lines"))
        self._lines.setMinimumHeight(look.sizes.body * 3 // 2 * LINES_SHOWN)
        self._again = self.button("logs-again", "logs-again", self.refresh, keys="Alt+R")
        self._save = self.button(
            "logs-save", "logs-save", lambda: self.onto_stick(self._save_to), kind="primary", keys="Ctrl+Return"
        )
        self.put_card(
            "logs-card", Words("logs-crashes-title", texts("logs-crashes"), inside, kind="strong"), self._crashes
        )
        self.page.column.addWidget(Words("logs-lines-title", texts("logs-lines"), inside, kind="strong"))
        self.page.column.addWidget(self._lines, 1)
        self.page.column.addWidget(Words("logs-hint", texts("logs-hint"), inside, kind="hint"))
        self.put_foot(self._again, self._save)

    def open(self, topic: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        self.ask(lambda desk: desk.machine.troubles(), self._show)

    def first_focus(self) -> QWidget:
        return self._save

    def _show(self, seen: TroublesSeen) -> None:
        said = [self._words_of(crash) for crash in seen.crashes[:MOST_SHOWN]]
        others = len(seen.crashes) - len(said)
        if others:
            said.append(self.texts("logs-more", count=str(others)))
        self._crashes.say("\n".join(said) or self.texts("logs-no-crash"))
        lines = "\n".join(seen.lines) or self.texts("logs-no-lines")
        if lines != self._lines.toPlainText():
            self._lines.setPlainText(lines)
            self._lines.moveCursor(QTextCursor.MoveOperation.End)

    def _words_of(self, crash: Crash) -> str:
        when = datetime.fromtimestamp(crash.at_ms / 1000)
        day = day_text(when.date(), self.texts, today=self.look.today())
        minutes = str(round(crash.lived_s / 60))
        return self.texts(f"logs-{crash.kind}", when=f"{day} {clock_text(when.time())}", minutes=minutes)

    def _save_to(self, stick: Drive) -> None:
        language = self.texts.language

        def saved(end: CommandEnd) -> None:
            if end.has_failed:
                self.say_why(end)
            else:
                self.told.emit(News(text=self.texts("logs-saved", name=stick.name)))

        self.begin(lambda desk: desk.machine.save_report(language, stick), saved, doing=self.texts("logs-saving"))
