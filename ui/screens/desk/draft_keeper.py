"""Keeps a form as it is typed, so that neither a telephone call nor a power cut costs a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer

from kiosk.desk.desk import Desk
from kiosk.errors import YizhanError
from ui.screens.desk.screen import DeskScreen

KEPT_AFTER_MS = 250
"""After the last key; a clerk does not notice, and the disk is not asked for every letter."""


class DraftKeeper(QObject):
    """The draft of one form. `fields` gives what stands in it, `fill` puts it back."""

    def __init__(
        self,
        screen: DeskScreen,
        form: str,
        *,
        fields: Callable[[], Mapping[str, str]],
        fill: Callable[[Mapping[str, str]], None],
    ) -> None:
        super().__init__(screen)
        self._screen, self._form, self._fields, self._fill = screen, form, fields, fill
        self._kept: Mapping[str, str] = {}
        self._timer = QTimer(self, singleShot=True, interval=KEPT_AFTER_MS)
        self._timer.timeout.connect(self.keep)

    def changed(self) -> None:
        """Something was typed."""
        self._timer.start()

    def keep(self) -> None:
        """Keep what stands in the form now, if it is not kept yet."""
        self._timer.stop()
        form, fields = self._form, dict(self._fields())
        if fields != self._kept:
            self._kept = fields
            self._screen.ask(lambda desk: desk.drafts.keep(form, fields), failed=self._not_kept)

    def bring_back(self, then: Callable[[bool], None] = lambda _: None) -> None:
        """Put what was left last time into the form; `then` is told whether there was anything."""
        form = self._form

        def found(fields: Mapping[str, str] | None) -> None:
            has_any = fields is not None and any(fields.values())
            if fields is not None and has_any:
                self._fill(fields)
                self._kept = dict(self._fields())
            then(has_any)

        def question(desk: Desk) -> Mapping[str, str] | None:
            draft = desk.drafts.find(form)
            return None if draft is None else draft.fields

        self._screen.ask(question, found)

    def drop(self) -> None:
        """The form was saved, or thrown away."""
        self._timer.stop()
        form, self._kept = self._form, {}
        self._screen.ask(lambda desk: desk.drafts.drop(form))

    def _not_kept(self, _: YizhanError) -> bool:
        self._kept = {}
        return False
