"""Beside the list of arrivals: who is next, and what can be done for the marked one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.arrival import Arrived
from ui.screens.desk.arrival_words import DayList, facts_line
from ui.screens.desk.shown_names import shown_name
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words


class NextCard(QFrame):
    """How many wait, whose turn it is, and the button that calls them. A compact one has no room but for these."""

    called = Signal()

    def __init__(self, look: Look, parent: QWidget, *, is_compact: bool) -> None:
        super().__init__(parent)
        self.setObjectName("arrivals-next")
        self.setProperty("kind", "" if is_compact else "card")
        self._texts, self._is_compact = look.texts, is_compact
        self._waiting = Words("arrivals-waiting", "", self, kind="strong")
        self._number = Words("arrivals-next-number", "", self, kind="number", wraps=False)
        self._name = Words("arrivals-next-name", "", self)
        self._last = Words("arrivals-last-called", "", self, kind="small")
        self.button = DeskButton(
            look, "arrivals-call-next", look.texts("arrivals-call-next"), self, kind="primary", keys="Ctrl+Return",
            pressed=self.called.emit,
        )  # fmt: skip
        self._arrange(look)

    def _arrange(self, look: Look) -> None:
        size = look.sizes
        row = QHBoxLayout(self)
        row.setSpacing(size.margin)
        edge = 0 if self._is_compact else size.padding
        row.setContentsMargins(2 * edge, edge, edge, edge)
        row.addWidget(self._number)
        if self._is_compact:
            self._number.setFixedHeight(size.target * 5 // 4)
            for part in (self._waiting, self._name, self._last):
                part.hide()
        else:
            beside = QVBoxLayout()
            beside.setSpacing(0)
            beside.addStretch(1)
            for part in (self._waiting, self._name, self._last):
                beside.addWidget(part)
            beside.addStretch(1)
            row.addLayout(beside, 1)
        row.addWidget(self.button, 1, Qt.AlignmentFlag.AlignVCenter)

    def show_day(self, day: DayList) -> None:
        """Show whose turn it is."""
        texts, one, last = self._texts, day.next_one, day.last_called
        self._number.say(str(one.visit.running) if one else "")
        self.button.setEnabled(one is not None)
        if self._is_compact:
            self.button.say(texts("arrivals-call-next-of", waiting=str(day.waiting)))
            return
        self._waiting.say(texts("arrivals-waiting", waiting=str(day.waiting), came=str(len(day.arrivals))))
        self._name.say(
            texts("arrivals-next-is", name=shown_name(one.name, texts, most=36))
            if one
            else texts("arrivals-nobody-waits")
        )
        self._last.say("" if last is None else texts("arrivals-last-called", number=str(last.visit.running)))


class MarkedCard(QFrame):
    """Whoever is marked in the list, and what can be done for them; then what can be done with the whole list.

    Each signal is one button.
    """

    call = Signal()
    moving = Signal()
    left = Signal()
    person = Signal()
    dispatch = Signal()
    lots = Signal()
    pictures = Signal()
    paper = Signal()

    def __init__(self, look: Look, parent: QWidget, *, columns: int, is_compact: bool) -> None:
        super().__init__(parent)
        self.setObjectName("arrivals-marked")
        self.setProperty("kind", "" if is_compact else "card")
        self._texts, self._is_compact = look.texts, is_compact
        size = look.sizes
        self._who = Words("arrivals-marked-name", "", self, kind="strong")
        self._facts = Words("arrivals-marked-facts", "", self, kind="small")
        grid = QGridLayout()
        grid.setSpacing(size.gap)
        self.buttons: dict[str, DeskButton] = {}
        for index, (name, keys, signal) in enumerate(
            (
                ("call", "Alt+C", self.call),
                ("move", "Alt+M", self.moving),
                ("left", "Alt+L", self.left),
                ("person", "Alt+P", self.person),
                ("dispatch", "Alt+D", self.dispatch),
                ("list", "Alt+R", self.lots) if is_compact else ("lots", "Alt+R", self.lots),
                *(() if is_compact else (("print", "Ctrl+P", self.paper),)),
                ("pictures", "Alt+T", self.pictures),
            )
        ):
            button = DeskButton(look, f"arrivals-{name}", look.texts(f"arrivals-do-{name}"), self, keys=keys)
            button.clicked.connect(signal)
            self.buttons[name] = button
            grid.addWidget(button, index // columns, index % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        whole = QVBoxLayout(self)
        edge = 0 if is_compact else size.padding
        whole.setContentsMargins(edge, edge, edge, edge)
        whole.setSpacing(size.gap // 2)
        if is_compact:
            self._who.hide()
            self._facts.hide()
        whole.addWidget(self._who)
        whole.addWidget(self._facts)
        whole.addLayout(grid)

    def show_one(self, one: Arrived | None, *, is_empty: bool) -> None:
        """Show the marked one, None for nobody; `is_empty` tells that there is no list to be printed or drawn."""
        if not self._is_compact:
            self._say_who(one)
        has_left = one is not None and one.visit.left_at_ms is not None
        self.buttons["left"].say(self._texts("arrivals-do-back" if has_left else "arrivals-do-left"))
        for name, button in self.buttons.items():
            button.setEnabled(_is_open(name, one, is_empty=is_empty))

    def _say_who(self, one: Arrived | None) -> None:
        texts = self._texts
        if one is None:
            self._who.say(texts("arrivals-mark-one"))
            self._facts.say("")
            return
        number = texts("arrivals-number-of", number=str(one.visit.running))
        self._who.say(f"{number}  {shown_name(one.name, texts)}")
        self._facts.say(facts_line(one, texts))


FOR_ALL = ("lots", "print", "list")


def _is_open(name: str, one: Arrived | None, *, is_empty: bool) -> bool:
    """Signing in by pictures is for whoever is in no list yet."""
    if name in FOR_ALL:
        return not is_empty
    return name == "pictures" or (one is not None and _fits(name, one))


def _fits(name: str, one: Arrived) -> bool:
    """Whoever left is not called, and whoever was forgotten has no page and is not sent out."""
    if name == "call":
        return one.visit.left_at_ms is None
    if name in ("person", "dispatch"):
        return bool(one.person_id)
    return True
