"""How the desk looks: the kiosk's colours, and sizes for a clerk who sits before it, touches it, or types.

Body text has capitals of 3.2 mm and a target is at least 13 mm high: two thirds of a worker's, for people who
work with it all day at arm's length, and still larger than what a phone offers a finger (Apple 44 pt, about 7 mm).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QPixmap

from kiosk.texts.catalogue import Texts
from ui.theme import FONT_FAMILIES, PALETTES, Palette, Panel
from ui.widgets.pictures import Pictures

CAP_MM, SMALL_CAP_MM, TITLE_CAP_MM, FIGURE_CAP_MM, NUMBER_CAP_MM = 3.2, 2.7, 4.4, 6.0, 11.0
TARGET_MM, KEY_MM, GAP_MM, MARGIN_MM, PADDING_MM = 13.0, 16.25, 3.0, 5.0, 2.5
RAIL_MM, WIDEST_RAIL_MM = 24.0, 31.0
"""The rail is as wide as its longest word."""
LOW_PANEL_MM = 150.0
"""A panel that is less high has no room for keys higher than other buttons."""
BORDER_MM, RADIUS_MM, FOCUS_MM = 0.35, 2.0, 0.9
FAINT_SHARE = 0.72
"""How much ink is in hints and in what cannot be touched now: still 4.5 to 1 on every ground (WCAG 2.2, 1.4.3)."""
DESK_PX_PER_MM = 96 / 25.4
"""Where a screen does not say how large it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """The desk's lengths in pixels of one panel."""

    body: int
    small: int
    title: int
    figure: int
    number: int
    target: int
    key: int
    gap: int
    margin: int
    padding: int
    border: int
    radius: int
    focus: int


class Look:
    """Colours, sizes, pictures and words of the desk in one language on one panel."""

    def __init__(
        self, *, panel: Panel, texts: Texts, pictures: Pictures, today: Callable[[], date], palette: int = 0
    ) -> None:
        self.panel, self.texts, self.pictures, self.today = panel, texts, pictures, today
        self.palette: Palette = PALETTES[palette]

    def px(self, mm: float) -> int:
        """Millimetres on the panel as whole pixels, at least one."""
        return max(1, round(mm * self.panel.px_per_mm))

    @cached_property
    def sizes(self) -> Sizes:
        """Every length, in pixels; text by its font's pixel size."""
        return Sizes(
            body=self._letters(CAP_MM),
            small=self._letters(SMALL_CAP_MM),
            title=self._letters(TITLE_CAP_MM),
            figure=self._letters(FIGURE_CAP_MM),
            number=self._letters(NUMBER_CAP_MM),
            target=self.px(TARGET_MM),
            key=self.px(TARGET_MM if self.panel.height_mm < LOW_PANEL_MM else KEY_MM),
            gap=self.px(GAP_MM),
            margin=self.px(MARGIN_MM),
            padding=self.px(PADDING_MM),
            border=self.px(BORDER_MM),
            radius=self.px(RADIUS_MM),
            focus=self.px(FOCUS_MM),
        )

    def _letters(self, cap_mm: float) -> int:
        """The font size in pixels whose capitals are `cap_mm` high."""
        font = QFont(list(FONT_FAMILIES))
        font.setPixelSize(100)
        share = QFontMetricsF(font).capHeight() / 100
        return max(8, round(cap_mm * self.panel.px_per_mm / share))

    @cached_property
    def beside_px(self) -> int:
        """How wide a picker can be that stands beside its form, or below it on a tall panel, with its scroll bar."""
        inner = self.panel.width_px - self.px(WIDEST_RAIL_MM) - 2 * self.sizes.margin
        return (inner if self.panel.is_portrait else inner // 2) - self.sizes.target

    def icon(self, name: str, side_px: int) -> QIcon:
        """The picture `name`, `side_px` pixels wide and high."""
        return QIcon(self.pixmap(name, side_px))

    def pixmap(self, name: str, side_px: int) -> QPixmap:
        """The picture `name` to be put on a label."""
        return QPixmap.fromImage(self.pictures.image(name, side_px, ink=QColor(self.palette.ink)))

    def text_width(self, text: str, *, size_px: int = 0) -> int:
        """How wide a text is in bold letters of the body's size, or of another, in pixels."""
        font = QFont(list(FONT_FAMILIES))
        font.setPixelSize(size_px or self.sizes.body)
        font.setBold(True)
        return round(QFontMetricsF(font).horizontalAdvance(text)) + 1

    def icon_size(self, side_px: int) -> QSize:
        return QSize(side_px, side_px)

    @cached_property
    def style_sheet(self) -> str:
        """The one style sheet of the desk's window. Widgets say what they are by the property `kind`."""
        return _style_sheet(self.palette, self.sizes)


def mixed(color: str, other: str, share: float) -> str:
    """`share` of a colour with the rest of another, as `#rrggbb`."""
    one, two = QColor(color), QColor(other)
    channels = ((one.red(), two.red()), (one.green(), two.green()), (one.blue(), two.blue()))
    return QColor(*(round(ours * share + theirs * (1 - share)) for ours, theirs in channels)).name()


def _style_sheet(palette: Palette, size: Sizes) -> str:
    families = ", ".join(f'"{family}"' for family in FONT_FAMILIES)
    more = size.focus - size.border
    inner = size.target - 2 * size.focus
    beside = size.padding + more
    faint = mixed(palette.ink, palette.surface, FAINT_SHARE)
    return f"""
* {{ font-family: {families}; font-size: {size.body}px; color: {palette.ink}; outline: none; }}
QWidget#desk, QScrollArea, QScrollArea > QWidget > QWidget {{ background: {palette.ground}; border: none; }}
QToolTip {{ background: {palette.surface}; border: {size.border}px solid {palette.border}; }}
QLabel {{ background: transparent; }}
QLabel[kind="title"] {{ font-size: {size.title}px; font-weight: bold; }}
QLabel[kind="figure"] {{ font-size: {size.figure}px; font-weight: bold; color: {palette.figure}; }}
QLabel[kind="number"] {{ font-size: {size.number}px; font-weight: bold; color: {palette.figure}; }}
QLabel[kind="strong"] {{ font-weight: bold; }}
QLabel[kind="small"] {{ font-size: {size.small}px; }}
QLabel[kind="problem"] {{ font-size: {size.small}px; color: {palette.warning}; font-weight: bold; }}
QLabel[kind="caution"] {{
    font-size: {size.small}px; color: {palette.on_spoken}; background: {palette.spoken}; font-weight: bold;
    border-radius: {size.radius}px; padding: {size.padding // 3}px {size.padding}px;
}}
QLabel[kind="hint"] {{ font-size: {size.small}px; }}
QFrame[kind="card"] {{
    background: {palette.surface}; border: {size.border}px solid {palette.border}; border-radius: {size.radius}px;
}}
QFrame[kind="card"][state="warning"] {{ border: {size.focus}px solid {palette.warning}; }}
QFrame[kind="bar"] {{ background: {palette.quiet}; border: none; }}
QFrame[kind="news"] {{ background: {palette.spoken}; border: none; border-radius: {size.radius}px; }}
QFrame[kind="trouble"] {{ background: {palette.warning}; border: none; border-radius: {size.radius}px; }}
QFrame[kind="trouble"] QLabel {{ color: {palette.on_warning}; font-weight: bold; }}
QPushButton {{
    background: {palette.surface}; border: {size.border}px solid {palette.border}; border-radius: {size.radius}px;
    padding: {more}px {beside}px; min-height: {inner}px; text-align: center;
}}
QPushButton:focus {{ border: {size.focus}px solid {palette.primary}; padding: 0 {size.padding}px; }}
QPushButton:pressed {{ background: {palette.spoken}; color: {palette.on_spoken}; }}
QPushButton:disabled {{ background: {palette.quiet}; color: {faint}; }}
QPushButton:checked {{
    background: {palette.spoken}; color: {palette.on_spoken}; border: {size.focus}px solid {palette.primary};
    padding: 0 {size.padding}px; font-weight: bold;
}}
QPushButton[kind="primary"] {{
    background: {palette.primary}; color: {palette.on_primary}; border-color: {palette.primary}; font-weight: bold;
}}
QPushButton[kind="primary"]:focus {{ border: {size.focus}px solid {palette.spoken}; }}
QPushButton[kind="primary"]:pressed {{ background: {palette.spoken}; color: {palette.on_spoken}; }}
QPushButton[kind="primary"]:disabled {{
    background: {palette.quiet}; color: {faint}; border-color: {palette.border};
}}
QPushButton[large="true"] {{ min-height: {size.target * 3 // 2}px; }}
QPushButton[kind="danger"] {{ border-color: {palette.warning}; color: {palette.warning}; font-weight: bold; }}
QToolButton[kind="rail"] {{
    background: transparent; border: none; border-radius: {size.radius}px; font-size: {size.small}px;
    padding: 0 {size.border}px;
}}
QToolButton[kind="rail"]:focus {{ border: {size.focus}px solid {palette.primary}; }}
QToolButton[kind="rail"]:checked {{ background: {palette.spoken}; font-weight: bold; }}
QPushButton[kind="danger"]:disabled {{ border-color: {palette.border}; color: {faint}; }}
QPushButton[kind="tile"] {{ text-align: left; min-height: {inner + size.target // 2}px; }}
QPushButton[kind="count"] {{ min-height: {size.target * 3 // 2}px; padding: 0; }}
QPushButton[kind="count"]:focus {{ padding: 0; }}
QPushButton[kind="count"][state="pressing"] {{ border: {size.focus}px solid {palette.warning}; }}
QPushButton[kind="row"] {{ text-align: left; }}
QToolButton[kind="tile"] {{ min-height: {inner + size.body * 3 // 2}px; }}
QToolButton[kind="choice"], QToolButton[kind="tile"] {{
    background: {palette.surface}; border: {size.border}px solid {palette.border}; border-radius: {size.radius}px;
    padding: {more}px {more}px;
}}
QToolButton[kind="choice"] {{ min-height: {inner}px; }}
QToolButton[kind="choice"]:focus, QToolButton[kind="tile"]:focus {{
    border: {size.focus}px solid {palette.primary}; padding: 0;
}}
QToolButton[kind="choice"]:checked, QToolButton[kind="tile"]:checked {{
    background: {palette.spoken}; color: {palette.on_spoken}; border: {size.focus}px solid {palette.primary};
    padding: 0; font-weight: bold;
}}
QPushButton[kind="key"] {{ font-size: {size.title}px; font-weight: bold; min-height: {size.key - 2 * size.focus}px; }}
QLineEdit, QPlainTextEdit, QSpinBox, QComboBox, QDateEdit, QTimeEdit {{
    background: {palette.surface}; border: {size.border}px solid {palette.border}; border-radius: {size.radius}px;
    padding: {more}px {beside}px; min-height: {inner}px;
    selection-background-color: {palette.primary}; selection-color: {palette.on_primary};
    placeholder-text-color: {faint};
}}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{
    border: {size.focus}px solid {palette.primary}; padding: 0 {size.padding}px;
}}
QLineEdit[state="problem"], QPlainTextEdit[state="problem"] {{ border-color: {palette.warning}; }}
QLineEdit[state="caution"] {{ border: {size.focus}px solid {palette.spoken}; padding: 0 {size.padding}px; }}
QLineEdit:disabled {{ background: {palette.quiet}; }}
QListView, QTableView, QTreeView {{
    background: {palette.surface}; border: {size.border}px solid {palette.border}; border-radius: {size.radius}px;
    padding: {more}px;
    alternate-background-color: {palette.ground};
    selection-background-color: {palette.spoken}; selection-color: {palette.on_spoken};
}}
QListView:focus, QTableView:focus {{ border: {size.focus}px solid {palette.primary}; padding: 0; }}
QListView::item, QTableView::item {{ min-height: {size.target}px; padding: 0 {size.padding}px; }}
QHeaderView::section {{
    background: {palette.quiet}; border: none; padding: {size.padding // 2}px {size.padding}px;
    font-size: {size.small}px; font-weight: bold; text-align: left;
}}
QScrollBar:vertical {{ background: {palette.ground}; width: {size.target * 2 // 3}px; margin: 0; border: none; }}
QScrollBar::handle:vertical {{
    background: {palette.border}; min-height: {size.target}px; border-radius: {size.radius}px;
    margin: {size.border * 2}px;
}}
QScrollBar:horizontal {{ background: {palette.ground}; height: {size.target // 2}px; border: none; }}
QScrollBar::handle:horizontal {{
    background: {palette.border}; min-width: {size.target}px; border-radius: {size.radius}px;
    margin: {size.border * 2}px;
}}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
