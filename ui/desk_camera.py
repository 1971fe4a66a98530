"""A camera before the real desk: it goes where a finger touches, and pictures and measures what is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QPushButton, QTableView, QWidget

from kiosk.desk.desk import Desk
from ui.desk.shell import DeskShell
from ui.desk_finger import DeskFinger, Lost
from ui.measure_desk import measured_desk
from ui.screens.desk.screen import Place

SETTLING_MS, PATIENCE_MS = 80, 4_000


class DeskCamera:
    """`screens` holds what `screens.json` is told. What leads nowhere raises `Lost`."""

    def __init__(self, shell: DeskShell, out: Path) -> None:
        self.shell, self._out = shell, out
        self.finger = DeskFinger(shell)
        self.screens: list[dict[str, object]] = []
        self._pictured_news = ""

    def next_step(self) -> None:
        """Touch the one button of the screen that leads on."""
        buttons = (each for each in self.finger.shown() if isinstance(each, QPushButton) and self._is_inside(each))
        leads_on = next((each for each in buttons if each.property("kind") == "primary" and each.isEnabled()), None)
        if leads_on is None:
            raise Lost(f"nothing leads on from {self.shell.place}")
        self.finger.touch(leads_on.objectName())
        self.finger.settle()

    def open_row(self, row: int = 0) -> None:
        """Touch a row of the screen's first list."""
        shown = next(self.lists(), None)
        if shown is None:
            raise Lost(f"there is no list on {self.shell.place}")
        self.finger.touch_row(shown.objectName(), row)
        self.finger.settle()

    def lists(self) -> Iterator[QAbstractItemView]:
        """The lists of the screen that have a row."""
        for each in self.finger.shown():
            if isinstance(each, QTableView | QListView) and self._is_inside(each) and each.model().rowCount():
                yield each

    def _is_inside(self, widget: QWidget) -> bool:
        screen = self.shell.present
        return screen is not None and screen.isAncestorOf(widget)

    def rail(self, place: Place) -> None:
        """Go to a place of the rail."""
        self.finger.touch(f"rail-{place}")
        self.finger.settle()

    def back_to(self, name: str) -> None:
        """Go back by Esc, and see that `name` is there."""
        self.finger.key("Esc")
        self.finger.until(lambda: self.finger.sees(name), name)

    def ask(self, question: Callable[[Desk], object]) -> object:
        """Ask the desk as the screen does."""
        answers: list[object] = []
        screen = self.shell.present
        assert screen is not None
        screen.ask(question, answers.append)
        self.finger.until(lambda: bool(answers), "an answer")
        return answers[0]

    def picture(self, name: str) -> None:
        """Save a picture of the window as `desk-name.png` and measure what is on it.

        News that an earlier picture shows already go first: by themselves they go at a time that no tour knows.
        """
        if self._news() and self._news() == self._pictured_news:
            self.finger.touch("desk-close-news")
        image = self._still()
        self._pictured_news = self._news()
        image.save(str(self._out / f"desk-{name}.png"))
        items = [asdict(item) for item in measured_desk(self.shell, image, self.shell.look)]
        self.screens.append(
            {"name": f"desk-{name}", "png": f"desk-{name}.png", "audience": "desk", "spoken": [], "items": items}
        )

    def _news(self) -> str:
        """What the bar says that was just done; nothing where it is hidden."""
        words = self.shell.findChild(QLabel, "desk-news-text")
        return words.text() if words is not None and words.isVisible() else ""

    def _still(self) -> QImage:
        """Wait until nothing on the window changes any more: plots are drawn a little in each turn of its loop."""
        patience = QDeadlineTimer(PATIENCE_MS)
        before, now = QImage(), self._rendered()
        while now != before and not patience.hasExpired():
            QTest.qWait(SETTLING_MS)
            before, now = now, self._rendered()
        return now

    def _rendered(self) -> QImage:
        self.finger.settle()
        image = QImage(self.shell.size(), QImage.Format.Format_RGB32)
        self.shell.render(image)
        return image
