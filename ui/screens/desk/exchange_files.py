"""Which file to bring in: those on the sticks and in this computer's usual folders, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.care.offered_files import OfferedFile
from ui.screens.desk.shown_names import shown_name
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.esc_page import EscPage
from ui.widgets.desk.lines import Line, Lines
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

LONGEST_NAME = 120
KB, MB = 1000, 1_000_000


class FilesPage(EscPage):
    """`chosen` carries the path of a file, `wanted` asks for the list anew."""

    chosen = Signal(object)
    wanted = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("exchange-files")
        self._look, self._files = look, dict[str, Path]()
        size, texts = look.sizes, look.texts
        self._title = Words("exchange-files-title", "", self, kind="title")
        self._hint = Words("exchange-files-hint", texts("exchange-files-hint"), self, kind="hint")
        self._none = Words("exchange-files-none", texts("exchange-files-none"), self)
        self._none.hide()
        self._lines = Lines(look, "exchange-files-lines", self)
        self._lines.chosen.connect(lambda key: self.chosen.emit(self._files[key]))
        self._back = DeskButton(
            look, "exchange-files-back", f"{texts('step-back')}  Esc", self, pressed=self.closed.emit
        )
        self._again = DeskButton(
            look, "exchange-files-again", texts("exchange-files-again"), self, keys="Alt+R", pressed=self.wanted.emit
        )
        foot = QHBoxLayout()
        foot.setSpacing(size.gap)
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(self._again)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        column.setSpacing(size.gap)
        for part, share in ((self._title, 0), (self._hint, 0), (self._none, 1), (self._lines, 3)):
            column.addWidget(part, share)
        column.addLayout(foot)

    def begin(self, title: str) -> None:
        """Show nothing until the list is there."""
        self._title.say(title)
        self._none.hide()
        self._lines.show_lines(())

    def show_files(self, files: Sequence[OfferedFile]) -> None:
        """Show what was found; the row that was marked stays marked."""
        self._files = {_key(place, file): file.path for place, file in enumerate(files)}
        self._lines.show_lines([self._line(key, file) for key, file in zip(self._files, files, strict=True)])
        self._none.setVisible(not files)
        self._lines.setVisible(bool(files))

    def focus_first(self) -> None:
        """Give the keyboard to the list, or to the button that looks again."""
        (self._lines if self._files else self._again).setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, key: str, file: OfferedFile) -> Line:
        texts = self._look.texts
        changed = datetime.fromtimestamp(file.changed_s)
        place = texts("folder-stick", name=file.stick) if file.stick else texts("exchange-here")
        folder = shown_name(_plain(file.path.parent.name), texts)
        below = texts("exchange-file", place=place, folder=folder, when=f"{changed:%Y-%m-%d %H:%M}", size=_size(file))
        return Line(key=key, title=shown_file(file.path, self._look), below=below)


def shown_file(path: Path, look: Look) -> str:
    """A file's name as it can be shown."""
    return shown_name(_plain(path.name), look.texts, most=LONGEST_NAME)


def _plain(name: str) -> str:
    """Names in another encoding have bytes that are no letters."""
    return name.encode(errors="replace").decode()


def _key(place: int, file: OfferedFile) -> str:
    return f"{place} {file.changed_s} {_plain(str(file.path))}"


def _size(file: OfferedFile) -> str:
    size = file.size_bytes
    return f"{size / MB:.1f} MB" if size >= MB else f"{max(1, round(size / KB))} KB"
