"""The form of a new complaint: what it is about by picture, the words, the voice, and whom it concerns."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.complaint import ComplaintKind, NewComplaint
from kiosk.domain.person_summary import PersonSummary
from ui.screens.desk.complaint_subject import ComplaintSubject, SubjectSearch
from ui.screens.desk.complaint_words import kind_picture
from ui.screens.desk.people_search import PeopleSearch
from ui.screens.desk.screen import DeskScreen
from ui.screens.desk.shown_names import shown_name
from ui.screens.desk.voice_keeper import VoiceKeeper
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.choice import Choice, Option
from ui.widgets.desk.field import Field
from ui.widgets.desk.keypad import Keypad
from ui.widgets.desk.look import Look
from ui.widgets.desk.paragraph import Paragraph
from ui.widgets.desk.pick_row import PickRow
from ui.widgets.desk.picked_form import PickedForm
from ui.widgets.desk.voice_bar import VoiceBar
from ui.widgets.desk.words import Words

KINDS_OF_MONEY = (ComplaintKind.UNPAID_WAGES, ComplaintKind.FEE_ASKED)
MOST_DIGITS = 9


class NewComplaintForm(QWidget):
    """Everything but the kind may be left out. `changed` follows each key and touch."""

    changed = Signal()

    def __init__(self, screen: DeskScreen, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts = screen.texts
        self._person: tuple[str, str] = ("", "")
        self._subject = ComplaintSubject(text="")
        self._form = PickedForm(screen.look, "complaint-form", self)
        self._build(screen)
        self._arrange(screen.look)
        self._connect()
        self.clear()

    def _build(self, screen: DeskScreen) -> None:
        look, texts, content = screen.look, self._texts, self._form.content
        kinds = [Option(kind, texts(f"complaints-what-{kind}"), kind_picture(kind)) for kind in ComplaintKind]
        width = look.panel.width_px // (2 if self._form.is_wide else 1)
        widest = max(look.text_width(kind.text) for kind in kinds) + 4 * look.sizes.padding
        columns = min(len(kinds), max(2, (width - look.px(40)) // widest))
        self._kind = Choice(look, "complaint-kind", kinds, content, columns=columns)
        self._kind_problem = Words("complaint-kind-problem", "", content, kind="problem")
        self._kind_problem.hide()
        self._words = Paragraph(look, "complaint-words", texts("complaints-words-label"), content)
        self._bar = VoiceBar(look, "complaint-voice", content)
        self.voice = VoiceKeeper(screen, self._bar)
        self._amount = Field(look, "complaint-amount", texts("complaints-amount-label"), content, digits=True)
        nobody = texts("complaints-touch-to-look")
        self._who = PickRow(look, "complaint-who", texts("complaints-who-label"), nobody, content)
        self._about = PickRow(look, "complaint-about", texts("complaints-about-label"), nobody, content)
        self._nobody = self._dropping(look, "complaint-who-drop", lambda: self._show_person("", ""))
        self._nothing = self._dropping(
            look, "complaint-about-drop", lambda: self._show_subject(ComplaintSubject(text=""))
        )
        self._slip = Field(
            look, "complaint-slip", texts("complaints-slip-label"), content, hint=texts("complaints-slip-hint")
        )
        self._people = PeopleSearch(screen, "complaint-people", self._form.pickers)
        self._subjects = SubjectSearch(screen, "complaint-subjects", self._form.pickers)
        self._pad = Keypad(look, self._amount.line, self._form.pickers)

    def _dropping(self, look: Look, name: str, drop: Callable[[], None]) -> DeskButton:
        def dropped() -> None:
            drop()
            self.changed.emit()

        return DeskButton(look, name, self._texts("complaints-drop"), self._form.content, pressed=dropped)

    def _arrange(self, look: Look) -> None:
        form, texts = self._form, self._texts
        label = Words("complaint-kind-label", texts("complaints-kind-label"), form.content, kind="strong")
        voice = Words("complaint-voice-label", texts("complaints-voice-label"), form.content, kind="strong")
        form.add(label, self._kind, self._kind_problem, self._words, voice, self._bar)
        for row, drop in ((self._who, self._nobody), (self._about, self._nothing)):
            line = QHBoxLayout()
            line.setSpacing(look.sizes.gap)
            line.addWidget(row, 1)
            line.addWidget(drop, 0, Qt.AlignmentFlag.AlignBottom)
            form.add(line)
        form.add(self._slip, self._amount)
        form.end()
        form.pair(self._people, self._who, usual=True, scrolls=False)
        form.pair(self._subjects, self._about, scrolls=False)
        form.pair(self._pad, self._amount)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(form)

    def _connect(self) -> None:
        self._kind.changed.connect(self._kind_chosen)
        for field in (self._words, self._amount, self._slip):
            field.changed.connect(lambda _: self.changed.emit())
        self.voice.changed.connect(self.changed)
        self._who.opened.connect(lambda: self._look_for(self._people))
        self._about.opened.connect(lambda: self._look_for(self._subjects))
        self._people.chosen.connect(self.choose_person)
        self._subjects.chosen.connect(self._choose_subject)

    @property
    def complaint(self) -> NewComplaint | None:
        """What stands in the form; None, with what is missing told in its place, where it cannot be saved yet."""
        self.show_problem("kind" if not self._kind.one else "")
        amount = _minor(self._amount.text) if self._has_amount else None
        if self._has_amount and amount is None and self._amount.text.strip():
            self._amount.show_problem(self._texts("complaints-amount-problem"))
            return None
        if not self._kind.one:
            return None
        return NewComplaint(
            kind=ComplaintKind(self._kind.one),
            words=self._words.text,
            person_id=self._person[0] or None,
            employer_id=self._subject.employer_id or None,
            posting_id=self._subject.posting_id or None,
            slip_number=self._slip.text.strip(),
            recording_id=self.voice.id or None,
            amount_minor=amount,
        )

    @property
    def _has_amount(self) -> bool:
        return self._kind.one in KINDS_OF_MONEY

    def written(self) -> dict[str, str]:
        """Everything as it stands, to be kept as a draft; empty where nothing stands."""
        return {
            "kind": self._kind.one,
            "words": self._words.text,
            "amount": self._amount.text,
            "slip": self._slip.text,
            "recording": self.voice.id,
            "person": self._person[0],
            "person_name": self._person[1],
            "employer": self._subject.employer_id,
            "posting": self._subject.posting_id,
            "about": self._subject.text,
        }

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft back."""
        kept = {name: fields.get(name, "") for name in self.written()}
        self._kind.choose(kept["kind"])
        self._words.put(kept["words"])
        self._amount.put(kept["amount"])
        self._slip.put(kept["slip"])
        self.voice.show(kept["recording"])
        self._show_person(kept["person"], kept["person_name"])
        self._show_subject(
            ComplaintSubject(text=kept["about"], employer_id=kept["employer"], posting_id=kept["posting"])
        )
        self._kind_chosen()

    def clear(self) -> None:
        """Begin with nothing."""
        self.fill({})
        self.show_problem("")
        self._amount.show_problem("")
        self._people.line.clear()
        self._subjects.line.clear()
        self._form.show_picker()

    def put_slip(self, number: str) -> None:
        """Put in the number of a slip that was scanned: worker, job and employer follow from it."""
        self._slip.put(number)

    def choose_person(self, person: PersonSummary) -> None:
        """It is this person who complains."""
        self._show_person(person.id, shown_name(person.name, self._texts))
        self.changed.emit()

    def show_problem(self, what: str) -> None:
        """Say that the kind is missing, or that nothing is."""
        self._kind_problem.say(self._texts("complaints-kind-missing") if what else "")
        if what:
            self._kind.focus_first()

    def show_trouble(self, field: str, text: str) -> None:
        """Say below the words, or below the amount, what cannot be kept of them."""
        (self._amount if field == "amount" else self._words).show_problem(text)

    def focus_first(self) -> None:
        """Give the keyboard to the pictures."""
        self._kind.focus_first()

    def _kind_chosen(self) -> None:
        self._amount.setVisible(self._has_amount)
        if self._kind.one:
            self.show_problem("")
        self.changed.emit()

    def _look_for(self, search: PeopleSearch | SubjectSearch) -> None:
        self._form.show_picker(search)
        search.line.setFocus()
        search.line.selectAll()

    def _show_person(self, person_id: str, name: str) -> None:
        self._person = (person_id, name)
        self._who.show_picked(name)
        self._nobody.setVisible(bool(person_id))

    def _choose_subject(self, subject: ComplaintSubject) -> None:
        self._show_subject(subject)
        self._slip.line.setFocus()
        self.changed.emit()

    def _show_subject(self, subject: ComplaintSubject) -> None:
        self._subject = subject
        self._about.show_picked(subject.text)
        self._nothing.setVisible(bool(subject.text))


def _minor(text: str) -> int | None:
    """`400`, `400.5` as money in its minor unit; None for what is no sum."""
    whole, _, rest = text.strip().partition(".")
    digits = whole + rest
    if not (digits.isascii() and digits.isdigit() and whole) or len(digits) > MOST_DIGITS or len(rest) > 2:
        return None
    return int(whole) * 100 + int(rest.ljust(2, "0"))
