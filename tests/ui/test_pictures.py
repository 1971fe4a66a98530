"""Pictures that lie elsewhere: a large photo is read once and kept in bounds, and one that was changed is seen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from ui.widgets.pictures import LARGEST_PHOTO_BYTES, Pictures

pytestmark = pytest.mark.usefixtures("qapp")
INK = QColor("black")
LARGE_PX = 700
"""More than what is kept of all pictures together takes; a page's is 992 wide on a panel of 1080 by 1920."""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="{}"/></svg>'


@pytest.fixture
def pictures(qapp: QApplication) -> Pictures:
    return Pictures(())


def photo(at: Path, color: str = "green", *, size: tuple[int, int] = (1600, 1200)) -> str:
    """Save a photo of one colour, later than any before it; return its name as a picture."""
    before = at.stat().st_mtime_ns if at.exists() else 0
    Image.new("RGB", size, color).save(at)
    os.utime(at, ns=(at.stat().st_atime_ns, max(at.stat().st_mtime_ns, before + 1)))
    return str(at)


def middle(image: QImage) -> str:
    return image.pixelColor(image.rect().center()).name()


@pytest.mark.parametrize("side", [100, LARGE_PX, 1024])
def test_a_photo_is_read_once_for_as_long_as_it_is_seen(tmp_path: Path, pictures: Pictures, side: int) -> None:
    name = photo(tmp_path / "1.png")
    first = pictures.image(name, side, ink=INK)
    assert (first.width(), middle(first)) == (side, QColor("green").name())
    assert pictures.image(name, side, ink=INK).cacheKey() == first.cacheKey()


def test_what_was_made_ready_is_painted(tmp_path: Path, pictures: Pictures) -> None:
    name = photo(tmp_path / "1.png")
    pictures.make_ready(name, QRectF(0, 0, LARGE_PX, LARGE_PX * 3 / 4), ink=INK)
    first = pictures.image(name, LARGE_PX, ink=INK)
    for other in range(30):
        pictures.image("home", 300 + other, ink=INK)
    assert pictures.image(name, LARGE_PX, ink=INK).cacheKey() == first.cacheKey()


def test_one_large_photo_is_kept_and_none_beyond_the_bound(tmp_path: Path, pictures: Pictures) -> None:
    one, other = (photo(tmp_path / f"{number}.png", size=(800, 600)) for number in (1, 2))
    beyond = 1 + int((LARGEST_PHOTO_BYTES / 4) ** 0.5)
    first = pictures.image(one, LARGE_PX, ink=INK)
    for name, side in ((other, LARGE_PX), (one, LARGE_PX), (one, beyond)):
        pictures.image(name, side, ink=INK)
    again = pictures.image(one, LARGE_PX, ink=INK)
    assert again.cacheKey() != first.cacheKey()
    huge = [pictures.image(one, beyond, ink=INK).cacheKey() for _ in range(2)]
    assert len(set(huge)) == 2


@pytest.mark.parametrize("side", [100, LARGE_PX])
def test_a_photo_that_was_exchanged_is_seen_and_one_that_was_taken_away_is_not(
    tmp_path: Path, pictures: Pictures, side: int
) -> None:
    name = photo(tmp_path / "1.png")
    assert middle(pictures.image(name, side, ink=INK)) == QColor("green").name()
    assert pictures.height_of(name) == pytest.approx(0.75)
    photo(tmp_path / "1.png", "red", size=(1200, 1200))
    assert middle(pictures.image(name, side, ink=INK)) == QColor("red").name()
    assert pictures.height_of(name) == 1.0
    (tmp_path / "1.png").unlink()
    assert middle(pictures.image(name, side, ink=INK)) != QColor("red").name()
    photo(tmp_path / "1.png", "blue")
    assert middle(pictures.image(name, side, ink=INK)) == QColor("blue").name()


def test_a_drawing_that_was_exchanged_is_seen_too(tmp_path: Path, pictures: Pictures) -> None:
    drawing = tmp_path / "1.svg"
    drawing.write_text(DRAWING.format("#0000ff"))
    assert middle(pictures.image(str(drawing), 64, ink=INK)) == "#0000ff"
    drawing.write_text(DRAWING.format("red"))
    assert middle(pictures.image(str(drawing), 64, ink=INK)) == "#ff0000"


def test_a_photo_is_not_distorted_and_lies_in_the_middle(tmp_path: Path, pictures: Pictures) -> None:
    image = pictures.image(photo(tmp_path / "1.png"), LARGE_PX, ink=INK)
    seen = [y for y in range(LARGE_PX) if image.pixelColor(LARGE_PX // 2, y).alpha()]
    assert (seen[0], len(seen)) == (87, 525)
