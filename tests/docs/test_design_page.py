"""`docs/design.md` says what the program does: its tables are made of `ui/theme.py`, its list of states is whole."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from PySide6.QtCore import QSize

from kiosk import journeys
from kiosk.domain.language import Language
from kiosk.journeys.state import State
from scripts.design_page.figures import tables, with_figures
from scripts.design_page.looks import looks_sheet
from scripts.design_page.states import WAITING, stage_of, visits
from ui.screens.worker.made import SCREENS
from ui.theme import Panel
from ui.widgets.item import BigButton

PAGE = Path(__file__).parents[2] / "docs" / "design.md"
PANELS = [
    Panel(width_px=1080, height_px=1920, width_mm=268, height_mm=476),
    Panel(width_px=1366, height_px=768, width_mm=344, height_mm=194),
    Panel(width_px=1024, height_px=768, width_mm=211, height_mm=158),
]


def test_the_page_has_the_figures_of_the_program() -> None:
    page = PAGE.read_text("utf-8")
    assert with_figures(page) == page, "run python -m scripts.design_page"
    assert all(table in page for table in tables().values())


@pytest.mark.usefixtures("qapp")
def test_its_picture_is_drawn_of_what_it_shows() -> None:
    sheet = looks_sheet()
    assert sheet.size().width() > 2 * 1000
    assert sheet.size().height() > 2 * 900


def test_every_screen_that_may_have_to_wait_is_among_the_states() -> None:
    for found in iter_modules(journeys.__path__):
        import_module(f"{journeys.__name__}.{found.name}")
    kinds = [kind for kind in kinds_of(State) if kind.__name__ in SCREENS]
    assert {kind.__name__ for kind in kinds} == set(SCREENS)
    waiting = {type(state).__name__ for state in WAITING}
    assert {kind.__name__ for kind in kinds if "is_empty_yet" in vars(kind)} == waiting


def kinds_of(kind: type[State]) -> Iterator[type[State]]:
    for one in kind.__subclasses__():
        yield one
        yield from kinds_of(one)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: f"{panel.width_px}x{panel.height_px}")
@pytest.mark.parametrize("language", Language, ids=str)
def test_each_state_has_a_name_a_picture_and_a_sentence_that_are_whole(panel: Panel, language: Language) -> None:
    window, show = stage_of(panel, language)
    assert window.size() == QSize(panel.width_px, panel.height_px)
    headings: dict[type[State], str] = {}
    for name, visit in visits():
        stage = show(visit)
        window.grab()  # lays out what was resized
        shown = [item for item in stage.shown.items() if item.isVisibleTo(stage)]
        heading = stage.shown.heading()
        assert heading.text, name
        assert any(item.face.picture for item in shown), name
        assert any("".join(item.spoken) for item in shown), name
        assert all(item.is_whole() for item in shown), name
        if name.startswith("notice"):
            assert [item for item in shown if isinstance(item, BigButton)], name
        if name.startswith(("waiting", "nothing")):
            headings.setdefault(type(visit.screen), heading.text)
    assert len(set(headings.values())) == len(headings)
