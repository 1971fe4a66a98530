"""Changing what is known of somebody, in the form of the walk-in; what is typed outlives a power cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.walk_in import PersonField, PersonProblem, WalkIn
from kiosk.domain.person import Consent, Person
from kiosk.domain.region import Region
from kiosk.errors import Refused, YizhanError
from ui.screens.desk.draft_keeper import DraftKeeper
from ui.screens.desk.person_part import Known, Part, PersonPart
from ui.screens.desk.screen import DeskScreen, News, Scan, ScanKind
from ui.screens.desk.walk_in_form import WalkInForm
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.words import Words

KNOWN_ALREADY = frozenset({"refused-phone-known", "refused-identity-known"})


class EditPart(PersonPart):
    """The form with two ends: saved, or saved without what somebody does not want kept any more.

    The identity number is never brought back into its field: an empty one leaves it as it is.
    """

    def __init__(self, screen: DeskScreen, part: Part, parent: QWidget) -> None:
        super().__init__(screen, part, parent)
        self._known: Known | None = None
        self._before: WalkIn | None = None
        """What the form held when it was filled."""
        self._keeper: DraftKeeper | None = None
        self._is_saving = False
        self._scanned = ""
        """The identity number that was read since the form was opened."""
        self._form = WalkInForm(self.look, self, with_pictures=True)
        self._form.changed.connect(self._typed)
        self._form.pictures_wanted.connect(self._propose_pictures)
        self._build_question()
        self._build_foot()

    def _build_question(self) -> None:
        size = self.look.sizes
        self._asking = QFrame(self)
        self._asking.setObjectName("edit-known")
        self._asking.setProperty("kind", "news")
        row = QHBoxLayout(self._asking)
        row.setContentsMargins(size.padding, size.gap // 2, size.padding, size.gap // 2)
        row.setSpacing(size.gap)
        self._asked = Words("edit-known-words", "", self._asking, kind="strong")
        row.addWidget(self._asked, 1)
        row.addWidget(
            DeskButton(
                self.look, "edit-another", self.texts("edit-another"), self._asking, keys="Alt+Y",
                pressed=lambda: self._save(also_new=True),
            )
        )  # fmt: skip
        self._asking.hide()

    def _build_foot(self) -> None:
        size = self.look.sizes
        self._identity = Words("edit-identity", self.texts("edit-identity"), self, kind="hint")
        self._consent = Words("edit-consent", "", self, kind="hint")
        self._withdraw = DeskButton(
            self.look, "edit-withdraw", self.texts("edit-withdraw"), self, keys="Alt+N",
            pressed=lambda: self._save(Consent.REFUSED),
        )  # fmt: skip
        self._save_button = DeskButton(
            self.look, "edit-save", self.texts("edit-save"), self, kind="primary", keys="Ctrl+Return",
            pressed=lambda: self._save(Consent.GIVEN),
        )  # fmt: skip
        self._drop = DeskButton(
            self.look, "edit-drop", self.texts("edit-drop"), self, keys="Alt+C", pressed=self._drop_changes
        )
        row = QHBoxLayout()
        row.setSpacing(size.gap)
        row.addWidget(self._drop, 1)
        row.addWidget(self._withdraw, 1)
        row.addWidget(self._save_button, 2)
        foot = QVBoxLayout()
        foot.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        foot.setSpacing(size.gap // 2)
        for part in (self._asking, self._identity, self._consent):
            foot.addWidget(part)
        foot.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._form, 1)
        column.addLayout(foot)

    def show_known(self, known: Known) -> None:
        """Fill the form when it is opened; what others change meanwhile does not touch what is typed."""
        is_open = self._known is not None and self._known.person_id == known.person_id and self._before is not None
        self._known = known
        if not is_open:
            self.host.ask(lambda desk: desk.people.regions(), self._fill)

    def _fill(self, regions: tuple[Region, ...]) -> None:
        known = self._known
        if known is None or self._before is not None:  # somebody else's change had it asked for twice
            return
        self._form.offer_regions(regions)
        person = known.page.person
        self._form.clear()
        self._form.fill(form_fields(person, village=self._form.region_name(person.region)))
        self._before = self._form.walk_in(person.consent)
        self._identity.setVisible(bool(person.identity_number))
        is_given = person.consent is Consent.GIVEN
        self._consent.say("" if is_given else self.texts("walk-in-consent"))
        self._withdraw.say(self.texts("edit-withdraw" if is_given else "edit-still-not"))
        self._save_button.say(self.texts("edit-save" if is_given else "edit-agreed"))
        self._keeper = DraftKeeper(self.host, f"person-{person.id}", fields=self._form.written, fill=self._form.fill)
        self._keeper.bring_back(lambda _: self._put_scanned())
        if self.isVisible():
            self._form.first_focus().setFocus()

    def forget(self) -> None:
        self._drop_keeper()
        self._known = self._before = None
        self._is_saving, self._scanned = False, ""
        self._asking.hide()
        self._form.clear()

    def leave(self) -> None:
        if self._keeper is not None and self._before is not None:
            if self._is_changed:
                self._keeper.keep()
            else:
                self._keeper.drop()
        self._drop_keeper()
        self._before, self._scanned = None, ""
        self._asking.hide()

    def scanned(self, scan: Scan) -> bool:
        """An identity number goes into its field, whatever has the focus; a worker card leads to its person."""
        if scan.kind is not ScanKind.IDENTITY:
            return False
        self._scanned = scan.value
        self._put_scanned()
        self.host.told.emit(News(text=self.texts("edit-identity-read")))
        return True

    def _put_scanned(self) -> None:
        """Once what is known is there; again when the draft is, which fills the whole form."""
        if self._scanned and self._before is not None:
            self._form.put(PersonField.IDENTITY_NUMBER, self._scanned)

    def _drop_keeper(self) -> None:
        if self._keeper is not None:
            self._keeper.deleteLater()
        self._keeper = None

    @property
    def _is_changed(self) -> bool:
        return self._before is not None and self._form.walk_in(self._before.consent) != self._before

    def first_focus(self) -> QWidget:
        return self._form.first_focus()

    def _typed(self) -> None:
        self._asking.hide()
        if self._keeper is not None and self._before is not None and self._is_changed:
            self._keeper.changed()

    def _drop_changes(self) -> None:
        """Leave everything as it was; what was typed can be brought back."""
        known = self._known
        if known is None or self._before is None:
            return
        typed, form = self._form.written(), f"person-{known.person_id}"
        was_changed = self._is_changed
        if self._keeper is not None:
            self._keeper.drop()
        self._drop_keeper()
        self._before = None
        if was_changed:
            self.host.told_on_screen(self.texts("edit-dropped"), lambda: self._bring_back(known.person_id, form, typed))
        self.go_to(known.person_id)

    def _bring_back(self, person_id: str, form: str, typed: Mapping[str, str]) -> None:
        self.host.ask(lambda desk: desk.drafts.keep(form, typed), lambda _: self.go_to(person_id, Part.EDIT))

    def _propose_pictures(self) -> None:
        year = self._form.walk_in(Consent.GIVEN).birth_year
        self.host.ask(
            lambda desk: desk.people.free_pictures(year), lambda three: self._form.choose_pictures(three or ())
        )

    def _save(self, consent: Consent = Consent.GIVEN, *, also_new: bool = False) -> None:
        known, before = self._known, self._before
        if known is None or before is None or self._is_saving:
            return
        self._is_saving = True
        asked = self._form.walk_in(consent)
        changes = changes_of(before, asked)

        def checked(problems: tuple[PersonProblem, ...]) -> None:
            refusing = [each for each in problems if each.reason.refuses and each.field in changes]
            self._form.show_problems(refusing)
            if refusing:
                self._is_saving = False
            else:
                self._change(known.person_id, changes, also_new=also_new)

        self.host.ask(lambda desk: desk.people.check(asked, known.person_id), checked, failed=self._not_saved)

    def _change(self, person_id: str, changes: Mapping[str, Any], *, also_new: bool) -> None:
        def changed(_: Person) -> None:
            self._is_saving = False
            if self._keeper is not None:
                self._keeper.drop()
            self._drop_keeper()
            self._before = None
            self.go_to(person_id)

        self.host.change(
            lambda desk: desk.people.change(person_id, also_new=also_new, **changes),
            lambda person: self.texts("edit-saved", name=person.name),
            changed,
            failed=self._not_saved,
        )

    def _not_saved(self, error: YizhanError) -> bool:
        self._is_saving = False
        if isinstance(error, Refused) and error.key in KNOWN_ALREADY:
            self._asked.say(self.texts(error.key, **error.details))
            self._asking.show()
            return True
        return False


def form_fields(person: Person, *, village: str) -> dict[str, str]:
    """What the form shows of somebody; all of an identity number stays out of it."""
    return {
        PersonField.NAME.value: person.name,
        PersonField.PHONE.value: person.phone,
        PersonField.BIRTH_YEAR.value: "" if person.birth_year is None else str(person.birth_year),
        PersonField.REGION.value: village or person.region,
        PersonField.NOTE.value: person.note,
        PersonField.TRADES.value: " ".join(person.trades),
        PersonField.PICTURES.value: " ".join(person.pictures),
        PersonField.STRENGTH.value: person.strength.value if person.strength else "",
    }


def changes_of(before: WalkIn, asked: WalkIn) -> dict[str, Any]:
    """The fields that stand otherwise now; an identity number only where one was typed."""
    names = [each.name for each in fields(WalkIn)]
    return {name: getattr(asked, name) for name in names if getattr(asked, name) != getattr(before, name)}
