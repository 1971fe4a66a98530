"""A form whose fields have their pickers beside them: keyboard to the left, finger to the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLayout, QStackedWidget, QWidget

from ui.widgets.desk.focus import follow_focus
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page

NARROW_MM = 110.0


class PickedForm(QWidget):
    """Put fields into `column`, and pickers into `pickers` by `pair`. On a tall panel the pickers stand below.

    The picker of the field that has the focus is shown; of one that has none, the `usual` one.
    """

    entered = Signal(object)
    """A field with a picker got the focus; carries what was given to `pair` for it."""

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._look = look
        size, panel = look.sizes, look.panel
        self.is_wide = not panel.is_portrait
        self.picker_width_px = look.beside_px
        """How wide a picker can be, beside the bar that scrolls it."""
        self.is_narrow = self.picker_width_px < look.px(NARROW_MM)
        """Whether there is no room for two fields side by side."""
        self.page = Page(look, f"{name}-page", self)
        self.pickers = QStackedWidget(self)
        self._usual: QWidget | None = None
        self._picker_of: dict[QWidget, tuple[QWidget, QWidget]] = {}
        self._place_of: dict[QWidget, QWidget] = {}
        way = QBoxLayout.Direction.LeftToRight if self.is_wide else QBoxLayout.Direction.TopToBottom
        whole = QBoxLayout(way, self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.page, 6 if self.is_wide else 3)
        beside = QWidget(self)
        around = QBoxLayout(QBoxLayout.Direction.TopToBottom, beside)
        around.setContentsMargins(size.gap if self.is_wide else size.margin, size.margin, size.margin, size.gap)
        around.addWidget(self.pickers)
        whole.addWidget(beside, 7 if self.is_wide else 2)
        follow_focus(self._follow)

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

    def pair(self, picker: QWidget, *fields: QWidget, usual: bool = False, scrolls: bool = True) -> None:
        """Show `picker` while one of `fields` has the focus; `scrolls` is False for one that does so itself."""
        place = self._scrolled(picker) if scrolls else picker
        self._place_of[picker] = place
        self.pickers.addWidget(place)
        for field in fields:
            self._picker_of[field.focusProxy() or field] = (picker, field)
        if usual:
            self._usual = picker
            self.show_picker()

    def _scrolled(self, picker: QWidget) -> Page:
        page = Page(self._look, f"{picker.objectName()}-page", self.pickers)
        page.column.setContentsMargins(0, 0, 0, 0)
        page.column.addWidget(picker)
        return page

    def show_picker(self, picker: QWidget | None = None) -> None:
        """Show a picker, or the usual one."""
        wanted = picker or self._usual
        if wanted is not None:
            self.pickers.setCurrentWidget(self._place_of[wanted])

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self.isVisible() or not self.content.isAncestorOf(now):
            return
        picker, field = self._picker_of.get(now, (None, None))
        self.show_picker(picker)
        if field is not None:
            self.entered.emit(field)
