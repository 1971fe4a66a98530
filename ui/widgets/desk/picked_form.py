"""A form whose fields have their pickers beside them: keyboard to the left, finger to the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QBoxLayout, QLayout, QStackedWidget, QWidget

from ui.widgets.desk.look import RAIL_MM, Look
from ui.widgets.desk.page import Page


class PickedForm(QWidget):
    """Put fields into `column`, and pickers into `pickers` by `pair`. On a tall panel the pickers stand below.

    The picker of the field that has the focus is shown; of one that has none, the `usual` one.
    """

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        size, panel = look.sizes, look.panel
        self.is_wide = not panel.is_portrait
        inner = panel.width_px - look.px(RAIL_MM) - 2 * size.margin
        self.picker_width_px = inner // 2 - size.margin if self.is_wide else inner
        """How wide a picker can be."""
        self.page = Page(look, f"{name}-page", self)
        self.pickers = QStackedWidget(self)
        self._usual: QWidget | None = None
        self._picker_of: dict[QWidget, QWidget] = {}
        way = QBoxLayout.Direction.LeftToRight if self.is_wide else QBoxLayout.Direction.TopToBottom
        whole = QBoxLayout(way, self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.page, 1)
        beside = QWidget(self)
        around = QBoxLayout(QBoxLayout.Direction.TopToBottom, beside)
        around.setContentsMargins(0 if self.is_wide else size.margin, size.margin, size.margin, size.gap)
        around.addWidget(self.pickers)
        whole.addWidget(beside, 1)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]  # there is one

    @property
    def content(self) -> QWidget:
        """Whom the fields belong to."""
        return self.page.content

    def add(self, *parts: QWidget | QLayout) -> None:
        """Put fields below the present ones."""
        for part in parts:
            if isinstance(part, QLayout):
                self.page.column.addLayout(part)
            else:
                self.page.column.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)

    def end(self) -> None:
        """The last field is there."""
        self.page.column.addStretch(1)

    def pair(self, picker: QWidget, *fields: QWidget, usual: bool = False) -> None:
        """Show `picker` while one of `fields` has the focus."""
        if self.pickers.indexOf(picker) < 0:
            self.pickers.addWidget(picker)
        for field in fields:
            self._picker_of[field.focusProxy() or field] = picker
        if usual:
            self._usual = picker
            self.pickers.setCurrentWidget(picker)

    def show_picker(self, picker: QWidget | None = None) -> None:
        """Show a picker, or the usual one."""
        wanted = picker or self._usual
        if wanted is not None:
            self.pickers.setCurrentWidget(wanted)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self.isVisible() or not self.content.isAncestorOf(now):
            return
        self.show_picker(self._picker_of.get(now))
