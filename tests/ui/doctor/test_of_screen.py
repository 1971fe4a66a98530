"""Fonts, panel, touch and scanner, as far as they can be seen without a screen, and a panel's size by itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.domain.finding import Light
from tests.doctor.told import assert_told
from ui.doctor.of_screen import FAMILY, check_fonts, check_panel, check_scanner, check_touch, panel_of
from ui.fonts import load_fonts

FULL_HD = (1920, 1080)
ASKS = """
import sys
from PySide6.QtGui import QGuiApplication
from ui.doctor.of_screen import check_fonts
from ui.fonts import load_fonts
app = QGuiApplication([])
if "with" in sys.argv:
    load_fonts()
found = check_fonts()
print(found.light, found.case)
"""


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """The environment of a system that has no fonts at all."""
    (tmp_path / "fonts.conf").write_text("<fontconfig></fontconfig>")
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}


def test_the_station_s_own_font_is_loaded_and_another_helps_with_rare_characters(qapp: QApplication) -> None:
    load_fonts()
    found = check_fonts()
    assert found.case in ("ok", "no-others")
    assert_told(found, found.light, found.case)
    assert found.details.get("name") != FAMILY


@pytest.mark.skipif(sys.platform != "linux", reason="fonts of other systems cannot be hidden")
@pytest.mark.parametrize(("own", "told"), [("with", "amber no-others"), ("without", "red missing")])
def test_without_its_own_font_the_station_is_red_and_without_another_amber(
    bare: dict[str, str], own: str, told: str
) -> None:
    command = [sys.executable, "-c", ASKS, own]
    done = subprocess.run(command, env=bare, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == told


@pytest.mark.parametrize("check", [lambda: check_panel((476, 268)), check_touch, check_scanner])
def test_without_a_screen_nothing_is_taken_for_well(qapp: QApplication, check) -> None:
    assert_told(check(), Light.AMBER, "not-seen")


@pytest.mark.parametrize(
    ("dots", "millimetres", "light", "case", "said"),
    [
        (FULL_HD, (476.0, 268.0), Light.GREEN, "ok", {"dots": "1920×1080", "millimetres": "476×268"}),
        ((1080, 1920), (268.4, 476.0), Light.GREEN, "ok", {"millimetres": "268×476"}),
        ((1280, 1024), (376.0, 301.0), Light.GREEN, "ok", {}),
        (FULL_HD, (268.0, 476.0), Light.AMBER, "other-shape", {"millimetres": "268×476"}),
        (FULL_HD, (476.0, 2680.0), Light.AMBER, "other-shape", {}),
        (FULL_HD, None, Light.AMBER, "unknown", {"dots": "1920×1080"}),
        ((800, 600), (200.0, 150.0), Light.AMBER, "small", {"dots": "800×600"}),
        ((480, 1024), None, Light.AMBER, "small", {}),
        ((1024, 600), (223.0, 125.0), Light.GREEN, "ok", {}),
    ],
)
def test_a_panel_is_judged_by_its_dots_and_its_size(
    dots: tuple[int, int], millimetres: tuple[float, float] | None, light: Light, case: str, said: dict[str, str]
) -> None:
    assert_told(panel_of(dots, millimetres), light, case, **said)
