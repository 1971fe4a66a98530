"""One or several of a few things, each a button that stays pressed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QToolButton, QWidget

from ui.widgets.desk.look import Look


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its key, its word and its picture."""

    key: str
    text: str
    picture: str | None = None


def columns_that_fit(look: Look, texts: Sequence[str], *, width_px: int, most: int) -> int:
    """How many buttons with these texts go side by side into a width: `most`, or fewer; one at least."""
    widest = max((look.text_width(text) for text in texts), default=0) + 2 * look.sizes.padding
    each = max(look.sizes.target, widest) + look.sizes.gap
    return max(1, min(most, (width_px + look.sizes.gap) // each))


class ChoiceButton(QToolButton):
    """One thing to choose; `moved` carries how many columns and rows the arrow keys want to go."""

    moved = Signal(int, int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the neighbours; Enter chooses like the space bar."""
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self.moved.emit(*step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)


class Choice(QWidget):
    """Buttons in `columns`, or in fewer where they have no room in `width_px`.

    With `several` any number may be chosen, otherwise one or none.
    For the Tab key the whole choice is one stop; arrows move within it. `changed` follows a touch.
    """

    changed = Signal()

    def __init__(
        self,
        look: Look,
        name: str,
        options: Sequence[Option],
        parent: QWidget,
        *,
        columns: int,
        several: bool = False,
        takes_focus: bool = True,
        width_px: int | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._look, self._several, self._takes_focus = look, several, takes_focus
        self._most_columns, self._width_px = columns, width_px
        self._columns = columns
        self._buttons: dict[str, ChoiceButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(look.sizes.gap)
        self.offer(options)

    def offer(self, options: Sequence[Option]) -> None:
        """Offer other things; what was chosen stays chosen while it is among them."""
        chosen = self.chosen
        for button in self._buttons.values():
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        self._columns = self._columns_for(options)
        for index, option in enumerate(options):
            button = self._button(option, is_first=index == 0)
            button.setChecked(option.key in chosen)
            self._buttons[option.key] = button
            self._grid.addWidget(button, index // self._columns, index % self._columns)
        for column in range(self._most_columns):
            self._grid.setColumnStretch(column, int(column < self._columns))

    def _columns_for(self, options: Sequence[Option]) -> int:
        if self._width_px is None:
            return self._most_columns
        texts = [option.text for option in options]
        return columns_that_fit(self._look, texts, width_px=self._width_px, most=self._most_columns)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The keys of what is chosen, in the order of the offer."""
        return tuple(key for key, button in self._buttons.items() if button.isChecked())

    @property
    def one(self) -> str:
        """The key of what is chosen, empty if nothing is."""
        return next(iter(self.chosen), "")

    def choose(self, *keys: str) -> None:
        """Choose these and nothing else, without telling of a change."""
        for key, button in self._buttons.items():
            button.setChecked(key in keys)

    def say(self, key: str, text: str) -> None:
        """Show another word for one of the things, which stays what and where it is."""
        self._buttons[key].setText(text)
        self._buttons[key].setAccessibleName(text)

    def focus_first(self) -> None:
        """Give the keyboard to what is chosen, or to the first."""
        button = self._buttons.get(self.one) or next(iter(self._buttons.values()), None)
        if button is not None:
            button.setFocus(Qt.FocusReason.TabFocusReason)

    def _button(self, option: Option, *, is_first: bool) -> ChoiceButton:
        size = self._look.sizes
        button = ChoiceButton(self)
        button.setObjectName(f"{self.objectName()}-{option.key}")
        button.setProperty("kind", "choice" if option.picture is None else "tile")
        button.setCheckable(True)
        button.setText(option.text)
        button.setAccessibleName(option.text)
        if option.picture is not None:
            side = size.target * 3 // 4
            button.setIcon(self._look.icon(option.picture, side))
            button.setIconSize(self._look.icon_size(side))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        usual = Qt.FocusPolicy.StrongFocus if is_first else Qt.FocusPolicy.ClickFocus
        button.setFocusPolicy(usual if self._takes_focus else Qt.FocusPolicy.NoFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda _=False, key=option.key: self._touched(key))
        button.moved.connect(lambda right, down, key=option.key: self._move(key, right, down))
        return button

    def _touched(self, key: str) -> None:
        if not self._several:
            for other, button in self._buttons.items():
                if other != key:
                    button.setChecked(False)
        self.changed.emit()

    def _move(self, key: str, right: int, down: int) -> None:
        keys = list(self._buttons)
        index = keys.index(key) + right + down * self._columns
        if 0 <= index < len(keys):
            self._buttons[keys[index]].setFocus(Qt.FocusReason.TabFocusReason)
