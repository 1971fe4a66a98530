"""The screens of a tour in every other look: each size of letters in each set of colours, measured where it stands; and
each size in low reach, where the panel has it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from enum import StrEnum
from itertools import product
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from kiosk.domain.preferences import Colours, TextSize
from kiosk.journeys import events as was
from kiosk.journeys.states import Postings
from kiosk.journeys.visit import Visit
from ui.measure import measured_items
from ui.shell import Shell, phrases_of
from ui.stage import Look, Stage

MOST_PAGES, MOST_PAGES_OF_POSTINGS = 60, 6
"""A pager without an end ends the tour; of postings the first pages stand for all, which are alike."""


class Looks(StrEnum):
    """Which other looks a tour shows."""

    NONE = "none"
    SAMPLE = "sample"
    ALL = "all"

    def looks(self, *, has_low_reach: bool) -> tuple[Look, ...]:
        """The looks, each a size, colours and whether in low reach; low reach in one set of colours stands for all."""
        match self:
            case Looks.NONE:
                return ()
            case Looks.SAMPLE:
                return (
                    (TextSize.LARGEST, Colours.EVENING, False),
                    (TextSize.LARGEST, Colours.BLACK_ON_WHITE, False),
                )
            case Looks.ALL:
                low = [(size, Colours.WARM, True) for size in TextSize] if has_low_reach else []
                return (*((size, colours, False) for size, colours in product(TextSize, Colours)), *low)


class LooksTour:
    """Shows what is on the panel of `shell` in other looks, page by page, in a window of its own of the same size."""

    def __init__(self, shell: Shell, looks: Iterable[Look], out: Path, *, heard: Callable[[str], str]) -> None:
        """`heard` turns a phrase into what is heard; each look gets a folder below `out`."""
        self._shell, self._out, self._heard = shell, out, heard
        self._host = QWidget()
        self._screens: dict[Look, list[dict[str, object]]] = {look: [] for look in looks}
        self._stages: dict[Look, Stage] = {}
        self._event: was.Event | None = None

    def picture(self, name: str, wait: Callable[[Callable[[], bool]], bool]) -> None:
        """Show the shell's visit in each look; of a list all pages are shown, so that one further on is left out."""
        if name.endswith("next-page"):
            return
        if self._host.size() != self._shell.size():
            self._host.resize(self._shell.size())
        self._host.show()
        for look in self._screens:
            stage = self._stage(look)
            stage.show()
            stage.raise_()
            self._pages(name, stage, wait)
            stage.hide()

    def tell(self) -> None:
        """Write the `screens.json` of each look, and close."""
        panel = self._shell.theme.panel
        for look, screens in self._screens.items():
            told = {
                "panel": {"px": [panel.width_px, panel.height_px], "mm": [panel.width_mm, panel.height_mm]},
                "look": {"text_size": look[0].value, "colours": look[1].value, "low_reach": look[2]},
                "screens": screens,
            }
            folder = self._folder(look)
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "screens.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
        self._host.close()
        self._host.deleteLater()

    def _folder(self, look: Look) -> Path:
        size, colours, low_reach = look
        return self._out / f"size-{size.value}-colours-{colours.value}{'-low' if low_reach else ''}"

    def _stage(self, look: Look) -> Stage:
        if look not in self._stages:
            stage = self._shell.stage_like(look, self._host)
            stage.setGeometry(self._host.rect())
            stage.happened.connect(self._take)
            self._stages[look] = stage
        return self._stages[look]

    def _take(self, event: was.Event) -> None:
        self._event = event

    def _pages(self, name: str, stage: Stage, wait: Callable[[Callable[[], bool]], bool]) -> None:
        visit = _as_wanted(self._shell.visit, stage.look)
        is_of_postings = isinstance(visit.screen, Postings)
        for page in range(1, (MOST_PAGES_OF_POSTINGS if is_of_postings else MOST_PAGES) + 1):
            self._shell.show_on(stage, visit)
            wait(lambda: all(item.is_drawn for item in stage.visible_items()))
            self._save(name if page == 1 else f"{name}-page-{page}", stage, visit)
            turn = next((item for item in stage.visible_items() if item.objectName() == "page-next"), None)
            if turn is None or visit.notice is not None or visit.is_helped:
                return
            self._event = None
            turn.clicked.emit()
            assert self._event is not None, name
            visit = self._shell.after(visit, self._event)
        assert is_of_postings, f"{name} has more than {MOST_PAGES} pages"

    def _save(self, name: str, stage: Stage, visit: Visit) -> None:
        image = QImage(stage.size(), QImage.Format.Format_RGB32)
        stage.render(image)
        lit = stage.lit_items() if visit.is_helped else stage.visible_items()
        items = measured_items(lit, stage, stage.theme, image, spoken=self._heard)
        png = None
        if stage.look[1] is Colours.WARM or any(item.clipped for item in items):
            png = f"{name}.png"
            self._folder(stage.look).mkdir(parents=True, exist_ok=True)
            image.save(str(self._folder(stage.look) / png))
        said = [self._heard(phrase.text) for phrase in phrases_of(stage, visit)]
        self._screens[stage.look].append(
            {
                "name": name,
                "png": png,
                "audience": "worker",
                "spoken": said,
                "items": [asdict(item) for item in items],
            }
        )


def _as_wanted(visit: Visit, look: Look) -> Visit:
    """The visit of somebody who wants this look."""
    size, colours, low_reach = look
    wanted = replace(visit.preferences, text_size=size, colours=colours, low_reach=low_reach)
    return replace(visit, preferences=wanted)
