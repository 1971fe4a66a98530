"""Signing in by the three pictures: the pictures, then the animal, then the names, as far as they are needed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScroller, QWidget

from kiosk.domain.person_summary import PersonSummary
from kiosk.domain.sign_in_pictures import PICTURES_CHOSEN, SignInPicture, Zodiac
from ui.screens.desk.arrival_search import found_columns
from ui.screens.desk.arrival_words import DayList, found_rows
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.choice import Choice, Option
from ui.widgets.desk.look import Look
from ui.widgets.desk.picture_picker import PicturePicker
from ui.widgets.desk.rows import Rows
from ui.widgets.desk.step_page import StepPage
from ui.widgets.desk.words import Words

COLUMNS = 4


class PicturesPage(StepPage):
    """`wanted` carries three pictures and the animal or None; `names_wanted` follows when nobody knows the animal.

    `chosen` carries the id of one of several people.
    """

    wanted = Signal(object, object)
    names_wanted = Signal()
    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "by-pictures", parent)
        texts, content = look.texts, self.content
        self._look, self._texts = look, texts
        self._is_compact = not look.panel.is_portrait  # the people stand below the pictures or beside them
        self._picker = PicturePicker(look, "by-pictures-pick", content, columns=COLUMNS, registers=False)
        self._picker.changed.connect(self._changed)
        self._said = Words("by-pictures-said", "", content, kind="strong")
        animals = [Option(each, texts(f"zodiac-{each}"), f"zodiac-{each}") for each in Zodiac]
        self._animals = Choice(
            look, "by-pictures-animal", animals, content, columns=COLUMNS, width_px=look.beside_px
        )  # fmt: skip
        self._animals.changed.connect(self._try)
        self._people = Rows(look, "by-pictures-people", found_columns(texts, is_compact=self._is_compact), content)
        self._people.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.ungrabGesture(self._people.viewport())
        self._people.chosen.connect(self.chosen)
        self.first.addWidget(self._picker)
        self.first.addStretch(1)
        for part in (self._said, self._animals, self._people):
            self.second.addWidget(part)
        self.second.addStretch(1)
        self._names = DeskButton(
            look, "by-pictures-names", texts("by-pictures-names"), self, keys="Alt+N", pressed=self.names_wanted.emit
        )
        self._primary = DeskButton(
            look, "by-pictures-sign-in", texts("by-pictures-sign-in"), self, kind="primary", keys="Ctrl+Return",
            pressed=self._try,
        )  # fmt: skip
        self.foot.addWidget(self._names)
        self.foot.addWidget(self._primary, 2)
        self.put_last(self._names, self._primary)
        self.title.say(texts("by-pictures-title"))
        self.subtitle.say("")

    def begin(self) -> None:
        """Begin with no picture chosen."""
        self._picker.choose(())
        self._changed()
        self._picker.focus_first()

    def ask_animal(self) -> None:
        """Several people chose these pictures: ask for the animal of the birth year."""
        self._animals.choose()
        self._show(self._texts("by-pictures-animal"), animals=True)
        self._animals.focus_first()

    def show_people(self, people: Sequence[PersonSummary], today: DayList) -> None:
        """Several people fit still: show them by name."""
        self._show(self._texts("by-pictures-who"), people=True)
        self._people.show_rows(found_rows(people, today, self._texts, is_compact=self._is_compact))
        header = self._people.horizontalHeader().sizeHint().height()
        border = 2 * self._people.frameWidth() + 2 * self._look.sizes.border
        self._people.setFixedHeight(header + len(people) * self._look.sizes.target + border)
        self._people.selectRow(0)
        self._people.setFocus(Qt.FocusReason.TabFocusReason)

    def say_nobody(self) -> None:
        """Say that nobody has these pictures, or none of those who do has this animal."""
        if self._animal is None:
            self._show(self._texts("by-pictures-nobody"))
        else:
            self._show(self._texts("by-pictures-no-animal"), animals=True)

    @property
    def _animal(self) -> Zodiac | None:
        is_asked = self._animals.isVisible() and bool(self._animals.one)
        return Zodiac(self._animals.one) if is_asked else None

    def _changed(self) -> None:
        """Other pictures are another question."""
        self._animals.choose()
        self._show("")

    def _show(self, said: str, *, animals: bool = False, people: bool = False) -> None:
        self._said.say(said)
        self._animals.setVisible(animals)
        self._names.setVisible(animals)
        self._people.setVisible(people)
        self._primary.setEnabled(len(self._picker.chosen) == PICTURES_CHOSEN)

    def _try(self) -> None:
        if len(self._picker.chosen) == PICTURES_CHOSEN:
            self.wanted.emit(tuple(map(SignInPicture, self._picker.chosen)), self._animal)
