"""Every screen of the worker's can do what a screen must: Qt's classes do not check it as they are made."""

from __future__ import annotations

from importlib import import_module

import pytest

from ui.screens.worker.made import SCREENS

LEFT_OPEN = "__isabstractmethod__"


@pytest.mark.parametrize(("module", "name"), SCREENS.values(), ids=str)
def test_it_leaves_nothing_of_a_screen_open(module: str, name: str) -> None:
    screen = getattr(import_module(f"ui.screens.worker.{module}"), name)
    wanted = {each for kind in screen.__mro__ for each, what in vars(kind).items() if getattr(what, LEFT_OPEN, False)}
    assert wanted
    assert [each for each in wanted if getattr(getattr(screen, each), LEFT_OPEN, False)] == []
