"""One notice: written, shown as a worker will see it, spoken by somebody of the staff, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.notice import (
    LONGEST_TITLE,
    LONGEST_WORDS,
    NewNotice,
    Notice,
    NoticeSource,
    NoticeState,
    SavedNotice,
)
from kiosk.domain.typed import shown_to_all
from kiosk.errors import Refused, YizhanError
from ui.screens.desk.edit_draft import EditDraft
from ui.screens.desk.one_notice_preview import NoticePreview
from ui.screens.desk.screen import DeskScreen, Place
from ui.screens.desk.voice_keeper import VoiceKeeper
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.day_field import DayField, DayPicker
from ui.widgets.desk.field import Field
from ui.widgets.desk.look import Look
from ui.widgets.desk.paragraph import Paragraph
from ui.widgets.desk.picked_form import PickedForm
from ui.widgets.desk.voice_bar import VoiceBar
from ui.widgets.desk.words import Words

LOOKED_AT_AFTER_MS = 400
"""After the last key the words are looked through for what sounds like a fee."""
LINES = 4


class NoticeScreen(DeskScreen):
    """`open` takes a notice's id, or None for a new one. The county's and what was withdrawn can only be read."""

    place = Place.NOTICE

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._notice: Notice | None = None
        self._notice_id = ""
        self._is_filling = self._is_saving = False
        self._form = PickedForm(look, "notice-form", self)
        self._build_fields()
        self._build_buttons()
        self._arrange()
        self._draft = EditDraft(self, "notice", fields=self._written, fill=self._fill)
        self._looking = QTimer(self, singleShot=True, interval=LOOKED_AT_AFTER_MS)
        self._looking.timeout.connect(self._look_for_fee)
        for field in (self._title, self._words, self._first, self._last):
            field.changed.connect(lambda _: self._touched())
        self.voice.changed.connect(self._touched)

    def _build_fields(self) -> None:
        look, texts, form = self.look, self.texts, self._form
        self._locked = Words("notice-locked", "", form.content, kind="caution")
        self._title = Field(look, "notice-title", texts("notices-title"), form.content)
        self._words = Paragraph(look, "notice-words", texts("notices-words"), form.content, lines=LINES)
        self._left = Words("notice-left", "", form.content, kind="hint")
        self._fee = QFrame(form.content)
        self._fee.setObjectName("notice-fee")
        self._fee.setProperty("kind", "card")
        self._fee.setProperty("state", "warning")
        self._fee_words = Words("notice-fee-words", "", self._fee, kind="strong")
        inside = QVBoxLayout(self._fee)
        inside.addWidget(self._fee_words)
        self._first = DayField(look, "notice-first", texts("notices-first"), form.content)
        self._last = DayField(look, "notice-last", texts("notices-last"), form.content)
        self._bar = VoiceBar(look, "notice-voice", form.content)
        self.voice = VoiceKeeper(self, self._bar)
        self._preview = NoticePreview(look, "notice-preview", form.pickers)
        self._days = DayPicker(look, "notice-days", form.pickers, width_px=form.picker_width_px)
        form.pair(self._preview, self._title, self._words, usual=True, scrolls=False)
        form.pair(self._days, self._first, self._last)
        self._days.picked.connect(self._day_picked)
        for field in (self._first, self._last):
            field.changed.connect(lambda _, field=field: self._days.show_day(field.day))

    def _build_buttons(self) -> None:
        look, texts = self.look, self.texts
        self._clear = DeskButton(
            look, "notice-clear", texts("notices-clear"), self, keys="Alt+C", pressed=self._throw_away
        )
        self._copy = DeskButton(
            look, "notice-copy", texts("notices-copy"), self, keys="Alt+K", pressed=self._write_again
        )
        self._withdraw = DeskButton(
            look, "notice-withdraw", texts("notices-withdraw"), self, kind="danger", keys="Alt+X",
            pressed=self._take_down,
        )  # fmt: skip
        self._save = DeskButton(
            look, "notice-save", texts("notices-save"), self, kind="primary", keys="Ctrl+Return",
            pressed=lambda: self.voice.when_kept(self._save_kept),
        )  # fmt: skip

    def _arrange(self) -> None:
        size, form = self.look.sizes, self._form
        way = QBoxLayout.Direction.TopToBottom if form.is_narrow else QBoxLayout.Direction.LeftToRight
        days = QBoxLayout(way)
        days.setSpacing(size.gap)
        for field in (self._first, self._last):
            days.addWidget(field, 1)
        label = Words("notice-voice-label", self.texts("notices-voice"), form.content, kind="strong")
        form.add(self._locked, self._title, self._words, self._left, self._fee, days, label, self._bar)
        form.end()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(form, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        foot.setSpacing(size.gap)
        for button in (self._clear, self._withdraw, self._copy):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self._save, 1)
        column.addLayout(foot)

    def open(self, topic: object) -> None:
        """Begin with the notice as it is, or with what was left of a new one."""
        self._draft.leave()
        self._notice = None
        self._notice_id = topic if isinstance(topic, str) else ""
        self._empty()
        self._show_open(is_new=not self._notice_id, locked="")
        if self._notice_id:
            notice_id = self._notice_id
            self.ask(lambda desk: desk.notices.all(), lambda found: self._begin(notice_id, found))
        else:
            self._draft.begin()

    def leave(self) -> None:
        self._draft.leave()

    def first_focus(self) -> QWidget:
        return self._title.line

    def _begin(self, notice_id: str, found: tuple[Notice, ...]) -> None:
        notice = next((each for each in found if each.id == notice_id), None)
        if notice_id != self._notice_id:
            return
        if notice is None:
            self._show_open(is_new=False, locked=self.texts("notices-unknown"))
            return
        self._show(notice)
        self._draft.begin(notice.id, notice.version)

    def _show(self, notice: Notice) -> None:
        self._notice = notice
        self._fill_from(notice)
        locked = ""
        if notice.source is NoticeSource.CENTRAL:
            locked = self.texts("refused-notice-of-county")
        elif notice.state is NoticeState.WITHDRAWN:
            locked = self.texts("notices-is-withdrawn")
        self._show_open(is_new=False, locked=locked)

    def _show_open(self, *, is_new: bool, locked: str) -> None:
        """Say why nothing can be changed, or let everything be."""
        self._locked.say(locked)
        for part in (self._title, self._words, self._first, self._last, self._bar, self._save):
            part.setEnabled(not locked)
        self._clear.setVisible(is_new)
        self._withdraw.setVisible(not is_new and not locked and self._notice is not None)
        self._copy.setVisible(not is_new and self._notice is not None)

    def _fill_from(self, notice: Notice) -> None:
        fields = {"title": notice.title, "words": notice.words, "recording": notice.recording_id or ""}
        self._fill({**fields, "first": notice.first_day.isoformat(), "last": notice.last_day.isoformat()})

    def _empty(self) -> None:
        today = self.look.today().isoformat()
        self._fill({"first": today, "last": today})

    def _written(self) -> dict[str, str]:
        return {
            "title": self._title.text,
            "words": self._words.text,
            "first": _written_day(self._first),
            "last": _written_day(self._last),
            "recording": self.voice.id,
        }

    def _fill(self, fields: Mapping[str, str]) -> None:
        self._is_filling = True
        self._title.put(fields.get("title", ""))
        self._words.put(fields.get("words", ""))
        for field, name in ((self._first, "first"), (self._last, "last")):
            field.put(fields.get(name, ""))
            field.show_day(field.day) if field.day else None
        self.voice.show(fields.get("recording", ""))
        self._is_filling = False
        self._show_no_problem()
        self._show_left()
        self._look_for_fee()

    def _touched(self) -> None:
        if self._is_filling:
            return
        self._show_no_problem()
        self._show_left()
        self._looking.start()
        self._draft.changed()

    def _show_no_problem(self) -> None:
        for field in (self._title, self._words, self._first, self._last):
            field.show_problem("")

    def _show_left(self) -> None:
        """Show the notice as it will look, and how many characters there is room for."""
        title, words = self._title.text, self._words.text
        self._preview.show_notice(title, words)
        room = {"title": LONGEST_TITLE - len(title), "words": LONGEST_WORDS - len(words)}
        self._left.say(self.texts("notices-left", **{name: str(max(0, left)) for name, left in room.items()}))

    def _day_picked(self, day: date) -> None:
        """The touch belongs to the last day while that has the focus; a notice ends no sooner than it begins."""
        if self._last.line.hasFocus():
            self._last.show_day(day)
            return
        self._first.show_day(day)
        last = self._last.day
        if last is None or last < day:
            self._last.show_day(day)

    def _look_for_fee(self) -> None:
        new = NewNotice(title=self._title.text, words=self._words.text, first_day=date.min, last_day=date.min)
        self.ask(lambda desk: desk.notices.fee_words(new), lambda found: self._show_fee(new, found))

    def _show_fee(self, new: NewNotice, found: str | None) -> None:
        if (new.title, new.words) == (self._title.text, self._words.text):
            self._fee_words.say(self.texts("notices-fee", words=found) if found else "")
            self._fee.setVisible(bool(found))

    def _throw_away(self) -> None:
        """Empty the form; undo brings it back."""
        before = self._written()
        self._draft.drop()
        self._empty()
        self.told_on_screen(self.texts("notices-cleared"), lambda: self._bring(before))
        self.first_focus().setFocus()

    def _bring(self, before: Mapping[str, str]) -> None:
        self._fill(before)
        self._draft.changed()

    def _write_again(self) -> None:
        """A new notice with the words of this one, to be shown from today on."""
        before = {**self._written(), "recording": ""}
        self._draft.leave()
        self._notice, self._notice_id = None, ""
        self._empty()
        self._show_open(is_new=True, locked="")
        self._draft.begin()
        today = self.look.today().isoformat()
        self._bring({**before, "first": today, "last": today})
        self.first_focus().setFocus()

    def _new_notice(self) -> NewNotice | None:
        """What stands in the form; None, with the problem told beside its field, where it cannot be saved."""
        first, last = self._first.day, self._last.day
        problems: list[tuple[Field | Paragraph, str]] = [
            (field, self.texts("day-problem")) for field in (self._first, self._last) if field.day is None
        ]
        for field, most, lines in ((self._title, LONGEST_TITLE, False), (self._words, LONGEST_WORDS, True)):
            try:
                shown_to_all(field.text.strip(), most=most, lines=lines)
            except Refused as refused:
                problems.append((field, self.texts(refused.key, **refused.details)))
        for field, problem in reversed(problems):
            field.show_problem(problem)
            field.setFocus()
        if problems or first is None or last is None:
            return None
        return NewNotice(
            title=self._title.text.strip(),
            words=self._words.text.strip(),
            first_day=first,
            last_day=last,
            recording_id=self.voice.id or None,
        )

    def _save_kept(self) -> None:
        new, notice_id = self._new_notice(), self._notice_id or None
        if new is None or self._is_saving:
            return
        self._is_saving = True

        def saved(_: SavedNotice) -> None:
            self._is_saving = False
            self._draft.drop()
            self._notice_id = ""
            self._empty()
            self.go(Place.MORE)
            self.go(Place.NOTICES)

        self.change(lambda desk: desk.notices.save(new, notice_id), self._saved_text, saved, failed=self._not_saved)

    def _saved_text(self, saved: SavedNotice) -> str:
        notice, today = saved.notice, self.look.today()
        key = "notices-saved" if notice.is_current(today) else "notices-saved-for-later"
        said = self.texts(key, title=notice.title)
        return f"{said} {self.texts('notices-fee', words=saved.fee_words)}" if saved.fee_words else said

    def _not_saved(self, error: YizhanError) -> bool:
        self._is_saving = False
        fields: dict[str, Field | Paragraph] = {
            "refused-notice-empty": self._words if self._title.text.strip() else self._title,
            "refused-notice-ends-before": self._last,
            "refused-notice-past": self._last,
        }
        if not isinstance(error, Refused) or error.key not in fields:
            return False
        field = fields[error.key]
        field.show_problem(self.texts(error.key, **error.details))
        field.setFocus()
        return True

    def _take_down(self) -> None:
        notice_id = self._notice_id

        def withdrawn(_: Notice) -> None:
            self._draft.drop()
            self.go(Place.MORE)
            self.go(Place.NOTICES)

        self.change(
            lambda desk: desk.notices.withdraw(notice_id),
            lambda notice: self.texts("notices-was-withdrawn", title=notice.title),
            withdrawn,
        )


def _written_day(field: DayField) -> str:
    """A day as a draft keeps it: by its date, or as it was typed."""
    return field.day.isoformat() if field.day else field.text
