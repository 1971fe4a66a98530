"""The pictures of the loop of an idle kiosk: whole, told apart, without words, and as the script draws them."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.lessons.test_pictures import LARGEST_BYTES, LEAST_DISTANCE, MOST_CUT_OFF, PLAIN, ROOT, beyond, painted
from ui.app import PICTURE_FOLDERS
from ui.idle import LOOP, TOUCH_HERE

FOLDER = PICTURE_FOLDERS[0]
NAMES = [*LOOP, TOUCH_HERE]


def test_the_loop_has_all_its_pictures_and_no_other() -> None:
    assert {path.stem for path in FOLDER.glob("attract-*.svg")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_plain_shapes_without_a_word_and_whole(name: str, qapp: object) -> None:
    picture = FOLDER / f"{name}.svg"
    text = picture.read_text("utf-8")
    assert len(text.encode()) < LARGEST_BYTES
    assert text.count("<") == len(PLAIN.findall(text))
    assert beyond(picture) < MOST_CUT_OFF


def test_no_two_pictures_of_the_loop_look_alike(qapp: object) -> None:
    for one, other in itertools.combinations(LOOP, 2):
        near = np.abs(painted(FOLDER / f"{one}.svg") - painted(FOLDER / f"{other}.svg")).mean() / 255
        assert near > LEAST_DISTANCE, (one, other)


def test_the_script_draws_the_same_files_byte_for_byte(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "scripts.lesson_pictures.attract", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=60)
    assert {path.stem for path in tmp_path.iterdir()} == set(NAMES)
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (FOLDER / path.name).read_bytes(), path.name
