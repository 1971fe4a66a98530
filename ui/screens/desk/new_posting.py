"""Fast posting: an employer is on the phone, and in less than a minute workers see the posting."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.desk import Desk
from kiosk.desk.employers import EmployerPage
from kiosk.desk.fast_posting import FastPosting, Understood
from kiosk.desk.postings import NotTaken, Taken, TakenOrNot
from kiosk.desk.problems import Problem, refuses
from kiosk.desk.room import Done
from kiosk.domain.employer import Employer
from kiosk.errors import Refused, UnknownThing, YizhanError
from ui.screens.desk.draft_keeper import DraftKeeper
from ui.screens.desk.new_posting_form import NewPostingForm
from ui.screens.desk.postings_words import posted_text
from ui.screens.desk.screen import DeskScreen, News, Place
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

FORM = "new-posting"
OFFERED_EMPLOYERS = 8
OFFERED_PLACES = 6
LOW_MM = 150.0


class NewPostingScreen(DeskScreen):
    """What is typed is understood and vetted at once, and kept at once. A topic is the id of the employer meant."""

    place = Place.NEW_POSTING

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._understood: Understood | None = None
        self._is_asking = self._asks_again = False
        self._is_saving = self._has_tried = False
        self._to_confirm: tuple[Problem, ...] = ()
        """The warnings that stand on the screen, to be said to be right by pressing again."""
        self._employer_shown = ""
        self._form = NewPostingForm(look, self)
        self._keeper = DraftKeeper(self, FORM, fields=self._form.written, fill=self._form.fill)
        self._build_card()
        self._build_foot()
        self._arrange()
        self._form.changed.connect(self._changed)
        self._form.employer_typed.connect(self._look_for_employers)
        self._form.employer_picked.connect(self._take_employer)

    def _build_card(self) -> None:
        """What the form means; where the panel is low it stands between the buttons, and only warnings above."""
        self._is_low = self.look.panel.height_px < self.look.px(LOW_MM)
        self._card = QFrame(self)
        self._card.setObjectName("fast-understood")
        self._card.setProperty("kind", "card")
        self._hint = Words("fast-hint", "", self._card, kind="caution")
        where, kind = (self, "small") if self._is_low else (self._card, "strong")
        self._sentence = Words("fast-sentence", "", where, kind=kind)
        self._warnings = Words("fast-warnings", "", self._card, kind="caution")
        self._hint.hide()
        self._warnings.hide()
        size = self.look.sizes
        column = QVBoxLayout(self._card)
        column.setContentsMargins(size.padding, size.padding, size.padding, size.padding)
        column.setSpacing(size.gap // 2)
        for part in (self._hint, self._warnings) if self._is_low else (self._hint, self._sentence, self._warnings):
            column.addWidget(part)
        self._show_card()

    def _build_foot(self) -> None:
        look, texts = self.look, self.texts
        self._clear = DeskButton(look, "fast-clear", texts("fast-clear"), self, keys="Alt+C", pressed=self._throw_away)
        self._review = DeskButton(look, "fast-review", texts("fast-review"), self, keys="Alt+H", pressed=self._ask_head)
        self._save = DeskButton(
            look, "fast-save", texts("fast-save"), self, kind="primary", keys="Ctrl+Return", pressed=self._post
        )

    def _arrange(self) -> None:
        size = self.look.sizes
        row = QHBoxLayout()
        row.setSpacing(size.gap)
        row.addWidget(self._clear)
        if self._is_low:
            row.addWidget(self._sentence, 3)
        else:
            row.addStretch(1)
        row.addWidget(self._review)
        row.addWidget(self._save, 2)
        foot = QVBoxLayout()
        foot.setContentsMargins(size.margin, size.gap // 2, size.margin, size.gap)
        foot.setSpacing(size.gap)
        foot.addWidget(self._card)
        foot.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._form, 1)
        column.addLayout(foot)

    def _show_card(self) -> None:
        self._card.setVisible(not self._is_low or bool(self._hint.text() or self._warnings.text()))

    def open(self, topic: object) -> None:
        """Begin with what was left last time; otherwise with the employer who is meant."""
        self._has_tried = False

        def brought_back(has_any: bool) -> None:
            self._say_hint(self.texts("fast-draft") if has_any else "")
            if isinstance(topic, str) and self._form.is_empty:
                self._take_employer(topic)
            self._understand()

        self._keeper.bring_back(brought_back)

    def refresh(self) -> None:
        """Others may have posted the same meanwhile, or suspended the employer."""
        self._understand()

    def leave(self) -> None:
        self._keeper.keep()

    def first_focus(self) -> QWidget:
        return self._form.first_focus()

    # understanding

    def _changed(self) -> None:
        self._keeper.changed()
        self._say_hint("")
        self._show_to_confirm(())
        self._understand()

    def _understand(self) -> None:
        """Ask what the form means; what changes while the answer is on its way is asked next."""
        if self._is_asking:
            self._asks_again = True
            return
        self._is_asking, self._asks_again = True, False
        form = self._form.fast_posting()
        self.ask(lambda desk: desk.postings.understand(form), self._answered, failed=self._not_understood)

    def _answered(self, understood: Understood) -> None:
        self._is_asking = False
        if self._asks_again:
            self._understand()
            return
        self._understood = understood
        self._form.show_understood(understood)
        self._show_problems(understood.problems)
        sentence = "" if self._form.is_empty else understood.sentence(self.texts, today=self.look.today())
        self._sentence.say(sentence or self.texts("fast-nothing-yet"))
        known = understood.employer
        if known is not None and known.id != self._employer_shown:
            self._take_employer(known.id, by_itself=True)
        self._employer_shown = "" if known is None else known.id

    def _not_understood(self, error: YizhanError) -> bool:
        self._is_asking = False
        if isinstance(error, Refused | UnknownThing):
            self._sentence.say(self.texts(error.key, **error.details))
            return True
        return False

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        others = self._form.show_problems(problems, tried=self._has_tried)
        if not self._to_confirm:
            self._say_warnings(others)

    def _say_warnings(self, problems: Sequence[Problem]) -> None:
        self._warnings.say(" ".join(dict.fromkeys(found.sentence(self.texts) for found in problems)))
        self._show_card()

    def _say_hint(self, text: str) -> None:
        self._hint.say(text)
        self._show_card()

    # the employer

    def _look_for_employers(self, text: str) -> None:
        def found(employers: tuple[Employer, ...]) -> None:
            self._form.offer_employers(employers)

        if text.strip():
            self.ask(lambda desk: desk.employers.search(text, limit=OFFERED_EMPLOYERS), found)
        else:
            self._form.offer_employers(())

    def _take_employer(self, employer_id: str, *, by_itself: bool = False) -> None:
        """Put in what is known of an employer; one whose name was only typed is meant as long as it says so."""

        def found(page: EmployerPage) -> None:
            self._employer_shown = employer_id
            places = tuple(dict.fromkeys(each.posting.place for each in page.postings if each.posting.place))
            phone = page.employer.phone or next((each.posting.contact_phone for each in page.postings), "")
            if by_itself and (self._understood is None or self._understood.employer != page.employer):
                return
            self._form.take_employer(page.employer, phone=phone, places=places[:OFFERED_PLACES])

        self.ask(lambda desk: desk.employers.page(employer_id), found)

    # saving

    def _post(self) -> None:
        confirmed = self._to_confirm

        def use_case(desk: Desk, form: FastPosting) -> Done[TakenOrNot]:
            is_same = bool(confirmed) and desk.postings.understand(form).problems == confirmed
            return desk.postings.take_fast(form, despite_warnings=is_same)

        self._save_by(use_case, "posting-posted")

    def _ask_head(self) -> None:
        self._save_by(lambda desk, form: desk.postings.send_to_review(form), "posting-sent-to-head")

    def _save_by(self, use_case: Callable[[Desk, FastPosting], Done[TakenOrNot]], said: str) -> None:
        if self._is_saving:
            return
        self._is_saving, self._has_tried = True, True
        form, written = self._form.fast_posting(), self._form.written()

        def answered(done: Done[TakenOrNot]) -> None:
            self._is_saving = False
            match done.value:
                case Taken(posting):
                    line = posted_text(posting, self.texts, today=self.look.today())
                    self.told.emit(News(text=self.texts(said, what=line), undo=done.undo))
                    self._begin_anew()
                    self.go(Place.POSTING, posting.id)
                case NotTaken(problems):
                    self._show_not_taken(problems)

        def failed(error: YizhanError) -> bool:
            self._is_saving = False
            return self._not_understood(error)

        self.ask(lambda desk: _saved(desk, use_case(desk, form), written), answered, failed=failed)

    def _show_not_taken(self, problems: tuple[Problem, ...]) -> None:
        """Refused: the fields say why. Warned of: pressing the same button again says that it is right."""
        self._show_to_confirm(() if refuses(problems) else problems)
        self._show_problems(problems)
        if refuses(problems):
            self._form.go_to_first([found for found in problems if found.reason.refuses])
        else:
            self._save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_to_confirm(self, warnings: tuple[Problem, ...]) -> None:
        if warnings == self._to_confirm:
            return
        self._to_confirm = warnings
        self._save.say(self.texts("fast-save-anyway" if warnings else "fast-save"))
        self._say_warnings(warnings)

    def _begin_anew(self) -> None:
        self._has_tried = False
        self._employer_shown = ""
        self._form.clear()
        self._keeper.drop()

    def _throw_away(self) -> None:
        """Empty the form; undo brings it back."""
        before = self._form.written()
        self._begin_anew()
        self.told_on_screen(self.texts("fast-cleared"), lambda: self._form.fill(before))
        self.first_focus().setFocus()


def _saved(desk: Desk, done: Done[TakenOrNot], written: Mapping[str, str]) -> Done[TakenOrNot]:
    """What was saved; undoing it brings what was typed back, too."""
    undo = done.undo
    if undo is None:
        return done

    def back() -> None:
        undo()
        desk.drafts.keep(FORM, written)

    return Done(value=done.value, undo=back)
