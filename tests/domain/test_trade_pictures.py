"""The pictures of trades and screens: all there, drawn by Qt's SVG renderer, told apart by the eye."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QMarginsF, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from kiosk.domain.trade import TRADES
from kiosk.texts.catalogue import ASSETS

SIDE_PX = 48
"""Small enough that only what is seen from an arm's length counts."""
LEAST_DISTANCE = 0.2
"""Between a trade and any other picture: mean difference over the pixels where either shows something, 0 to 1."""
LEAST_DISTANCE_OF_SIGNS = 0.04
"""Between two pictures of the screens: arrows to the left and to the right share their ground on purpose."""
SHIFTS_PX = (-4, 0, 4)
"""The same thing drawn a little to the side is still the same thing."""
LEAST_INK = 0.12
"""Share of the canvas that a picture fills; below it is too faint at 20 mm."""
MOST_CUT_OFF = 0.0005
"""Share of the canvas: what smooth edges leave; a tail or a corner that is missing is ten times as much."""
NOT_IN_SVG_TINY = re.compile(r"<(filter|mask|style|clipPath|foreignObject|image|script|text)\b|clip-path=|href=\"(?!#)")
SCREEN_PICTURES = {
    "home", "back", "today", "older", "near", "trades", "speaker", "speaker-off", "staff", "next",
    "previous", "pay", "calendar", "clock", "place", "phone", "people", "meals", "lodging", "transport",
    "tools", "paper", "check", "warning", "hand", "language", "sun", "moon", "search", "empty",
    "strength-light", "strength-medium", "strength-heavy", "age", "note", "station", "give-back",
    "photo",
}  # fmt: skip
SCENE = re.compile(r"pictures/attract-\d")
"""Pages of a story that fill the panel one after the other: nobody has to choose between them."""
PICTURES = sorted((ASSETS / "trades").glob("*.svg")) + sorted((ASSETS / "pictures").glob("*.svg"))


def painted(picture: Path) -> np.ndarray:
    """Return the picture on white as SIDE_PX x SIDE_PX x 4 values from 0 to 1: red, green, blue, cover."""
    renderer = QSvgRenderer(QByteArray(picture.read_bytes()))
    assert renderer.isValid(), picture.name
    image = QImage(SIDE_PX, SIDE_PX, QImage.Format.Format_RGBA8888)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, SIDE_PX, SIDE_PX))
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(SIDE_PX, SIDE_PX, 4).astype(float) / 255


def cut_off(picture: Path) -> float:
    """Return how much of the picture lies beyond its edges, as a share of its canvas."""
    renderer = QSvgRenderer(QByteArray(picture.read_bytes()))
    canvas = renderer.viewBoxF()
    side_px, around_px = 160, 80
    renderer.setViewBox(canvas.marginsAdded(QMarginsF(*[canvas.width() * around_px / side_px] * 4)))
    image = QImage(side_px + 2 * around_px, side_px + 2 * around_px, QImage.Format.Format_Alpha8)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    cover = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    cover = cover[:, : image.width()].astype(float) / 255
    inside = cover[around_px:-around_px, around_px:-around_px]
    return float(cover.sum() - inside.sum()) / side_px**2


def distance(one: np.ndarray, other: np.ndarray) -> float:
    """Return the mean difference of colour and cover where either shows something, with `other` shifted to fit best."""
    return min(_difference(one, np.roll(other, shift, axis=(0, 1))) for shift in itertools.product(SHIFTS_PX, repeat=2))


def _difference(one: np.ndarray, other: np.ndarray) -> float:
    shown = np.maximum(one[..., 3], other[..., 3]) > 0.1
    return float(np.abs(one - other)[shown].mean())


@pytest.fixture(scope="module")
def all_painted(qapp: object) -> dict[str, np.ndarray]:
    return {f"{picture.parent.name}/{picture.stem}": painted(picture) for picture in PICTURES}


def test_each_trade_has_its_picture_and_no_picture_is_without_a_trade() -> None:
    assert {picture.stem for picture in (ASSETS / "trades").glob("*.svg")} == {trade.id for trade in TRADES}


def test_each_screen_picture_is_there() -> None:
    assert {picture.stem for picture in (ASSETS / "pictures").glob("*.svg")} >= SCREEN_PICTURES


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: f"{picture.parent.name}/{picture.stem}")
def test_a_picture_keeps_to_what_svg_tiny_can_draw_and_loads_nothing(picture: Path) -> None:
    assert NOT_IN_SVG_TINY.search(picture.read_text("utf-8")) is None


def test_no_picture_is_cut_off_at_its_edges() -> None:
    cut = {picture.stem: round(share, 5) for picture in PICTURES if (share := cut_off(picture)) > MOST_CUT_OFF}
    assert cut == {}


def test_each_picture_is_large_and_near_the_middle_of_its_canvas(all_painted: dict[str, np.ndarray]) -> None:
    for name, pixels in all_painted.items():
        cover = pixels[..., 3]
        assert cover.mean() > LEAST_INK, name
        rows, columns = np.nonzero(cover > 0.1)
        assert max(np.ptp(rows), np.ptp(columns)) > 0.75 * SIDE_PX, name
        assert abs(rows.mean() / SIDE_PX - 0.5) < 0.2, name
        assert abs(columns.mean() / SIDE_PX - 0.5) < 0.2, name


def too_near(pictures: dict[str, np.ndarray]) -> dict[tuple[str, str], float]:
    return {
        (one, other): near
        for (one, a), (other, b) in itertools.combinations(pictures.items(), 2)
        if (near := distance(a, b)) < least_distance(one, other)
    }


def least_distance(one: str, other: str) -> float:
    return LEAST_DISTANCE if "trades/" in one + other else LEAST_DISTANCE_OF_SIGNS


def test_no_two_pictures_look_alike(all_painted: dict[str, np.ndarray]) -> None:
    chosen_from = {name: pixels for name, pixels in all_painted.items() if not SCENE.match(name)}
    assert len(chosen_from) > 150
    assert too_near(chosen_from) == {}


def test_a_copy_moved_a_little_and_one_in_paler_colours_are_found_alike(
    all_painted: dict[str, np.ndarray],
) -> None:
    mason = all_painted["trades/mason"]
    paler = np.concatenate([mason[..., :3] * 0.9, mason[..., 3:]], axis=-1)
    for copy in (np.roll(mason, (3, -3), axis=(0, 1)), paler):
        assert ("trades/copy", "trades/mason") in too_near({"trades/copy": copy, "trades/mason": mason})


def test_the_source_of_every_picture_is_recorded_with_its_licence() -> None:
    licence = (ASSETS / "trades" / "LICENSE.md").read_text("utf-8")
    assert "MIT License" in licence
    assert "Microsoft Corporation" in licence
    for picture in PICTURES:
        assert f"| {picture.name} | " in (picture.parent / "SOURCES.md").read_text("utf-8")
