"""The draft of a form that makes something new or changes something kept: each thing has a draft of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ui.screens.desk.draft_keeper import DraftKeeper
from ui.screens.desk.screen import DeskScreen

OF, VERSION = "of", "version"


class EditDraft:
    """What was typed about one thing, and of which version; it comes back only while nobody changed the thing since.

    What was only looked at is no draft.
    """

    def __init__(
        self,
        screen: DeskScreen,
        form: str,
        *,
        fields: Callable[[], Mapping[str, str]],
        fill: Callable[[Mapping[str, str]], None],
    ) -> None:
        self._screen, self._form, self._fields, self._fill = screen, form, fields, fill
        self._keeper: DraftKeeper | None = None
        self._of = self._version = ""
        self._is_touched = False

    def begin(self, thing_id: str = "", version: int = 0, *, comes_back: bool = True) -> None:
        """Put back what was left of this thing; of a new one without an id. Leave what was typed first."""
        if self._keeper is not None:
            self._keeper.deleteLater()
        form = f"{self._form}-{thing_id}" if thing_id else self._form
        self._keeper = DraftKeeper(self._screen, form, fields=self._written, fill=self._bring)
        self._of, self._version, self._is_touched = thing_id, str(version), False
        if comes_back:
            self._keeper.bring_back()

    def changed(self) -> None:
        """Somebody typed or touched."""
        self._is_touched = True
        if self._keeper is not None:
            self._keeper.changed()

    def leave(self) -> None:
        """Keep what was typed."""
        if self._keeper is not None and self._is_touched:
            self._keeper.keep()
        self._is_touched = False

    def drop(self) -> None:
        """The form was saved, or thrown away."""
        self._is_touched = False
        if self._keeper is not None:
            self._keeper.drop()

    def _written(self) -> dict[str, str]:
        return {**self._fields(), OF: self._of, VERSION: self._version}

    def _bring(self, fields: Mapping[str, str]) -> None:
        if (fields.get(OF), fields.get(VERSION)) == (self._of, self._version):
            self._is_touched = True
            self._fill(fields)
