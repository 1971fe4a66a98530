"""How everything looks: colours by role, sizes in millimetres on the real panel, and the type scale."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QColor, QFont, QFontMetricsF

from kiosk.domain.language import Direction
from kiosk.domain.preferences import TextSize

FONT_FAMILIES = ("Yizhan Sans", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "sans-serif")

TARGET_MM = 20.4
"""Least side of anything that is touched: 20 mm (worker-experience.md), and what whole pixels may take of it."""
GAP_MM, SMALL_GAP_MM = 4.0, 3.2
"""Between two targets, on usual and on small panels; the least allowed is 3."""
MARGIN_MM, SMALL_MARGIN_MM = 8.0, 5.5
"""From the bezel; with targets of 20 mm every centre lies more than 15 mm inside, as it must."""
SMALL_PANEL_MM = 170.0
"""A panel whose shorter side is less (10 to 11 inches) has no room to give away."""
LOW_REACH_TALL_MM, LOW_REACH_WIDE_MM = 300.0, 200.0
"""From this height on, standing up or lying, a panel has a half for low reach (15 inches and more)."""
PADDING_MM, SMALL_PADDING_MM = 3.0, 2.0
"""Inside an item: from its border to what it shows, and between picture and text."""
ICON_GAP_MM, LINE_GAP_MM = 2.0, 1.2
"""Inside a text: between a fact's sign and its words, and between two texts one below the other."""
COLUMN_GAPS = 2
"""How many gaps lie between two columns of facts, which have no border to part them."""

ROW_MM, ACT_MM, WAYS_OUT_MM = 24.0, 26.0, 28.0
"""Heights of what is touched: a button in a row, the one thing to do, the ways out; more on a large panel."""

LEAST_PICTURE_MM, TOLD_PICTURE_MM, KNOWN_PICTURE_MM, SMALL_PICTURE_MM = 7.0, 10.0, 14.0, 15.0
"""Sides of pictures: the least beside words; the least at which they are not mistaken for each other; the least that
says what it is to those who do not read; the usual one of a button in a row and of a fact."""

RADIUS_MM, SMALL_RADIUS_MM = 4.0, 2.0
"""Of an item's corners, and of what is drawn within one."""
BORDER_MM = 0.6
RING_AWAY_MM, LISTENING_MM = 0.5, 2.0
"""Of the ground, on both sides of the ring around what keys act on; and the line around the panel while a touch speaks
before it acts."""
SHADE = QColor(0, 0, 0, 150)
"""Over everything but the one place that is explained."""


CAP_HEIGHT_MM = {TextSize.NORMAL: 5.7, TextSize.LARGE: 6.7, TextSize.LARGER: 7.8, TextSize.LARGEST: 9.0}
"""Capital height of body text: 5.6 mm by default, "four sizes up to 9 mm"; a tenth more for whole pixels."""
SMALL_CAP_HEIGHT_MM = {TextSize.NORMAL: 5.7, TextSize.LARGE: 6.4, TextSize.LARGER: 7.2, TextSize.LARGEST: 8.0}
"""The same on a small panel, before which people stand nearer: at 9 mm it holds no word of ten letters beside the
ways out, and one posting would fill two pages."""

SMALLER = (0.9, 0.8, 0.72)


class Level(Enum):
    """How far something stands out of the ground: by its border in millimetres and the shade of its own ground (100: as
    it is). Nothing casts a shadow: grey blurs are lost on a panel in the sun, and on black there are none."""

    FLAT = (0.0, 100)
    """Words on the ground."""
    RAISED = (BORDER_MM, 100)
    """What is touched, and what belongs together."""
    PRESSED = (1.5, 112)
    """Under the finger."""
    HEARD = (1.5, 100)
    """What the voice is saying now; words on the ground are underlined by a border's width."""
    EXPLAINED = (1.8, 100)
    """What help points at; all the rest lies under `SHADE`."""
    FOCUSED = (2.0, 100)
    """What the keys of a pad act on: a ring beside it, a line of the ground on both sides (`RING_AWAY_MM`)."""


class Role(Enum):
    """What a text is for; the value is its size as a multiple of body text and its weight."""

    BODY = (1.0, QFont.Weight.Normal)
    STRONG = (1.0, QFont.Weight.Bold)
    TITLE = (1.25, QFont.Weight.Bold)
    FIGURE = (1.45, QFont.Weight.Bold)
    """Pay and the slip number: the largest on any screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours by role; `docs/design.md` shows them.

    A test computes each text's contrast with its ground (>= 10:1, in two palettes >= 20:1) and each mark's (>= 3:1).
    """

    name: str
    ground: str
    surface: str
    ink: str
    border: str
    primary: str
    on_primary: str
    figure: str
    spoken: str
    on_spoken: str
    warning: str
    on_warning: str
    quiet: str


PALETTES: tuple[Palette, ...] = (
    Palette(name="warm paper", ground="#FBF5E9", surface="#FFFFFF", ink="#2A1F14", border="#8C7B64",
            primary="#08402B", on_primary="#FFFFFF", figure="#5A1408", spoken="#FFDF80", on_spoken="#2A1F14",
            warning="#6B1710", on_warning="#FFFFFF", quiet="#F1E7D3"),
    Palette(name="black on white", ground="#FFFFFF", surface="#FFFFFF", ink="#000000", border="#000000",
            primary="#000000", on_primary="#FFFFFF", figure="#000000", spoken="#FFFFA0", on_spoken="#000000",
            warning="#000000", on_warning="#FFFFFF", quiet="#FFFFFF"),
    Palette(name="white on black", ground="#000000", surface="#000000", ink="#FFFFFF", border="#FFFFFF",
            primary="#FFFFFF", on_primary="#000000", figure="#FFFFFF", spoken="#FFFFA0", on_spoken="#000000",
            warning="#FFFFFF", on_warning="#000000", quiet="#000000"),
    Palette(name="evening", ground="#1B1A17", surface="#26241F", ink="#F6EEDF", border="#93866F",
            primary="#F3C65B", on_primary="#1B1A17", figure="#FFD98A", spoken="#F6EEDF", on_spoken="#1B1A17",
            warning="#FFC4B8", on_warning="#2A0E09", quiet="#211F1B"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The real panel: pixels and millimetres. Everything is laid out in millimetres and turned into pixels here."""

    width_px: int
    height_px: int
    width_mm: float
    height_mm: float

    @property
    def px_per_mm(self) -> float:
        """Pixels a millimetre; panels have square pixels, so the mean of both directions evens out rounded sizes."""
        return (self.width_px / self.width_mm + self.height_px / self.height_mm) / 2

    @property
    def reading_distance(self) -> float:
        """How much larger text is than on a small panel: people stand further away from a large one."""
        return min(1.3, max(1.0, min(self.width_mm, self.height_mm) / 210))

    @property
    def is_small(self) -> bool:
        return min(self.width_mm, self.height_mm) < SMALL_PANEL_MM

    def cap_height_mm(self, size: TextSize) -> float:
        """Capital height of body text on it, before `reading_distance`."""
        return (SMALL_CAP_HEIGHT_MM if self.is_small else CAP_HEIGHT_MM)[size]

    @property
    def has_low_reach(self) -> bool:
        """Whether its lower half alone has room for every control; on a smaller one nothing lies high."""
        return self.height_mm >= (LOW_REACH_TALL_MM if self.is_portrait else LOW_REACH_WIDE_MM)

    @property
    def is_portrait(self) -> bool:
        return self.height_px > self.width_px


def as_it_stands(told_mm: tuple[float, float], *, size_px: tuple[int, int]) -> tuple[float, float]:
    """Return a screen's width and height as people see it: one that was turned may tell them as it was made."""
    width, height = told_mm
    is_other_way = (width > height) != (size_px[0] > size_px[1])
    return (height, width) if is_other_way else (width, height)


class Theme:
    """One look on one panel: palette, text size, the way from millimetres to pixels, and which side things begin at."""

    def __init__(
        self,
        panel: Panel,
        *,
        text_size: TextSize = TextSize.NORMAL,
        palette: int = 0,
        direction: Direction = Direction.LEFT_TO_RIGHT,
    ) -> None:
        self.panel = panel
        self.direction = direction
        self.text_size = text_size
        self.palette = PALETTES[palette]
        self._fonts: dict[tuple[Role, float], QFont] = {}

    def px(self, mm: float) -> float:
        """Millimetres on the panel as pixels."""
        return mm * self.panel.px_per_mm

    def mm(self, px: float) -> float:
        """Pixels as millimetres on the panel."""
        return px / self.panel.px_per_mm

    @property
    def is_mirrored(self) -> bool:
        """Whether things begin at the right. All is laid out as if from the left and mirrored where it is placed."""
        return self.direction is Direction.RIGHT_TO_LEFT

    @property
    def usual_scale(self) -> float:
        """What makes letters of the visitor's size as large as those of the usual one."""
        return self.panel.cap_height_mm(TextSize.NORMAL) / self.panel.cap_height_mm(self.text_size)

    @property
    def aside_scale(self) -> float:
        """Of what helps with the rest, as turning pages does: on a small panel it keeps to the usual size."""
        return self.usual_scale if self.panel.is_small else 1.0

    @property
    def smaller(self) -> tuple[float, ...]:
        """Scales for words that have no room at the visitor's size, down to the usual size, which is always kept."""
        least = self.usual_scale
        return (*(scale for scale in SMALLER if scale > least), least) if least < 1 else ()

    @property
    def gap(self) -> float:
        """Pixels between two items."""
        return self.px(SMALL_GAP_MM if self.panel.is_small else GAP_MM)

    @property
    def margin(self) -> float:
        """Pixels between the bezel and the first item."""
        return self.px(SMALL_MARGIN_MM if self.panel.is_small else MARGIN_MM)

    @property
    def padding(self) -> float:
        """Pixels between an item's border and what it shows."""
        return self.px(SMALL_PADDING_MM if self.panel.is_small else PADDING_MM)

    @property
    def picture_gap(self) -> float:
        """Pixels between a picture and the words below it, which bring a little room of their own."""
        return self.px(LINE_GAP_MM) if self.panel.is_small else self.padding

    @property
    def column_gap(self) -> float:
        """Pixels between two columns of facts."""
        return self.gap * COLUMN_GAPS

    def height(self, mm: float) -> float:
        """Pixels for something to touch that is `mm` high on a small panel: it grows with the text."""
        return self.px(mm) * self.panel.reading_distance

    def font(self, role: Role, scale: float = 1.0) -> QFont:
        """The font whose capitals have the height of `role` at this text size times `scale`, to the pixel above."""
        key = (role, scale)
        if key not in self._fonts:
            factor, weight = role.value
            cap_mm = self.panel.cap_height_mm(self.text_size) * self.panel.reading_distance * factor * scale
            self._fonts[key] = _font_of_cap_height(self.px(cap_mm), weight)
        return self._fonts[key]

    def color(self, role: str) -> QColor:
        """The palette's colour of that role name."""
        return QColor(getattr(self.palette, role))


def _font_of_cap_height(cap_px: float, weight: QFont.Weight) -> QFont:
    font = QFont()
    font.setFamilies(list(FONT_FAMILIES))
    font.setWeight(weight)
    # whole-pixel positions: each letter is drawn once and kept, not once for every quarter of a pixel
    font.setHintingPreference(QFont.HintingPreference.PreferFullHinting)
    pixel_size = max(1, int(cap_px / 0.74))
    font.setPixelSize(pixel_size)
    while QFontMetricsF(font).capHeight() < cap_px:
        pixel_size += 1
        font.setPixelSize(pixel_size)
    return font


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.2 contrast ratio, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: QColor) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())
