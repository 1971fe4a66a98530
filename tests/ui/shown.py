"""One state of a visit on a stage of its own, without a kiosk around it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NoReturn

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from kiosk.domain.language import Direction
from kiosk.domain.preferences import Colours, TextSize
from kiosk.journeys.state import State
from kiosk.journeys.visit import Visit
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Words
from ui.stage import Stage
from ui.theme import Panel
from ui.widgets.item import Item
from ui.widgets.pictures import Pictures

TODAY = date(2026, 11, 28)


class Shown:
    """A state in `window`, which is made as large as `panel`."""

    def __init__(
        self,
        state: State,
        panel: Panel,
        *,
        texts: Texts,
        direction: Direction = Direction.LEFT_TO_RIGHT,
        pictures: Pictures,
        window: QWidget,
    ) -> None:
        window.resize(panel.width_px, panel.height_px)
        look = TextSize.NORMAL, Colours.WARM, False
        self.stage = Stage(look, panel, pictures, direction=direction, slip_pages=no_slips, parent=window)
        self.stage.setGeometry(window.rect())
        self.stage.show_visit(Visit(screen=state), Words(texts=texts, today=TODAY))
        window.grab()

    def places(self) -> dict[str, QRect]:
        """Where everything stands that can be seen, by name, in pixels of the stage."""
        return {item.objectName(): self._place(item) for item in self.stage.visible_items()}

    def item(self, name: str) -> Item:
        """The visible item with this name."""
        return next(item for item in self.stage.visible_items() if item.objectName() == name)

    def _place(self, item: Item) -> QRect:
        return QRect(item.mapTo(self.stage, QPoint(0, 0)), item.size())


def no_slips() -> NoReturn:
    """No state shown so has a slip."""
    raise AssertionError


Show = Callable[..., Shown]
