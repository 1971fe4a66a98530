"""A contact sheet: all screens of a tour side by side, so that what does not belong together is seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter

WIDE_PX, TALL_PX = 400, 225
"""Width of a picture that lies, and of one that stands: both can be read when the sheet is enlarged."""
ACROSS_PX = 3600
GAP_PX, NAME_PX, TITLE_PX = 24, 22, 40
GROUND, INK = QColor("#D9D9D9"), QColor("#202020")

Screens = Sequence[Mapping[str, object]]


def contact_sheet(screens: Iterable[Mapping[str, object]], folder: Path, size: QSize) -> QImage:
    """Return the pictures of `screens`, which lie in `folder` and have `size`, in the order of the walk, with names.

    Those of one audience stand together, and what is told over the worker's screens by itself.
    """
    wide = WIDE_PX if size.width() > size.height() else TALL_PX
    cell = QSize(wide, round(wide * size.height() / size.width()))
    columns = max(1, (ACROSS_PX - GAP_PX) // (cell.width() + GAP_PX))
    groups = list(_groups(screens))
    step = cell.height() + NAME_PX + GAP_PX
    height = GAP_PX + sum(TITLE_PX + -(-len(shown) // columns) * step for _, shown in groups)
    sheet = QImage(GAP_PX + columns * (cell.width() + GAP_PX), height, QImage.Format.Format_RGB32)
    sheet.fill(GROUND)
    painter = QPainter(sheet)
    painter.setPen(INK)
    top = GAP_PX
    for title, shown in groups:
        _write(painter, QRect(GAP_PX, top, sheet.width(), TITLE_PX), f"{title} ({len(shown)})", TITLE_PX * 2 // 3)
        top += TITLE_PX
        for start in range(0, len(shown), columns):
            for index, screen in enumerate(shown[start : start + columns]):
                place = QRect(QPoint(GAP_PX + index * (cell.width() + GAP_PX), top), cell)
                _show(painter, screen, folder, place)
            top += step
    painter.end()
    return sheet


def _groups(screens: Iterable[Mapping[str, object]]) -> Iterator[tuple[str, Screens]]:
    """The screens by group, in the order in which groups and screens were met."""
    met = list(screens)
    order = list(dict.fromkeys(map(_group_of, met)))
    for name, shown in groupby(sorted(met, key=lambda one: order.index(_group_of(one))), key=_group_of):
        yield name, list(shown)


def _group_of(screen: Mapping[str, object]) -> str:
    audience, name = str(screen["audience"]), str(screen["name"])
    return f"{audience}: notices" if name.startswith("notice-") and audience == "worker" else audience


def _show(painter: QPainter, screen: Mapping[str, object], folder: Path, place: QRect) -> None:
    smooth = Qt.TransformationMode.SmoothTransformation
    picture = QImage(str(folder / str(screen["png"])))
    if picture.isNull():
        painter.drawRect(place)
    else:
        small = picture.scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio, smooth)
        painter.drawImage(place.topLeft(), small)
    below = QRect(place.left(), place.bottom() + 1, place.width(), NAME_PX)
    _write(painter, below, str(screen["name"]), NAME_PX * 2 // 3)


def _write(painter: QPainter, place: QRect, text: str, size_px: int) -> None:
    font = QFont()
    font.setPixelSize(size_px)
    painter.setFont(font)
    elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), elided)
