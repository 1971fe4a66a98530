"""My settings: what can be set, by pictures, each with how it is now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.domain.preferences import Preferences, SettingKind
from kiosk.journeys.adjusting import OneSetting
from kiosk.journeys.events import SettingWanted
from kiosk.journeys.state import State
from kiosk.journeys.visit import Visit
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Heading, Screen, Words
from ui.theme import Role
from ui.widgets.face import Face, Line
from ui.widgets.item import BigButton, Item
from ui.widgets.tiles import best_cells
from ui.widgets.typesetter import Typesetter

PICTURES = {
    SettingKind.TEXT_SIZE: "larger",
    SettingKind.COLOURS: "colours",
    SettingKind.LANGUAGE: "language",
    SettingKind.SPEED: "faster",
    SettingKind.VOLUME: "louder",
    SettingKind.TOUCH_TO_HEAR: "touch-listen",
    SettingKind.REACH: "low-reach",
}


class SettingsScreen(Screen):
    """A tile for each thing that can be set; reach only where the panel is high enough to matter."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._visit: Visit | None = None
        self._words: Words | None = None
        self._tiles = {kind: self._tile(kind) for kind in kinds_on(typesetter)}

    def _tile(self, kind: SettingKind) -> BigButton:
        tile = BigButton(self.typesetter, f"setting-{kind}", self)
        tile.clicked.connect(lambda: self.report(SettingWanted(kind)))
        return tile

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show how everything is set for this visitor."""
        self._visit, self._words = visit, words
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        assert self._words is not None
        return Heading(self._words.texts("settings-title"), "settings")

    def items(self) -> Sequence[Item]:
        return list(self._tiles.values())

    def likely_next(self) -> Sequence[State]:
        return (OneSetting(SettingKind.TEXT_SIZE),)

    def arrange(self, area: QRectF) -> None:
        if self._visit is None or self._words is None:
            return
        texts, preferences = self._words.texts, self._visit.preferences
        faces = [_face(kind, preferences, texts) for kind in self._tiles]
        parts, shown = best_cells(self.typesetter, faces, area)
        for tile, part, face in zip(self._tiles.values(), parts, shown, strict=True):
            tile.setGeometry(part.toRect())
            tile.show_face(face)


def kinds_on(typesetter: Typesetter) -> list[SettingKind]:
    """What can be set on this panel."""
    has_low_reach = typesetter.theme.panel.has_low_reach
    return [kind for kind in SettingKind if kind is not SettingKind.REACH or has_low_reach]


def _face(kind: SettingKind, preferences: Preferences, texts: Texts) -> Face:
    now = Line(text=texts(value_key(kind, preferences), **_step(kind, preferences)), optional=True)
    return Face(
        picture=PICTURES[kind], lines=(Line(text=texts(f"setting-{kind}"), role=Role.TITLE), now), centered=True
    )


def value_key(kind: SettingKind, preferences: Preferences) -> str:
    """The key of the words for how `kind` is set."""
    match kind:
        case SettingKind.TEXT_SIZE:
            return f"text-size-{preferences.text_size.value}"
        case SettingKind.COLOURS:
            return f"colours-{preferences.colours.value}"
        case SettingKind.LANGUAGE:
            return f"tongue-{preferences.tongue}"
        case SettingKind.SPEED:
            return "speed-step"
        case SettingKind.VOLUME:
            return "volume-step"
        case SettingKind.TOUCH_TO_HEAR:
            return "touch-to-hear-on" if preferences.touch_to_hear else "touch-to-hear-off"
        case SettingKind.REACH:
            return "reach-low" if preferences.low_reach else "reach-usual"


def _step(kind: SettingKind, preferences: Preferences) -> dict[str, int]:
    match kind:
        case SettingKind.SPEED:
            return {"step": preferences.speed + 1, "steps": 7}
        case SettingKind.VOLUME:
            return {"step": preferences.volume, "steps": 6}
        case _:
            return {}
