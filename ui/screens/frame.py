"""The frame around every screen: its name above, and always in the same places the ways out and what helps."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtWidgets import QWidget

from kiosk.domain.language import Language
from kiosk.journeys import events as was
from kiosk.journeys.state import Home
from kiosk.journeys.visit import Visit
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Heading, Words
from ui.theme import TARGET_MM, WAYS_OUT_MM, Role
from ui.widgets.button_row import button_column, button_row
from ui.widgets.choice import Choice
from ui.widgets.face import Face, Line, Tone
from ui.widgets.grid import cells, split_bottom, split_left
from ui.widgets.item import BigButton, Item, Sign, spoken_lines
from ui.widgets.typesetter import Typesetter

WAYS_OUT: tuple[tuple[str, Callable[[], was.Event]], ...] = (
    ("back", lambda: was.WentBack()),
    ("home", lambda: was.WentHome()),
    ("listen", lambda: was.ListenedAgain()),
    ("staff", lambda: was.CalledStaff()),
)
HELPS: tuple[tuple[str, Callable[[], was.Event]], ...] = (
    ("help", lambda: was.HelpWanted()),
    ("pause", lambda: was.Paused()),
    ("settings", lambda: was.SettingsWanted()),
    ("touch-to-hear", lambda: was.TouchToHearTurned()),
)
HEADING_SHARE = 0.075
LEAST_HEADING_SHARE = 0.36
"""Of the width: a heading that would have less stands below what helps."""
LEAST_UPRIGHT_SHARE = 0.18
MOST_HEADING_LINES = 2
"""Of a heading beside what helps, on an upright panel."""
MOST_FRAME_SHARE = 0.33
"""Of a small panel's width, for what stands at its side: where the words of a language take more, pictures do alone."""
USUAL_HELPS = ("help", "pause", "settings")
PICTURES = {
    "back": "back", "home": "home", "listen": "speaker", "staff": "staff",
    "help": "help", "pause": "pause", "go-on": "go-on", "settings": "settings",
    "touch-to-hear": "touch-listen",
}  # fmt: skip


class Talking(Enum):
    """What the voice is doing."""

    SILENT = "silent"
    SPEAKING = "speaking"
    PAUSED = "paused"


class Frame(QObject):
    """Heading, the sign "no sound", what helps (help, pause, settings, touch to hear), the other language, and the four
    ways out."""

    happened = Signal(object)

    def __init__(self, typesetter: Typesetter, parent: QWidget, *, low_reach: bool = False) -> None:
        super().__init__(parent)
        self._typesetter = typesetter
        self._low_reach = low_reach
        self.heading_item = Sign(typesetter, "heading", parent)
        self._heading = Face(tone=Tone.PLAIN)
        self._no_sound = Sign(typesetter, "no-sound", parent)
        self._no_sound.hide()
        self._language = BigButton(typesetter, "language", parent)
        self._other = Language.EN
        self._language.clicked.connect(lambda: self.happened.emit(was.LanguageChosen(self._other)))
        self._helps = {name: self._button(name, event, parent) for name, event in HELPS}
        self._pause, self._touch_to_hear = self._helps["pause"], self._helps["touch-to-hear"]
        self._is_touch_to_hear = False
        self._talking = Talking.SILENT
        self._texts: Texts | None = None
        self._ways = [self._button(name, event, parent) for name, event in WAYS_OUT]
        self._way_faces: list[Face] = []

    def _button(self, name: str, event: Callable[[], was.Event], parent: QWidget) -> BigButton:
        kind = Choice if name == "touch-to-hear" else BigButton
        button = kind(self._typesetter, f"nav-{name}", parent)
        button.clicked.connect(lambda: self.happened.emit(event()))
        return button

    def head_items(self) -> list[Item]:
        return [self.heading_item, self._no_sound, self._language, *self._helps.values()]

    def foot_items(self) -> list[Item]:
        return list(self._ways)

    def show_sound(self, available: bool) -> None:
        """Show the sign "no sound" in the place of "pause" unless sound is `available`."""
        self._no_sound.setVisible(not available)
        self._pause.setVisible(available)

    def show_talking(self, talking: Talking) -> None:
        """Show what a touch on "pause" would do now: hold the voice, or let it go on."""
        self._talking = talking
        if self._texts is not None:
            self._show_pause(self._texts, scale=self._pause.face.scale, like=self._pause.face)

    def show_state(self, heading: Heading, visit: Visit, words: Words) -> None:
        """Show the screen's name and the words of the frame in the visitor's language."""
        self._texts = texts = words.texts
        line = Line(text=heading.text, role=Role.TITLE)
        self._heading = Face(picture=heading.picture, lines=(line,), tone=Tone.PLAIN, beside=True, small_picture=True)
        self._other = Language.EN if visit.language is Language.ZH_CN else Language.ZH_CN
        self._language.setVisible(isinstance(visit.screen, Home) and visit.notice is None)
        scale = self._typesetter.theme.usual_scale
        # the ways out, in letters of the usual size, stand in the same places whatever the heading needs
        self._way_faces = [replace(_way_face(texts, name), scale=scale) for name, _ in WAYS_OUT]
        self._is_touch_to_hear = visit.preferences.touch_to_hear

    def arrange(self, window: QRectF) -> QRectF:
        """Place the frame in `window` (pixels) and return what is left for the screen."""
        self._touch_to_hear.show()
        margin = self._typesetter.theme.margin
        inner = window.adjusted(margin, margin, -margin, -margin)
        if self._low_reach:
            return self._arrange_low(inner)
        rest = self._arrange_ways(inner)
        head = self._beside_heading(rest)
        if head is None:
            rest = self._below_helps(rest) or self._arrange_around(inner)
            height = self._typesetter.height_for(self._heading_face(rest.width()), rest.width())
            head = QRectF(rest.left(), rest.top(), rest.width(), height)
        self._place_heading(head)
        return rest.adjusted(0, head.height() + self._typesetter.theme.gap, 0, 0)

    def _arrange_low(self, inner: QRectF) -> QRectF:
        """Everything that is touched lies in the lower half, and the screen's name alone above it, as large as fits."""
        theme = self._typesetter.theme
        top = inner.center().y() - theme.px(TARGET_MM / 2)
        above = QRectF(inner.left(), inner.top(), inner.width(), top - inner.top() - theme.gap)
        face = replace(self._heading, scale=1.0, beside=False, centered=True, small_picture=False)
        self.heading_item.setGeometry(above.toRect())
        self.heading_item.show_face(self._typesetter.grown([face], [above])[0])
        return self._arrange_around(QRectF(inner.left(), top, inner.width(), inner.bottom() - top))

    def _arrange_around(self, inner: QRectF) -> QRectF:
        """Place what helps beside the ways out, in a column or row of its own, the letters no larger than usual."""
        theme = self._typesetter.theme
        scale = theme.usual_scale
        items, faces = self._row_faces(scale)
        if theme.panel.is_portrait:
            if self._keep_words(faces, inner.width()) and self._keep_words(self._way_faces, inner.width()):
                return self._arrange_row(self._arrange_ways(inner), items, faces)
            return self._arrange_by_threes(inner, items, faces)
        if theme.panel.is_small and self._takes_too_much(inner):
            return self._arrange_pictures(inner, items, faces)
        rest = self._arrange_ways(inner)
        rows, height = self._rows(inner.height(), len(faces))
        column, width = button_column(self._typesetter, faces, height)
        if len(faces) > len(WAYS_OUT) and column[0].beside:  # so low that content would have to give way
            self._touch_to_hear.hide()
            items, faces = self._row_faces(scale)
            rows, height = self._rows(inner.height(), len(faces))
            column, width = button_column(self._typesetter, faces, height)
        left, place = split_left(rest, rest.width() - width - theme.gap, gap=theme.gap)
        parts = cells(place, columns=1, rows=rows, gap=theme.gap)
        for item, face, part in zip(items, column, parts, strict=False):
            item.setGeometry(part.toRect())
            self._show(item, face)
        return left

    def _rows(self, inner: float, count: int) -> tuple[int, float]:
        """How many rows a column beside the ways out has, and the height of `count` buttons of it."""
        rows, gap = max(count, len(WAYS_OUT)), self._typesetter.theme.gap
        return rows, (inner + gap) / rows * count - gap

    def _keep_words(self, faces: Sequence[Face], width: float) -> bool:
        """Whether no word is broken in a row of `faces` of `width`."""
        each = (width - self._typesetter.theme.gap * (len(faces) - 1)) / len(faces)
        return all(self._typesetter.keeps_words(face, each) for face in faces)

    def _takes_too_much(self, inner: QRectF) -> bool:
        """Tell whether words leave too little of the panel's width; those that sound is lost are needed either way."""
        assert self._texts is not None
        helps = [replace(_way_face(self._texts, name), scale=self._way_faces[0].scale) for name in USUAL_HELPS]
        height = self._rows(inner.height(), len(helps))[1]
        widths = (
            button_column(self._typesetter, self._way_faces, inner.height())[1],
            button_column(self._typesetter, helps, height)[1],
        )
        return sum(widths) > inner.width() * MOST_FRAME_SHARE

    def _arrange_pictures(self, inner: QRectF, items: Sequence[Item], faces: Sequence[Face]) -> QRectF:
        """Place what helps and the ways out in two narrow columns, pictures alone; what they mean is said as ever."""
        gap, width = self._typesetter.theme.gap, self._typesetter.theme.px(TARGET_MM)
        rest = inner
        for column in ([*zip(self._ways, self._way_faces, strict=True)], [*zip(items, faces, strict=True)]):
            rest, place = split_left(rest, rest.width() - width - gap, gap=gap)
            rows, _ = self._rows(inner.height(), len(column))
            parts = cells(place, columns=1, rows=rows, gap=gap)
            for (item, face), part in zip(column, parts, strict=False):
                item.setGeometry(part.toRect())
                is_word = item is self._language and self._typesetter.place(face, part.adjusted(0, 0, -1, -1)).fits
                self._show(item, face, with_words=is_word)
        return rest

    def _arrange_by_threes(self, inner: QRectF, items: Sequence[Item], faces: Sequence[Face]) -> QRectF:
        """On a narrow panel: what helps, the ways out, below them the staff's bell and what Home has more."""
        setter = self._typesetter
        gap = setter.theme.gap
        rows: list[list[tuple[Item, Face]]] = [
            list(zip(items[:3], faces[:3], strict=True)),
            list(zip(self._ways[:3], self._way_faces[:3], strict=True)),
            [*zip(self._ways[3:], self._way_faces[3:], strict=True), *zip(items[3:], faces[3:], strict=True)],
        ]
        made = [button_row(setter, [face for _, face in row], inner.width(), height_mm=TARGET_MM) for row in rows]
        top = inner.bottom() - sum(height for _, height in made) - gap * (len(rows) - 1)
        rest = QRectF(inner.left(), inner.top(), inner.width(), top - gap - inner.top())
        for row, (shown, height) in zip(rows, made, strict=True):
            parts = cells(QRectF(inner.left(), top, inner.width(), height), columns=len(row), rows=1, gap=gap)
            for (item, _), face, part in zip(row, shown, parts, strict=True):
                item.setGeometry(part.toRect())
                self._show(item, face)
            top += height + gap
        return rest

    def _arrange_ways(self, inner: QRectF) -> QRectF:
        """Place the four ways out, below on a tall panel, to the right on a wide one; return what is left."""
        gap = self._typesetter.theme.gap
        faces = self._way_faces
        if self._typesetter.theme.panel.is_portrait:
            faces, height = button_row(self._typesetter, faces, inner.width(), height_mm=WAYS_OUT_MM)
            rest, place = split_bottom(inner, height, gap=gap)
            parts = cells(place, columns=len(faces), rows=1, gap=gap)
        else:
            faces, width = button_column(self._typesetter, faces, inner.height())
            rest, place = split_left(inner, inner.width() - width - gap, gap=gap)
            parts = cells(place, columns=1, rows=len(faces), gap=gap)
        for button, face, part in zip(self._ways, faces, parts, strict=True):
            button.setGeometry(part.toRect())
            button.show_face(face)
        return rest

    def _beside_heading(self, rest: QRectF) -> QRectF | None:
        """Place what helps to the right of the heading and return the heading's place; None where it is squeezed."""
        theme = self._typesetter.theme
        gap = theme.gap
        if theme.panel.is_small:
            return None
        for scale in (theme.usual_scale,) if self._is_upright else (1.0, theme.usual_scale):
            items, faces = self._row_faces(scale)
            widths = [self._width_of(face) for face in faces]
            heading_width = rest.width() - sum(widths) - gap * len(widths)
            if self._has_room_beside(heading_width, rest.width()):
                break
        else:
            return None
        least = self._heading_height(heading_width)
        if self._is_upright and least > self._row_height(faces, widths):
            return None  # what helps has one height on every screen
        height = self._arrange_at_right(rest, items, faces, widths, least=least)
        return QRectF(rest.left(), rest.top(), heading_width, height)

    def _below_helps(self, rest: QRectF) -> QRectF | None:
        """On an upright panel: place what helps above the heading, where it stands elsewhere; return what is below it.

        None where it has no room in one row.
        """
        theme = self._typesetter.theme
        if not self._is_upright:
            return None
        items, faces = self._row_faces(theme.usual_scale)
        widths = [self._width_of(face) for face in faces]
        if sum(widths) + theme.gap * (len(widths) - 1) > rest.width():
            return None
        height = self._arrange_at_right(rest, items, faces, widths, least=0)
        return rest.adjusted(0, height + theme.gap, 0, 0)

    def _arrange_at_right(
        self, rest: QRectF, items: Sequence[Item], faces: Sequence[Face], widths: Sequence[float], *, least: float
    ) -> float:
        """Place what helps at the upper right of `rest` in a row at least so high; return the row's height."""
        theme = self._typesetter.theme
        height = max(least, self._row_height(faces, widths))
        left = rest.right() + theme.gap
        for item, face, width in zip(reversed(items), reversed(faces), reversed(widths), strict=True):
            left -= width + theme.gap
            item.setGeometry(QRectF(left, rest.top(), width, height).toRect())
            self._show(item, face)
        return height

    def _row_height(self, faces: Sequence[Face], widths: Sequence[float]) -> float:
        """The height that buttons of these `widths` need in a row."""
        heights = [self._typesetter.height_for(face, width) for face, width in zip(faces, widths, strict=True)]
        return max(self._typesetter.theme.px(TARGET_MM), *heights)

    def _arrange_row(self, rest: QRectF, items: Sequence[Item], faces: Sequence[Face]) -> QRectF:
        """Place what helps in a row across; return what is below it."""
        gap = self._typesetter.theme.gap
        made, height = button_row(self._typesetter, faces, rest.width(), height_mm=TARGET_MM)
        row = QRectF(rest.left(), rest.top(), rest.width(), height)
        for item, face, part in zip(items, made, cells(row, columns=len(made), rows=1, gap=gap), strict=True):
            item.setGeometry(part.toRect())
            self._show(item, face)
        return rest.adjusted(0, height + gap, 0, 0)

    def _row_faces(self, scale: float) -> tuple[list[Item], list[Face]]:
        """What helps, from left to right, at `scale` of the visitor's letters."""
        assert self._texts is not None
        texts = self._texts
        items: list[Item] = []
        faces: list[Face] = []
        for name, button in self._helps.items():
            if button.isHidden() and button is not self._pause:
                continue
            face = self._widest_about_voice(texts) if button is self._pause else _way_face(texts, name)
            items.append(button)
            faces.append(replace(face, beside=False, scale=scale))
        if not self._language.isHidden():
            line = Line(text=texts("other-language"), role=Role.STRONG)
            items.append(self._language)
            face = Face(picture="language", lines=(line,), tone=Tone.QUIET, centered=True, picture_share=0.4)
            faces.append(replace(face, beside=False, scale=scale))
        return items, faces

    def _show(self, item: Item, face: Face, *, with_words: bool = True) -> None:
        """Show `face`, or its picture alone; what it says is heard either way."""
        shown, spoken = face if with_words else replace(face, lines=(), beside=False), spoken_lines(face)
        if item is self._pause and self._texts is not None:
            self._show_pause(self._texts, scale=face.scale, like=shown)
            self._no_sound.take_place_of(item)
            lost = _no_sound_face(self._texts)
            lines = lost.lines if with_words else ()
            shown = replace(shown, picture=lost.picture, lines=lines, tone=lost.tone)
            self._no_sound.show_face(shown, spoken=spoken_lines(lost))
        elif isinstance(item, Choice) and self._texts is not None:
            item.show_choice(shown, is_chosen=self._is_touch_to_hear)
            is_on = (self._texts("touch-to-hear-is-on"),)
            item.show_face(item.face, spoken=is_on if self._is_touch_to_hear else spoken)
        else:
            item.show_face(shown, spoken=spoken)

    def _widest_about_voice(self, texts: Texts) -> Face:
        """What takes most room of all that stands in the place of "pause": nothing moves when one follows another."""
        faces = (_way_face(texts, "pause"), _way_face(texts, "go-on"), _no_sound_face(texts))
        return max(faces, key=lambda face: (self._typesetter.word_width(face), self._typesetter.natural_width(face)))

    def _show_pause(self, texts: Texts, *, scale: float, like: Face) -> None:
        name = "go-on" if self._talking is Talking.PAUSED else "pause"
        face = _way_face(texts, name)
        lines = face.lines if like.lines else ()
        shown = replace(like, picture=face.picture, lines=lines, tone=face.tone, scale=scale)
        self._pause.show_face(shown, spoken=spoken_lines(face))

    def _width_of(self, face: Face) -> float:
        return max(self._typesetter.theme.px(TARGET_MM * 1.2), self._typesetter.word_width(face))

    def _has_room_beside(self, room: float, width: float) -> bool:
        """Tell whether the heading is whole in a `room` beside what helps, of `width` in all."""
        if self._is_upright:
            return room >= width * LEAST_UPRIGHT_SHARE and self._upright_heading(room) is not None
        usual = replace(self._heading, scale=1.0, picture=None)
        return room >= max(width * LEAST_HEADING_SHARE, self._typesetter.word_width(usual) + 1)

    def _upright_heading(self, width: float) -> Face | None:
        """The heading beside what helps: in one line, in smaller letters if need be, else in two; None without room.

        So it stands in the same place on every screen, and its letters differ by a step at most.
        """
        usual = replace(self._heading, scale=1.0)
        smaller = replace(usual, lines=tuple(replace(line, role=Role.STRONG) for line in usual.lines))
        looks = ((usual, 1), (smaller, 1), (smaller, MOST_HEADING_LINES))
        alone = replace(smaller, picture=None), MOST_HEADING_LINES
        least = math.floor(width) - 1
        fitting = (face for face, most in (*looks, alone) if self._typesetter.is_in_lines(face, least, most=most))
        return next(fitting, None)

    @property
    def _is_upright(self) -> bool:
        """Whether the panel is upright and large: what helps stands at its upper right there."""
        return self._typesetter.theme.panel.is_portrait and not self._typesetter.theme.panel.is_small

    def _heading_height(self, width: float) -> float:
        theme = self._typesetter.theme
        return max(self._typesetter.height_for(self._heading_face(width), width), theme.px(TARGET_MM))

    def _place_heading(self, place: QRectF) -> None:
        usual = self._heading_face(place.width())
        sized = self._typesetter.shrunk if self._is_upright else self._typesetter.grown
        self.heading_item.setGeometry(place.toRect())
        self.heading_item.show_face(sized([usual], [place])[0])

    def _heading_face(self, width: float) -> Face:
        """The heading at its usual size; its picture goes where a word would have to be broken beside it.

        On a small panel one that is longer than a line keeps to the usual letters: the room is the screen's.
        """
        face = replace(self._heading, scale=1.0)
        theme = self._typesetter.theme
        if theme.panel.is_small and not self._typesetter.is_one_line(face, math.floor(width) - 1):
            face = replace(face, scale=theme.usual_scale)
        if self._is_upright and (beside := self._upright_heading(width)) is not None:
            return beside
        if self._typesetter.word_width(face) > math.floor(width) - 1:
            return replace(face, picture=None)
        return face


def _no_sound_face(texts: Texts) -> Face:
    line = Line(text=texts("no-sound"), role=Role.STRONG)
    return Face(picture="speaker-off", lines=(line,), tone=Tone.WARNING, centered=True, picture_share=0.4)


def _way_face(texts: Texts, name: str) -> Face:
    line = Line(text=texts(f"nav-{name}"), role=Role.STRONG)
    return Face(picture=PICTURES[name], lines=(line,), tone=Tone.QUIET, centered=True, picture_share=0.4)
