"""The pictures of the lessons: all there, drawn by Qt, plain, told apart, and as the script makes them."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QMarginsF, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from kiosk.lessons.reading import read_lesson
from kiosk.lessons.shelf import SHIPPED

ROOT = Path(__file__).parents[2]
WIDE_PX, HIGH_PX = 80, 60
"""As small as a cover in a list: what is not seen here is not seen from an arm's length."""
LEAST_INK = 0.12
"""Share of the picture that is not its ground or sky."""
LEAST_COLOURS = 5
"""Colours that cover more than a two-hundredth each: skin, cloth, sky, ground and the thing it is about."""
LEAST_DISTANCE = 0.03
"""Between two pictures of one lesson: mean difference over all pixels, 0 to 1."""
MOST_CUT_OFF = 0.005
"""Share of the picture that may lie beyond its edges: the outline of a tree's crown, not somebody's foot."""
LARGEST_BYTES = 12 * 1024
PLAIN = re.compile(r"</?(svg|g|path|rect|circle|ellipse)\b")
PICTURES = sorted(SHIPPED.glob("*/*.svg"))
LESSONS = sorted({picture.parent for picture in PICTURES})


def painted(picture: Path) -> np.ndarray:
    """Return the picture on white as HIGH_PX x WIDE_PX x 3 values from 0 to 255."""
    renderer = QSvgRenderer(QByteArray(picture.read_bytes()))
    assert renderer.isValid(), picture
    image = QImage(WIDE_PX, HIGH_PX, QImage.Format.Format_RGBA8888)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(HIGH_PX, WIDE_PX, 4)[..., :3].astype(int)


def shares(pixels: np.ndarray) -> list[float]:
    """Return how much of the picture each colour covers, the largest first; near shades count as one."""
    _, counts = np.unique((pixels // 32).reshape(-1, 3), axis=0, return_counts=True)
    return sorted((count / (WIDE_PX * HIGH_PX) for count in counts), reverse=True)


def beyond(picture: Path) -> float:
    """Return how much of the picture lies beyond its edges, as a share of what is within."""
    renderer = QSvgRenderer(QByteArray(picture.read_bytes()))
    canvas = renderer.viewBoxF()
    renderer.setViewBox(
        canvas.marginsAdded(QMarginsF(canvas.width(), canvas.height(), canvas.width(), canvas.height()))
    )
    image = QImage(3 * WIDE_PX, 3 * HIGH_PX, QImage.Format.Format_Alpha8)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    whole = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    cover = whole[:, : image.width()].astype(float) / 255
    return float(cover.sum()) / float(cover[HIGH_PX : 2 * HIGH_PX, WIDE_PX : 2 * WIDE_PX].sum()) - 1


def name(picture: Path) -> str:
    return f"{picture.parent.name}-{picture.stem}"


@pytest.mark.parametrize("lesson", [one for one in sorted(SHIPPED.iterdir()) if one.is_dir()], ids=lambda one: one.name)
def test_each_page_and_the_cover_have_their_picture_and_no_picture_is_without_a_page(lesson: Path) -> None:
    read = read_lesson(lesson, is_own=True)
    assert read.lesson is not None
    numbers = [f"{number}.svg" for number in range(1, len(read.lesson.pages) + 1)]
    assert {picture.name for picture in lesson.glob("*.svg")} == {"cover.svg", *numbers}


@pytest.mark.parametrize("picture", PICTURES, ids=name)
def test_a_picture_is_plain_shapes_and_small(picture: Path) -> None:
    text = picture.read_text("utf-8")
    assert len(text.encode()) < LARGEST_BYTES
    assert text.count("<") == len(PLAIN.findall(text)), "only shapes: no words, scripts, styles or other files"
    assert "href" not in text
    assert "url(" not in text


@pytest.mark.parametrize("picture", PICTURES, ids=name)
def test_a_picture_shows_enough_in_enough_colours(picture: Path, qapp: object) -> None:
    covered = shares(painted(picture))
    ground = sum(covered[:2])
    assert 1 - ground > LEAST_INK
    assert sum(share > 1 / 200 for share in covered) >= LEAST_COLOURS


@pytest.mark.parametrize("picture", PICTURES, ids=name)
def test_nothing_of_a_picture_is_cut_off_at_its_edge(picture: Path, qapp: object) -> None:
    assert beyond(picture) < MOST_CUT_OFF


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda one: one.name)
def test_no_two_pictures_of_a_lesson_look_alike(lesson: Path, qapp: object) -> None:
    pictures = {picture.stem: painted(picture) for picture in sorted(lesson.glob("*.svg"))}
    alike = {
        (one, other): round(near, 3)
        for (one, a), (other, b) in itertools.combinations(pictures.items(), 2)
        if (near := float(np.abs(a - b).mean()) / 255) < LEAST_DISTANCE
    }
    assert alike == {}


def test_the_covers_are_told_apart(qapp: object) -> None:
    covers = {lesson.name: painted(lesson / "cover.svg") for lesson in LESSONS}
    for (one, a), (other, b) in itertools.combinations(covers.items(), 2):
        assert float(np.abs(a - b).mean()) / 255 > LEAST_DISTANCE, (one, other)


def test_the_script_draws_the_same_files_byte_for_byte(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "scripts.lesson_pictures", str(tmp_path)], cwd=ROOT, check=True, timeout=60)
    drawn = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.glob("*/*.svg")}
    assert drawn.keys() == {picture.relative_to(SHIPPED) for picture in PICTURES}
    assert [str(place) for place, data in drawn.items() if (SHIPPED / place).read_bytes() != data] == []
