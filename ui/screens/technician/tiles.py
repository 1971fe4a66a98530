"""Large buttons that lead from one screen of the technician to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.screens.desk.screen import Place
from ui.screens.desk.screen_width import screen_width
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look

WIDE_MM = 140.0
"""Where two stand side by side."""


def tiles(
    look: Look, parent: QWidget, places: Sequence[tuple[Place, str]], *, before: str, go: Callable[[Place], None]
) -> tuple[QGridLayout, list[DeskButton]]:
    """Return a button for each place with its picture; `before` is what their names begin with."""
    grid = QGridLayout()
    grid.setSpacing(look.sizes.gap)
    columns = 2 if screen_width(look) > look.px(WIDE_MM) else 1
    buttons = []
    for index, (place, picture) in enumerate(places):
        button = DeskButton(
            look, f"{before}-{place}", look.texts(f"desk-{place}"), parent, kind="tile", picture=picture,
            keys=f"Alt+{index + 1}", pressed=partial(go, place),
        )  # fmt: skip
        grid.addWidget(button, index // columns, index % columns)
        buttons.append(button)
    for column in range(columns):
        grid.setColumnStretch(column, 1)
    return grid, buttons
