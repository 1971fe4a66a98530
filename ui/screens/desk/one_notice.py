"""One notice: written, changed, withdrawn, or only read."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from kiosk.domain.notice import Notice, NoticeSource, NoticeState, SavedNotice
from kiosk.errors import Refused, YizhanError
from ui.screens.desk.edit_draft import EditDraft
from ui.screens.desk.one_notice_form import NoticeForm
from ui.screens.desk.postings_words import short
from ui.screens.desk.screen import DeskScreen, Place
from ui.widgets.desk.around import put_over_foot
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look


class NoticeScreen(DeskScreen):
    """`open` takes a notice's id, or None for a new one. The county's and what was withdrawn can only be read."""

    place = Place.NOTICE

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._notice: Notice | None = None
        self._notice_id = ""
        self._is_saving = False
        self._form = NoticeForm(self, self)
        self._draft = EditDraft(self, "notice", fields=self._form.written, fill=self._form.fill)
        self._form.changed.connect(self._draft.changed)
        self._build_buttons()
        put_over_foot(self, look, self._form, beside=(self._clear, self._withdraw, self._copy), main=self._save)

    def _build_buttons(self) -> None:
        look, texts = self.look, self.texts
        self._clear = DeskButton(
            look, "notice-clear", texts("notices-clear"), self, keys="Alt+C", pressed=self._throw_away
        )
        self._withdraw = DeskButton(
            look, "notice-withdraw", texts("notices-withdraw"), self, kind="danger", keys="Alt+X",
            pressed=self._take_down,
        )  # fmt: skip
        self._copy = DeskButton(
            look, "notice-copy", texts("notices-copy"), self, keys="Alt+K", pressed=self._write_again
        )
        self._save = DeskButton(
            look, "notice-save", texts("notices-save"), self, kind="primary", keys="Ctrl+Return",
            pressed=lambda: self._form.voice.when_kept(self._save_kept),
        )  # fmt: skip

    def open(self, topic: object) -> None:
        """Begin with the notice as it is, or with what was left of a new one."""
        self._draft.leave()
        self._notice = None
        self._notice_id = topic if isinstance(topic, str) else ""
        self._form.clear()
        self._show_open("")
        if self._notice_id:
            notice_id = self._notice_id
            self.ask(lambda desk: desk.notices.all(), lambda found: self._begin(notice_id, found))
        else:
            self._draft.begin()

    def leave(self) -> None:
        self._draft.leave()

    def first_focus(self) -> QWidget:
        return self._form.first_focus()

    def _begin(self, notice_id: str, found: tuple[Notice, ...]) -> None:
        if notice_id != self._notice_id:
            return
        self._notice = next((each for each in found if each.id == notice_id), None)
        if self._notice is None:
            self._show_open(self.texts("notices-unknown"))
            return
        self._form.show_notice(self._notice)
        self._show_open(self._why_locked(self._notice))
        self._draft.begin(notice_id, self._notice.version)

    def _why_locked(self, notice: Notice) -> str:
        if notice.source is NoticeSource.CENTRAL:
            return self.texts("refused-notice-of-county")
        if notice.state is NoticeState.WITHDRAWN:
            return self.texts("notices-is-withdrawn")
        return ""

    def _show_open(self, why_locked: str) -> None:
        """Offer what can be done with it."""
        is_there = self._notice is not None
        self._form.lock(why_locked)
        self._save.setEnabled(not why_locked)
        self._clear.setVisible(not self._notice_id)
        self._withdraw.setVisible(is_there and not why_locked)
        self._copy.setVisible(is_there)

    def _throw_away(self) -> None:
        """Empty the form; undo brings it back."""
        before = self._form.written()
        self._draft.drop()
        self._form.clear()
        self.told_on_screen(self.texts("notices-cleared"), lambda: self._bring(before))
        self.first_focus().setFocus()

    def _bring(self, before: Mapping[str, str]) -> None:
        self._form.fill(before)
        self._draft.changed()

    def _write_again(self) -> None:
        """A new notice with the words of this one, to be shown from today on."""
        before = self._form.written()
        today = self.look.today().isoformat()
        self._draft.leave()
        self._notice, self._notice_id = None, ""
        self._show_open("")
        self._draft.begin(comes_back=False)
        self._bring({**before, "recording": "", "first": today, "last": today})
        self.first_focus().setFocus()

    def _save_kept(self) -> None:
        new, notice_id = self._form.new_notice(), self._notice_id or None
        if new is None or self._is_saving:
            return
        self._is_saving = True

        def saved(_: SavedNotice) -> None:
            self._is_saving = False
            self._leave_for_the_list()

        self.change(lambda desk: desk.notices.save(new, notice_id), self._saved_text, saved, failed=self._not_saved)

    def _leave_for_the_list(self) -> None:
        self._draft.drop()
        self.go(Place.MORE)
        self.go(Place.NOTICES)

    def _saved_text(self, saved: SavedNotice) -> str:
        notice, today = saved.notice, self.look.today()
        key = "notices-saved" if notice.is_current(today) else "notices-saved-for-later"
        said = self.texts(key, title=short(notice.title))
        return f"{said} {self.texts('notices-fee', words=saved.fee_words)}" if saved.fee_words else said

    def _not_saved(self, error: YizhanError) -> bool:
        self._is_saving = False
        return isinstance(error, Refused) and self._form.show_refusal(error)

    def _take_down(self) -> None:
        notice_id = self._notice_id
        self.change(
            lambda desk: desk.notices.withdraw(notice_id),
            lambda notice: self.texts("notices-was-withdrawn", title=short(notice.title)),
            lambda _: self._leave_for_the_list(),
        )
