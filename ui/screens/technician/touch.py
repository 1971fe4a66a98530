"""Touch: where a finger is felt is made the same as where it is, by nine crosses that are touched."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kiosk.care.config.sections import Settings
from kiosk.care.touch_mapping import Fit
from ui.screens.desk.screen import News, Place
from ui.screens.technician.anew import AnewCard
from ui.screens.technician.beside import BesideScreen, focus
from ui.screens.technician.touch_field import TouchField
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words


class TouchScreen(BesideScreen):
    """A button covers the window with crosses; what comes of them is tried there, and saved when it was found good."""

    place = Place.MACHINE_TOUCH

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        inside, texts = self.page.content, self.texts
        self._field: TouchField | None = None
        self._now = Words("touch-now", "", inside, kind="strong")
        self._begin = self.button("touch-begin", "touch-begin", self._show_crosses, kind="primary", keys="Ctrl+Return")
        self.page.column.addWidget(Words("touch-hint", texts("touch-hint"), inside))
        self.page.column.addWidget(self._now)
        self._anew = AnewCard(self)
        self.page.column.addWidget(self._anew)
        self.page.column.addStretch(1)
        self.put_foot(self._begin)

    def open(self, topic: object) -> None:
        self.state.say("")
        self._anew.hide()
        self.refresh()

    def refresh(self) -> None:
        self.ask(lambda desk: desk.machine.settings(), self._show)

    def first_focus(self) -> QWidget:
        return self._begin

    def leave(self) -> None:
        super().leave()
        self._close_field()

    def _show(self, settings: Settings) -> None:
        is_mapped = settings.panel.touch_matrix is not None
        self._now.say(self.texts("touch-now-mapped" if is_mapped else "touch-now-plain"))

    def _show_crosses(self) -> None:
        self.problem.say("")
        self.state.say("")
        self._begin.setEnabled(False)  # its key is the field's while that is there
        self._field = TouchField(self.look, self.window())
        self._field.kept.connect(self._save)
        self._field.left.connect(self._left)

    def _close_field(self) -> None:
        field, self._field = self._field, None
        if field is not None:
            field.hide()
            field.deleteLater()
            self._begin.setEnabled(True)
            focus(self._begin)

    def _left(self, text: str) -> None:
        self._close_field()
        self.problem.say(self.texts(text) if text else "")

    def _save(self, found: Fit) -> None:
        self._close_field()

        def saved(_: None) -> None:
            self._anew.show()
            self.refresh()
            self.told.emit(News(text=self.texts("machine-saved")))

        self.ask(lambda desk: desk.machine.map_touch(found.matrix), saved)
