"""A file on its way in: first only looked at, row by row, then brought in if somebody says so."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.errand import Brought, End, Failed, GivenUp, Seen
from kiosk.desk.importing import RowStatus
from ui.screens.desk.screen_width import screen_width
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.esc_page import EscPage
from ui.widgets.desk.lines import Line, Lines
from ui.widgets.desk.look import Look
from ui.widgets.desk.progress_line import ProgressLine
from ui.widgets.desk.words import Words

STATUSES = (RowStatus.ACCEPTED, RowStatus.WARNED, RowStatus.REFUSED, RowStatus.UNCHANGED)
COUNT_MM = 38.0


class ImportPage(EscPage):
    """`wanted` says that the file is to be brought in, `finished` that everything was read."""

    wanted = Signal()
    finished = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("exchange-import")
        self._look, self._texts = look, look.texts
        self._brought: Brought | None = None
        self.is_dry = True
        self._title = Words("exchange-import-title", "", self, kind="title")
        self._state = Words("exchange-import-state", "", self, kind="strong")
        self._progress = ProgressLine(look, "exchange-import-progress", self)
        self._counts = _Counts(look, self)
        self._lines = Lines(look, "exchange-import-lines", self)
        self._back = DeskButton(look, "exchange-import-back", "", self, pressed=self.closed.emit)
        self._next = DeskButton(
            look, "exchange-import-next", "", self, kind="primary", keys="Ctrl+Return", pressed=self._go_on
        )
        self._arrange()

    def _arrange(self) -> None:
        size = self._look.sizes
        foot = QHBoxLayout()
        foot.setSpacing(size.gap)
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(self._next, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        column.setSpacing(size.gap)
        for part in (self._title, self._state, self._progress, self._counts):
            column.addWidget(part)
        column.addWidget(self._lines, 1)
        column.addStretch(0)
        column.addLayout(foot)

    def begin(self, file: str, *, dry_run: bool) -> None:
        """The file is looked at, or brought in."""
        self.is_dry, self._brought = dry_run, None
        self._title.say(file)
        self._state.say(self._texts("exchange-reading"))
        self._progress.show_share(0, 0)
        self._counts.hide()
        self._lines.show_lines(())
        self._lines.hide()
        self._next.hide()
        self._back.say(f"{self._texts('exchange-stop')}  Esc")
        self._back.setEnabled(True)
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, seen: Seen) -> None:
        """Show how far it is."""
        if seen.all:
            key = "exchange-looking" if self.is_dry else "exchange-bringing"
            self._state.say(self._texts(key, done=seen.done, all=seen.all))
        self._progress.show_share(seen.done, seen.all)

    def show_stopping(self) -> None:
        """Somebody said stop; it takes a moment."""
        self._state.say(self._texts("exchange-stopping"))
        self._back.setEnabled(False)

    def show_end(self, end: End) -> None:
        """Say what came of it."""
        self._progress.clear()
        self._back.setEnabled(True)
        self._back.say(f"{self._texts('step-back')}  Esc")
        match end:
            case Brought():
                self._show_brought(end)
            case Failed(error):
                self._say_broken_off(self._texts(error.key, **error.details))
            case GivenUp():
                self._say_broken_off(self._texts("exchange-stopped" if self.is_dry else "exchange-stopped-half"))

    def _say_broken_off(self, why: str) -> None:
        self._state.say(why)
        self._next.hide()
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_brought(self, brought: Brought) -> None:
        self._brought = brought
        texts = self._texts
        self._counts.show_counts(brought.counts)
        self._state.say(self._words(brought))
        self._lines.show_lines([self._line(place, brought) for place in range(len(brought.rows))])
        self._lines.setVisible(bool(brought.rows))
        has_any = brought.taken > 0
        self._next.setVisible(has_any or not self.is_dry)
        self._next.say(texts("exchange-bring-in", count=brought.taken) if self.is_dry else texts("exchange-finished"))
        first = self._next if has_any or not self.is_dry else self._back
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _words(self, brought: Brought) -> str:
        texts = self._texts
        if not brought.all:
            return texts("exchange-empty")
        words = [texts("exchange-looked") if self.is_dry else texts("exchange-brought", count=brought.taken)]
        if self.is_dry and not brought.taken:
            words = [texts("exchange-nothing-new")]
        if brought.to_be_told > len(brought.rows):
            words.append(texts("exchange-first-rows", count=len(brought.rows), all=brought.to_be_told))
        if brought.warning:
            words.append(brought.warning)
        return " ".join(words)

    def _line(self, place: int, brought: Brought) -> Line:
        row = brought.rows[place]
        refused = row.status is RowStatus.REFUSED
        return Line(
            key=str(place),
            title=f"{row.where}  {row.what}",
            below="" if refused else row.why,
            against=row.why if refused else "",
            badge=self._texts(f"exchange-is-{row.status}"),
        )

    def _go_on(self) -> None:
        (self.wanted if self.is_dry else self.finished).emit()


class _Counts(QFrame):
    """How many rows there are of each kind."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("exchange-counts")
        self.setProperty("kind", "card")
        size = look.sizes
        grid = QGridLayout(self)
        grid.setContentsMargins(size.padding * 2, size.padding, size.padding * 2, size.padding)
        grid.setSpacing(size.gap)
        columns = 4 if screen_width(look) > len(STATUSES) * look.px(COUNT_MM) else 2
        self._figures = {}
        for place, status in enumerate(STATUSES):
            figure = Words(f"exchange-count-{status}", "", self, kind="figure", wraps=False)
            words = Words(f"exchange-count-{status}-of", look.texts(f"exchange-count-{status}"), self, kind="small")
            both = QVBoxLayout()
            both.setSpacing(0)
            both.addWidget(figure)
            both.addWidget(words)
            grid.addLayout(both, place // columns, place % columns)
            grid.setColumnStretch(place % columns, 1)
            self._figures[status] = figure

    def show_counts(self, counts: Mapping[RowStatus, int]) -> None:
        for status, figure in self._figures.items():
            figure.setText(str(counts.get(status, 0)))
        self.show()
