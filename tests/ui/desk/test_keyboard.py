"""The keyboard on the screen: touches on real keys in a process of its own; nothing typed is left."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from tests.ui.desk.window import DeskWindow
from ui.desk.keyboard import KeyboardPanel, keyboard_is_wanted, wants_text

ROOT = Path(__file__).parents[3]
NAME = "王秀英"
LONGEST_S = 240


@dataclass(frozen=True, slots=True)
class Child:
    """What the process with the keyboard told, and the home that it left."""

    told: Mapping[str, Any]
    home: Path


@pytest.fixture(scope="module")
def child(tmp_path_factory: pytest.TempPathFactory) -> Child:
    home = tmp_path_factory.mktemp("home")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "QT_IM", "QT_VIRTUAL"))}
    environ = {**kept, "HOME": str(home), "TMPDIR": str(home), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.desk.keyboard_child"],
        cwd=ROOT, env=environ, capture_output=True, text=True, timeout=LONGEST_S, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return Child(json.loads(done.stdout), home)


def test_it_comes_for_a_finger_and_not_for_a_mouse(child: Child) -> None:
    assert child.told["shown to a finger"]
    assert not child.told["shown to a mouse"]
    assert not child.told["made for a mouse"]


def test_it_works_without_a_word_of_complaint(child: Child) -> None:
    assert child.told["said"] == []


def test_it_takes_its_room_from_the_rest_of_the_window_and_is_large_enough_for_fingers(child: Child) -> None:
    assert child.told["height mm"] >= 60
    assert child.told["least key mm"] >= 12
    assert child.told["window px"] == 600


def test_a_name_is_written_in_pinyin_by_touches_alone(child: Child) -> None:
    assert child.told["names"][0] == NAME
    assert child.told["written while composing"] == ""
    assert child.told["pinyin"] == NAME
    assert child.told["undone"] == ""


def test_behind_a_surname_stand_given_names(child: Child) -> None:
    assert child.told["given names"][0] == "秀英"


def test_what_is_composed_stands_in_the_line_and_a_choice_can_be_taken_back(child: Child) -> None:
    assert child.told["composed"] == ["banshuini", "伴随ni", "banshuini"]
    assert child.told["paragraph"] == "搬水泥\nruguo"


def test_the_candidates_have_pages(child: Child) -> None:
    assert child.told["pages differ"]
    assert child.told["page turned back"]


def test_what_is_not_chosen_yet_is_not_lost_when_somebody_goes_on(child: Child) -> None:
    assert child.told["left while composing"] == f"{NAME}yi"
    assert child.told["touched while composing"] == "wo"
    assert child.told["hidden by its key"] == "li"


def test_the_stations_own_words_come_first(child: Child) -> None:
    assert child.told["own word"] == "坳上湾，"


def test_a_key_that_is_held_goes_on_erasing(child: Child) -> None:
    assert child.told["held back"] == ""


def test_the_button_that_was_touched_is_the_button_that_is_pressed(child: Child) -> None:
    assert child.told["clicks"] == ["save"]


def test_a_line_for_digits_gets_digits(child: Child) -> None:
    assert child.told["digits"] == "138"
    assert not child.told["letters beside digits"]


def test_its_enter_goes_on_to_the_next_line(child: Child) -> None:
    assert child.told["after enter"] == "pin"


def test_it_stays_away_from_a_pin(child: Child) -> None:
    assert not child.told["shown for a PIN"]


def test_english_is_one_touch_away_and_no_line_gets_longer_than_it_may(child: Child) -> None:
    assert child.told["english"] == "Lian"


def test_two_thumbs_may_roll_from_key_to_key(child: Child) -> None:
    assert child.told["two thumbs"] == "lia"
    assert child.told["signs"] == "lia7"


def test_letters_of_a_keyboard_of_plastic_are_pinyin_while_it_is_shown(child: Child) -> None:
    assert child.told["plastic composes"] == ["", "你好"]
    assert child.told["plastic"] == "你好7"
    assert child.told["plastic given up"] == "你好7"


def test_it_goes_by_its_own_key_and_comes_by_f11(child: Child) -> None:
    assert child.told["put away"]
    assert child.told["toggled"]
    assert not child.told["toggled again"]


def test_what_it_types_is_never_taken_for_a_reader(child: Child) -> None:
    assert child.told["scans"] == []


def test_nothing_that_was_typed_is_left_in_any_file(child: Child) -> None:
    """Nor anything else: there is no file of learned words, no cache, no setting."""
    assert [path for path in child.home.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("environ", "platform", "is_ours"),
    [
        ({"QT_IM_MODULE": "fcitx"}, "linux", False),
        ({"QT_IM_MODULES": "wayland;ibus"}, "linux", False),
        ({}, "win32", False),
        ({}, "darwin", False),
        ({}, "linux", True),
    ],
)
def test_a_computer_keeps_its_own_input_method(environ: dict[str, str], platform: str, is_ours: bool) -> None:
    assert keyboard_is_wanted(environ, platform=platform) is is_ours


def test_without_it_the_panel_stays_empty(qapp: QApplication, desk_window: DeskWindow) -> None:
    panel = KeyboardPanel(desk_window.shell.look, desk_window.shell, is_there=False)
    panel.toggle()
    assert not panel.is_available
    assert not panel.isVisible()
    assert not panel.children()


def test_it_is_for_lines_that_want_text_and_may_be_seen(qapp: QApplication) -> None:
    window = QWidget()
    plain, secret, shut, read_only = (QLineEdit(window) for _ in range(4))
    secret.setEchoMode(QLineEdit.EchoMode.Password)
    shut.setEnabled(False)
    read_only.setReadOnly(True)
    column = QVBoxLayout(window)
    several = QPlainTextEdit(window)
    for widget in (plain, secret, shut, read_only, several):
        column.addWidget(widget)
    assert wants_text(plain)
    assert wants_text(several)
    assert not [widget for widget in (secret, shut, read_only, window) if wants_text(widget)]
    window.deleteLater()
