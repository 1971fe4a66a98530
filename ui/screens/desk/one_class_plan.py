"""Planning a class, or changing one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from kiosk.domain.training import TrainingClass
from kiosk.errors import Refused, YizhanError
from ui.screens.desk.edit_draft import EditDraft
from ui.screens.desk.one_class_form import EMPTY, ClassForm
from ui.screens.desk.postings_words import short
from ui.screens.desk.screen import DeskScreen, Place
from ui.widgets.desk.around import put_over_foot
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look


class ClassPlanScreen(DeskScreen):
    """`open` takes a class's id, or None for a new one."""

    place = Place.CLASS_PLAN

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._class_id = ""
        self._is_saving = False
        self._form = ClassForm(look, self)
        self._draft = EditDraft(self, "class", fields=self._form.written, fill=self._form.fill)
        self._form.changed.connect(self._draft.changed)
        clear = DeskButton(
            look, "class-form-clear", self.texts("classes-clear"), self, keys="Alt+C", pressed=self._throw_away
        )
        save = DeskButton(
            look, "class-save", self.texts("classes-save"), self, kind="primary", keys="Ctrl+Return",
            pressed=self._save,
        )  # fmt: skip
        put_over_foot(self, look, self._form, beside=[clear], main=save)

    def open(self, topic: object) -> None:
        """Begin with the class as it is, or with what was left of a new one."""
        self._draft.leave()
        self._class_id = topic if isinstance(topic, str) else ""
        self._form.fill(EMPTY)
        if not self._class_id:
            self._draft.begin()
            return
        class_id = self._class_id
        self.ask(lambda desk: desk.training.get(class_id), self._begin)

    def leave(self) -> None:
        self._draft.leave()

    def first_focus(self) -> QWidget:
        return self._form.first_focus()

    def _begin(self, held: TrainingClass) -> None:
        if held.id == self._class_id:
            self._form.show_class(held)
            self._draft.begin(held.id, held.version)

    def _throw_away(self) -> None:
        """Empty the form of a new class, or take back what was typed into one that is there; undo brings it back."""
        before = self._form.written()
        self._draft.drop()
        self.told_on_screen(self.texts("classes-cleared"), lambda: self._bring(before))
        self.open(self._class_id or None)
        self.first_focus().setFocus()

    def _bring(self, before: Mapping[str, str]) -> None:
        self._form.fill(before)
        self._draft.changed()

    def _save(self) -> None:
        new, class_id = self._form.new_class(), self._class_id
        if new is None or self._is_saving:
            return
        self._is_saving = True

        def saved(held: TrainingClass) -> None:
            self._is_saving = False
            self._draft.drop()
            self._form.fill(EMPTY)
            self.go(Place.MORE)
            self.go(Place.CLASSES)
            self.go(Place.CLASS, held.id)

        self.change(
            lambda desk: desk.training.change(class_id, new) if class_id else desk.training.plan(new),
            lambda held: self.texts("classes-saved", title=short(held.title)),
            saved,
            failed=self._not_saved,
        )

    def _not_saved(self, error: YizhanError) -> bool:
        self._is_saving = False
        return isinstance(error, Refused) and self._form.show_refusal(error)
