"""The form of a notice: title, words, days, a voice, what sounds like a fee, and how a worker will see it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from kiosk.domain.notice import LONGEST_TITLE, LONGEST_WORDS, NewNotice, Notice
from kiosk.domain.typed import shown_to_all
from kiosk.errors import Refused
from kiosk.texts.phrases import readable
from ui.screens.desk.one_notice_preview import NoticePreview
from ui.screens.desk.screen import DeskScreen
from ui.screens.desk.voice_keeper import VoiceKeeper
from ui.widgets.desk.day_field import DayField, DayPicker
from ui.widgets.desk.field import Field
from ui.widgets.desk.paragraph import Paragraph
from ui.widgets.desk.picked_form import PickedForm
from ui.widgets.desk.voice_bar import VoiceBar
from ui.widgets.desk.words import Words

LOOKED_AT_AFTER_MS = 400
"""After the last key the words are looked through for what sounds like a fee."""
LINES = 4


class NoticeForm(PickedForm):
    """`changed` follows each key, touch and recording, and not what is filled in."""

    changed = Signal()

    def __init__(self, screen: DeskScreen, parent: QWidget) -> None:
        super().__init__(screen.look, "notice-form", parent)
        self._screen, self._texts = screen, screen.texts
        self._is_filling = False
        self._build_words()
        self._build_days()
        self._bar = VoiceBar(screen.look, "notice-voice", self.content)
        self.voice = VoiceKeeper(screen, self._bar)
        self._arrange()
        self._looking = QTimer(self, singleShot=True, interval=LOOKED_AT_AFTER_MS)
        self._looking.timeout.connect(self._look_for_fee)
        for field in (self._title, self._words, self._first, self._last):
            field.changed.connect(lambda _: self._touched())
        self.voice.changed.connect(self._touched)

    def _build_words(self) -> None:
        look, texts, content = self._screen.look, self._texts, self.content
        self._locked = Words("notice-locked", "", content, kind="caution")
        self._title = Field(look, "notice-title", texts("notices-title"), content)
        self._words = Paragraph(look, "notice-words", texts("notices-words"), content, lines=LINES)
        self._left = Words("notice-left", "", content, kind="hint")
        self._fee = QFrame(content)
        self._fee.setObjectName("notice-fee")
        self._fee.setProperty("kind", "card")
        self._fee.setProperty("state", "warning")
        self._fee_words = Words("notice-fee-words", "", self._fee, kind="strong")
        QVBoxLayout(self._fee).addWidget(self._fee_words)
        self._preview = NoticePreview(look, "notice-preview", self.pickers)
        self.pair(self._preview, self._title, self._words, usual=True, scrolls=False)

    def _build_days(self) -> None:
        look, texts = self._screen.look, self._texts
        self._first = DayField(look, "notice-first", texts("notices-first"), self.content)
        self._last = DayField(look, "notice-last", texts("notices-last"), self.content)
        self._days = DayPicker(look, "notice-days", self.pickers, width_px=self.picker_width_px)
        self.pair(self._days, self._first, self._last)
        self._days.picked.connect(self._day_picked)
        self.entered.connect(self._show_in_picker)
        for field in (self._first, self._last):
            field.changed.connect(lambda _, field=field: self._show_in_picker(field))

    def _arrange(self) -> None:
        way = QBoxLayout.Direction.TopToBottom if self.is_narrow else QBoxLayout.Direction.LeftToRight
        days = QBoxLayout(way)
        days.setSpacing(self._screen.look.sizes.gap)
        for field in (self._first, self._last):
            days.addWidget(field, 1)
        label = Words("notice-voice-label", self._texts("notices-voice"), self.content, kind="strong")
        self.add(self._locked, self._title, self._words, self._left, self._fee, days, label, self._bar)
        self.end()

    def first_focus(self) -> QWidget:
        """Where typing begins."""
        return self._title.line

    def lock(self, why: str) -> None:
        """Say why nothing can be changed; an empty text lets everything be."""
        self._locked.say(why)
        for part in (self._title, self._words, self._first, self._last, self._bar):
            part.setEnabled(not why)

    def written(self) -> dict[str, str]:
        """Everything as it stands, to be kept as a draft; days by their dates."""
        return {
            "title": self._title.text,
            "words": self._words.text,
            "first": _written_day(self._first),
            "last": _written_day(self._last),
            "recording": self.voice.id,
        }

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft in place of what stands here."""
        self._is_filling = True
        self._title.put(fields.get("title", ""))
        self._words.put(fields.get("words", ""))
        for field, name in ((self._first, "first"), (self._last, "last")):
            field.put(fields.get(name, ""))
            if field.day:
                field.show_day(field.day)
        self.voice.show(fields.get("recording", ""))
        self._is_filling = False
        self._show_no_problem()
        self._show_as_seen()
        self._look_for_fee()

    def clear(self) -> None:
        """Begin with nothing, for today."""
        today = self._screen.look.today().isoformat()
        self.fill({"first": today, "last": today})

    def show_notice(self, notice: Notice) -> None:
        """Put a notice in place of what stands here."""
        fields = {"title": notice.title, "words": notice.words, "recording": notice.recording_id or ""}
        self.fill({**fields, "first": notice.first_day.isoformat(), "last": notice.last_day.isoformat()})

    def new_notice(self) -> NewNotice | None:
        """What stands in the form; None, with the problem told beside its field, where it cannot be shown."""
        first, last = self._first.day, self._last.day
        problems: list[tuple[Field | Paragraph, str]] = [
            (field, self._texts("day-problem")) for field in (self._first, self._last) if field.day is None
        ]
        for field, most, lines in ((self._title, LONGEST_TITLE, False), (self._words, LONGEST_WORDS, True)):
            try:
                shown_to_all(field.text.strip(), most=most, lines=lines)
            except Refused as refused:
                problems.append((field, self._texts(refused.key, **refused.details)))
        for field, problem in reversed(problems):
            _tell(field, problem)
        if problems or first is None or last is None:
            return None
        return NewNotice(
            title=self._title.text.strip(),
            words=self._words.text.strip(),
            first_day=first,
            last_day=last,
            recording_id=self.voice.id or None,
        )

    def show_refusal(self, refused: Refused) -> bool:
        """Say beside its field what a rule forbids; False where it is about none of them."""
        fields: dict[str, Field | Paragraph] = {
            "refused-notice-empty": self._words if readable(self._title.text) else self._title,
            "refused-notice-ends-before": self._last,
            "refused-notice-past": self._last,
        }
        field = fields.get(refused.key)
        if field is not None:
            _tell(field, self._texts(refused.key, **refused.details))
        return field is not None

    def _touched(self) -> None:
        if self._is_filling:
            return
        self._show_no_problem()
        self._show_as_seen()
        self._looking.start()
        self.changed.emit()

    def _show_no_problem(self) -> None:
        for field in (self._title, self._words, self._first, self._last):
            field.show_problem("")

    def _show_as_seen(self) -> None:
        """Show the notice as it will look, and how many characters there is room for."""
        title, words = self._title.text, self._words.text
        self._preview.show_notice(title, words)
        room = {"title": LONGEST_TITLE - len(title), "words": LONGEST_WORDS - len(words)}
        self._left.say(self._texts("notices-left", **{name: str(max(0, left)) for name, left in room.items()}))

    def _show_in_picker(self, field: QWidget) -> None:
        """The days mark what stands in the field that has the focus."""
        if isinstance(field, DayField) and field.line.hasFocus():
            self._days.show_day(field.day)

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
        self._screen.ask(lambda desk: desk.notices.fee_words(new), lambda found: self._show_fee(new, found))

    def _show_fee(self, new: NewNotice, found: str | None) -> None:
        if (new.title, new.words) == (self._title.text, self._words.text):
            self._fee_words.say(self._texts("notices-fee", words=found) if found else "")
            self._fee.setVisible(bool(found))


def _tell(field: Field | Paragraph, problem: str) -> None:
    field.show_problem(problem)
    field.setFocus()


def _written_day(field: DayField) -> str:
    """A day as a draft keeps it: by its date, or as it was typed."""
    return field.day.isoformat() if field.day else field.text
