"""All screens of a tour side by side on one picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from ui.contact_sheet import contact_sheet

SIZE = QSize(640, 480)
COLOURS = {"home": "#ff0000", "notice-gone": "#00ff00", "trades": "#0000ff"}


def test_every_screen_is_on_the_sheet_and_what_is_told_over_them_stands_below(
    qapp: QApplication, tmp_path: Path
) -> None:
    screens: list[dict[str, object]] = []
    for name, colour in COLOURS.items():
        image = QImage(SIZE, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        image.save(str(tmp_path / f"{name}.png"))
        screens.append({"name": name, "png": f"{name}.png", "audience": "worker"})
    sheet = contact_sheet(screens, tmp_path, SIZE)
    places = {name: first_place(sheet, colour) for name, colour in COLOURS.items()}
    assert places["home"][1] == places["trades"][1] < places["notice-gone"][1]
    assert places["home"][0] == places["notice-gone"][0] < places["trades"][0]


def first_place(sheet: QImage, colour: str) -> tuple[int, int]:
    """The first pixel of `colour`, looking row by row at every fourth."""
    return next(
        (x, y)
        for y in range(0, sheet.height(), 4)
        for x in range(0, sheet.width(), 4)
        if sheet.pixelColor(x, y) == QColor(colour)
    )
