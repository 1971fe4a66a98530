"""One setting: samples to choose from, each as it would look, or less and more with the steps between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.domain.preferences import FASTEST, LOUDEST, SLOWEST, SOFTEST, Colours, Preferences, SettingKind, TextSize
from kiosk.domain.tongue import Tongue
from kiosk.journeys.adjusting import OneSetting
from kiosk.journeys.events import PreferencesChosen
from kiosk.journeys.visit import Visit
from ui.screens.screen import Heading, Screen, Words
from ui.screens.worker.settings import PICTURES, value_key
from ui.theme import ROW_MM, TARGET_MM, Role, Theme
from ui.widgets.choice import Choice
from ui.widgets.face import Face, Line, Tone
from ui.widgets.grid import cells, split_bottom
from ui.widgets.item import BigButton, Item
from ui.widgets.level_sign import LevelSign
from ui.widgets.tiles import best_cells
from ui.widgets.typesetter import Typesetter

TONGUES = {
    Tongue.MANDARIN: "tongue-mandarin",
    Tongue.CANTONESE: "tongue-cantonese",
    Tongue.ENGLISH: "tongue-english",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """One way to set it: the item that shows it, and what else the kiosk would be like."""

    item: Choice
    picture: str | None
    preferences: Preferences


class OneSettingScreen(Screen):
    """Shows the setting of the visit's state; a touch on a sample takes effect at once, and is heard."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._kind: SettingKind | None = None
        self._preferences = Preferences()
        self._words: Words | None = None
        self._items: dict[str, Choice] = {}
        self._samples: list[Sample] = []
        self._sign = LevelSign(typesetter, "level", self)
        self._less = BigButton(typesetter, "setting-less", self)
        self._more = BigButton(typesetter, "setting-more", self)
        self._less.clicked.connect(lambda: self._step(-1))
        self._more.clicked.connect(lambda: self._step(1))

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show the samples of one setting, or its steps, with the present one marked."""
        assert isinstance(visit.screen, OneSetting)
        self._kind, self._preferences, self._words = visit.screen.which, visit.preferences, words
        self._samples = self._made_samples(visit.screen.which, visit.preferences)
        shown = [sample.item for sample in self._samples]
        for item in self._items.values():
            item.setVisible(item in shown)
        is_stepped = not self._samples
        for part in (self._sign, self._less, self._more):
            part.setVisible(is_stepped)
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        assert self._words is not None
        assert self._kind is not None
        return Heading(self._words.texts(f"setting-{self._kind}"), PICTURES[self._kind])

    def items(self) -> Sequence[Item]:
        if self._samples:
            return [sample.item for sample in self._samples]
        return self._sign, self._less, self._more

    def arrange(self, area: QRectF) -> None:
        if self._words is None or self._kind is None:
            return
        if self._samples:
            self._arrange_samples(area, self._words)
        else:
            self._arrange_steps(area, self._words)

    def _made_samples(self, kind: SettingKind, now: Preferences) -> list[Sample]:
        match kind:
            case SettingKind.TEXT_SIZE:
                return [self._sample(kind, None, replace(now, text_size=size)) for size in TextSize]
            case SettingKind.COLOURS:
                return [self._sample(kind, "today", replace(now, colours=colours)) for colours in Colours]
            case SettingKind.LANGUAGE:
                return [self._sample(kind, TONGUES[tongue], replace(now, tongue=tongue)) for tongue in Tongue]
            case SettingKind.TOUCH_TO_HEAR:
                pictures = {False: "hand", True: "touch-listen"}
                return [self._sample(kind, pictures[on], replace(now, touch_to_hear=on)) for on in (False, True)]
            case SettingKind.REACH:
                pictures = {False: "hand", True: "low-reach"}
                return [self._sample(kind, pictures[low], replace(now, low_reach=low)) for low in (False, True)]
            case SettingKind.SPEED | SettingKind.VOLUME:
                return []

    def _sample(self, kind: SettingKind, picture: str | None, preferences: Preferences) -> Sample:
        name = value_key(kind, preferences)
        if name not in self._items:
            self._items[name] = Choice(self._typesetter_of(kind, preferences), name, self)
            self._items[name].clicked.connect(lambda: self._choose(name))
        return Sample(self._items[name], picture, preferences)

    def _typesetter_of(self, kind: SettingKind, preferences: Preferences) -> Typesetter:
        """A sample of letters or colours is drawn as everything would be."""
        theme = self.typesetter.theme
        match kind:
            case SettingKind.TEXT_SIZE | SettingKind.COLOURS:
                size, palette = preferences.text_size, preferences.colours - 1
                own = Theme(theme.panel, text_size=size, palette=palette, direction=theme.direction)
                return self.typesetter.in_theme(own)
            case _:
                return self.typesetter

    def _choose(self, name: str) -> None:
        for sample in self._samples:
            if sample.item.objectName() == name:
                self.report(PreferencesChosen(sample.preferences))

    def _arrange_samples(self, area: QRectF, words: Words) -> None:
        assert self._kind is not None
        is_size = self._kind is SettingKind.TEXT_SIZE
        shows_itself = self._kind is SettingKind.COLOURS
        faces = [
            Face(
                picture=sample.picture,
                lines=(Line(text=words.texts(sample.item.objectName()), role=Role.TITLE),),
                centered=True,
                tone=Tone.QUIET if shows_itself else Tone.TILE,
            )
            for sample in self._samples
        ]
        if is_size:
            theme = self.typesetter.theme
            parts = cells(area, columns=1, rows=len(faces), gap=theme.gap)
            if parts[0].height() < theme.px(TARGET_MM):
                parts = cells(area, columns=2, rows=2, gap=theme.gap)
            pairs = zip(self._samples, faces, parts, strict=True)
            shown = [sample.item.typesetter.shrunk([face], [part])[0] for sample, face, part in pairs]
        else:
            parts, shown = best_cells(self.typesetter, faces, area)
        for sample, part, face in zip(self._samples, parts, shown, strict=True):
            sample.item.setGeometry(part.toRect())
            is_chosen = sample.preferences == self._preferences
            sample.item.show_choice(face, is_chosen=is_chosen, recoloured=not shows_itself)

    def _arrange_steps(self, area: QRectF, words: Words) -> None:
        assert self._kind is not None
        theme = self.typesetter.theme
        step, least, most = self._steps()
        above, below = split_bottom(area, max(theme.px(ROW_MM * 1.6), area.height() * 0.45), gap=theme.gap)
        text = words.texts(value_key(self._kind, self._preferences), step=step - least + 1, steps=most - least + 1)
        self._sign.setGeometry(above.toRect())
        self._sign.show_level(step - least + 1, most - least + 1, Line(text=text, role=Role.STRONG))
        names = ("slower", "faster") if self._kind is SettingKind.SPEED else ("softer", "louder")
        faces = [
            Face(
                picture=name,
                lines=(Line(text=words.texts(f"setting-{name}"), role=Role.TITLE),),
                centered=True,
                tone=Tone.TILE,
            )
            for name in names
        ]
        parts, shown = best_cells(self.typesetter, faces, below)
        for button, part, face in zip((self._less, self._more), parts, shown, strict=True):
            button.setGeometry(part.toRect())
            button.show_face(face)

    def _steps(self) -> tuple[int, int, int]:
        if self._kind is SettingKind.SPEED:
            return self._preferences.speed, SLOWEST, FASTEST
        return self._preferences.volume, SOFTEST, LOUDEST

    def _step(self, by: int) -> None:
        step, least, most = self._steps()
        step = min(max(least, step + by), most)
        now = self._preferences
        is_speed = self._kind is SettingKind.SPEED
        self.report(PreferencesChosen(replace(now, speed=step) if is_speed else replace(now, volume=step)))
