"""The parts of a desk's screen that are read or touched: buttons, words, fields, and the rows of lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QLocale, QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QStyledItemDelegate,
    QTableView,
    QToolButton,
    QWidget,
)

from ui.widgets.desk.look import Look

FIELDS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)
TEXT_FLAGS = Qt.TextFlag.TextWordWrap
FROM_THE_LEFT = ("tile", "row")
"""Buttons whose words do not stand in their middle."""
ICON_GAP = 4
"""Pixels that Qt leaves between a button's icon and its words."""
LINE_SEPARATOR = "\u2028"
ANYTHING = 100_000
ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole
ROUNDED = 1
"""Pixels by which a letter's width may be rounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rectangles are in pixels of `widget`; `letters` are where the text stands, a rectangle for each of a row's cells.

    `share` is about how much of those rectangles the text takes.

    `fits` is False where the text has not enough room; `elided` where it has not, and stands whole elsewhere.
    """

    widget: QWidget
    kind: str
    name: str
    text: str
    rect: QRect
    font: QFont
    letters: tuple[QRect, ...] = ()
    share: float = 1.0
    fits: bool = True
    elided: bool = False


def parts_of(window: QWidget, look: Look) -> Iterator[Part]:
    """All parts that `window` shows, or would show if somebody scrolled."""
    labelled = {label.buddy() for label in window.findChildren(QLabel)}
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.size().isEmpty():
            continue
        match widget:
            case QAbstractButton():
                yield _button(widget, look)
            case QLabel():
                if widget.text() or not widget.pixmap().isNull():
                    yield _label(widget)
            case QHeaderView():
                yield from _headings(widget, look)
            case QTableView() | QListView():
                yield from _rows(widget, look)
            case _ if isinstance(widget, FIELDS) and not isinstance(widget.parentWidget(), FIELDS):
                yield _field(widget, look, is_labelled=widget in labelled)


def _button(button: QAbstractButton, look: Look) -> Part:
    font = _bold(button.font()) if button.isChecked() else button.font()
    text = button.text().replace("&&", "&")
    edge = look.sizes.border if button.property("kind") == "rail" else look.sizes.focus
    room = button.rect().adjusted(edge, edge, -edge, -edge)
    words, icon = _size(text, font), QSize(0, 0) if button.icon().isNull() else button.iconSize()
    is_below = isinstance(button, QToolButton)
    if is_below:
        needed = QSize(max(words.width(), icon.width()), words.height() + icon.height())
    else:
        needed = QSize(
            words.width() + (icon.width() + ICON_GAP if icon.width() else 0), max(words.height(), icon.height())
        )
    letters = QRect(room.topLeft(), needed.boundedTo(room.size()))
    if button.property("kind") in FROM_THE_LEFT and not is_below:
        letters.moveTop(room.center().y() - letters.height() // 2)
    else:
        letters.moveCenter(room.center())
    letters.setTop(letters.top() + icon.height() if is_below else letters.top())
    return Part(
        widget=button,
        kind="button",
        name=button.objectName(),
        text=text or button.accessibleName(),
        rect=button.rect(),
        font=font,
        letters=(letters,) if text else (),
        fits=_fits(needed, room.size()),
    )


def _label(label: QLabel) -> Part:
    room, text = label.contentsRect(), label.text()
    flags = int(label.alignment()) | (int(TEXT_FLAGS) if label.wordWrap() else 0)
    metrics = QFontMetrics(label.font())
    needed = metrics.boundingRect(QRect(0, 0, room.width(), ANYTHING), flags & ~ALIGNED | UPPER_LEFT, text)
    is_picture = not text
    height = needed.height() - _air(text, label.font())
    return Part(
        widget=label,
        kind="picture" if is_picture else "text",
        name=label.objectName(),
        text=text,
        rect=label.rect(),
        font=label.font(),
        letters=() if is_picture else (metrics.boundingRect(room, flags, text).intersected(label.rect()),),
        fits=is_picture or _fits(QSize(needed.width(), height), room.size()),
    )


ALIGNED = int(Qt.AlignmentFlag.AlignHorizontal_Mask | Qt.AlignmentFlag.AlignVertical_Mask)
UPPER_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def _field(field: QWidget, look: Look, *, is_labelled: bool) -> Part:
    """What was typed can be scrolled through in its field; a hint cannot, and has to fit where no label is above it."""
    text, hint = _typed(field)
    beside = look.sizes.focus + look.sizes.padding
    room = field.rect().adjusted(beside, look.sizes.focus, -beside, -look.sizes.focus)
    shown = text or hint
    if isinstance(field, QPlainTextEdit):
        box = QFontMetrics(field.font()).boundingRect(QRect(0, 0, room.width(), ANYTHING), int(TEXT_FLAGS), shown)
        fits, letters = box.height() <= room.height() + ROUNDED, QRect(room.topLeft(), box.size()).intersected(room)
    else:
        size = _size(shown, field.font())
        fits = size.width() <= room.width() + ROUNDED
        letters = _aligned(size, room, int(field.alignment()) if isinstance(field, QLineEdit) else None)
    return Part(
        widget=field,
        kind="field",
        name=field.objectName(),
        text=shown,
        rect=field.rect(),
        font=field.font(),
        letters=(letters,) if shown else (),
        fits=fits or bool(text) or is_labelled,
        elided=not fits,
    )


def _typed(field: QWidget) -> tuple[str, str]:
    match field:
        case QLineEdit():
            return field.displayText(), field.placeholderText()
        case QPlainTextEdit():
            return field.toPlainText(), field.placeholderText()
        case QComboBox():
            return field.currentText(), field.placeholderText()
        case QAbstractSpinBox():
            return field.text(), ""
    return "", ""


def _headings(header: QHeaderView, look: Look) -> Iterator[Part]:
    font = _bold(header.font())
    font.setPixelSize(look.sizes.small)
    model = header.model()
    for section in range(header.count()):
        text = model.headerData(section, header.orientation())
        if header.isSectionHidden(section) or not text:
            continue
        rect = QRect(header.sectionViewportPosition(section), 0, header.sectionSize(section), header.height())
        room = rect.adjusted(look.sizes.padding, 0, -look.sizes.padding, 0)
        size = _size(str(text), font)
        yield Part(
            widget=header.viewport(),
            kind="text",
            name=f"{header.parent().objectName()}-heading-{section}",
            text=str(text),
            rect=rect,
            font=font,
            letters=(_aligned(size, room, model.headerData(section, header.orientation(), ALIGNMENT)),),
            fits=size.width() <= room.width() + ROUNDED,
        )


def _rows(view: QTableView | QListView, look: Look) -> Iterator[Part]:
    """One part a row, as one touch opens it; what ends in dots in its cells stands whole behind it."""
    model, in_sight = view.model(), view.viewport().rect()
    columns = model.columnCount() if isinstance(view, QTableView) else 1
    for row in range(model.rowCount()):
        if not view.visualRect(model.index(row, 0)).intersects(in_sight):
            continue
        cells = [_cell(view, model.index(row, column), look) for column in range(columns)]
        shown = [cell for cell in cells if not cell.rect.isEmpty()]
        rect = QRect()
        for cell in shown:
            rect = rect.united(cell.rect)
        yield Part(
            widget=view.viewport(),
            kind="row",
            name=f"{view.objectName()}-row-{row}",
            text="\n".join(cell.text for cell in shown if cell.text),
            rect=rect,
            font=view.font(),
            letters=tuple(letters for cell in shown for letters in cell.letters),
            share=min((cell.share for cell in shown), default=1.0),
            elided=any(cell.elided for cell in shown),
        )


def _cell(view: QTableView | QListView, index: QModelIndex, look: Look) -> Part:
    rect, delegate = view.visualRect(index), view.itemDelegateForIndex(index)
    text = str(index.data() or "")
    if isinstance(delegate, QStyledItemDelegate):
        text = delegate.displayText(text, QLocale()).replace(LINE_SEPARATOR, "\n")
    picture = index.data(Qt.ItemDataRole.DecorationRole)
    before = look.sizes.padding + (view.iconSize().width() + look.sizes.padding if picture is not None else 0)
    room = rect.adjusted(before, 0, -look.sizes.padding, 0)
    size = _size(text, view.font())
    if isinstance(view, QTableView) and view.wordWrap() and size.width() > room.width():
        box = QRect(0, 0, room.width(), ANYTHING)
        size = QFontMetrics(view.font()).boundingRect(box, int(TEXT_FLAGS), text).size()
        size.setHeight(size.height() - _air(text, view.font()))
    is_own_work = isinstance(view, QListView)
    is_plain = type(view.itemDelegate()) is QStyledItemDelegate
    return Part(
        widget=view.viewport(),
        kind="row",
        name="",
        text=text,
        rect=rect,
        font=view.font(),
        letters=(_aligned(size, room, index.data(ALIGNMENT)) if is_plain else room,) if text else (),
        share=1.0 if is_plain or not text else min(1.0, _area(size) / max(1, _area(room.size()))),
        elided=not is_own_work and not _fits(size, QSize(room.width(), rect.height())),
    )


def _aligned(size: QSize, room: QRect, alignment: object) -> QRect:
    """Where a text of `size` stands in its cell."""
    asked = alignment if isinstance(alignment, int) else 0
    letters = QRect(room.topLeft(), size.boundedTo(room.size()))
    letters.moveTop(room.center().y() - letters.height() // 2)
    if asked & int(Qt.AlignmentFlag.AlignRight):
        letters.moveRight(room.right())
    elif asked & int(Qt.AlignmentFlag.AlignHCenter):
        letters.moveLeft(room.center().x() - letters.width() // 2)
    return letters


def _size(text: str, font: QFont) -> QSize:
    """Pixels that the lines of a text need."""
    metrics, lines = QFontMetrics(font), text.split("\n")
    height = metrics.height() * len(lines) - _air(text, font) if text else 0
    return QSize(max(map(metrics.horizontalAdvance, lines)), height)


def _air(text: str, font: QFont) -> int:
    """Pixels above and below a line in which none of its letters has ink: fonts leave room for the tallest script."""
    metrics = QFontMetrics(font)
    ink = metrics.tightBoundingRect(text.replace("\n", " "))
    return 2 * max(0, min(metrics.ascent() + ink.top(), metrics.descent() - ink.bottom()))


def _fits(size: QSize, room: QSize) -> bool:
    return size.width() <= room.width() + ROUNDED and size.height() <= room.height() + ROUNDED


def _area(size: QSize) -> int:
    return size.width() * size.height()


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold
