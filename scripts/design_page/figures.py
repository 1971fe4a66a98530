"""The tables of `docs/design.md`, made of `ui/theme.py` so that neither says anything else than the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from PySide6.QtGui import QColor, QFont

from kiosk.domain.preferences import TextSize
from ui import theme
from ui.theme import CAP_HEIGHT_MM, PALETTES, SMALL_CAP_HEIGHT_MM, Level, Palette, Role, contrast
from ui.widgets.face import Tone

Row = Sequence[str]


def with_figures(page: str) -> str:
    """Return the page with each table between its two marks as the program has it now."""
    for name, table in tables().items():
        begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        before, rest = page.split(begin, 1)
        page = before + begin + table + rest[rest.index(end) :]
    return page


def tables() -> dict[str, str]:
    """Every table by the name of its marks."""
    return {"sizes": _sizes(), "type": _type(), "levels": _levels(), "colours": _colours(), "tones": _tones()}


def _sizes() -> str:
    def mm(*names: str) -> str:
        return " / ".join(f"{getattr(theme, name):g}" for name in names)

    return _table(
        ("what", "mm"),
        ("least side of anything that is touched", mm("TARGET_MM")),
        ("between two items, on usual and small panels", mm("GAP_MM", "SMALL_GAP_MM")),
        ("from the bezel", mm("MARGIN_MM", "SMALL_MARGIN_MM")),
        ("inside an item", mm("PADDING_MM", "SMALL_PADDING_MM")),
        ("between a fact's sign and its words, between two texts", mm("ICON_GAP_MM", "LINE_GAP_MM")),
        ("between two columns of facts", f"{theme.COLUMN_GAPS} gaps"),
        ("height of a button in a row, of the one thing to do, of the ways out", mm("ROW_MM", "ACT_MM", "WAYS_OUT_MM")),
        ("picture: the least beside words", mm("LEAST_PICTURE_MM")),
        ("picture: the least that is not mistaken for another", mm("TOLD_PICTURE_MM")),
        ("picture: the least that says what it is by itself", mm("KNOWN_PICTURE_MM")),
        ("picture: usual in a button of a row, and of a fact", mm("SMALL_PICTURE_MM")),
        ("radius of an item's corners, and of what is drawn in one", mm("RADIUS_MM", "SMALL_RADIUS_MM")),
        ("border", mm("BORDER_MM")),
        (
            "ground on both sides of the keys' ring, line around the panel while a touch speaks first",
            mm("RING_AWAY_MM", "LISTENING_MM"),
        ),
        (
            "ground on both sides of the ring of keys, line around the panel while a touch speaks first",
            mm("RING_AWAY_MM", "LISTENING_MM"),
        ),
    )


def _type() -> str:
    def row(role: Role) -> Row:
        factor, weight = role.value
        sizes = (
            " / ".join(f"{heights[size] * factor:.1f}" for heights in (CAP_HEIGHT_MM, SMALL_CAP_HEIGHT_MM))
            for size in TextSize
        )
        return (role.name.lower(), "bold" if weight is QFont.Weight.Bold else "normal", *sizes)

    names = (size.name.lower() for size in TextSize)
    return _table(("role", "weight", *names), *(row(role) for role in Role))


def _levels() -> str:
    def row(level: Level) -> Row:
        border_mm, shade = level.value
        return level.name.lower(), f"{border_mm:g}", "as it is" if shade == 100 else f"{100 / shade:.0%} as bright"

    return _table(("level", "border, mm", "ground"), *(row(level) for level in Level))


def _colours() -> str:
    roles = [one.name for one in fields(Palette) if one.name != "name"]
    return _table(
        ("role", *(palette.name for palette in PALETTES)),
        *((role, *(f"`{getattr(palette, role)}`" for palette in PALETTES)) for role in roles),
    )


def _tones() -> str:
    def ratios(ground: str, ink: str) -> Row:
        colours = ((QColor(getattr(one, ground)), QColor(getattr(one, ink))) for one in PALETTES)
        return [f"{contrast(*pair):.1f}" for pair in colours]

    said = [
        (f"{tone.name.lower()}: {ink} on {ground}", ground, ink) for tone in Tone for ground, ink, _ in [tone.value]
    ]
    said += [
        (f"a fact's own colour: figure on {ground}", ground, "figure") for ground in ("ground", "surface", "quiet")
    ]
    said += [("heard: on_spoken on spoken", "spoken", "on_spoken")]
    return _table(
        ("text on ground, contrast to one", *(palette.name for palette in PALETTES)),
        *((name, *ratios(ground, ink)) for name, ground, ink in said),
    )


def _table(head: Row, *rows: Row) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
