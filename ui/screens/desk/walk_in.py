"""Registering a walk-in: the form, whoever may be the same person, and the question of consent."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.desk import Desk
from kiosk.desk.walk_in import PersonField, PersonProblem, WalkIn
from kiosk.domain.person import Consent, Person
from kiosk.domain.person_summary import PersonSummary
from kiosk.domain.region import Region
from kiosk.errors import YizhanError
from ui.screens.desk.draft_keeper import DraftKeeper
from ui.screens.desk.screen import DeskScreen, Place, PrintWish, Scan, ScanKind
from ui.screens.desk.walk_in_form import WalkInForm
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

LOW_MM = 150.0
"""On a lower panel the question of consent gives its room to who may be known already, until that is settled."""


class WalkInScreen(DeskScreen):
    """One form, saved by the answer to the question of consent; the worker card is printed at once."""

    place = Place.WALK_IN

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._form = WalkInForm(look, self)
        self._known: tuple[PersonSummary, ...] = ()
        self._is_saving = False
        self._build_known()
        self._question = Words("walk-in-consent", self.texts("walk-in-consent"), self)
        self._agree = DeskButton(
            look, "walk-in-agree", self.texts("walk-in-agree"), self, kind="primary", keys="Ctrl+Return",
            pressed=lambda: self._save(Consent.GIVEN),
        )  # fmt: skip
        self._disagree = DeskButton(
            look, "walk-in-disagree", self.texts("walk-in-disagree"), self, keys="Alt+N",
            pressed=lambda: self._save(Consent.REFUSED),
        )  # fmt: skip
        self._clear = DeskButton(
            look, "walk-in-clear", self.texts("walk-in-clear"), self, keys="Alt+C", pressed=self._throw_away
        )
        self._keeper = DraftKeeper(self, "walk-in", fields=self._form.written, fill=self._form.fill)
        self._form.changed.connect(self._keeper.changed)
        self._form.phone_whole.connect(self._look_for_known)
        self._form.pictures_wanted.connect(self._propose_pictures)
        self._arrange()

    def _build_known(self) -> None:
        self._known_bar = QFrame(self)
        self._known_bar.setObjectName("walk-in-known")
        self._known_bar.setProperty("kind", "news")
        size = self.look.sizes
        row = QHBoxLayout(self._known_bar)
        row.setContentsMargins(size.padding, size.gap // 2, size.padding, size.gap // 2)
        row.setSpacing(size.gap)
        self._known_words = Words("walk-in-known-words", "", self._known_bar, kind="strong")
        row.addWidget(self._known_words, 1)
        row.addWidget(
            DeskButton(
                self.look, "walk-in-known-open", self.texts("walk-in-known-open"), self._known_bar, keys="Alt+O",
                pressed=self._open_known,
            )
        )  # fmt: skip
        self._known_bar.hide()

    def _arrange(self) -> None:
        size = self.look.sizes
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._form, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        foot.setSpacing(size.gap)
        foot.addWidget(self._known_bar)
        foot.addWidget(self._question)
        row = QHBoxLayout()
        row.setSpacing(size.gap)
        row.addWidget(self._clear)
        row.addStretch(1)
        row.addWidget(self._disagree)
        row.addWidget(self._agree, 2)
        foot.addLayout(row)
        column.addLayout(foot)

    def open(self, topic: object) -> None:
        """Begin with what was left last time; a card or identity number that was scanned goes into its field."""
        self.ask(_regions, self._form.offer_regions)
        self._keeper.bring_back()
        if isinstance(topic, Scan):
            self.scanned(topic)

    def leave(self) -> None:
        self._keeper.keep()

    def first_focus(self) -> QWidget:
        return self._form.first_focus()

    def scanned(self, scan: Scan) -> bool:
        """An identity number goes into its field, whatever has the focus; cards lead to the person."""
        if scan.kind is not ScanKind.IDENTITY:
            return False
        self._form.put(PersonField.IDENTITY_NUMBER, scan.value)
        self._look_for_known()
        return True

    def _look_for_known(self) -> None:
        walk_in = self._form.walk_in(Consent.GIVEN)
        self.ask(lambda desk: desk.people.duplicates(walk_in), self._show_known)

    def _show_known(self, known: tuple[PersonSummary, ...]) -> None:
        self._known = known
        if known:
            first = known[0]
            who = {"name": first.name, "tail": first.phone_tail, "place": first.village}
            several = len(known) > 1
            told = (
                self.texts("walk-in-known-several", count=len(known), **who)
                if several
                else self.texts("walk-in-known", **who)
            )
            self._known_words.say(told)
        self._known_bar.setVisible(bool(known))
        is_low = self.look.panel.height_mm < LOW_MM
        self._question.setVisible(not (known and is_low))

    def _open_known(self) -> None:
        if self._known:
            self.go(Place.PERSON, self._known[0].id)

    def _propose_pictures(self) -> None:
        year = self._form.walk_in(Consent.GIVEN).birth_year
        self.ask(lambda desk: desk.people.free_pictures(year), self._take_pictures)

    def _take_pictures(self, pictures: Sequence[str] | None) -> None:
        self._form.choose_pictures(pictures or ())

    def _throw_away(self) -> None:
        """Empty the form; undo brings it back."""
        before = self._form.written()
        self._form.clear()
        self._show_known(())
        self._keeper.drop()
        self.told_on_screen(self.texts("walk-in-cleared"), lambda: self._form.fill(before))
        self.first_focus().setFocus()

    def _save(self, consent: Consent) -> None:
        if self._is_saving:
            return
        self._is_saving = True
        walk_in = self._form.walk_in(consent)

        def checked(found: tuple[tuple[PersonProblem, ...], tuple[PersonSummary, ...]]) -> None:
            problems, known = found
            self._form.show_problems([each for each in problems if each.reason.refuses])
            if any(each.reason.refuses for each in problems):
                self._is_saving = False
            elif known and known != self._known:
                self._is_saving = False
                self._show_known(known)
            else:
                self._register(walk_in, also_new=bool(known))

        self.ask(lambda desk: _checked(desk, walk_in), checked, failed=self._not_saved)

    def _register(self, walk_in: WalkIn, *, also_new: bool) -> None:
        def registered(person: Person) -> None:
            self._is_saving = False
            self._form.clear()
            self._show_known(())
            self._keeper.drop()
            self._print_card(person.id)
            self.go(Place.PERSON, person.id)

        self.change(
            lambda desk: desk.people.register(walk_in, also_new=also_new),
            lambda person: self.texts("walk-in-registered", name=person.name, card=person.card),
            registered,
            failed=self._not_saved,
        )

    def _print_card(self, person_id: str) -> None:
        texts = self.texts
        done = texts("walk-in-card-printed")
        self.ask(
            lambda desk: desk.papers.card(person_id, texts),
            lambda paper: self.prints.emit(PrintWish(paper=paper, done_text=done)),
        )

    def _not_saved(self, _: YizhanError) -> bool:
        self._is_saving = False
        return False


def _regions(desk: Desk) -> tuple[Region, ...]:
    return desk.people.regions()


def _checked(desk: Desk, walk_in: WalkIn) -> tuple[tuple[PersonProblem, ...], tuple[PersonSummary, ...]]:
    return desk.people.check(walk_in), desk.people.duplicates(walk_in)
