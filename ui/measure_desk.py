"""What a screen of the desk really shows, measured from its widgets as laid out and from its pixels as painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetricsF, QImage
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ui.desk_parts import Part, parts_of
from ui.measure import Measured, contrast_in
from ui.widgets.desk.look import Look


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskMeasured(Measured):
    """One thing on the panel that is read or touched.

    `clipped`: what nobody can read whole, neither by scrolling nor by opening it. `elided`: what ends in dots here and
    stands whole where the row or field leads to. `contrast` and `cap_height_mm` are None without text.
    """

    elided: bool
    enabled: bool


@dataclass(frozen=True, slots=True)
class _Seen:
    """Where a part is on the window, how much of it can be seen now, and whether something cuts it for good."""

    part: Part
    rect: QRect
    seen: QRect
    is_cut: bool


def measured_desk(window: QWidget, image: QImage, look: Look) -> list[DeskMeasured]:
    """Measure everything that is read or touched on `window`, which `image` shows."""
    found = [seen for seen in (_seen(part, window) for part in parts_of(window, look)) if seen is not None]
    return [_measured(seen, _is_covered(seen, found), image, look) for seen in found]


def _measured(seen: _Seen, is_covered: bool, image: QImage, look: Look) -> DeskMeasured:
    part, per_mm = seen.part, look.panel.px_per_mm
    left, top, width, height = (
        round(px / per_mm, 2) for px in (seen.rect.x(), seen.rect.y(), seen.rect.width(), seen.rect.height())
    )
    has_text = bool(part.text.strip() and part.letters)
    return DeskMeasured(
        kind=part.kind,
        name=part.name,
        text=part.text,
        spoken="",
        rect_mm=(left, top, width, height),
        cap_height_mm=round(QFontMetricsF(part.font).capHeight() / per_mm, 2) if has_text else None,
        contrast=_contrast(seen, image) if has_text else None,
        clipped=seen.is_cut or is_covered or not part.fits,
        torn=False,
        elided=part.elided,
        enabled=part.widget.isEnabled(),
    )


def _seen(part: Part, window: QWidget) -> _Seen | None:
    """Follow a part up to the window; None where it is scrolled out of sight."""
    rect, is_cut = QRect(part.rect), False
    inner: QWidget | None = part.widget
    while inner is not None and inner is not window:
        outer, room = inner.parentWidget(), inner.rect()
        if not room.contains(rect):
            is_cut = is_cut or not (
                isinstance(outer, QAbstractScrollArea) and outer.viewport() is inner and _can_show(rect, room)
            )
            rect = rect.intersected(room)
            if rect.isEmpty():
                return None
        rect.translate(inner.pos())
        inner = outer
    whole = QRect(part.widget.mapTo(window, part.rect.topLeft()), part.rect.size())
    return _Seen(part, whole, rect.intersected(window.rect()), is_cut or not window.rect().contains(rect))


def _can_show(rect: QRect, room: QRect) -> bool:
    """Whether scrolling up and down, the only way here, brings all of it into sight."""
    return rect.left() >= room.left() and rect.right() <= room.right() and rect.height() <= room.height()


def _is_covered(one: _Seen, found: Sequence[_Seen]) -> bool:
    """Tell whether something else, neither within it nor around it, lies over this one, even by two pixels."""
    return any(
        other is not one and _are_strangers(one.part, other.part) and _overlap(one.seen, other.seen) for other in found
    )


def _are_strangers(one: Part, other: Part) -> bool:
    ours, theirs = one.widget, other.widget
    return ours is not theirs and not ours.isAncestorOf(theirs) and not theirs.isAncestorOf(ours)


def _overlap(one: QRect, other: QRect) -> bool:
    both = one.intersected(other)
    return both.width() > 1 and both.height() > 1


def _contrast(seen: _Seen, image: QImage) -> float | None:
    """The least contrast of its texts that can be seen whole; of one scrolled half out of sight it says nothing."""
    ratios = []
    shift = seen.rect.topLeft() - seen.part.rect.topLeft()
    for letters in seen.part.letters:
        area = letters.translated(QPoint(shift))
        if not area.isEmpty() and seen.seen.contains(area):
            ratios.append(contrast_in(area, image, share=seen.part.share))
    return round(min(ratios), 1) if ratios else None
